"""The tab of the files: the table in each format, whole or as it is filtered, and its documents."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext, gettext_lazy, ngettext

from autan.catalogue.listing import Listing
from autan.formats.exports import Format, export_formats
from autan.query.state import State
from autan.tabular.fields import PLACES
from autan.web.datasets import documents, records
from autan.web.datasets.chips import chips
from autan.web.datasets.shell import shell
from autan.web.parts import link
from autan.web.standards import spoken
from autan.web.typography import number, size

# What each format is for, the most asked for first; a format without a word comes last.
_FOR = {
    "csv": gettext_lazy("Pour Excel ou LibreOffice : s’ouvre d’un double clic."),
    "geojson": gettext_lazy("Pour un logiciel de cartes."),
    "json": gettext_lazy("Pour un programme ou un site."),
    "jsonl": gettext_lazy("Pour un programme qui lit ligne à ligne."),
    "parquet": gettext_lazy("Pour l’analyse de gros volumes, dix fois plus léger."),
}
_OPTIONS = {"csv": (("delimiter", ";"), ("with_bom", "true"), ("use_labels", "true"))}


@dataclass(frozen=True, slots=True)
class File:
    """``size`` is empty where it is not known before the file is made."""

    name: str
    words: str
    size: str
    address: str


def page(listing: Listing, state: State, total: int | None) -> dict[str, object]:
    """``total`` is how many rows the state chooses; None when it cannot be told."""
    listing = replace(listing, schema=spoken(listing.schema))
    return {
        **shell(listing, state, "dataset-downloads"),
        "rows_words": _words(total, listing) if state.selects else "",
        "chips": chips(listing, state, "dataset-downloads"),
        "files": [_file(listing, state, one) for one in _ordered(listing)],
        "whole_files": [
            _file(listing, State(version=state.version), one) for one in _ordered(listing)
        ]
        if state.selects or state.select
        else [],
        "partial": bool(state.select),
        "whole_words": _words(listing.version.rows, listing),
        "documents": documents.shown(listing),
    }


def _ordered(listing: Listing) -> list[Format]:
    """Those that the columns of the dataset fill: no map is made without a place."""
    order, placed = list(_FOR), any(field.type in PLACES for field in listing.schema)
    known = (one for one in export_formats().values() if placed or one.name != "geojson")
    return sorted(known, key=lambda one: order.index(one.name) if one.name in order else len(order))


def _file(listing: Listing, state: State, one: Format) -> File:
    whole = not (state.selects or state.select or state.order_by)
    address = records.export(listing, state, one.name, _OPTIONS.get(one.name, ()))
    # Asked where the page is: the same file, without crossing from one portal to another.
    local = address.removeprefix(listing.home)
    return File(
        name=one.label,
        words=str(_FOR.get(one.name, "")),
        size=size(listing.version.bytes) if whole and one.name == "parquet" else "",
        address=link(local, ()),
    )


def _words(total: int | None, listing: Listing) -> str:
    if total is None:
        return gettext("Les lignes qui répondent à vos filtres.")
    if total == listing.version.rows:
        said = ngettext("%(n)s ligne.", "%(n)s lignes.", total)
        return said % {"n": number(total)}
    said = ngettext(
        "%(n)s ligne qui répond à vos filtres, sur %(all)s.",
        "%(n)s lignes qui répondent à vos filtres, sur %(all)s.",
        total,
    )
    return said % {"n": number(total), "all": number(listing.version.rows)}
