"""What remains to be known about each column once corrected: row, column, what was expected."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import polars as pl

from autan.pipeline import types
from autan.pipeline.repair import Mended, Source
from autan.pipeline.report import Finding
from autan.schemas.actes import SUBJECTS
from autan.schemas.identifiers import siren_ok, siret_ok, siret_rounded
from autan.schemas.rules import Rule
from autan.schemas.standard import Kind, Standard, StandardField
from autan.tabular.fields import FieldType

_EXPECTED: Mapping[FieldType, str] = {
    FieldType.DATE: "une date",
    FieldType.DATETIME: "une date et une heure",
    FieldType.INTEGER: "un nombre entier",
    FieldType.NUMBER: "un nombre",
    FieldType.BOOLEAN: "oui ou non",
    FieldType.GEO_POINT: "une position",
    FieldType.GEO_SHAPE: "une forme sur la carte",
}
_DOUBTS: Mapping[str, str] = {
    "date-mixed": "certaines dates commencent par le jour, d’autres par le mois ; nous lisons le "
    "jour d’abord. Vérifiez-les.",
    "date-century": "des années à deux chiffres peuvent être du siècle dernier ou de celui-ci ; "
    "écrivez-les avec quatre chiffres.",
    "number-two-readings": "des nombres comme « 1,234 » ou « 1.234 » peuvent se lire de deux "
    "façons ; nous ne choisissons pas à votre place.",
    "code-short": "un code n’a que quatre chiffres ; il lui manque peut-être le premier ou le "
    "dernier.",
    "point-two-readings": "ces positions peuvent se lire dans deux systèmes de coordonnées ; nous "
    "ne choisissons pas à votre place.",
    "point-nowhere": "ces positions ne tombent en France dans aucun des systèmes de coordonnées "
    "en usage.",
    "share-two-readings": "certaines parts semblent écrites de 0 à 1, d’autres de 0 à 100 ; nous "
    "ne choisissons pas à votre place.",
}

# What parts the values of a list: a semicolon, a bar, or the comma between two quoted ones.
_BETWEEN = r"""["']?\s*[;|]\s*["']?|["']\s*,\s*["']"""


def column(mended: Mended, source: Source, field: StandardField, siren: str = "") -> list[Finding]:
    """Every finding of one column of a standard; ``siren`` is whose SIRET it is to hold."""
    frame = _typed(mended, field)
    found = doubts(mended.doubts, source)
    if field.required:
        empty = pl.col("value").is_null()
        whole = bool(frame.select(empty.all()).item())
        sentence = "la colonne est vide" if whole else "la case est vide"
        if whole and bool(frame.select(pl.col("text").is_not_null().any()).item()):
            sentence = "la colonne ne dit rien"
        found += _on(frame, empty, source, "required-empty", sentence, field)
    found += lost(mended, source, field)
    sound = frame.filter(pl.col("typed").is_not_null())
    if field.kind is Kind.SIRET:
        sound = _without_key(sound)
    for code, wrong, sentence in _constraints(field):
        found += _on(sound, wrong, source, code, sentence, field)
    return found + (_of_another(frame, source, field, siren) if siren else [])


def _of_another(
    frame: pl.DataFrame, source: Source, field: StandardField, siren: str
) -> list[Finding]:
    """A sound SIRET that is not the publisher's: perhaps the file of a neighbour."""
    value = pl.col("value")
    foreign = value.str.contains(r"^\d{14}$") & ~value.str.starts_with(siren)
    sentence = "{value} est le SIRET d’une autre collectivité que celle qui publie"
    wanted = replace(field, example=f"{siren} suivi de cinq chiffres")
    return _on(frame, foreign, source, "other-producer", sentence, wanted)


def _without_key(frame: pl.DataFrame) -> pl.DataFrame:
    """Keys are costly, and all that is asked of a SIRET speaks of those that have none. Lazily,
    because an eager frame computes again what the parts of an expression share."""
    wrong = frame.lazy().with_columns(wrong=~siret_ok(pl.col("value"))).filter("wrong")
    return wrong.drop("wrong").collect()


def lost(mended: Mended, source: Source, field: StandardField) -> list[Finding]:
    """The values that cannot be read as their column's type, and become empty."""
    if field.type is FieldType.TEXT:
        return []
    unread = pl.col("value").is_not_null() & pl.col("typed").is_null()
    sentence = f"{{value}} n’est pas {_EXPECTED[field.type]} : la case sera vide"
    return _on(_typed(mended, field), unread, source, "unreadable", sentence, field)


def _typed(mended: Mended, field: StandardField) -> pl.DataFrame:
    value = types.typed(pl.col("value"), field.kind, mended.manner)
    return mended.frame.with_columns(value.alias("typed"))


def _constraints(field: StandardField) -> list[tuple[str, pl.Expr, str]]:
    """Code, condition on the bad rows, sentence: what the standard asks of one column."""
    value, typed = pl.col("value"), pl.col("typed")
    if field.kind is Kind.SIRET:
        return _siret(value)
    length = value.str.len_chars()
    asked: list[tuple[str, object, Callable[[], pl.Expr], str]] = [
        ("minimum", field.minimum, lambda: typed < field.minimum, "{value} est inférieur à %g"),
        ("maximum", field.maximum, lambda: typed > field.maximum, "{value} est supérieur à %g"),
        (
            "max-length",
            field.max_length,
            lambda: length > field.max_length,
            "le texte dépasse %g caractères",
        ),
        (
            "min-length",
            field.min_length,
            lambda: length < field.min_length,
            "{value} est trop court",
        ),
    ]
    bounds = [
        (code, wrong(), sentence % bound if "%g" in sentence else sentence)
        for code, bound, wrong, sentence in asked
        if bound is not None
    ]
    return [*_forms(field, value), *bounds]


def _forms(field: StandardField, value: pl.Expr) -> list[tuple[str, pl.Expr, str]]:
    rows: list[tuple[str, pl.Expr, str]] = []
    if field.choices:
        listed = field.kind is Kind.LIST
        outside = _one_outside(value, field) if listed else ~value.is_in(field.choices)
        rows.append(("choice", outside, "{value} n’est pas une des valeurs prévues"))
    elif field.pattern:
        wrong = ~value.str.contains(field.pattern)
        rows.append(("pattern", wrong, "{value} n’a pas la forme attendue"))
    if field.kind is Kind.MATIERE:
        unknown = value.str.contains(field.pattern) & ~value.is_in(list(SUBJECTS))
        rows.append(("matiere-unknown", unknown, "{value} n’est pas dans la classification"))
    if field.kind is Kind.PERIOD:
        impossible = _bad_period(value, field.pattern)
        rows.append(("period", impossible, "{value} contient un jour impossible"))
    if field.kind is Kind.URL:
        wrong = ~value.str.contains(r"^https?://\S+$")
        rows.append(("url", wrong, "{value} n’est pas une adresse web"))
    if field.kind is Kind.EMAIL:
        wrong = ~value.str.contains(r"^[^@\s]+@[^@\s]+\.\w{2,}$")
        rows.append(("email", wrong, "{value} n’est pas une adresse électronique"))
    return rows


def _one_outside(value: pl.Expr, field: StandardField) -> pl.Expr:
    """Of values listed in one cell (``a;b``, ``a|b``, ``["a", "b"]``), one is not allowed."""
    bare = value.str.strip_chars("[] ").str.replace_all(_BETWEEN, "\x1f").str.strip_chars("\"' ")
    each = pl.element()
    return bare.str.split("\x1f").list.eval(~each.is_in(field.choices)).list.any()


def _siret(value: pl.Expr) -> list[tuple[str, pl.Expr, str]]:
    rounded, siren = siret_rounded(value), siren_ok(value)
    wrong = ~siret_ok(value) & ~rounded & ~siren
    return [
        (
            "siret-rounded",
            rounded,
            "{value} a été arrondi par le tableur ; ses derniers chiffres sont perdus",
        ),
        (
            "siren-for-siret",
            siren,
            "{value} est un SIREN (9 chiffres) ; il manque les 5 chiffres de l’établissement",
        ),
        ("siret", wrong, "{value} n’est pas un SIRET valable"),
    ]


def _bad_period(value: pl.Expr, pattern: str) -> pl.Expr:
    first = value.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    last = value.str.slice(-10).str.to_date("%Y-%m-%d", strict=False)
    return value.str.contains(pattern) & (first.is_null() | last.is_null() | (last < first))


def _on(
    frame: pl.DataFrame,
    wrong: pl.Expr,
    source: Source,
    code: str,
    sentence: str,
    field: StandardField,
) -> list[Finding]:
    bad = frame.filter(wrong)
    if bad.is_empty():
        return []
    first = bad.sort("row").row(0, named=True)
    count = int(bad["count"].sum())
    shown = f"« {_short(first['value'] or '')} »"
    expected = f" (attendu, par exemple : {field.example})" if field.example else ""
    said = sentence.replace("{value}", shown)
    message = f"Colonne « {source.header} », ligne {first['row']} : {said}{expected}."
    if count > 1:
        message += f" {_thousands(count)} lignes sont dans ce cas."
    return [Finding("warning", code, message, source.header, int(first["row"]), count)]


def doubts(codes: Iterable[str], source: Source) -> list[Finding]:
    """The readings between which we did not choose."""
    return [_doubt(code, source) for code in dict.fromkeys(codes)]


def _doubt(code: str, source: Source) -> Finding:
    return Finding("warning", code, f"Colonne « {source.header} » : {_DOUBTS[code]}", source.header)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}…"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def rules(table: pl.LazyFrame, standard: Standard, filled: frozenset[str]) -> list[Finding]:
    """The rules between columns, in one passage over the typed table with its row numbers.

    ``filled``: columns that have values.
    """
    absent = [rule for rule in standard.rules if not filled & set(rule.columns)]
    found = [_hopeless(rule, standard) for rule in absent if not rule.needs]
    tried = [r for r in standard.rules if r not in absent and set(r.needs) <= filled]
    if not tried:
        return found
    # What the file has not may be absent from the table too: it counts as empty.
    empty = {name for rule in tried for name in rule.columns} - filled
    whole = table.with_columns(pl.lit(None).alias(name) for name in sorted(empty))
    answers = whole.select(
        expression
        for number, rule in enumerate(tried)
        for expression in (
            rule.broken().sum().alias(f"count_{number}"),
            pl.col("__row").filter(rule.broken().fill_null(False)).min().alias(f"row_{number}"),
        )
    ).collect(engine="streaming")
    for number, rule in enumerate(tried):
        count = answers[f"count_{number}"][0]
        if count:
            found.append(_broken(rule, standard, int(count), int(answers[f"row_{number}"][0])))
    return found


def _hopeless(rule: Rule, standard: Standard) -> Finding:
    """A rule that asks for one column at least, in a file that has none of them."""
    labels = {field.name: field.label for field in standard.fields}
    message = f"Votre fichier n’a aucune de ces colonnes : {rule.sentence() % labels}."
    return Finding("info", "required-missing", message, rule.column)


def _broken(rule: Rule, standard: Standard, count: int, row: int) -> Finding:
    labels = {field.name: field.label for field in standard.fields}
    message = f"Ligne {row} : {rule.sentence() % labels}."
    if count > 1:
        message += f" {_thousands(count)} lignes sont dans ce cas."
    return Finding("warning", "between-columns", message, labels[rule.column], row, count)
