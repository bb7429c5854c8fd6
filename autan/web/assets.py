"""Where the built front end put its files: names in the templates to addresses with a hash."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from autan.errors import AutanError

_DIST = Path(__file__).resolve().parent.parent / "static" / "dist"


def address(name: str) -> str:
    """The address of a source of ``front/``; AutanError if the front end was not built."""
    return f"/static/dist/{_manifest()[name]['file']}"


def font() -> str:
    """The one font file, told to the browser before it reads the stylesheet."""
    return next(address(name) for name in _manifest() if name.endswith(".woff2"))


@cache
def _manifest() -> dict[str, Any]:
    path = _DIST / "manifest.json"
    if not path.exists():
        raise AutanError(
            "front-not-built",
            "Les fichiers de l’interface ne sont pas construits.",
            remedy="Lancez « make setup ».",
        )
    manifest: dict[str, Any] = json.loads(path.read_text())
    return manifest
