"""GTFS (gtfs.org): the timetables of a transport network, a zip of tables; the stops first."""

import zipfile
from dataclasses import replace

from autan.formats import delimited
from autan.formats.members import choice, unzipped
from autan.formats.packed import extract, files_of
from autan.formats.reader import Found, Reader, Request
from autan.tabular.steps import Glimpse

# The order in which they are offered; the others follow under their own names.
_TABLES = {
    "stops": "Arrêts",
    "routes": "Lignes",
    "trips": "Courses",
    "stop_times": "Horaires de passage",
    "calendar": "Jours de service",
    "calendar_dates": "Jours particuliers",
    "agency": "Réseaux",
    "shapes": "Tracés des lignes",
    "transfers": "Correspondances",
    "fare_attributes": "Tarifs",
    "fare_rules": "Règles des tarifs",
    "frequencies": "Fréquences",
    "pathways": "Cheminements",
    "levels": "Niveaux",
    "feed_info": "À propos du fichier",
}
_GLIMPSE = 4096


def read(request: Request) -> Found:
    """Read one of the tables; see ``Reader.read``."""
    with unzipped(request) as (archive, folder):
        members = _members(archive)
        labels = {name: _TABLES.get(name, name) for name in members}
        glimpses = {name: _glimpse(archive, one, labels[name]) for name, one in members.items()}
        name, tables, steps = choice(request, labels, glimpses)
        extract(archive, members[name], folder / "table.txt")
        found = delimited.read(replace(request, source=folder / "table.txt"))
    return replace(found, table=name, tables=tables, steps=(*steps, *found.steps), format="gtfs")


READER = Reader(frozenset({"gtfs"}), read)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The tables that hold something, by name, in our order."""
    found = {
        member.filename.rpartition("/")[2].lower().removesuffix(".txt"): member
        for member in files_of(archive)
        if member.filename.lower().endswith(".txt") and member.file_size
    }
    order = list(_TABLES)
    return dict(
        sorted(found.items(), key=lambda item: order.index(item[0]) if item[0] in order else 99)
    )


def _glimpse(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> Glimpse:
    with archive.open(member) as file:
        lines = file.read(_GLIMPSE).decode("utf-8-sig", "replace").splitlines()[:2]
    cells = [tuple(line.replace('"', "").split(",")) for line in lines]
    name = member.filename.rpartition("/")[2].lower().removesuffix(".txt")
    return Glimpse(name, label, cells[0] if cells else (), cells[1] if len(cells) > 1 else ())
