"""Documents of text: told apart from tables, and from what may not be handed to the public.

Runs in the sandbox child. A document is never read further than to know what it is: it is kept
and served as it came.
"""

import zipfile
from pathlib import Path
from typing import Any

from autan.errors import UnreadableFile
from autan.formats import refusals, sniff

PDF = "application/pdf"
_WORD = "application/msword"
_BY_FOLDER = {
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN = "application/vnd.oasis.opendocument."
_MACROS_OLE = "_VBA_PROJECT".encode("utf-16-le")
_KEPT = "Rien n’est perdu\u202f: votre fichier est gardé tel quel."


def describe(source: str) -> dict[str, Any]:
    """``{"mimetype": …}`` of a document; UnreadableFile for anything else, or if it has macros."""
    path = Path(source)
    kind = sniff.kind_of(path)
    if kind == "pdf":
        return {"mimetype": PDF}
    if kind != "document":
        raise UnreadableFile(
            "not-a-document",
            "Ce fichier n’est pas un document de texte.",
            kept=_KEPT,
            remedy="Choisissez un PDF, ou un document Word ou LibreOffice.",
        )
    start = path.read_bytes()[:8]
    if start.startswith(b"{\\rtf"):
        return {"mimetype": "application/rtf"}
    return {"mimetype": _zipped(path) if start.startswith(b"PK") else _old(path)}


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype")[:100].decode("ascii") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError) as error:
        raise refusals.refusal("damaged") from error
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise _with_macros()
    if mime.startswith(_OPEN):
        return _OPEN + "".join(c for c in mime.removeprefix(_OPEN) if c.isalpha() or c == "-")
    tops = {name.split("/", 1)[0] for name in names}
    return next((mime for folder, mime in _BY_FOLDER.items() if folder in tops), _WORD)


def _old(path: Path) -> str:
    if _MACROS_OLE in path.read_bytes():
        raise _with_macros()
    return _WORD


def _with_macros() -> UnreadableFile:
    return UnreadableFile(
        "document-with-macros",
        "Ce document contient des macros\u202f: nous ne le donnons pas au public.",
        kept=_KEPT,
        remedy="Enregistrez-le en PDF, puis déposez ce PDF.",
    )
