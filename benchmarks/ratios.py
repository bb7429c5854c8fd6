"""What our reading costs beside the libraries that it stands on, in the same minute."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import subventions
from measures import Timed, best, inside, watched

ROWS = 1_000_000
SHEET_ROWS = 50_000
SCREEN_ROWS = 100_000
BIG_BYTES = 2_000_000_000
_ROUNDS = 3

_CALAMINE = (
    "import python_calamine",
    "python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()",
)
_READ = (
    "from autan.pipeline.read import read_file",
    "read_file(sys.argv[1], sys.argv[2], 'fichier')",
)
_DUCKDB = (
    "import duckdb; to = sys.argv[2] + '/peer.parquet'",
    """
how = 'FORMAT parquet, COMPRESSION zstd'
duckdb.execute(f"COPY (FROM read_csv('{sys.argv[1]}')) TO '{to}' ({how})")
""",
)
# What is written of a version, without the recognition and the checks that lie between: those
# make the recipe, and are counted in the line below.
_TYPED = (
    """
from pathlib import Path
from autan.pipeline import recipe
from autan.pipeline.prepare import prepare
from autan.pipeline.read import read_file
import json
folder = Path(sys.argv[2])
read_file(sys.argv[1], str(folder), 'fichier.csv')
prepare(str(folder), {'name': '', 'siren': ''}, {})
made = recipe.load(folder, json.loads((folder / recipe.FILE).read_text())['stamp'])
""",
    """
read_file(sys.argv[1], str(folder), 'fichier.csv')
recipe.table(folder, made).sink_parquet(folder / 'typed.parquet')
""",
)
_UNDERSTOOD = (
    "from autan import sandbox",
    """
seen = sandbox.run('understand', source=sys.argv[1], folder=sys.argv[2], file_name='fichier.csv',
                   profile={'name': '', 'siren': ''}, choices={})
assert seen['standard'] == 'scdl-subventions', seen['standard']
""",
)


def figures(folder: Path, scale: float = 1.0) -> Iterator[str]:
    """Lines of a table. ``scale`` makes smaller files, to try the measures themselves."""
    yield "| what | seconds | of processor | largest process | ratio | target |"
    yield "| --- | --- | --- | --- | --- | --- |"
    yield from _workbook(folder, round(SHEET_ROWS * scale))
    yield from _text(folder, round(ROWS * scale))
    yield from _screen(folder, round(SCREEN_ROWS * scale))


def _workbook(folder: Path, rows: int) -> Iterator[str]:
    source = _written(folder / "classeur.xlsx", rows)
    theirs, ours = _pair(folder, source, _CALAMINE, _READ)
    yield f"| `python-calamine` alone, xlsx of {rows:,} rows × 12 | {theirs.told()} | 1 | |"
    yield f"| `read_file` of it | {ours.told()} | **{_ratio(ours, theirs)}** | 1.5 |"


def _text(folder: Path, rows: int) -> Iterator[str]:
    source = folder / "texte.csv"
    subventions.write(source, rows)
    theirs, ours = _pair(folder, source, _DUCKDB, _TYPED)
    source.unlink()
    yield f"| DuckDB `read_csv` to Parquet, {rows:,} rows | {theirs.told()} | 1 | |"
    yield f"| text to typed columns, in Parquet | {ours.told()} | **{_ratio(ours, theirs)}** | 2 |"


def _screen(folder: Path, rows: int) -> Iterator[str]:
    source = folder / "ecran.csv"
    subventions.write(source, rows)
    rounds = [inside(*_UNDERSTOOD, source, _new(folder)) for _ in range(_ROUNDS)]
    quickest = min(timed.seconds for timed in rounds)
    yield (
        f"| « Voici ce que nous avons compris », {rows:,} rows, through the sandbox "
        f"| **{quickest:.1f}** | | | | about 1 s |"
    )


def big(folder: Path, size: int = BIG_BYTES) -> Iterator[str]:
    """A file of 2 GB, read by one child and prepared by another, as any file above 256 MB."""
    source = folder / "grand.csv"
    part = folder / "part.csv"
    subventions.write(part, ROWS if size > 300_000_000 else 10_000)
    lines = part.read_bytes()
    head = lines[: lines.index(b"\n") + 1]
    with source.open("wb") as file:
        file.write(head)
        while file.tell() < size:
            file.write(lines[len(head) :])
    part.unlink()
    reading = (
        "import sys; from autan.pipeline.read import read_file; "
        "read_file(sys.argv[1], sys.argv[2], 'grand.csv')"
    )
    preparing = (
        "import sys; from autan.pipeline.prepare import prepare; "
        "prepare(sys.argv[2], {'name': '', 'siren': ''}, {})"
    )
    draft = str(_new(folder))
    told = [
        watched([sys.executable, "-c", code, str(source), draft]) for code in (reading, preparing)
    ]
    seconds, memory = sum(one[0] for one in told), max(one[1] for one in told)
    yield "| a large file | seconds | memory of its own | target |"
    yield "| --- | --- | --- | --- |"
    size_told = f"{source.stat().st_size / 1e9:.1f} GB"
    yield f"| CSV of {size_told}, read and prepared | {seconds:.1f} | {memory:.0f} MiB | 768 MiB |"
    source.unlink()


def _pair(
    folder: Path, source: Path, theirs: tuple[str, str], ours: tuple[str, str]
) -> tuple[Timed, Timed]:
    """In turn, so that the machine's moods are shared; the best of each."""
    rounds: tuple[list[Timed], list[Timed]] = ([], [])
    for _ in range(_ROUNDS):
        for done, (before, code) in zip(rounds, (theirs, ours), strict=True):
            # Once before the clock: nobody pays for what is loaded late, nor for a cold disk.
            done.append(inside(f"{before}\n{code}", code, source, _new(folder)))
    return best(rounds[0]), best(rounds[1])


def _ratio(ours: Timed, theirs: Timed) -> str:
    return f"{ours.seconds / theirs.seconds:.1f} ({ours.processor / theirs.processor:.1f})"


def _new(folder: Path) -> Path:
    number = sum(1 for one in folder.iterdir() if one.name.startswith("draft-"))
    made = folder / f"draft-{number}"
    made.mkdir()
    return made


def _written(path: Path, rows: int) -> Path:
    """A sheet of twelve columns as an office's export: words, numbers, dates, codes, blanks."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    sheet.append([f"Colonne {number}" for number in range(1, 13)])
    start = date(2015, 1, 1)
    for n in range(rows):
        day = start + timedelta(days=n % 3600)
        words = [f"Association n° {n % 9000}", f"Aide au projet {n % 400}", "aide en numéraire"]
        codes = [f"2024-{n}", f"{n % 95:02d}400", n * 7 % 5_000_000 / 100, n % 31, day]
        sheet.append([*words, *codes, None if n % 3 else "oui", n / 8, f"Élu {n % 40}", n])
    book.save(path)
    return path
