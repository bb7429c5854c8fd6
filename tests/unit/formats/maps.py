"""Makers of small geographic files: by DuckDB's own writers, or by hand."""

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

from autan.formats import spatial
from autan.pipeline import read

NOE = (1.2767, 43.3587)
ROWS = (
    "SELECT 'Hôtel de ville' AS nom, '09000' AS code, 7.25::DOUBLE AS surface, "
    "ST_Transform(ST_Point(1.2767, 43.3587), 'EPSG:4326', '{crs}', always_xy := true) AS geom "
    "UNION ALL SELECT 'École', '31410', NULL, "
    "ST_Transform(ST_Point(1.28, 43.36), 'EPSG:4326', '{crs}', always_xy := true)"
)


def write(path: Path, driver: str, crs: str = "EPSG:2154", rows: str = ROWS) -> Path:
    """A file of GDAL with two points of Noé, in that system."""
    with spatial.connect() as connection:
        connection.execute(
            f"COPY ({rows.format(crs=crs)}) TO '{path}' "
            f"WITH (FORMAT gdal, DRIVER '{driver}', SRS '{crs}')"
        )
    return path


def shapefile(
    folder: Path,
    crs: str = "EPSG:2154",
    *,
    letters: str = "cp1252",
    without: str = "",
    rows: str = ROWS,
    name: str = "équipements",
) -> Path:
    """A zip of a shapefile. ``letters``: the encoding of its attributes; ``without``: an
    extension left out."""
    source = folder / "made"
    source.mkdir()
    write(source / "lieux.shp", "ESRI Shapefile", crs, rows)
    target = folder / "lieux.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for part in sorted(source.iterdir()):
            if part.suffix == without or not part.name.startswith("lieux"):
                continue
            content = part.read_bytes()
            if part.suffix == ".dbf" and letters != "cp1252":
                content = _recoded(content, letters)
            archive.writestr(f"dossier/{name}{part.suffix.upper()}", content)
    return target


def _recoded(content: bytes, letters: str) -> bytes:
    """The same records with their letters in another encoding, padded to the same length."""
    start, length = struct.unpack_from("<HH", content, 8)
    head, body = bytearray(content[:start]), content[start:]
    head[29] = 2 if letters == "cp850" else 0
    records = [body[at : at + length] for at in range(0, len(body) - length + 1, length)]
    made = [_padded(record, letters) for record in records]
    return bytes(head) + b"".join(made) + b"\x1a"


def _padded(record: bytes, letters: str) -> bytes:
    text = record.decode("latin-1")
    name = text[1:].split("  ")[0]
    longer = name.encode(letters)
    return longer.join(record.split(name.encode("latin-1"), 1))[: len(record)]


def geojson(*features: dict[str, Any], **members: Any) -> bytes:
    whole = {"type": "FeatureCollection", **members, "features": features}
    return json.dumps(whole, ensure_ascii=False).encode()


def feature(properties: dict[str, Any] | None = None, geometry: Any = None) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(x: float = NOE[0], y: float = NOE[1]) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


def understood(folder: Path, content: bytes | Path, **answers: str) -> tuple[dict, list[dict]]:
    """The reading of a file as the product does it, and its rows by header."""
    import polars as pl

    source = content if isinstance(content, Path) else folder / "source"
    if isinstance(content, bytes):
        source.write_bytes(content)
    reading = read.read_file(str(source), str(folder), source.name, answers)
    frame = pl.read_parquet(folder / "text.parquet")
    headers = {column["key"]: column["header"] for column in reading["columns"]}
    rows = frame.select(list(headers)).rename(headers).to_dicts()
    return reading, rows
