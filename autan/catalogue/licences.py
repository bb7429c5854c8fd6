"""The licences under which a French administration may publish (CRPA, D323-2-1)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    short: str
    url: str


LICENCES: dict[str, Licence] = {
    "lov2": Licence(
        "Licence Ouverte v2.0 (Etalab)",
        "Licence Ouverte 2.0",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    ),
    "odbl": Licence(
        "Open Database License (ODbL)", "ODbL", "https://opendatacommons.org/licenses/odbl/"
    ),
}


def licence(identifier: str) -> Licence:
    """The licence of an identifier; the default one for an identifier that we do not know."""
    return LICENCES.get(identifier, LICENCES["lov2"])
