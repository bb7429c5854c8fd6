"""Which column goes where: the person's word, memory, names and contents, then what we know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.pipeline import constants, recall
from autan.pipeline.report import Choices, Match, Profile, Reading
from autan.schemas import whereabouts
from autan.schemas.evidence import Column
from autan.schemas.lexicon import CUT, DAMAGED, KNOWN, LESSER, SAME_ESSENCE
from autan.schemas.match import FREE_KINDS, SURE_PAIR, Pair, pair_up
from autan.schemas.memory import Memory
from autan.schemas.standard import Kind, Standard, StandardField

_LEAST_FIT, _GOOD_FIT = 0.3, 0.9
_POSITION = "position"
_BUT = ", mais ses valeurs surprennent"


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
    memory: Sequence[Memory] = (),
) -> Placement:
    """One match for each column of the standard, and the headers left aside."""
    keys = {column.header: column.key for column in reading.columns}
    forced = {name: keys.get(header) for name, header in choices.mapping.items()}
    pairs = _pairs(standard, columns, forced, memory, constants.year_said(reading))
    placing = _Placing(standard, reading, columns, choices, profile, forced, pairs)
    matches = tuple(placing.match(field) for field in standard.fields)
    found, empty = placing.keys, placing.emptied
    used = set(found.values())
    aside = tuple(c.header for c in reading.columns if c.key not in used | empty)
    filled = {m.field: m.constant for m in matches if m.constant is not None}
    return Placement(matches, found, filled, aside)


def _pairs(
    standard: Standard,
    columns: Sequence[Column],
    forced: Mapping[str, str | None],
    memory: Sequence[Memory],
    year: str = "",
) -> dict[str, Pair]:
    """What is remembered goes before what is found; what the person said, before all."""
    taken = {key for key in forced.values() if key}
    free = [column for column in columns if column.key not in taken]
    known: dict[str, Pair] = {}
    remembered = recall.chosen(memory, standard)
    if remembered:
        known, outside = recall.pairs(remembered, standard, free)
        # A column of points is two fields, of which memory, by header, keeps one: found anew.
        points = {column.key for column in free if whereabouts.point(column)}
        known = {n: one for n, one in known.items() if n not in forced and one.key not in points}
        gone = outside | {pair.key for pair in known.values()}
        free = [column for column in free if column.key not in gone]
    pairs = pair_up(standard, free, frozenset({*forced, *known}), year) | known
    used = {pair.key for pair in pairs.values()}
    left = [column for column in columns if column.key not in used]
    return _from_positions(standard, left, frozenset({*forced, *pairs})) | pairs


def _from_positions(
    standard: Standard, columns: Sequence[Column], decided: frozenset[str]
) -> dict[str, Pair]:
    """The longitude and the latitude that a model asks, out of a geometry or of metres."""
    sides = whereabouts.sides(columns)
    degrees = (one for one in standard.fields if one.kind is Kind.DEGREES)
    wanted = [one for one in degrees if one.name not in decided]
    if len(wanted) != 2 or not sides:
        return {}
    lat, lon = sorted(wanted, key=lambda one: "lat" not in one.name.lower())
    found = {lon.name: sides[0], lat.name: sides[1]}
    return {name: Pair(name, key, 0.9, 0.0, None, _POSITION) for name, key in found.items()}


class _Placing:
    """The decision for one field after the other. ``keys`` and ``emptied`` fill as it goes.

    ``emptied``: columns that hold nothing, in whose place we put what we know.
    """

    def __init__(
        self,
        standard: Standard,
        reading: Reading,
        columns: Sequence[Column],
        choices: Choices,
        profile: Profile,
        forced: Mapping[str, str | None],
        pairs: Mapping[str, Pair],
    ) -> None:
        self._standard, self._reading, self._columns = standard, reading, columns
        self._choices, self._profile = choices, profile
        self._forced, self._pairs = forced, pairs
        self._elsewhere = constants.elsewhere(columns, profile)
        self._headers = {column.key: column.header for column in reading.columns}
        self.keys: dict[str, str] = {}
        self.emptied: set[str] = set()

    def match(self, field: StandardField) -> Match:
        given = self._choices.constants.get(field.name)
        if given is not None:
            return Match(field.name, field.label, None, given, "Vous l’avez indiqué.")
        if field.name in self._forced:
            return self._as_told(field, self._forced[field.name])
        pair, known = self._pairs.get(field.name), self._of_profile(field)
        if pair is not None and known and self._is_empty(pair.key):
            return self._fill(field, pair.key, known)
        if pair is not None:
            self.keys[field.name] = pair.key
            return self._found(field, pair)
        known = known or self._year(field)
        if known:
            return Match(field.name, field.label, None, known.value, known.reason, known.certain)
        return Match(field.name, field.label, None, None, "Votre fichier ne le dit pas.")

    def _of_profile(self, field: StandardField) -> constants.Known | None:
        """What we know of the organisation; not its commune, where the file tells of others."""
        if self._elsewhere and field.profile in constants.PLACES:
            return None
        return constants.of_profile(field, self._profile)

    def _fill(self, field: StandardField, key: str, known: constants.Known) -> Match:
        """The column is there, and empty: what we know takes its place."""
        self.emptied.add(key)
        reason = f"Cette colonne est vide\u202f: nous y mettons « {known.value} »."
        return Match(field.name, field.label, self._headers[key], known.value, reason)

    def _as_told(self, field: StandardField, key: str | None) -> Match:
        if not key:
            return Match(field.name, field.label, None, None, "Vous n’en avez choisi aucune.")
        known = self._of_profile(field)
        if known and self._is_empty(key):
            return self._fill(field, key, known)
        self.keys[field.name] = key
        return Match(field.name, field.label, self._headers[key], None, "Vous l’avez choisie.")

    def _found(self, field: StandardField, pair: Pair) -> Match:
        header = self._headers[pair.key]
        reason = _reason(pair)
        if pair.rival:
            reason += f" « {self._headers[pair.rival]} » conviendrait aussi."
        return Match(field.name, field.label, header, None, reason, _is_certain(field, pair))

    def _is_empty(self, key: str) -> bool:
        return any(column.key == key and not column.values for column in self._columns)

    def _year(self, field: StandardField) -> constants.Known | None:
        keys = {name: pair.key for name, pair in self._pairs.items()}
        return constants.of_year(field, self._standard, self._reading, self._columns, keys)


def _is_certain(field: StandardField, pair: Pair) -> bool:
    """Can it be taken without asking?"""
    if pair.by in (recall.OWN, recall.OTHERS, _POSITION) or pair.named >= CUT:
        return True
    if pair.rival or pair.by != "name" or pair.named == LESSER:
        return False
    if pair.fit is None:
        return pair.named >= SAME_ESSENCE
    if pair.named >= KNOWN and pair.plain and field.kind is not Kind.CHOICE:
        # Its title says it in full: bad values are for the check to tell, line by line.
        return True
    if pair.named < SURE_PAIR + 0.03:
        # A known phrase with a word more: the values must say the same.
        return field.kind not in FREE_KINDS and pair.fit >= _GOOD_FIT
    return pair.score >= SURE_PAIR and pair.fit >= _LEAST_FIT


def _reason(pair: Pair) -> str:
    if pair.by == recall.OWN:
        return "Vous l’avez confirmé pour un fichier aux mêmes colonnes."
    if pair.by == recall.OTHERS:
        return "D’autres l’ont confirmé pour un fichier aux mêmes colonnes."
    if pair.by == "contents":
        return "Les valeurs le disent, mais pas le titre."
    if pair.by == _POSITION:
        return "Tirée de la position que donne votre fichier."
    if pair.by == "place":
        return "Sa place entre deux colonnes connues et ses valeurs le disent."
    if pair.named >= KNOWN:
        doubt = pair.fit is not None and pair.fit < _LEAST_FIT
        return f"Le titre de la colonne le dit{_BUT if doubt else ''}."
    if pair.named == LESSER:
        return "Faute d’une colonne qui le dise mieux."
    if pair.named == DAMAGED:
        return "Le titre a perdu des lettres, mais il se reconnaît."
    if pair.fit is not None and pair.fit > _GOOD_FIT:
        return "Le titre est proche et les valeurs conviennent."
    return "Le titre est proche."
