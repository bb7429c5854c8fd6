"""The national registry's own documents, read in the sandbox: a list of models, then models.

Runs in a child: nobody here answers for what the network brought. What comes out was checked
against our own form, and each model was made a standard once before it is said to be good.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from autan.errors import UnreadableFile
from autan.schemas import table_schema
from autan.schemas.registry.model import standard

_MOST_MODELS = 500
_NAME = r"^[A-Za-z0-9._-]{1,60}/[A-Za-z0-9._-]{1,120}$"


def digest(
    folder: str,
    documents: Sequence[Mapping[str, str]] = (),
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """The registry's index when there is no document, else the models of these documents.

    ``documents``: of each, ``name`` and ``version`` in the registry, and ``file`` of ``folder``;
    the index is ``index.json`` there. The version is the registry's own: documents are often
    published with that of the time before. Answers ``{"listed": [{name, version, address}]}``,
    or ``{"read": n, "unread": [name]}`` with the models in ``models.json`` of the folder.
    """
    place = Path(folder)
    if not documents:
        return {"listed": list(listed(_parsed(place / "index.json")))}
    models, unread = [], []
    for number, one in enumerate(documents, start=1):
        model = _model(one["name"], one["version"], place / one["file"])
        if model is None:
            unread.append(one["name"])
        else:
            models.append(model)
        if progress:
            progress(number / len(documents))
    text = json.dumps(models, ensure_ascii=False)
    (place / "models.json").write_text(text, encoding="utf-8")
    return {"read": len(models), "unread": unread}


def listed(index: Any) -> Iterator[dict[str, str]]:
    """Each Table Schema of the index with its latest version and where that is."""
    schemas = index.get("schemas") if isinstance(index, Mapping) else None
    if not isinstance(schemas, list):
        raise _not_the_registry()
    for one in schemas[:_MOST_MODELS]:
        if not isinstance(one, Mapping) or one.get("schema_type") != "tableschema":
            continue
        name, versions = one.get("name"), one.get("versions")
        last = versions[-1] if isinstance(versions, list) and versions else {}
        last = last if isinstance(last, Mapping) else {}
        address = last.get("schema_url") or one.get("schema_url")
        if _is_name(name) and _is_web(address):
            version = str(last.get("version_name") or "").lstrip("vV")[:40]
            yield {"name": str(name), "version": version, "address": str(address)}


def _is_web(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def _is_name(value: Any) -> bool:
    """Names become names of files and parts of addresses: letters, figures and few signs."""
    if not isinstance(value, str) or ".." in value:
        return False
    return bool(pl.Series([value]).str.contains(_NAME).item())


def _model(name: str, version: str, path: Path) -> dict[str, Any] | None:
    """A model that our own code can use, or None: one bad document spoils no other."""
    try:
        document = _parsed(path)
        facts = table_schema.facts(document)
        said = {"title": table_schema.title(document), "fields": table_schema.of_fields(document)}
        model = {"registry": name, **facts, "said": said}
        model["version"] = version or model.get("version", "")
        for field in model["fields"]:
            if "pattern" in field and not engine_runs(field["pattern"]):
                field["pattern_not_run"] = field.pop("pattern")
        standard({**model, "label": name})
    except (table_schema.NotATableSchema, UnreadableFile, KeyError, TypeError, ValueError):
        return None
    return model


def engine_runs(pattern: str) -> bool:
    """Whether our engine, which never goes back in a text, can run a pattern."""
    try:
        pl.Series([""]).str.contains(f"^(?:{pattern})$")
    except pl.exceptions.ComputeError:
        return False
    return True


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _not_the_registry() from error


def _not_the_registry() -> UnreadableFile:
    return UnreadableFile(
        "not-the-registry",
        "Cette adresse n’a pas donné la liste des modèles du registre national.",
        kept="Les modèles livrés avec Autan restent en place.",
        remedy="Vérifiez AUTAN_REGISTRY_URL, ou recommencez plus tard.",
    )
