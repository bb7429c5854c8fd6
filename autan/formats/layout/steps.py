"""What was done to find and read a table in a workbook, told to people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autan.formats import header
from autan.formats.layout import write
from autan.formats.layout.tables import Candidate, letters
from autan.formats.layout.together import ALL
from autan.formats.layout.traits import Part, Traits
from autan.formats.reader import Request
from autan.tabular.steps import DONE, UNDO, UNDONE, Glimpse, Step

_RIVAL = 0.6
_MOST_OPTIONS = 40
_ROWS = ("ligne masquée", "lignes masquées")
_COLUMNS = ("colonne masquée", "colonnes masquées")


@dataclass(frozen=True)
class Told:
    """What the reading knows: the table read, those beside it, and what was met in it."""

    best: Candidate
    tables: tuple[Glimpse, ...]
    rival: float
    traits: Traits
    written: write.Told


def steps(told: Told, request: Request) -> tuple[Step, ...]:
    """In the order in which a person would look at them."""
    best = told.best
    return (
        *_table(told, request),
        *header.steps(best.header, best.rows, best.block.top),
        *_merged(told, request),
        *_hidden(told, request),
        *_formats(told, request),
    )


def _table(told: Told, request: Request) -> Iterator[Step]:
    if len(told.tables) < 2:
        return
    best = told.best.glimpse
    others = tuple(one.label for one in told.tables if one.name != best.name)
    alone = all("!" not in one.name for one in told.tables)
    count = sum(one.name != ALL for one in told.tables)
    what = "feuilles" if alone else "tableaux"
    if any(one.name.startswith(f"{best.name}!") for one in told.tables):
        yield _one_or_two(told, request)
        return
    yield Step(
        "table",
        f"Le tableau a été pris dans la feuille « {best.label} »."
        if best.name == told.best.of_sheet
        else f"Ce classeur contient plusieurs tableaux\u202f: nous avons pris « {best.label} ».",
        count,
        others[:2],
        f"C’est celui des {count} {what} qui ressemble le plus à une liste complète.",
        tuple((one.name, one.label) for one in told.tables[:_MOST_OPTIONS]),
        best.name,
        asked=told.rival >= _RIVAL and "table" not in request.answers,
    )


def _one_or_two(told: Told, request: Request) -> Step:
    """Two lists written against one another: one table, or two? Only a person knows."""
    best = told.best.glimpse
    parts = [one for one in told.tables if one.name.startswith(f"{best.name}!")]
    return Step(
        "table",
        f"La feuille « {best.label} » a été lue comme un seul tableau.",
        len(told.tables),
        tuple(part.label for part in parts[:2]),
        "Les mêmes titres y sont deux fois\u202f: ce sont peut-être deux listes côte à côte.",
        tuple((one.name, one.label) for one in told.tables[:_MOST_OPTIONS]),
        best.name,
        asked="table" not in request.answers,
    )


def _merged(told: Told, request: Request) -> Iterator[Step]:
    written = told.written.merged
    undone = not request.allows("merged_cells")
    down = any(r.bottom > r.top and r.bottom >= told.best.header.first for r in told.best.ranges)
    if not written.used and not (undone and down):
        return
    yield Step(
        "merged_cells",
        "Des cellules fusionnées n’ont été gardées que sur leur première ligne."
        if undone
        else "Des cellules fusionnées ont été répétées sur chacune de leurs lignes.",
        written.used,
        tuple(written.examples),
        "Une cellule fusionnée vaut pour toutes les lignes qu’elle couvre.",
        UNDO,
        UNDONE if undone else DONE,
    )


def _hidden(told: Told, request: Request) -> Iterator[Step]:
    written = told.written
    if written.hidden:
        examples = tuple(f"ligne {number}" for number in written.first_hidden[:2])
        yield _unseen("hidden_rows", _ROWS, written.hidden, examples, request)
    block, labels = told.best.block, told.best.header.labels
    hidden = _inside(told.traits.hidden_columns, block.left, block.right)
    named = tuple(labels[i - block.left] or f"colonne {letters(i)}" for i in hidden)
    if named:
        yield _unseen("hidden_columns", _COLUMNS, len(named), named[:2], request)


def _unseen(
    kind: str, words: tuple[str, str], count: int, examples: tuple[str, ...], request: Request
) -> Step:
    """Hidden rows or columns, which a person may have forgotten: kept, and asked."""
    kept = request.allows(kind)
    end = "" if kept else " de côté"
    noun = words[0] if count == 1 else words[1]
    verb = ("gardée" if kept else "laissée") + ("" if count == 1 else "s")
    be = "est" if count == 1 else "sont"
    return Step(
        kind,
        f"{count:,} {noun} {be} {verb}{end}.".replace(",", "\u202f"),
        count,
        examples,
        f"Votre tableur ne montre pas ces {words[1].split()[0]}, mais le fichier les contient.",
        ((DONE, "Les garder"), (UNDONE, "Les laisser de côté")),
        DONE if kept else UNDONE,
        asked=kind not in request.answers,
    )


def _formats(told: Told, request: Request) -> Iterator[Step]:
    if told.traits.shown and not request.allows("display_formats"):
        yield Step(
            "display_formats",
            "Des nombres ont été lus sans tenir compte de leur format d’affichage.",
            options=UNDO,
            chosen=UNDONE,
        )
    elif told.written.reshaped:
        yield Step(
            "display_formats",
            "Des nombres ont été lus tels que votre tableur les affiche.",
            told.written.reshaped,
            tuple(told.written.examples),
            "Leur format montre ce que le nombre seul perdrait (un zéro devant, un pourcentage).",
            UNDO,
            DONE,
        )


def _inside(parts: Sequence[Part], first: int, last: int) -> list[int]:
    return [i for a, b in parts for i in range(max(a, first), min(b, last) + 1)]
