"""From a model, as it is kept, to the ``Standard`` that recognises, repairs and checks."""

from collections.abc import Mapping
from typing import Any

from autan.schemas.names import squash, words
from autan.schemas.registry.kinds import kind_of
from autan.schemas.rules import Compare, OneOf, Rule, Together, Total
from autan.schemas.standard import Kind, Standard, StandardField

# Examples of ours where none is given, where an official one might be somebody's, and where
# official ones are often false numbers.
_EXAMPLES: Mapping[Kind, str] = {
    Kind.TEXT: "Près de la mairie",
    Kind.CODE: "A012",
    Kind.NAME: "Commune de Noé",
    Kind.SIRET: "21310399700010",
    Kind.SIREN: "213103997",
    Kind.RNA: "W311000123",
    Kind.INSEE: "31399",
    Kind.POSTCODE: "31410",
    Kind.DATE: "2024-06-30",
    Kind.DATETIME: "2024-06-30T08:30:00Z",
    Kind.TIME: "08:30",
    Kind.YEAR: "2024",
    Kind.YEARS: "2024",
    Kind.INTEGER: "12",
    Kind.NUMBER: "12.5",
    Kind.AMOUNT: "1500.00",
    Kind.SHARE: "0.5",
    Kind.DEGREES: "1.278621",
    Kind.BOOLEAN: "oui",
    Kind.URL: "https://www.mairie.example/page",
    Kind.EMAIL: "mairie@mairie.example",
    Kind.PHONE: "+33500000000",
    Kind.ADDRESS: "1 place de la Mairie, 31410 Noé",
    Kind.POINT: "1.278621,43.357542",
    Kind.SHAPE: '{"type": "Point", "coordinates": [1.278621, 43.357542]}',
    Kind.UUID: "0246e48c-f33d-433a-8984-034219be842e",
}
_WORDS = ("title", "noun", "description", "theme", "hints", "against", "keywords")
_OURS = frozenset(
    {
        *(Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.SHAPE, Kind.UUID, Kind.ADDRESS),
        *(Kind.SIRET, Kind.SIREN),
    }
)
_NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.AMOUNT, Kind.SHARE, Kind.YEAR})


def standard(model: Mapping[str, Any]) -> Standard:
    """``model``: facts as ``table_schema.facts`` gives them, with its name and our words."""
    checks = model.get("checks", ())
    by_column = {c["columns"][0]: c["check"] for c in checks if len(c["columns"]) == 1}
    lists = model.get("lists", {})
    fields = tuple(_field(one, by_column.get(one["name"], ""), lists) for one in model["fields"])
    label, noun = model["label"], model.get("noun", ("ligne", "lignes"))
    return Standard(
        id=model["registry"],
        label=label,
        title=model.get("title", label),
        noun=(noun[0], noun[1]),
        description=model.get("description", ""),
        theme=model.get("theme", ""),
        source=f"Registre national, {model['registry']}, version {model.get('version', '')}",
        fields=fields,
        anchors=(),
        hints=tuple(model.get("hints", ())),
        against=tuple(model.get("against", ())),
        identity=tuple(model.get("primary_key", ())),
        rules=tuple(rule for rule in map(_rule, checks) if rule),
        keywords=tuple(model.get("keywords", ())),
        family="registry",
        version=model.get("version", ""),
        registry=model["registry"],
    )


def worded(refreshed: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    """A later version's facts with our words; where we have none yet, with its publisher's.

    ``refreshed`` has, beside the facts, ``said``: the title, and title and description by column.
    """
    said = refreshed.get("said", {})
    theirs = said.get("fields", {})
    ours = {one["name"]: one for one in mine.get("fields", ())}
    fields = []
    for fact in refreshed["fields"]:
        title, description = theirs.get(fact["name"], ("", ""))
        words = {"label": title, "description": description}
        known = ours.get(fact["name"], {})
        words |= {name: known[name] for name in (*words, "aliases", "profile") if name in known}
        fields.append({**fact, **{name: value for name, value in words.items() if value}})
    label = mine.get("label") or said.get("title") or named(refreshed["registry"].split("/")[-1])
    kept = {name: value for name, value in mine.items() if name in _WORDS}
    return {**kept, **refreshed, "label": label, "fields": fields}


def named(name: str) -> str:
    """A label made from the name of a column, for want of words: ``nb_places`` -> ``Nb places``."""
    text = " ".join(words(name)) or name
    return text[:1].upper() + text[1:]


def _field(fact: Mapping[str, Any], check: str, lists: Mapping[str, Any]) -> StandardField:
    # Shipped models bear the kind that the tool found: a child that reads a file starts sooner.
    kind = Kind(fact["kind"]) if "kind" in fact else kind_of(fact, check)
    choices = () if kind is Kind.SHAPE else _choices(fact.get("choices", ()), lists)
    low, high = _bounds(fact, kind)
    return StandardField(
        name=fact["name"],
        kind=kind,
        label=fact.get("label") or named(fact["name"]),
        description=fact.get("description", ""),
        example=_example(fact, kind, choices),
        required=fact.get("required", False),
        aliases=tuple(fact.get("aliases", ())),
        profile=fact.get("profile", ""),
        choices=choices,
        synonyms=_synonyms(fact) if kind is Kind.BOOLEAN else {},
        pattern=_whole(fact["pattern"]) if "pattern" in fact else "",
        minimum=low,
        maximum=high,
        min_length=fact.get("min_length"),
        max_length=fact.get("max_length"),
    )


def _choices(given: Any, lists: Mapping[str, Any]) -> tuple[str, ...]:
    """A list that several columns share is written once in the model, and named by them."""
    return tuple(lists[given] if isinstance(given, str) else given)


def _whole(pattern: str) -> str:
    """A Table Schema pattern bears on the whole value, whether its author wrote so or not."""
    return f"^(?:{pattern})$"


def _bounds(fact: Mapping[str, Any], kind: Kind) -> tuple[float | None, float | None]:
    """Several published schemas exchange the bounds of latitude and longitude: these are known."""
    if kind is Kind.DEGREES:
        reach = 90.0 if "lat" in squash(fact["name"]) else 180.0
        return -reach, reach
    if kind not in _NUMBERS:
        return None, None
    return _number(fact.get("minimum")), _number(fact.get("maximum"))


def _number(bound: Any) -> float | None:
    return float(bound) if isinstance(bound, int | float) else None


def _example(fact: Mapping[str, Any], kind: Kind, choices: tuple[str, ...]) -> str:
    if choices or "sample" in fact:
        return str(fact.get("sample", "")) or choices[0]
    given = "" if kind in _OURS else str(fact.get("example", ""))
    if kind is Kind.BOOLEAN and given:
        return "oui"
    return given or _within(_EXAMPLES.get(kind, "a;b"), *_bounds(fact, kind))


def _within(example: str, low: float | None, high: float | None) -> str:
    """A note out of ten has no example above ten."""
    if (low is None or float(example) >= low) and (high is None or float(example) <= high):
        return example
    return f"{low if high is None else high:g}"


def _synonyms(fact: Mapping[str, Any]) -> dict[str, str]:
    said = {squash(word): "non" for word in fact.get("no", ())}
    said |= {squash(word): "oui" for word in fact.get("yes", ())}
    return {word: answer for word, answer in said.items() if word}


def _rule(check: Mapping[str, Any]) -> Rule | None:
    columns = tuple(check["columns"])
    match check["check"]:
        case "compare":
            return _compare(check["sign"], *columns)
        case "sum":
            return Total(columns[0], columns[1:])
        case "together":
            return Together(columns)
        case "one-of":
            return OneOf(columns)
        case _:
            return None


def _compare(sign: str, left: str, right: str) -> Rule | None:
    if sign in {"<", "<="}:
        return Compare(right, sign.replace("<", ">"), left)
    return Compare(left, sign, right) if sign in {">", ">="} else Total(left, (right,))
