"""What is proposed as one types in the search field: titles, then what the facets hold.

Nothing is proposed that the viewer could not find: values come from the counts of what may be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from autan.access.viewer import Viewer
from autan.catalogue import searching
from autan.journal.remembered import Remembered
from autan.search.question import Audience
from autan.tenants.names import fold
from autan.web.datasets.facets import labels
from autan.web.datasets.searched import Searched
from autan.web.typography import number

_TITLES, _EACH, _LONGEST = 4, 3, 120
_FACETS = ("producer", "departement", "epci", "commune", "theme", "standard")
# The word of the address -> what the group is called, and the facets that it gathers.
_GROUPS = (
    ("territoire", gettext_lazy("Territoires"), ("commune", "epci", "departement")),
    ("producteur", gettext_lazy("Producteurs"), ("producer",)),
    ("modele", gettext_lazy("Modèles communs"), ("standard",)),
    ("theme", gettext_lazy("Thèmes"), ("theme",)),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A value of a facet, with the folded words of its label."""

    facet: str
    value: str
    label: str
    count: int
    words: tuple[str, ...]

    def begins(self, wanted: list[str]) -> bool:
        """Is each of the words written the beginning of one of the label's?"""
        return all(any(word.startswith(one) for word in self.words) for one in wanted)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """``{"groups": [{"name", "items": [{"text", "detail", "address"}]}]}``, for ``q``."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:_LONGEST]
    viewer = request.viewer
    groups = [_titles(text, viewer), *_values(text, viewer)] if len(text) > 1 else []
    return JsonResponse({"groups": [group for group in groups if group["items"]]})


def _titles(text: str, viewer: Viewer) -> dict[str, object]:
    items = [
        {
            "text": one.title,
            "detail": one.producer.name,
            "address": reverse("dataset", args=[one.dataset_id]),
        }
        for one in searching.titled(viewer, text, _TITLES)
    ]
    return {"name": gettext("Jeux de données"), "items": items}


def _values(text: str, viewer: Viewer) -> Iterator[dict[str, object]]:
    wanted, known = fold(text).split(), _known(viewer)
    for name, title, facets in _GROUPS:
        matching = [one for one in known if wanted and one.facet in facets and one.begins(wanted)]
        # Auch before Auchan, the most published before the others.
        matching.sort(key=lambda one: (one.words != tuple(wanted), -one.count, one.label))
        yield {"name": str(title), "items": [_item(name, one) for one in matching[:_EACH]]}


def _item(name: str, one: Named) -> dict[str, str]:
    place = name == "territoire"
    asked = Searched(place=one.value) if place else Searched(chosen=((name, one.value),))
    counted = ngettext("%(n)s jeu de données", "%(n)s jeux de données", one.count)
    return {
        "text": one.label,
        "detail": counted % {"n": number(one.count)},
        "address": asked.address,
    }


def _known(viewer: Viewer) -> tuple[Named, ...]:
    key = (searching.audience(viewer), get_language())
    return _KNOWN.get(key, lambda: tuple(_named(viewer)))


_KNOWN: Remembered[tuple[Audience, str | None], tuple[Named, ...]] = Remembered()


def _named(viewer: Viewer) -> Iterator[Named]:
    for facet, counted in searching.everything(viewer, _FACETS).items():
        named = labels(facet, [one.value for one in counted])
        for one in counted:
            label = named.get(one.value, "")
            if label:
                yield Named(facet, one.value, label, one.count, tuple(fold(label).split()))
