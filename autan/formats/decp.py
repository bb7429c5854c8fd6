"""« Données essentielles de la commande publique »: contracts as trees, brought to rows.

One row for each contract and each of its holders, then one for each later modification and
each holder after it, with the columns ``modification_…`` filled. Columns have the names that
tables of these data usually have (``acheteur_id``, ``titulaire_id``). Both versions are read:
that of the arrêté of 22/03/2019 and that of the two arrêtés of 22/12/2022, from JSON or XML,
with the holders wrapped or not, and the same for concessions, which are a table of their own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autan.formats import tree_tables
from autan.formats.nested import Record, is_plain, joined
from autan.formats.reader import Found, Request
from autan.formats.refusals import refusal
from autan.tabular.steps import Step

PURCHASES, CONCESSIONS = "marches", "concessions"
_LABELS = {PURCHASES: "Marchés", CONCESSIONS: "Contrats de concession"}
_HOLDERS = {
    PURCHASES: ("titulaires", "titulaire"),
    CONCESSIONS: ("concessionnaires", "concessionnaire"),
}
# What only the format of 2022 has, and only that of 2019.
_NEW = frozenset({"techniques", "modalitesExecution", "typesPrix", "ccag", "offresRecues"})

# Lists of words: their name, and the name of the element in them.
_WORDS = {
    "techniques": "technique",
    "modalitesExecution": "modaliteExecution",
    "typesPrix": "typePrix",
    "considerationsSociales": "considerationSociale",
    "considerationsEnvironnementales": "considerationEnvironnementale",
}
_CHANGE = {
    "id": "modification_id",
    "objetModification": "modification_objet",
    "dateNotificationModification": "modification_dateNotification",
    "dateSignatureModification": "modification_dateSignature",
    "datePublicationDonneesModification": "modification_datePublicationDonnees",
    "dureeMois": "modification_dureeMois",
    "montant": "modification_montant",
    "valeurGlobale": "modification_valeurGlobale",
}
# What files that mix both kinds of contracts leave, empty or nought, in those of the other.
_OTHERS = {
    PURCHASES: frozenset(
        {
            *("_type", "autoriteConcedante", "dateSignature", "dateDebutExecution"),
            *("valeurGlobale", "montantSubventionPublique", "donneesExecution"),
            "concessionnaires",
        }
    ),
    CONCESSIONS: frozenset(
        {"_type", "acheteur", "titulaires", "montant", "dateNotification", "codeCPV"}
    ),
}
_NOTHING = frozenset({"nan", "null", "none"})

# The order in which people read a contract; what is not named here comes after.
FIRST = {
    PURCHASES: (
        *("id", "uid", "acheteur_id", "acheteur_nom", "nature", "objet", "codeCPV", "techniques"),
        *("modalitesExecution", "idAccordCadre", "marcheInnovant", "ccag", "offresRecues"),
        *("attributionAvance", "tauxAvance", "typeGroupementOperateurs", "sousTraitanceDeclaree"),
        *("procedure", "lieuExecution_code", "lieuExecution_typeCode", "lieuExecution_nom"),
        *("dureeMois", "dateNotification", "datePublicationDonnees", "montant", "typesPrix"),
        *("formePrix", "origineUE", "origineFrance"),
        *("titulaire_id", "titulaire_typeIdentifiant", "titulaire_denominationSociale"),
        *("considerationsSociales", "considerationsEnvironnementales"),
        *("actesSousTraitance", "modificationsActesSousTraitance"),
        *("modification_id", "modification_objet", "modification_dateNotification"),
        *("modification_dateSignature", "modification_datePublicationDonnees"),
        *("modification_dureeMois", "modification_montant"),
    ),
    CONCESSIONS: (
        *("id", "autoriteConcedante_id", "autoriteConcedante_nom", "nature", "objet", "procedure"),
        *("dureeMois", "dateSignature", "dateDebutExecution", "datePublicationDonnees"),
        *("valeurGlobale", "montantSubventionPublique"),
        *("concessionnaire_id", "concessionnaire_typeIdentifiant"),
        *("concessionnaire_denominationSociale",),
        *("considerationsSociales", "considerationsEnvironnementales", "donneesExecution"),
        *("modification_id", "modification_objet", "modification_dateSignature"),
        *("modification_datePublicationDonnees", "modification_dureeMois"),
        *("modification_valeurGlobale",),
    ),
}


@dataclass(frozen=True)
class _Part:
    """Purchases or concessions, as a table to choose."""

    name: str
    count: int
    sample: tuple[Record, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for record in self.sample for key in record))

    @property
    def weight(self) -> float:
        return float(self.count)


def is_one(sample: Sequence[Any]) -> bool:
    """Are these records contracts of the DECP? A few words of the law must meet in them."""
    records = [item for item in sample if isinstance(item, dict)]
    return bool(records) and sum(map(_is_contract, records)) * 2 > len(records)


def _is_contract(record: Record) -> bool:
    purchase = {"acheteur", "titulaires"} <= record.keys()
    concession = {"autoriteConcedante", "concessionnaires"} <= record.keys()
    dated = {"datePublicationDonnees", "dateNotification", "dateSignature"} & record.keys()
    return (purchase or concession) and bool(dated)


def read(request: Request, records: Callable[[], Iterator[Record]]) -> Found:
    """Write the purchases, or the concessions, of the contracts that ``records`` gives."""
    parts, recent = _counted(records())
    if not parts:
        raise refusal("empty")
    choice = tree_tables.choose(parts, request)
    kind = parts[choice.index].name
    found = tree_tables.write(
        request, lambda: _rows(records(), kind), nested=False, first=FIRST[kind]
    )
    contracts, written = parts[choice.index].count, found.contents.rows
    told = (_rows_step(contracts, written),) if written > contracts else ()
    standard = "decp-2.0.3" if recent else "scdl-marches-publics"
    if kind == CONCESSIONS:
        standard = "decp-concessions-2.0.3"
    return replace(
        found,
        format="decp",
        table=choice.name,
        tables=tuple(replace(g, label=f"{_LABELS[g.name]} ({g.rows})") for g in choice.tables),
        steps=(*choice.steps, *found.steps, *told),
        standard=standard,
    )


def _rows_step(contracts: int, rows: int) -> Step:
    return Step(
        "holders",
        f"{contracts} contrats ont donné {rows} lignes : une par titulaire, puis une par "
        "modification et par titulaire.",
        count=rows,
        reason="Un tableau ne peut pas mettre plusieurs titulaires dans une ligne.",
    )


def _counted(records: Iterator[Record]) -> tuple[list[_Part], bool]:
    """The parts that have contracts, the larger first; are the purchases of the recent format?"""
    counts = dict.fromkeys(_LABELS, 0)
    samples: dict[str, tuple[Record, ...]] = {}
    recent = 0
    for record in records:
        kind = kind_of(record)
        counts[kind] += 1
        recent += kind == PURCHASES and len(_NEW & record.keys()) > 1
        if kind not in samples:
            samples[kind] = tuple(rows(record, kind))[:1]
    found = [_Part(kind, counts[kind], samples[kind]) for kind in samples]
    return sorted(found, key=lambda part: -part.count), recent * 2 > counts[PURCHASES]


def _rows(records: Iterator[Record], kind: str) -> Iterator[Record]:
    for record in records:
        if kind_of(record) == kind:
            yield from rows(record, kind)


def kind_of(record: Record) -> str:
    """What the contract says that it is; files that mix both leave empty keys of the other."""
    said = str(record.get("_type") or record.get("nature") or "").lower()
    if "concession" in said or "délégation" in said:
        return CONCESSIONS
    if said.startswith("march") or record.get("acheteur"):
        return PURCHASES
    return CONCESSIONS if record.get("autoriteConcedante") else PURCHASES


def rows(record: Record, kind: str) -> Iterator[Record]:
    """The rows of one contract, in order: as it was awarded, then after each modification."""
    several, one = _HOLDERS[kind]
    base: dict[str, Any] = {}
    for key, value in record.items():
        if key not in (several, "modifications") and not _is_of_the_other(kind, key, value):
            _put(base, key, value)
    holders = _persons(record.get(several), one)
    yield from _with_holders(base, holders, one)
    for change in _listed(record.get("modifications"), "modification"):
        if not isinstance(change, dict):
            continue
        modified = dict(base)
        for key, value in change.items():
            if key != several:
                modified[_CHANGE.get(key, f"modification_{key}")] = _clean(value)
        holders = _persons(change.get(several), one) or holders
        yield from _with_holders(modified, holders, one)


def _is_of_the_other(kind: str, key: str, value: Any) -> bool:
    if key not in _OTHERS[kind]:
        return False
    return key == "_type" or _clean(value) in (None, "", "0", "0.0")


def _put(row: dict[str, Any], key: str, value: Any) -> None:
    """One member of a contract: a word, words, a place, or acts that stay as they are."""
    if key in _WORDS:
        row[key] = joined(_clean(word) for word in _listed(value, _WORDS[key]) if is_plain(word))
    elif isinstance(value, dict) and all(map(is_plain, value.values())):
        for inner, word in value.items():
            row[f"{key}_{inner}"] = _clean(word)
    elif isinstance(value, dict) and len(value) == 1:
        row[key] = _listed(value, next(iter(value)))
    else:
        row[key] = _clean(value)


def _with_holders(row: Record, holders: list[Record], one: str) -> Iterator[Record]:
    if not holders:
        yield row
    for holder in holders:
        yield {**row, **{f"{one}_{key}": _clean(value) for key, value in holder.items()}}


def _persons(value: Any, one: str) -> list[Record]:
    """Holders that say who they are; some exports write the names of the keys in their place."""
    found = _listed(value, one)
    return [person for person in found if isinstance(person, dict) and any(person.values())]


def _listed(value: Any, one: str) -> list[Any]:
    """What is in a list, whether each is wrapped, all are wrapped together, or it stands alone."""
    if isinstance(value, dict):
        if one in value:
            return _listed(value[one], one)
        return [value]
    if isinstance(value, list):
        return [inner for item in value for inner in _listed(item, one)]
    return [] if value in (None, "") else [value]


def _clean(value: Any) -> Any:
    """Some exports write « nan » where there is nothing."""
    return None if isinstance(value, str) and value.lower() in _NOTHING else value
