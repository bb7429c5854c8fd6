"""Which commune of the demonstration publishes what."""

from collections.abc import Callable
from dataclasses import dataclass

from autan.demo import (
    adresses,
    deliberations,
    equipements,
    frequentation,
    marches,
    prenoms,
    subventions,
)
from autan.demo.tables import Town

AUCH = Town("32013", "213200132", "Auch", "32000", 43.6465, 0.5855)
L_ISLE = Town("32160", "213201601", "L’Isle-Jourdain", "32600", 43.6137, 1.0811)
CONDOM = Town("32107", "213201072", "Condom", "32100", 43.9577, 0.3722)
LECTOURE = Town("32208", "213202088", "Lectoure", "32700", 43.9341, 0.6212)
TARBES = Town("65440", "216504407", "Tarbes", "65000", 43.2328, 0.0781)
LOURDES = Town("65286", "216502864", "Lourdes", "65100", 43.0949, -0.0459)
BAGNERES = Town("65059", "216500595", "Bagnères-de-Bigorre", "65200", 43.0646, 0.1497)
PUJAUDRAN = Town("32334", "213203342", "Pujaudran", "32600", 43.5886, 1.1486, 0.4)
NOE = Town("31399", "213103997", "Noé", "31410", 43.3577, 1.2780, 0.5)
CARBONNE = Town("31107", "213101074", "Carbonne", "31390", 43.2978, 1.2256, 0.6)
MONTESQUIEU = Town("31375", "213103757", "Montesquieu-Volvestre", "31310", 43.2094, 1.2308, 0.4)
VOLVESTRE = Town(
    "200066819",
    "200066819",
    "Carbonne",
    "31390",
    43.2978,
    1.2256,
    1.5,
    "Communauté de communes du Volvestre",
)
GERS = Town("32", "223200015", "Auch", "32000", 43.6465, 0.5855, 9.0, "Département du Gers")
CUGNAUX = Town("31157", "213101579", "Cugnaux", "31270", 43.5368, 1.3441)


@dataclass(frozen=True)
class Work:
    """A file of the demonstration. ``encoding`` is what the town's software writes."""

    town: Town
    subject: str
    table: Callable[[Town], str]
    encoding: str = "utf-8"
    title: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.subject}-{self.town.code}.csv"

    def content(self) -> bytes:
        return self.table(self.town).replace("’", "'").encode(self.encoding)


# Noé has not published its délibérations: they are for whoever tries the demonstration. Three towns
# of the Volvestre publish, and their intercommunality, whose page sums them; so do the Gers'.
WORKS: tuple[Work, ...] = (
    Work(AUCH, "deliberations", deliberations.table, "cp1252"),
    Work(AUCH, "subventions", subventions.table),
    Work(AUCH, "equipements", equipements.table, "utf-8-sig"),
    Work(
        AUCH,
        "piscine",
        frequentation.table,
        "cp1252",
        title="Fréquentation de la piscine d’Auch",
    ),
    Work(AUCH, "marches", marches.table),
    Work(AUCH, "prenoms", prenoms.table),
    Work(CONDOM, "subventions", subventions.table),
    Work(L_ISLE, "prenoms", prenoms.table),
    Work(L_ISLE, "marches", marches.table),
    Work(L_ISLE, "deliberations", deliberations.table),
    Work(L_ISLE, "subventions", subventions.table),
    Work(PUJAUDRAN, "equipements", equipements.table),
    Work(GERS, "subventions", subventions.table),
    Work(LECTOURE, "adresses", adresses.table),
    Work(TARBES, "deliberations", deliberations.table, "cp1252"),
    Work(TARBES, "prenoms", prenoms.table),
    Work(TARBES, "subventions", subventions.table),
    Work(LOURDES, "marches", marches.table),
    Work(BAGNERES, "equipements", equipements.table),
    Work(CUGNAUX, "deliberations", deliberations.table, "utf-8-sig"),
    Work(CUGNAUX, "adresses", adresses.table),
    Work(NOE, "subventions", subventions.table),
    Work(NOE, "equipements", equipements.table),
    Work(NOE, "marches", marches.table),
    Work(CARBONNE, "deliberations", deliberations.table),
    Work(CARBONNE, "subventions", subventions.table),
    Work(MONTESQUIEU, "deliberations", deliberations.table, "cp1252"),
    Work(MONTESQUIEU, "equipements", equipements.table),
    Work(VOLVESTRE, "marches", marches.table),
)
