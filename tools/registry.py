"""Write ``autan/schemas/registry/models`` from the official Table Schemas and our own words.

    python tools/registry.py OFFICIAL WORDS

``OFFICIAL`` holds one document a schema, named ``owner__name.json``, and if possible the
registry's ``index.json``; ``WORDS`` one file of words of the same name, and ``_shared_*.json`` for
the columns that several schemas have. Only facts are taken from the official documents. Without
its words a column is labelled after its name. The models themselves will do as ``WORDS``: this is
how later facts get the words that we have.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autan.pipeline.foreign_models import engine_runs
from autan.schemas import table_schema
from autan.schemas.registry.kinds import kind_of
from autan.schemas.registry.model import named
from autan.schemas.standard import Kind

MODELS = Path(__file__).resolve().parent.parent / "autan" / "schemas" / "registry" / "models"
# Written by hand in ``schemas/scdl``, with the aliases of real files.
BY_HAND = frozenset(
    f"scdl__{name}"
    for name in (
        *("budget", "catalogue", "deliberations", "equipements"),
        *("menus-collectifs", "plats-menus-collectifs", "prenoms", "subventions"),
    )
)
_OF_MODEL = ("label", "title", "noun", "description", "theme", "hints", "against", "keywords")
_OF_FIELD = ("label", "description", "aliases")
# Examples of ours for the columns whose form no general one has.
_SAMPLES = {
    "ID": "FRAC_31399_2024_001",
    "activiteProd": "Finances, fiscalité",
    "services": "Accès internet et matériel informatique",
    "formations_labels": "Fabriques de Territoire",
    "modalites_accompagnement": "En autonomie",
    "photo1": "https://www.mairie.test/photo.jpg",
    "photo2": "https://www.mairie.test/photo.jpg",
    "id_unique": "M12-ACME-2024-06-30",
}
# Facts about the producer that fill a column which the file lacks.
_PROFILES = {"COLL_NOM": "name", "COLL_SIRET": "siret", "COLL_INSEE": "insee"}


def models(official: Path, words: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each model with the name of its file, by name."""
    shared, latest = _shared(words), _latest(official)
    for path in sorted(official.glob("*__*.json")):
        if path.stem in BY_HAND:
            continue
        facts = table_schema.facts(json.loads(path.read_text(encoding="utf-8")))
        registry = path.stem.replace("__", "/", 1)
        facts["version"] = latest.get(registry) or facts.get("version", "")
        yield path.name, model(registry, facts, _read(words / path.name), shared)


def model(
    registry: str, facts: Mapping[str, Any], words: Mapping[str, Any], shared: Mapping[str, Any]
) -> dict[str, Any]:
    """Facts and words together, in the order in which people read them."""
    own = words.get("fields", {})
    checks = {
        c["columns"][0]: c["check"] for c in facts.get("checks", ()) if len(c["columns"]) == 1
    }
    fields = [
        _field(one, own.get(one["name"]) or shared.get(one["name"], {}))
        | {"kind": kind_of(one, checks.get(one["name"], "")).value}
        for one in facts["fields"]
    ]
    said = {name: words[name] for name in _OF_MODEL if words.get(name)}
    label = said.pop("label", named(registry.partition("/")[2].removeprefix("schema-")))
    return {"registry": registry, "label": label, **said, **facts, **_factored(fields)}


def _factored(fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Long lists of values that several columns share, written once: half of the bytes to read."""
    seen = Counter(tuple(one.get("choices", ())) for one in fields)
    shared = [list(each) for each, times in seen.items() if times > 1 and len(each) > 3]
    names = {tuple(each): str(number) for number, each in enumerate(shared, start=1)}
    for one in fields:
        name = names.get(tuple(one.get("choices", ())))
        if name:
            one["choices"] = name
    return {"lists": {name: list(each) for each, name in names.items()}, "fields": fields}


def _field(fact: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(fact)
    if "pattern" in found and not engine_runs(found["pattern"]):
        found["pattern_not_run"] = found.pop("pattern")
    sample = _SAMPLES.get(found["name"], "")
    if "pattern" in found and re.fullmatch(found["pattern"], sample):
        found["sample"] = sample
    profile = _profile(found)
    if profile:
        found["profile"] = profile
    return found | {name: words[name] for name in _OF_FIELD if words.get(name)}


def _profile(fact: Mapping[str, Any]) -> str:
    """A required INSEE code of a commune's own file is the commune's, when the file says none."""
    known = _PROFILES.get(fact["name"], "")
    if known or not fact.get("required"):
        return known
    return "insee" if kind_of(fact) is Kind.INSEE else ""


def _latest(official: Path) -> dict[str, str]:
    """The versions of the registry's index: documents often bear that of the time before."""
    path = official / "index.json"
    index = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return {one["name"]: one["latest"].lstrip("vV") for one in index}


def _shared(words: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in sorted(words.glob("_shared*.json")):
        found |= _read(path).get("fields", {})
    return found


def _read(path: Path) -> dict[str, Any]:
    """Words in a file of their own, or those of a model: the models keep all that was written."""
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if isinstance(found.get("fields"), list):
        found["fields"] = {one["name"]: one for one in found["fields"]}
    return dict(found)


def main() -> int:
    official, words = Path(sys.argv[1]), Path(sys.argv[2])
    written = dict(models(official, words))
    for name, one in written.items():
        text = json.dumps(one, ensure_ascii=False, indent=1) + "\n"
        (MODELS / name).write_text(text, encoding="utf-8")
    bare = [name for name, one in written.items() if "noun" not in one]
    print(f"{len(written)} models written, {len(bare)} still without words of their own.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
