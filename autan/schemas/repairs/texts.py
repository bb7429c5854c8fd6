"""What is never meant in a cell: characters that nobody sees, words that stand for nothing."""

from collections.abc import Iterable

import polars as pl

from autan.schemas.names import squash
from autan.schemas.repairs.mend import Manner, Mend

# Between words, what a line break or a control character was separating stays separated.
_SEPARATORS = (
    r"(?:_x00[01][0-9A-Fa-f]_|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\r\n\t\x{2028}\x{2029}])+ *"
)
_UNSEEN = r"[\x{200b}-\x{200f}\x{2060}\x{feff}\x{ad}]"
# Characters of Windows taken for controls of Latin-1: U+0092 was an apostrophe.
_WINDOWS = {
    chr(code): bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0)
}
_DAMAGED = rf"{_SEPARATORS}|{_UNSEEN}|[\x{{80}}-\x{{9f}}]"

MISSING: tuple[str, ...] = (
    "na",
    "n/a",
    "#n/a",
    "n.a.",
    "n.a",
    "nc",
    "n.c.",
    "n.c",
    "nr",
    "n.r.",
    "nd",
    "n.d.",
    "néant",
    "neant",
    "sans objet",
    "s.o.",
    "non renseigné",
    "non renseignée",
    "non communiqué",
    "non communiquée",
    "non concerné",
    "non disponible",
    "null",
    "none",
    "nan",
    "(vide)",
    "vide",
    "-",
    "--",
    "---",
    "–",
    "—",
    "/",
    "?",
    "??",
    ".",
    "…",
    "#ref!",
    "#valeur!",
    "#value!",
    "#div/0!",
    "#nom?",
    "#name?",
)


def _invisible(text: pl.Expr, _: Manner) -> pl.Expr:
    return (
        text.str.replace_many(_WINDOWS)
        .str.replace_all(_UNSEEN, "")
        .str.replace_all(_SEPARATORS, " ")
    )


def _trim(text: pl.Expr, _: Manner) -> pl.Expr:
    trimmed = text.str.strip_chars()
    return pl.when(trimmed == "").then(None).otherwise(trimmed)


def _missing(text: pl.Expr, manner: Manner) -> pl.Expr:
    nothing = text.str.to_lowercase().is_in(MISSING)
    if manner.own:
        nothing &= ~text.is_in(manner.own)
    return pl.when(nothing).then(None).otherwise(text)


def own(values: Iterable[str], choices: Iterable[str], synonyms: Iterable[str]) -> tuple[str, ...]:
    """The words of ``MISSING`` among the values that the column allows, as they are written:
    « Sans objet » is an answer where the model offers it. ``synonyms`` are squashed."""
    allowed = {*(squash(choice) for choice in choices), *synonyms} - {""}
    return tuple(v for v in values if v.lower() in MISSING and squash(v) in allowed)


def _capitals(text: pl.Expr, _: Manner) -> pl.Expr:
    return (
        pl.when((text.str.to_uppercase() == text) & (text.str.len_chars() > 1))
        .then(text.str.to_titlecase())
        .otherwise(text)
    )


INVISIBLE_CHARACTERS = Mend(
    "control-characters",
    _invisible,
    "« %(column)s » : nous avons retiré d’une valeur des caractères invisibles ou un retour "
    "à la ligne.",
    "« %(column)s » : nous avons retiré de %(count)s valeurs des caractères invisibles ou des "
    "retours à la ligne.",
    likely=_DAMAGED,
)
SPACES = Mend(
    "spaces",
    _trim,
    "« %(column)s » : une valeur avait des espaces avant ou après ; nous les avons retirés.",
    "« %(column)s » : %(count)s valeurs avaient des espaces avant ou après ; nous les avons "
    "retirés.",
)
MISSING_WORDS = Mend(
    "missing-words",
    _missing,
    "« %(column)s » : « %(before)s » veut dire qu’il n’y a rien ; la case devient vide.",
    "« %(column)s » : %(count)s cases disent qu’il n’y a rien (« %(before)s ») ; elles "
    "deviennent vides.",
    likely=r"^[#nNsSvV(\-–—/?.…].{0,16}$",
)
CAPITALS = Mend(
    "capitals",
    _capitals,
    "« %(column)s » : une valeur tout en majuscules devient « %(after)s ».",
    "« %(column)s » : %(count)s valeurs tout en majuscules sont récrites : « %(before)s » "
    "devient « %(after)s ».",
)
