"""The lines of explanation that models of tables keep under their titles: « AAAA-MM-JJ »,
« SIRET 14 chiffres », « texte libre », « obligatoire »."""

from collections.abc import Sequence

import polars as pl

_NUMBER = r"^\s*[-+]?[\d\s\u00a0\u202f]*\d(?:[.,]\d+)?\s*[€%]?\s*$"
_DATE = r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_LETTERS = r"(?i)[a-zà-ÿ]{3}"
HELP = (
    r"(?i)^\W*(?:(?:format|type|forme|unité|au format|exemple|ex)\s*[:.(]"
    r"|(?:aaaa|yyyy|jj|dd)[-/. ]?(?:mm|jj|dd|aaaa|yyyy)?(?:[-/. ]?(?:jj|aaaa|dd|yyyy))?\b"
    r"|(?:champ |donnée |saisie |valeur )?(?:obligatoire|facultati|optionnel|recommandé|requise?\b"
    r"|conditionnel)"
    r"|(?:texte?|chaîne|chaine|nombre|numérique|numerique|alphanumérique|entier|décimal|decimal"
    r"|booléen|booleen|string|integer|number|boolean|float|varchar|char|date|datetime|liste"
    r"|réel|double)"
    r"(?:\s*\(.*\)|\s+(?:libre|court|long|entier|décimal|decimal|de caractères|de caracteres"
    r"|fermée|déroulante|de valeurs|au format .*|iso.*|à choix.*|\d+ .*))?\W*$"
    r"|(?:à |a )?(?:compléter|remplir|renseigner|saisir|indiquer|choisir|préciser|reporter)\b"
    r"|(?:voir|cf\.?)\s|(?:valeurs? (?:possibles?|autorisées?|attendues?))"
    r"|oui\s*(?:/|ou)\s*non\W*$|o\s*/\s*n\W*$|(?:max(?:imum)?\.?|min\.?) \d+ )"
    r"|\b\d{1,4}\s*(?:chiffres|caractères|caracteres|car\.|positions)"
    r"|\b(?:obligatoire|facultatif|facultative)\s*\)?\W*$"
    r"|\b(?:aaaa|yyyy)[-/. ]?mm\b|\bmm[-/. ]?(?:aaaa|yyyy)\b"
)
_MOST_LINES = 3
_LEAST, _SURE = 2, 3
_SHARE, _MOST, _FEW = 0.4, 0.6, 0.3


def found(sample: pl.DataFrame, numbers: pl.Series, values: Sequence[str]) -> list[int]:
    """The numbers of the first rows that explain the columns. ``sample``: the first rows, text;
    ``numbers``: theirs; ``values``: columns of which the other rows hold numbers or dates."""
    lines: list[int] = []
    for place in range(min(_MOST_LINES, sample.height - 1)):
        row = {key: cell for key, cell in sample.row(place, named=True).items() if cell}
        below = sample.slice(place + 1)
        if not row or not (_says_how(row, below) or _names_values(row, values)):
            break
        if any(_is_value(row[key]) for key in values if key in row):
            break
        lines.append(int(numbers[place]))
    return lines


def _says_how(row: dict[str, str], below: pl.DataFrame) -> bool:
    """Words of explanation in cells enough, which no other row repeats: in a list of fields,
    « texte » and « obligatoire » are data."""
    cells = pl.Series(list(row), dtype=pl.String).to_frame("key")
    cells = cells.with_columns(text=pl.Series(list(row.values()), dtype=pl.String))
    told = cells.filter(pl.col("text").str.contains(HELP))
    # Past the other lines of explanation, if there are rows enough.
    data = below.slice(min(_MOST_LINES - 1, below.height - 1))
    alone = [key for key, _ in told.iter_rows() if _share_of_help(data[key]) < _FEW]
    alone = [key for key in alone if not (below[key] == row[key]).any()]
    least = _SHARE if len(alone) >= _SURE else _MOST
    return len(alone) >= _LEAST and len(alone) >= least * len(row)


def _share_of_help(texts: pl.Series) -> float:
    filled = texts.drop_nulls()
    return float(filled.str.contains(HELP).sum()) / max(1, len(filled))


def _names_values(row: dict[str, str], values: Sequence[str]) -> bool:
    """Words where all the other rows hold numbers or dates."""
    filled = [row[key] for key in values if key in row]
    words = pl.Series(filled, dtype=pl.String).str.contains(_LETTERS)
    return len(values) >= _LEAST and len(filled) >= _LEAST and bool(words.all())


def _is_value(text: str) -> bool:
    plain = pl.Series([text]).str
    return bool(plain.contains(_NUMBER)[0] or plain.contains(_DATE)[0])
