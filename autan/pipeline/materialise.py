"""The published version: a typed Parquet file, its serving copy and its manifest.

Runs in the sandbox child, after ``prepare``; follows the recipe that it left if it answers the
same question, else makes it again.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet

from autan.engine import serving
from autan.errors import Refused
from autan.pipeline import recipe
from autan.pipeline.prepare import analyse, stamp
from autan.pipeline.report import Choices, Manifest, Profile
from autan.schemas.memory import Memory
from autan.tabular.fields import FieldType
from autan.tabular.schema import TableSchema

PARQUET, SERVING, MANIFEST = "version.parquet", "version.duckdb", "manifest.json"
_ROW_GROUP = 122_880
_BLOCK = 1 << 20


def materialise(
    folder: str,
    profile: Mapping[str, Any],
    choices: Mapping[str, Any],
    memory: Sequence[Mapping[str, Any]] = (),
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """Write ``version.parquet``, ``version.duckdb`` and ``manifest.json`` in ``folder``.

    The answer is ``Manifest.as_json()``. Raises Refused when a question about personal data has
    no answer yet, or when no row is left.
    """
    place = Path(folder)
    who, chosen = Profile(**profile), Choices.from_json(choices)
    remembered = tuple(Memory(**one) for one in memory)
    asked = stamp(place, who, chosen, remembered)
    cooked = recipe.load(place, asked) or analyse(place, who, chosen, remembered)[1]
    if not cooked.provenance["publishable"]:
        raise Refused(
            "not-publishable",
            "Il reste une question à laquelle répondre avant de publier.",
            kept="Votre fichier et vos réponses sont gardés.",
            remedy="Revenez à l’étape « À relire avec vous ».",
        )
    parquet = place / PARQUET
    recipe.table(place, cooked).sink_parquet(
        parquet,
        compression="zstd",
        compression_level=3,
        row_group_size=_ROW_GROUP,
        metadata={serving.SHAPES: json.dumps(_shapes(cooked.schema), ensure_ascii=False)},
    )
    if progress:
        progress(0.6)
    serving.build(parquet, place / SERVING)
    answer = _manifest(parquet, cooked).as_json()
    (place / MANIFEST).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    return answer


def _shapes(schema: TableSchema) -> list[str]:
    return [field.name for field in schema if field.type is FieldType.GEO_SHAPE]


def _manifest(parquet: Path, cooked: recipe.Recipe) -> Manifest:
    said = cooked.provenance
    return Manifest(
        sha256=_sha256(parquet),
        bytes=parquet.stat().st_size,
        rows=pyarrow.parquet.read_metadata(parquet).num_rows,
        schema=cooked.schema.as_json(),
        provenance=said["provenance"],
        repairs=tuple(said["repairs"]),
        findings=tuple(said["findings"]),
        protections=tuple(said["protections"]),
    )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
