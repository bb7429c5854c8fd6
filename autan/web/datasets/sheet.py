"""Everything that the page of a dataset shows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan import schemas
from autan.access.decide import State
from autan.catalogue.listing import Listing
from autan.tabular.fields import PLACES, FieldType
from autan.web.datasets import conditions, documents
from autan.web.datasets.asking import ROWS, Asked
from autan.web.datasets.grid import Sorting, grid
from autan.web.datasets.rows import first_sentence
from autan.web.parts import Chip, link, pager
from autan.web.standards import label_of, spoken
from autan.web.typography import number, size

_API = "/api/explore/v2.1/catalog/datasets/"
# Not read.csv2: our decimal sign is the point. The mark at the start would stick to a name.
_R = 'tableau <- read.csv(\n  "{csv}",\n  sep = ";",\n  fileEncoding = "UTF-8-BOM"\n)'


def page(
    listing: Listing, question: Asked, rows: list[dict[str, Any]], total: int, problem: str
) -> dict[str, object]:
    """The masthead, what was asked, the table that answers, and what can be done with it."""
    path = reverse("dataset", args=[listing.dataset_id])
    listing = replace(listing, schema=spoken(listing.schema))
    return {
        **_masthead(listing, path),
        **_answer(listing, question, rows, total, path),
        "problem": problem,
        "filtered": bool(question.words or question.where or question.refine or question.exclude),
        "chips": _chips(listing, question, path),
        "filters": _filters(listing, question),
        "columns": _columns(listing),
        "downloads": _downloads(listing, question),
        "snippets": _snippets(listing, question),
        "corrections": _corrections(listing),
        "documents": documents.shown(listing),
    }


def _masthead(listing: Listing, path: str) -> dict[str, object]:
    standard = schemas.find(listing.standard) if listing.standard else None
    return {
        "title": listing.title,
        "withdrawn": listing.state is State.WITHDRAWN,
        "sentence": first_sentence(listing.description),
        "description": listing.description,
        "dataset_id": listing.dataset_id,
        "address": path,
        "canonical": f"{listing.home}{path}",
        "producer": {
            "name": listing.producer.name,
            "address": reverse("organisation", args=[listing.producer.slug]),
        },
        "place": _place(listing),
        "date": listing.modified_at,
        "published": listing.published_at,
        "row_count": listing.version.rows,
        "standard": label_of(standard) if standard else "",
        "licence": {"name": listing.licence.short, "address": listing.licence.url},
    }


def _answer(
    listing: Listing, question: Asked, rows: list[dict[str, Any]], total: int, path: str
) -> dict[str, object]:
    limit = int(question.limit) if question.limit.isdecimal() and int(question.limit) else ROWS
    offset = int(question.offset) if question.offset.isdecimal() else 0
    return {
        "table": grid(
            listing.schema,
            rows,
            caption=gettext("%(title)s, lignes affichées") % {"title": listing.title},
            total=total,
            count_words=_count_words(total, listing.version.rows),
            sorting=Sorting(path, question.pairs, question.sort),
        ),
        "pager": pager(
            path, question.pairs, total=total, limit=limit, offset=offset, anchor="tableau"
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


def _place(listing: Listing) -> str:
    around = listing.place.around
    return (
        f"{listing.place.name} ({around})"
        if around and around != listing.place.name
        else listing.place.name
    )


def _count_words(total: int, everything: int) -> str:
    if total == everything:
        return ngettext("%(n)s ligne", "%(n)s lignes", total) % {"n": number(total)}
    said = ngettext("%(n)s ligne sur %(all)s", "%(n)s lignes sur %(all)s", total)
    return said % {"n": number(total), "all": number(everything)}


def _chips(listing: Listing, question: Asked, path: str) -> list[Chip]:
    schema = listing.schema
    named = [("q", question.words, f"«\u202f{question.words}\u202f»")] if question.words else []
    named += [("where", one, conditions.sentence(schema, one)) for one in question.where]
    named += [("refine", one, conditions.refinement(schema, one)) for one in question.refine]
    named += [
        (
            "exclude",
            one,
            gettext("sauf %(filter)s") % {"filter": conditions.refinement(schema, one)},
        )
        for one in question.exclude
    ]
    return [
        Chip(said, link(path, question.without(name, value), "tableau"))
        for name, value, said in named
    ]


def _filters(listing: Listing, question: Asked) -> dict[str, object]:
    kept = [(name, value) for name, value in question.pairs if value and name != "offset"]
    return {
        "text": question.words,
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


def _downloads(listing: Listing, question: Asked) -> list[Mapping[str, str]]:
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
            "address": link(f"{base}{kind}", (*question.filters, *options)),
        }
        for kind, name, said, options in named
    ]


def _snippets(listing: Listing, question: Asked) -> list[Mapping[str, str]]:
    base = f"{listing.home}{_API}{listing.dataset_id}"
    records = link(f"{base}/records", (*question.filters, ("limit", str(ROWS))))
    csv = link(f"{base}/exports/csv", question.filters)
    return [
        {"name": gettext("Adresse"), "code": records},
        {"name": "curl", "code": f"curl '{records}'"},
        {
            "name": "Python",
            "code": f'import pandas\n\ntable = pandas.read_csv(\n    "{csv}",\n    sep=";",\n)',
        },
        {"name": "R", "code": _R.format(csv=csv)},
    ]
