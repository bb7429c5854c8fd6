"""Hostile JSON and XML: depths, lengths, keys and numbers without end; entities."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import Case, harmless, refused, written
from tests.hostile.workbooks import FOREIGN, LAUGHS

RECORDS = [{"nom": f"Judo {n}", "montant": n} for n in range(40)]


def _json(value: object) -> Callable[[Path], object]:
    return written(json.dumps(value, ensure_ascii=False).encode())


def _text(content: str) -> Callable[[Path], object]:
    return written(content.encode())


def _one(cell: str) -> Callable[[Path], object]:
    """Forty good records and one whose ``montant`` is written so."""
    good = json.dumps(RECORDS)[:-1]
    return _text(f'{good}, {{"nom": "Chorale", "montant": {cell}}}]')


def make_vast_string(path: Path, megabytes: int = 64) -> Path:
    with path.open("wb") as file:
        file.write(b'[{"nom": "')
        for _ in range(megabytes):
            file.write(b"x" * (1 << 20))
        file.write(b'"}]')
    return path


def make_many_keys(path: Path) -> Path:
    path.write_text("[{" + ", ".join(f'"k{n}": {n}' for n in range(1_000_000)) + "}]")
    return path


def make_new_keys(path: Path) -> Path:
    """Each record brings a column of its own."""
    _json([{"nom": "Judo", f"k{n}": n} for n in range(30_000)])(path)
    return path


_ITEMS = "".join(f"<item><nom>Judo {n}</nom><montant>{n}</montant></item>" for n in range(40))
_XML = '<?xml version="1.0"?>{}<liste>{}{}</liste>'


def _xml(more: str = "", entity: str = "") -> Callable[[Path], object]:
    return _text(_XML.format(entity, _ITEMS, more))


_LAUGH = "<item><nom>&l9;</nom><montant>1</montant></item>"
_PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/evil.dtd"> %p;]>'
_QUADRATIC = f'<!DOCTYPE x [<!ENTITY l9 "{"x" * 100_000}">]>'
_DECP = (
    '<?xml version="1.0"?>{}<marches><marche><id>2024A01</id><acheteur><id>21320013000017</id></acheteur>'
    "<nature>Marché</nature><objet>&l9;</objet><montant>1200</montant></marche></marches>"
)
_TOTEM = (
    '<?xml version="1.0"?>{}<DocumentBudgetaire xmlns="http://www.minefi.gouv.fr/cp/demat/docbudgetaire">'
    '<EnTeteDocBudgetaire><LibelleColl V="&l9;"/></EnTeteDocBudgetaire></DocumentBudgetaire>'
)

CASES: dict[str, Case] = {
    "JSON a hundred thousand deep": refused("a.json", "too-deep", _text("[" * 100_000)),
    "objects a hundred thousand deep": refused(
        "a.json", "too-deep", _text('{"a":' * 100_000 + "1")
    ),
    "a value deep in a record": refused("a.json", "too-deep", _one("[" * 50_000 + "]" * 50_000)),
    "JSON never closed": refused("a.json", "damaged-file", _text(json.dumps(RECORDS)[:-40])),
    "string never closed": refused(
        "a.json", "record-too-long", _text('[{"nom": "' + "x" * (20 << 20))
    ),
    "string of 64 megabytes": refused("a.json", "record-too-long", make_vast_string),
    "a million keys": refused("a.json", "too-many-columns", make_many_keys),
    "a new key at every record": refused("a.json", "too-many-columns", make_new_keys),
    "lists of a million items": refused("a.json", "too-many-columns", _json([[1] * 300_000] * 3)),
    "a million empty objects": refused("a.json", "no-rows", _text("[" + "{}," * 1_000_000 + "{}]")),
    "two documents of JSON": refused("a.json", "damaged-file", _text(json.dumps(RECORDS) + "]]]]")),
    "XML from a file of the machine": refused("a.xml", "unsafe-file", _xml(_LAUGH, FOREIGN)),
    "XML that laughs": refused("a.xml", "unsafe-file", _xml(_LAUGH, LAUGHS)),
    "XML that calls home": refused("a.xml", "unsafe-file", _xml("", _PARAMETER)),
    "XML of one long entity": refused("a.xml", "unsafe-file", _xml(_LAUGH * 2000, _QUADRATIC)),
    "XML that laughs in UTF-16": refused(
        "a.xml", "unsafe-file", written(_XML.format(LAUGHS, _ITEMS, _LAUGH).encode("utf-16"))
    ),
    "XML a hundred thousand deep": refused("a.xml", "too-deep", _text("<a>" * 100_000)),
    "XML of an unknown encoding": refused(
        "a.xml",
        "damaged-file",
        _text(_XML.replace('"1.0"', '"1.0" encoding="utf-7"').format("", _ITEMS, "")),
    ),
    "XML never closed": refused("a.xml", "damaged-file", _text(_XML.format("", _ITEMS, "")[:-30])),
    "mark with a hundred thousand attributes": refused(
        "a.xml",
        "too-many-columns",
        _xml("<item " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"),
    ),
    "attribute of 40 megabytes": refused(
        "a.xml", "record-too-long", _xml(f'<item nom="{"x" * (40 << 20)}"/>')
    ),
    "public contract that laughs": refused("decp.xml", "unsafe-file", _text(_DECP.format(LAUGHS))),
    "budget from a file of the machine": refused(
        "budget.xml", "unsafe-file", _text(_TOTEM.format(FOREIGN))
    ),
    # What is strange and readable is read.
    "number of a million digits": harmless("a.json", 41, _one("9" * 1_000_000)),
    "number beyond all numbers": harmless("a.json", 41, _one("1e999999999")),
    "not a number": harmless("a.json", 41, _one("NaN")),
    "infinity": harmless("a.json", 41, _one("-Infinity")),
    "a key written three hundred times": harmless("a.json", 41, _one("1" + ', "montant": 2' * 300)),
    "half a letter": harmless("a.json", 41, _one(r'"\ud800\udc00\ud83d"')),
    "zeros in a string": harmless("a.json", 41, _one(r'"\u0000\u0000"')),
    "a key of a megabyte": harmless("a.json", 41, _one('1, "' + "k" * (1 << 20) + '": 1')),
    "keys with a name of Python": harmless(
        "a.json", 41, _one('1, "__class__": "x", "__row": 7, "c0": 1')
    ),
    "a record inside a record, often": harmless(
        "a.json", 41, _one('{"a":' * 150 + "1" + "}" * 150)
    ),
    "instructions without end": harmless("a.xml", 40, _xml("<?x y?>" * 200_000)),
    "comment of 20 megabytes": harmless("a.xml", 40, _xml("<!--" + " " * (20 << 20) + "-->")),
    "a thousand namespaces": harmless(
        "a.xml",
        41,
        _xml(
            "<item " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(1000)) + "><nom>x</nom></item>"
        ),
    ),
}
