"""Rows added to a version that is already public: its own rows stay as they are, to the value.

Runs in the sandbox child, after ``materialise`` has made the new rows into a table of their own.
What was published is never read again as text: types, repairs and masked names are kept.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from autan import schemas
from autan.engine import serving
from autan.errors import Refused
from autan.pipeline.materialise import MANIFEST, PARQUET, SERVING
from autan.pipeline.report import Manifest
from autan.tabular.fields import FieldType
from autan.tabular.schema import TableSchema

_EMPTY = "empty"


def append(
    folder: str,
    base: str,
    before: Mapping[str, Any],
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """Put the rows of ``base`` before those of ``folder``; the answer is the ``Manifest`` of both.

    ``before`` is the manifest of ``base``. Refused (``row-already-published``) when a new row has
    the identity of a published one, and (``columns-differ``) when a column changed its type.
    """
    place = Path(folder)
    addition = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    schema = _joined(before["schema"], addition["schema"])
    old, new = pl.scan_parquet(base), pl.scan_parquet(place / PARQUET)
    _refuse_known(old, new, schema)
    both = place / f"both-{PARQUET}"
    shapes = [field.name for field in schema if field.type is FieldType.GEO_SHAPE]
    pl.concat([old, new], how="diagonal").select(schema.names).sink_parquet(
        both,
        compression="zstd",
        compression_level=3,
        metadata={serving.SHAPES: json.dumps(shapes, ensure_ascii=False)},
    )
    both.replace(place / PARQUET)
    if progress:
        progress(0.6)
    serving.build(place / PARQUET, place / SERVING)
    answer = _manifest(place / PARQUET, schema, before, addition).as_json()
    (place / MANIFEST).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    return answer


def _joined(before: Mapping[str, Any], addition: Mapping[str, Any]) -> TableSchema:
    """The columns of the published version, then those that only the new rows have."""
    old, new = TableSchema.from_json(before), TableSchema.from_json(addition)
    added = {field.name: field for field in new}
    for field in old:
        other = added.get(field.name)
        if other is not None and other.type != field.type:
            raise Refused(
                "columns-differ",
                "La colonne « %(column)s » n’est plus du même genre que celle déjà publiée.",
                kept="Votre fichier et vos réponses sont gardés, et rien n’est publié.",
                remedy="Déposez la liste entière, elle remplacera celle qui est publiée.",
                column=field.title,
            )
    shared = (
        replace(field, annotations=field.annotations - {_EMPTY})
        if field.name in added and _EMPTY not in added[field.name].annotations
        else field
        for field in old
    )
    known = set(old.names)
    return TableSchema((*shared, *(f for f in new if f.name not in known)), old.standard)


def _refuse_known(old: pl.LazyFrame, new: pl.LazyFrame, schema: TableSchema) -> None:
    standard = schemas.find(schema.standard)
    shared = {*old.collect_schema().names()} & {*new.collect_schema().names()}
    names = [name for name in (standard.identity if standard else ()) if name in shared]
    if not names:
        return
    known = new.join(old, on=names, how="semi", nulls_equal=True).head(1).collect()
    if known.height:
        raise Refused(
            "row-already-published",
            "Une ligne de même numéro, de même date et de même objet est déjà publiée.",
            kept="Votre fichier et vos réponses sont gardés, et rien n’est publié.",
            remedy="Vérifiez le numéro ; si c’est un autre acte, donnez-lui le sien.",
        )


def _manifest(
    parquet: Path, schema: TableSchema, before: Mapping[str, Any], addition: Mapping[str, Any]
) -> Manifest:
    with parquet.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    told = {
        name: (*before.get(name, ()), *addition.get(name, ()))
        for name in ("repairs", "findings", "protections")
    }
    return Manifest(
        sha256=digest,
        bytes=parquet.stat().st_size,
        rows=before["rows"] + addition["rows"],
        schema=schema.as_json(),
        provenance={**addition["provenance"], "added_to": before["sha256"]},
        **told,
    )
