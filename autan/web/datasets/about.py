"""The tab that tells what a dataset is: its columns, its producer, how to cite it, its repairs."""

from collections.abc import Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.web.datasets import citing, known
from autan.web.datasets.columns import COLUMN
from autan.web.datasets.shell import shell
from autan.web.datasets.types import meaning_of, type_of
from autan.web.parts import link
from autan.web.standards import spoken
from autan.web.typography import number

_FULL = 100


def page(listing: Listing, state: State) -> dict[str, object]:
    listing = replace(listing, schema=spoken(listing.schema))
    return {
        **shell(listing, state, "dataset-about"),
        "columns": _columns(listing, state),
        "corrections": _corrections(listing),
        "protections": _protections(listing),
        "citation": citing.plain(listing),
        "bibtex": citing.bibtex(listing),
        "website": listing.producer.website,
        "email": listing.producer.email,
        "keywords": listing.keywords,
        "theme": listing.theme,
        "version": listing.version,
        "licence_name": listing.licence.name,
    }


def _columns(listing: Listing, state: State) -> list[Mapping[str, str]]:
    profile = known.whole(listing)
    path = reverse("dataset", args=[listing.dataset_id])
    told = []
    for field in listing.schema:
        seen = profile.find(field.name) if profile else None
        share = seen.filled * _FULL // profile.rows if seen and profile and profile.rows else None
        told.append(
            {
                "name": field.name,
                "title": field.title,
                "type": type_of(field),
                "meaning": meaning_of(field),
                "filled": "" if share is None else _filled(share),
                "address": link(path, [*state.pairs, (COLUMN, field.name)], COLUMN),
            }
        )
    return told


def _filled(share: int) -> str:
    if share == _FULL:
        return gettext("toujours rempli")
    return gettext("rempli à %(n)s\u202f%%") % {"n": number(share)} if share else gettext("vide")


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
    return lines if not listing.is_past else []


def _left_out(kind: str, count: int) -> str:
    """Whole rows that are not data."""
    if kind == "total-rows":
        said = ngettext("%(n)s ligne de total retirée", "%(n)s lignes de totaux retirées", count)
    elif kind == "duplicate-rows":
        said = ngettext("%(n)s ligne répétée retirée", "%(n)s lignes répétées retirées", count)
    else:
        said = ngettext("%(n)s ligne de titre retirée", "%(n)s lignes de titres retirées", count)
    return said % {"n": number(count)}


def _protections(listing: Listing) -> list[str]:
    """What was done so that nobody is named who should not be; never which values, nor where."""
    said = {
        "mask": gettext("des noms de personnes masqués"),
        "rows": gettext("des lignes sur des personnes retirées"),
        "remove": gettext("une colonne sur des personnes retirée"),
    }
    answers = [one["answer"] for one in listing.version.manifest.get("protections", [])]
    return [words for answer, words in said.items() if answer in answers]
