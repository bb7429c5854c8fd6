"""The panel « Partager » of a chart, a map or a table: a link, a frame, a picture.

What is shared follows the data or stays at the version that one sees: the choice is in the address
of what is handed over (``version=``), never kept by us. The panel's own answers (``partage``,
``apercu``) are no words of the state: no other form carries them on.
"""

from dataclasses import dataclass, replace
from html import escape

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.web import embeds
from autan.web.parts import Pairs, link
from autan.web.typography import day

FOLLOWS, FROZEN = "suivre", "figer"
WIDTHS = ("320", "560", "100")
"""Of the preview: a telephone, the column of an article, all the room there is."""
_SHOWN = {"320": 320, "560": 560, "100": 1000}
"""About how many pixels each of them is."""


@dataclass(frozen=True, slots=True)
class Shared:
    """``page``, ``embed`` and ``picture`` are routes; ``picture`` may be "" for what has none.

    ``text`` is what somebody who does not see the picture is told; ``room`` is what the frame
    needs; ``size`` the picture's, in pixels.
    """

    page: str
    embed: str
    picture: str
    title: str
    text: str
    room: embeds.Room
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Code:
    """``name`` is the id of the element whose text is copied."""

    name: str
    title: str
    help: str
    code: str
    action: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The context ``share`` of the template ``datasets/share.html``."""

    title: str
    path: str
    kept: Pairs
    open: bool
    follows: tuple[Choice, ...]
    widths: tuple[Choice, ...]
    width: str
    height: int
    preview: str
    codes: tuple[Code, ...]


def panel(request: HttpRequest, listing: Listing, state: State, what: Shared) -> Panel:
    """Everything to hand over of what ``state`` shows."""
    frozen = bool(state.version) or request.GET.get("partage") == FROZEN
    kept = replace(state, version=str(listing.version.number) if frozen else "")
    wanted = request.GET.get("apercu", "")
    width = wanted if wanted in WIDTHS else WIDTHS[0]
    frame = embeds.frame(listing, what.embed, kept.pairs, title=what.title, room=what.room)
    return Panel(
        title=what.title,
        path=reverse(what.page, args=[listing.dataset_id]),
        kept=[(name, value) for name, value in state.pairs if name != "version"],
        open="partage" in request.GET or "apercu" in request.GET,
        follows=_follows(listing, frozen),
        widths=_widths(width),
        width=width,
        height=what.room.at(_SHOWN[width]),
        preview=link(reverse(what.embed, args=[listing.dataset_id]), kept.pairs),
        codes=tuple(_codes(listing, kept, what, frame)),
    )


def _follows(listing: Listing, frozen: bool) -> tuple[Choice, ...]:
    stays = gettext("rester à la version du %(day)s") % {"day": day(listing.version.created_at)}
    return (
        Choice(FOLLOWS, gettext("suivre les mises à jour"), not frozen),
        Choice(FROZEN, stays, frozen),
    )


def _widths(chosen: str) -> tuple[Choice, ...]:
    words = (gettext("un téléphone"), gettext("un article"), gettext("toute la largeur"))
    return tuple(
        Choice(value, said, value == chosen) for value, said in zip(WIDTHS, words, strict=True)
    )


def _codes(listing: Listing, state: State, what: Shared, frame: embeds.Frame) -> list[Code]:
    page = link(f"{listing.home}{reverse(what.page, args=[listing.dataset_id])}", state.pairs)
    codes = [
        Code(
            "lien",
            gettext("Le lien"),
            gettext("Il garde tout : filtres, réglages et mots. C’est aussi votre sauvegarde."),
            page,
            gettext("Copier le lien"),
        ),
        Code(
            "cadre",
            gettext("Dans une page web"),
            gettext("À coller dans votre site : moins de 50 ko, sans script ni cookie."),
            frame.code,
            gettext("Copier le code"),
        ),
    ]
    if what.picture:
        codes.append(
            Code(
                "image",
                gettext("En image"),
                gettext("Là où les cadres sont refusés ; le texte de remplacement est compris."),
                _picture(listing, state, what, page),
                gettext("Copier le code de l’image"),
            )
        )
    return codes


def _picture(listing: Listing, state: State, what: Shared, page: str) -> str:
    """A linked picture with the words that replace it; attributes are escaped, as for a frame."""
    path = reverse(what.picture, args=[listing.dataset_id])
    address = link(f"{listing.home}{path}", state.pairs)
    alt = escape(f"{what.title}. {what.text}".strip())
    width, height = what.size
    size = f' width="{width}" height="{height}"' if width else ""
    return (
        f'<a href="{escape(page)}"><img src="{escape(address)}" alt="{alt}"{size} '
        'loading="lazy"></a>'
    )
