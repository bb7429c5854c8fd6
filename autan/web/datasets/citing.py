"""How a dataset is cited: a sentence for people, an entry for bibliographies."""

import re

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from autan.catalogue.listing import Listing
from autan.web.datasets.shell import of_the
from autan.web.parts import link
from autan.web.typography import day

# What TeX reads otherwise than as a letter.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def address(listing: Listing) -> str:
    """The one that stays, of the version that is cited: what was seen is what will be found."""
    path = reverse("dataset", args=[listing.dataset_id])
    return link(f"{listing.home}{path}", [("version", str(listing.version.number))])


def plain(listing: Listing) -> str:
    """« Commune d’Auch (2026). Délibérations [jeu de données], version 3 du 12 mars 2026. … »"""
    said = gettext(
        "%(who)s (%(year)s). %(title)s [jeu de données], %(version)s. %(licence)s. %(address)s "
        "(consulté le %(today)s)."
    )
    return said % {
        "who": listing.producer.name,
        "year": listing.version.created_at.year,
        "title": listing.title,
        "version": of_the(listing),
        "licence": listing.licence.name,
        "address": address(listing),
        "today": day(timezone.localdate()),
    }


def bibtex(listing: Listing) -> str:
    """An entry of BibTeX; ``@misc``, which every style knows."""
    moment = timezone.localtime(listing.version.created_at)
    fields = {
        "author": f"{{{_tex(listing.producer.name)}}}",
        "title": f"{{{_tex(listing.title)}}}",
        "year": str(moment.year),
        "month": str(moment.month),
        "version": str(listing.version.number),
        "howpublished": gettext("Jeu de données"),
        "note": _tex(listing.licence.name),
        "url": address(listing),
        "urldate": timezone.localdate().isoformat(),
    }
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items())
    key = re.sub(r"[^a-z0-9]+", "-", listing.dataset_id.lower())
    return f"@misc{{{key}-v{listing.version.number},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in " ".join(text.split()))
