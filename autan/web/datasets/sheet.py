"""What the tabs of a dataset show: its table, its files, its programs, what it is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.tabular.fields import PLACES, FieldType
from autan.web.datasets import conditions, documents
from autan.web.datasets.asking import ROWS
from autan.web.datasets.grid import Sorting, grid
from autan.web.datasets.shell import shell
from autan.web.parts import Chip, link, pager
from autan.web.standards import spoken
from autan.web.typography import number, size

_API = "/api/explore/v2.1/catalog/datasets/"
# Not read.csv2: our decimal sign is the point. The mark at the start would stick to a name.
_R = 'tableau <- read.csv(\n  "{csv}",\n  sep = ";",\n  fileEncoding = "UTF-8-BOM"\n)'


def page(
    listing: Listing, state: State, rows: list[dict[str, Any]], total: int, problem: str
) -> dict[str, object]:
    """The tab of the table: what was asked and what answers."""
    listing = replace(listing, schema=spoken(listing.schema))
    path = reverse("dataset", args=[listing.dataset_id])
    return {
        **shell(listing, state, "dataset"),
        **_answer(listing, state, rows, total, path),
        "problem": problem,
        "chips": _chips(listing, state, path),
        "filters": _filters(listing, state),
    }


def downloads(listing: Listing, state: State) -> dict[str, object]:
    """The tab of the files."""
    return {
        **shell(listing, state, "dataset-downloads"),
        "downloads": _downloads(listing, state),
        "documents": documents.shown(listing),
    }


def api(listing: Listing, state: State) -> dict[str, object]:
    """The tab for programs."""
    return {**shell(listing, state, "dataset-api"), "snippets": _snippets(listing, state)}


def about(listing: Listing, state: State) -> dict[str, object]:
    """The tab that tells what the dataset is."""
    listing = replace(listing, schema=spoken(listing.schema))
    return {
        **shell(listing, state, "dataset-about"),
        "columns": _columns(listing),
        "corrections": _corrections(listing),
    }


def _answer(
    listing: Listing, state: State, rows: list[dict[str, Any]], total: int, path: str
) -> dict[str, object]:
    limit = int(state.limit) if state.limit.isdecimal() and int(state.limit) else ROWS
    offset = int(state.offset) if state.offset.isdecimal() else 0
    return {
        "table": grid(
            listing.schema,
            rows,
            caption=gettext("%(title)s, lignes affichées") % {"title": listing.title},
            total=total,
            count_words=_count_words(total, listing.version.rows),
            sorting=Sorting(path, state.pairs, state.sort),
        ),
        "pager": pager(
            path, state.pairs, total=total, limit=limit, offset=offset, anchor="tableau"
        ),
    }


def _corrections(listing: Listing) -> list[str]:
    """What was corrected in the file before it was published, column by column."""
    lines = []
    for one in listing.version.manifest.get("repairs", []):
        if not one["column"]:
            lines.append(_left_out(one["kind"], one["count"]))
            continue
        said = ngettext(
            "« %(column)s » : %(n)s valeur corrigée",
            "« %(column)s » : %(n)s valeurs corrigées",
            one["count"],
        )
        lines.append(said % {"column": one["column"], "n": number(one["count"])})
    return lines


def _left_out(kind: str, count: int) -> str:
    """Whole rows that are not data."""
    if kind == "total-rows":
        said = ngettext("%(n)s ligne de total retirée", "%(n)s lignes de totaux retirées", count)
    elif kind == "duplicate-rows":
        said = ngettext("%(n)s ligne répétée retirée", "%(n)s lignes répétées retirées", count)
    else:
        said = ngettext("%(n)s ligne de titre retirée", "%(n)s lignes de titres retirées", count)
    return said % {"n": number(count)}


def _count_words(total: int, everything: int) -> str:
    if total == everything:
        return ngettext("%(n)s ligne", "%(n)s lignes", total) % {"n": number(total)}
    said = ngettext("%(n)s ligne sur %(all)s", "%(n)s lignes sur %(all)s", total)
    return said % {"n": number(total), "all": number(everything)}


def _chips(listing: Listing, state: State, path: str) -> list[Chip]:
    schema = listing.schema
    named = [("q", state.q, f"«\u202f{state.q}\u202f»")] if state.q else []
    named += [("where", one, conditions.sentence(schema, one)) for one in state.where]
    named += [("refine", one, conditions.refinement(schema, one)) for one in state.refine]
    named += [
        (
            "exclude",
            one,
            gettext("sauf %(filter)s") % {"filter": conditions.refinement(schema, one)},
        )
        for one in state.exclude
    ]
    return [
        Chip(said, link(path, state.without(name, value).pairs, "tableau"))
        for name, value, said in named
    ]


def _filters(listing: Listing, state: State) -> dict[str, object]:
    kept = [(name, value) for name, value in state.pairs if value and name != "offset"]
    return {
        "text": state.q,
        "kept": kept,
        "kept_by_words": [(name, value) for name, value in kept if name != "q"],
        "columns": [field for field in listing.schema if field.type not in PLACES],
        "signs": conditions.SIGNS,
    }


def _columns(listing: Listing) -> list[Mapping[str, str]]:
    types = {
        FieldType.TEXT: gettext("texte"),
        FieldType.INTEGER: gettext("nombre entier"),
        FieldType.NUMBER: gettext("nombre"),
        FieldType.BOOLEAN: gettext("oui ou non"),
        FieldType.DATE: gettext("date"),
        FieldType.DATETIME: gettext("date et heure"),
        FieldType.GEO_POINT: gettext("position sur la carte"),
        FieldType.GEO_SHAPE: gettext("forme sur la carte"),
    }
    return [
        {
            "name": field.name,
            "title": field.title,
            "type": types[field.type],
            "meaning": field.description or _from_file(field.source, field.title),
        }
        for field in listing.schema
    ]


def _from_file(source: str, title: str) -> str:
    if not source or source == title:
        return gettext("Colonne du fichier d’origine.")
    return gettext("Colonne « %(header)s » du fichier d’origine.") % {"header": source}


def _downloads(listing: Listing, state: State) -> list[Mapping[str, str]]:
    base = f"{_API}{listing.dataset_id}/exports/"
    weight = size(listing.version.bytes)
    csv = (("delimiter", ";"), ("with_bom", "true"), ("use_labels", "true"))
    named = (
        ("csv", "CSV", gettext("Pour Excel ou LibreOffice : s’ouvre d’un double clic."), csv),
        ("json", "JSON", gettext("Pour un programme ou un site."), ()),
        (
            "parquet",
            "Parquet",
            gettext("Pour l’analyse de gros volumes. Fichier entier : %(size)s.")
            % {"size": weight},
            (),
        ),
    )
    return [
        {
            "name": name,
            "words": said,
            "address": link(f"{base}{kind}", (*state.rows_pairs, *options)),
        }
        for kind, name, said, options in named
    ]


def _snippets(listing: Listing, state: State) -> list[Mapping[str, str]]:
    base = f"{listing.home}{_API}{listing.dataset_id}"
    records = link(f"{base}/records", (*state.rows_pairs, ("limit", str(ROWS))))
    csv = link(f"{base}/exports/csv", state.rows_pairs)
    return [
        {"name": gettext("Adresse"), "code": records},
        {"name": "curl", "code": f"curl '{records}'"},
        {
            "name": "Python",
            "code": f'import pandas\n\ntable = pandas.read_csv(\n    "{csv}",\n    sep=";",\n)',
        },
        {"name": "R", "code": _R.format(csv=csv)},
    ]


TABS: Mapping[str, Callable[[Listing, State], dict[str, object]]] = {
    "downloads": downloads,
    "api": api,
    "about": about,
}
