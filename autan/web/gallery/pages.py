"""The gallery: every part of the pages, with real and extreme content, in either theme."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan.catalogue import reads
from autan.web.gallery import specimens
from autan.web.home.pages import doors
from autan.web.parts import Crumb, link

# The word of the address -> the value of ``data-theme`` on the page.
_THEMES = {"clair": "light", "sombre": "dark"}


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """``/composants/``, and ``?theme=sombre`` or ``clair`` for one theme whatever the reader's."""
    uses = {
        "brand": gettext("Bandeaux, boutons : la couleur choisie, jamais changée"),
        "brand_text": gettext("Liens et chiffres : au moins 4,5 pour 1"),
        "brand_ui": gettext("Bordures, marques et focus : au moins 3 pour 1"),
        "brand_tint": gettext("Fonds légers"),
    }
    page = {
        "theme": _THEMES.get(request.GET.get("theme", ""), ""),
        "themes": _themes(),
        "swatches": specimens.swatches(request.portal.colour, uses),
        "tokens": specimens.TOKENS,
        "chips": specimens.chips(),
        "problems": specimens.problems(),
        "table": specimens.ordinary_table(),
        "wide": specimens.wide_table(),
        "rows": specimens.result_rows(reads.latest(request.viewer, 1)),
        "doors": doors(request.viewer)[:2],
        "pager": specimens.many_pages(),
        "long": specimens.LONG,
        "unbroken": specimens.UNBROKEN,
    }
    crumbs = [Crumb(gettext("Composants"))]
    return render(request, "gallery/gallery.html", {"page": page, "crumbs": crumbs})


def _themes() -> list[Crumb]:
    names = {
        "": gettext("Comme mon appareil"),
        "clair": gettext("En clair"),
        "sombre": gettext("En sombre"),
    }
    path = reverse("gallery")
    return [Crumb(name, link(path, [("theme", word)])) for word, name in names.items()]
