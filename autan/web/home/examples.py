"""What can be made of the data, on data of this very portal: a table, a chart, a map."""

from django.urls import reverse

from autan.access.viewer import Viewer
from autan.catalogue.seen import open_to
from autan.web.parts import Crumb

# What everybody understands at first sight once it is drawn, the most telling first.
_CHARTED = ("scdl-subventions", "scdl-marches-publics", "decp-2.0.3", "scdl-prenoms")
_MAPPED = ("scdl-equipements", "bal-1.5", "bal-1.4", "etalab/schema-irve-statique")


def chart(viewer: Viewer) -> Crumb | None:
    return _example(viewer, _CHARTED, "dataset-chart")


def map_(viewer: Viewer) -> Crumb | None:
    return _example(viewer, _MAPPED, "dataset-map")


def _example(viewer: Viewer, standards: tuple[str, ...], page: str) -> Crumb | None:
    """The latest dataset of the first of these standards that is there; None when none is."""
    for standard in standards:
        rows = open_to(viewer).filter(standard=standard).order_by("-modified_at", "-pk")
        found = rows.values_list("dataset_id", "title").first()
        if found:
            return Crumb(found[1], reverse(page, args=[found[0]]))
    return None
