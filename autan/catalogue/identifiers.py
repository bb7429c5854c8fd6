"""Names for datasets: one that people can read in an address, one that never changes."""

import re
import secrets

from django_scopes import scopes_disabled

from autan import schemas
from autan.catalogue.models import Dataset
from autan.tenants import names
from autan.tenants.models import Territory

# No vowel, so that no word comes out; no character taken for another.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
_LONGEST = 100
_STEMS = {"bal": "base-adresse-locale"}


def free_uid() -> str:
    """``da_`` and six letters or digits, as Opendatasoft's, never given twice."""
    while True:
        uid = "da_" + "".join(secrets.choice(_LETTERS) for _ in range(6))
        if not _taken(uid=uid):
            return uid


def document_uid() -> str:
    """Sixteen letters or digits: the address of a document, which nobody guesses beforehand."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def free_dataset_id(standard: str, title: str, territory: Territory) -> str:
    """``deliberations-noe``: the standard or the title, then the place, then what tells it apart.

    >>> free_dataset_id("scdl-deliberations", "", noe)  # doctest: +SKIP
    'deliberations-noe'
    """
    stem, place = _stem(standard) or names.slug(title), territory.slug
    if place in stem:
        place = ""
    plain = "-".join(filter(None, (stem[:_LONGEST].strip("-"), place))) or "donnees"
    coded = f"{plain}-{territory.code.lower()}"
    candidates = (plain, coded, *(f"{coded}-{number}" for number in range(2, 1000)))
    chosen = next(name for name in candidates if not _taken(dataset_id=name))
    # One name that is no address would take down every page that lists it.
    assert re.fullmatch(r"[a-z0-9-]+", chosen), chosen
    return chosen


def _stem(standard: str) -> str:
    """``scdl-marches-publics`` -> ``marches-publics``, ``bal-1.4`` -> ``base-adresse-locale``,
    ``etalab/schema-stationnement`` -> ``lieux-de-stationnement``, which is its label."""
    known = schemas.find(standard)
    if known and known.family == "registry":
        return names.slug(known.label)
    name = re.sub(r"-\d.*$", "", standard.removeprefix("scdl-"))
    return _STEMS.get(name) or names.slug(name)


def _taken(**name: str) -> bool:
    """Is it the name of a dataset of any portal? Names are unique on the whole platform."""
    with scopes_disabled():
        return Dataset.objects.filter(**name).exists()
