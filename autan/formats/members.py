"""Files that hold one thing in several members, or several tables: taken out, and chosen from."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from autan.formats.reader import Request
from autan.formats.refusals import refusal
from autan.tabular.steps import Glimpse, Step

# A name that is not of its encoding, a method that is unknown, a member that lies elsewhere.
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, UnicodeDecodeError),
)


@contextmanager
def unzipped(request: Request) -> Iterator[tuple[zipfile.ZipFile, Path]]:
    """The archive of a request and a folder of ours for what is taken out of it.

    What goes wrong inside is told as a damaged file.
    """
    try:
        with (
            zipfile.ZipFile(request.source) as archive,
            TemporaryDirectory(dir=request.target.parent) as folder,
        ):
            yield archive, Path(folder)
    except _DAMAGES as error:
        raise refusal("damaged") from error


def choice(
    request: Request,
    labels: Mapping[str, str],
    glimpses: Mapping[str, Glimpse] | None = None,
) -> tuple[str, tuple[Glimpse, ...], tuple[Step, ...]]:
    """Which of several tables to read, the likeliest first: its name, all of them, and the step.

    Alone, a table makes neither a choice nor a step.
    """
    names = list(labels)
    if not names:
        raise refusal("damaged")
    wanted = request.answers.get("table")
    name = wanted if wanted in labels else names[0]
    assert name is not None
    if len(names) == 1:
        return name, (), ()
    known = glimpses or {}
    tables = tuple(known.get(each) or Glimpse(each, label) for each, label in labels.items())
    step = Step(
        "table",
        f"Ce fichier contient {len(names)} tableaux\u202f: « {labels[name]} » a été lu.",
        len(names),
        tuple(labels.values())[:2],
        options=tuple(labels.items()),
        chosen=name,
        asked=wanted not in labels,
    )
    return name, tables, (step,)
