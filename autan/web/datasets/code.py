"""The rows of a page in somebody's program: each language of the tab « API et code ».

Every text is made from the state of the address, so that a program gets what the table shows. A
value of the address is always inside a literal of its language, escaped by that language's rule.
"""

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.utils.translation import gettext_lazy

from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.tabular.fields import PLACES
from autan.web.datasets import records
from autan.web.parts import link

_PAGE = ("limit", "20")


@dataclass(frozen=True, slots=True)
class Asked:
    """The addresses that the snippets read: a page of rows, and whole files."""

    records: str
    csv: str
    json: str
    parquet: str
    tiles: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """``name`` is the tongue's, ``language`` a word for programs, ``help`` where to put it."""

    name: str
    language: str
    help: str
    code: str


def snippets(listing: Listing, state: State) -> list[Snippet]:
    """In the order of the screen; only what the data allow."""
    asked = _asked(listing, state)
    placed = any(field.type in PLACES for field in listing.schema)
    wanted = (one for one in _TONGUES if placed or one[1] != "qgis")
    return [Snippet(str(name), word, str(help), write(asked)) for name, word, help, write in wanted]


def _asked(listing: Listing, state: State) -> Asked:
    tiles = f"{listing.home}/tiles/{listing.dataset_id}/{{z}}/{{x}}/{{y}}.mvt"
    return Asked(
        records=records.records(listing, state, [_PAGE]),
        csv=records.export(listing, state, "csv"),
        json=records.export(listing, state, "json"),
        parquet=records.export(listing, state, "parquet"),
        tiles=link(tiles, state.selection.pairs),
    )


def _address(asked: Asked) -> str:
    return asked.records


def _curl(asked: Asked) -> str:
    """One readable parameter a line."""
    parts = urlsplit(asked.records)
    lines = [f"curl --get {shlex.quote(parts._replace(query='').geturl())}"]
    lines += [f"  --data-urlencode {shlex.quote(f'{n}={v}')}" for n, v in parse_qsl(parts.query)]
    return " \\\n".join(lines)


def _python(asked: Asked) -> str:
    return (
        "import json\nfrom urllib.request import urlopen\n\n"
        f"adresse = {_json(asked.json)}\n\n"
        "with urlopen(adresse) as reponse:\n    lignes = json.load(reponse)\n\n"
        "print(len(lignes))\n"
    )


def _pandas(asked: Asked) -> str:
    return (
        "import pandas\n\n"
        f'tableau = pandas.read_csv({_json(asked.csv)}, sep=";")\n\n'
        "print(tableau.describe())\n"
    )


def _r(asked: Asked) -> str:
    """Not read.csv2: our decimal sign is the point. The mark at the start would stick to a name."""
    return (
        f"tableau <- read.csv(\n  {_json(asked.csv)},\n"
        '  sep = ";",\n  fileEncoding = "UTF-8-BOM"\n)\n\nsummary(tableau)\n'
    )


def _javascript(asked: Asked) -> str:
    return (
        f"const reponse = await fetch({_json(asked.records)});\n"
        "const { total_count, results } = await reponse.json();\n\n"
        "console.log(total_count, results[0]);\n"
    )


def _excel(asked: Asked) -> str:
    """The M of Power Query."""
    return (
        "let\n"
        "  Source = Csv.Document(\n"
        f"    Web.Contents({_m(asked.csv)}),\n"
        '    [Delimiter = ";", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]\n'
        "  ),\n"
        "  Tableau = Table.PromoteHeaders(Source, [PromoteAllScalars = true])\n"
        "in\n"
        "  Tableau\n"
    )


def _duckdb(asked: Asked) -> str:
    address = asked.parquet.replace("'", "''")
    return f"SELECT *\nFROM read_parquet('{address}')\nLIMIT 20;\n"


def _qgis(asked: Asked) -> str:
    return asked.tiles


def _m(text: str) -> str:
    """A text of M doubles its quotes, and gives ``#(`` a meaning."""
    return '"' + text.replace("#(", "#(#)(").replace('"', '""') + '"'


def _json(text: str) -> str:
    """A literal that Python, JavaScript and R read alike; an address is ASCII already."""
    return json.dumps(text)


_TONGUES: tuple[tuple[object, str, object, Callable[[Asked], str]], ...] = (
    (
        gettext_lazy("Adresse"),
        "address",
        gettext_lazy("À ouvrir dans un navigateur, ou à donner à un programme."),
        _address,
    ),
    ("curl", "sh", gettext_lazy("Dans un terminal."), _curl),
    ("Python", "python", gettext_lazy("Sans rien installer de plus."), _python),
    ("Python, pandas", "pandas", gettext_lazy("Pour analyser le tableau entier."), _pandas),
    ("R", "r", gettext_lazy("Sans paquet de plus."), _r),
    ("JavaScript", "javascript", gettext_lazy("Dans une page ou avec Node."), _javascript),
    (
        gettext_lazy("Excel"),
        "m",
        gettext_lazy(
            "Données, Obtenir des données, Lancer l’éditeur Power Query, Éditeur avancé : collez, "
            "puis Terminé. Le tableau se met à jour d’un clic."
        ),
        _excel,
    ),
    (
        gettext_lazy("SQL (DuckDB)"),
        "sql",
        gettext_lazy("Pour interroger un gros tableau sans le télécharger en entier."),
        _duckdb,
    ),
    (
        "QGIS",
        "qgis",
        gettext_lazy(
            "Couche, Ajouter une couche, Tuiles vectorielles, Nouvelle connexion générique : "
            "collez cette adresse."
        ),
        _qgis,
    ),
)
