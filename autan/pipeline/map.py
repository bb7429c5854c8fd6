"""Which column goes where: the person's word, then names and contents, then the profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.pipeline.report import Choices, Match, Profile, Reading
from autan.schemas.match import SURE_PAIR, Column, Pair, pair_up
from autan.schemas.standard import Standard, StandardField


@dataclass(frozen=True)
class Placement:
    """``keys``: field -> key of the column; ``constants``: field -> what fills it."""

    matches: tuple[Match, ...]
    keys: Mapping[str, str]
    constants: Mapping[str, str]
    aside: tuple[str, ...]


def columns_of(
    standard: Standard,
    reading: Reading,
    columns: Sequence[Column],
    choices: Choices,
    profile: Profile,
) -> Placement:
    """One match for each column of the standard, and the headers left aside."""
    headers = {column.key: column.header for column in reading.columns}
    keys = {column.header: column.key for column in reading.columns}
    forced = {name: keys.get(header) for name, header in choices.mapping.items()}
    taken = {key for key in forced.values() if key}
    free = [column for column in columns if column.key not in taken]
    asked = tuple(field for field in standard.fields if field.name not in forced)
    pairs = pair_up(replace(standard, fields=asked), free)
    matches: list[Match] = []
    found: dict[str, str] = {}
    constants: dict[str, str] = {}
    for field in standard.fields:
        key, match = _match(field, pairs.get(field.name), forced, headers, choices, profile)
        matches.append(match)
        if key is not None:
            found[field.name] = key
        elif match.constant is not None:
            constants[field.name] = match.constant
    used = set(found.values())
    aside = tuple(c.header for c in reading.columns if c.key not in used)
    return Placement(tuple(matches), found, constants, aside)


def _match(
    field: StandardField,
    pair: Pair | None,
    forced: Mapping[str, str | None],
    headers: Mapping[str, str],
    choices: Choices,
    profile: Profile,
) -> tuple[str | None, Match]:
    if field.name in choices.constants:
        given = choices.constants[field.name]
        return None, Match(field.name, field.label, None, given, "Vous l’avez indiqué.")
    if field.name in forced:
        return _forced(field, forced[field.name], headers)
    if pair is not None:
        header = headers[pair.key]
        sure = pair.score >= SURE_PAIR
        return pair.key, Match(field.name, field.label, header, None, _reason(pair), sure)
    constant = _from_profile(field, profile)
    if constant:
        return None, Match(field.name, field.label, None, constant, "Nous le savons déjà.")
    return None, Match(field.name, field.label, None, None, "Votre fichier ne le dit pas.")


def _forced(
    field: StandardField, key: str | None, headers: Mapping[str, str]
) -> tuple[str | None, Match]:
    if key:
        return key, Match(field.name, field.label, headers[key], None, "Vous l’avez choisie.")
    return None, Match(field.name, field.label, None, None, "Vous n’en avez choisi aucune.")


def _reason(pair: Pair) -> str:
    if pair.named >= 0.95:
        return "Le titre de la colonne le dit."
    if pair.fit is not None and pair.fit > 0.9:
        return "Le titre est proche et les valeurs conviennent."
    return "Le titre est proche."


def _from_profile(field: StandardField, profile: Profile) -> str | None:
    place = profile.name.removeprefix("Commune de ").removeprefix("Commune d’")
    place = place.removeprefix("Commune d'")
    known = {
        "name": profile.name,
        "siret": profile.siret or "",
        "insee": profile.insee,
        "place": place if profile.kind == "commune" else "",
    }
    return known.get(field.profile) or None
