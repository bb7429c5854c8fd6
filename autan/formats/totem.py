"""Budgets as accountancy programs send them to the préfecture (TOTEM), brought to the columns
of the SCDL budget.

A document holds one or several budgets; each line becomes a row, except those that the program
adds to show totals. A « compte financier unique » holds the same lines among many others. Words
are those of the SCDL, in its own case. The file has no label of an account: they come from
``budget_accounts``. It says the section of each line but not always its chapter, which follows
from the account for ordinary operations: a step says so and can be undone.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from autan.formats import budget_accounts, tree_tables
from autan.formats.nested import Record
from autan.formats.reader import Found, Request
from autan.formats.xml_stream import XmlStream, local
from autan.formats.xml_tables import Place
from autan.tabular.steps import DONE, UNDO, UNDONE, Step

COLUMNS = (
    *("BGT_NATDEC", "BGT_ANNEE", "BGT_SIRET", "BGT_NOM", "BGT_CONTNAT", "BGT_CONTNAT_LABEL"),
    *("BGT_NATURE", "BGT_NATURE_LABEL", "BGT_FONCTION", "BGT_FONCTION_LABEL", "BGT_OPERATION"),
    *("BGT_SECTION", "BGT_OPBUDG", "BGT_CODRD", "BGT_MTREAL", "BGT_MTBUDGPREC"),
    *("BGT_MTRARPREC", "BGT_MTPROPNOUV", "BGT_MTPREV", "BGT_CREDOUV", "BGT_MTRAR3112"),
    "BGT_ARTSPE",
)
_ROOTS = frozenset({"DocumentBudgetaire", "CompteFinancierUnique"})
_LINE, _BUDGET = "LigneBudget", "Budget"

# Codes of the official format. The compte financier unique (10) replaces the compte
# administratif, of which the SCDL has the only word.
_STAGES = {
    "01": "budget primitif",
    "02": "décision modificative",
    "03": "budget supplémentaire",
    "09": "compte administratif",
    "10": "compte administratif",
}
_SECTIONS = {"F": "fonctionnement", "I": "investissement"}
_KINDS = {"0": "réel", "1": "ordre"}
_WAYS = {"R": "recette", "D": "dépense"}
_SPECIAL = {"false": "non spécialisé", "true": "spécialisé", "0": "non spécialisé"} | {
    "1": "spécialisé"
}
_AMOUNTS = {
    "MtReal": "BGT_MTREAL",
    "MtBudgPrec": "BGT_MTBUDGPREC",
    "MtRARPrec": "BGT_MTRARPREC",
    "MtPropNouv": "BGT_MTPROPNOUV",
    "MtPrev": "BGT_MTPREV",
    "CredOuv": "BGT_CREDOUV",
    "MtRAR3112": "BGT_MTRAR3112",
}
_HEADINGS = frozenset({"NatDec", "Exer", "IdEtab", "LibelleColl", "Nomenclature", "IdColl"})


def is_one(root: Place) -> bool:
    """Is this the document of a budget?"""
    return root.name in _ROOTS


def read(request: Request, codec: str | None) -> Found:
    """Write the lines of every budget of the document."""
    lines = _Lines(request, codec)
    found = tree_tables.write(request, lines.rows, nested=False, first=COLUMNS, whole=True)
    return replace(
        found, format="totem", standard="scdl-budget", steps=(*found.steps, *lines.steps())
    )


@dataclass
class _Lines:
    """The rows of a document; ``steps`` after they have been read."""

    request: Request
    codec: str | None
    found: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def rows(self) -> Iterator[Record]:
        self.found.clear()
        self.examples.clear()
        gather = _Gather()
        size = max(1, self.request.source.stat().st_size)
        stream = XmlStream(self.request.source, self.codec, gather.start, gather.end)
        for read in stream:
            for line, heading in gather.taken():
                yield self._row(line, heading)
            self.request.progress(min(1.0, read / size))
        self.found["calculated"] = gather.calculated

    def _row(self, line: dict[str, str], heading: dict[str, str]) -> Record:
        plan = budget_accounts.plan(heading.get("Nomenclature", ""))
        account, way = line.get("Nature", ""), line.get("CodRD", "")
        chapter = line.get("ContNat", "") or self._deduced(plan, account, way, line)
        section = line.get("Section", "") or plan.section(chapter)
        function = line.get("Fonction", "")
        row = {
            "BGT_NATDEC": _STAGES.get(heading.get("NatDec", ""), heading.get("NatDec", "")),
            "BGT_ANNEE": heading.get("Exer", ""),
            "BGT_SIRET": heading.get("IdEtab") or heading.get("IdColl", ""),
            "BGT_NOM": heading.get("LibelleColl", ""),
            "BGT_CONTNAT": chapter,
            "BGT_CONTNAT_LABEL": plan.chapter(chapter),
            "BGT_NATURE": account,
            "BGT_NATURE_LABEL": self._label(plan.account(account), account),
            "BGT_FONCTION": function,
            "BGT_FONCTION_LABEL": plan.function(function),
            "BGT_OPERATION": line.get("Operation", ""),
            "BGT_SECTION": _SECTIONS.get(section, ""),
            "BGT_OPBUDG": _KINDS.get(line.get("OpBudg", ""), line.get("OpBudg", "")),
            "BGT_CODRD": _WAYS.get(way, way),
            "BGT_ARTSPE": _SPECIAL.get(line.get("ArtSpe", ""), line.get("ArtSpe", "")),
        }
        row.update({column: line[name] for name, column in _AMOUNTS.items() if name in line})
        return row

    def _deduced(
        self, plan: budget_accounts.Plan, account: str, way: str, line: dict[str, str]
    ) -> str:
        # What is voted by operation has that operation for its chapter.
        if line.get("OpBudg") != "0" or line.get("ContOp"):
            return ""
        chapter = plan.chapter_of(account, way)
        if chapter:
            self._note("chapter", f"{account} → {chapter}")
        return chapter if self.request.allows("chapter") else ""

    def _label(self, label: str, account: str) -> str:
        if account and not label:
            self._note("labels", account)
        return label

    def _note(self, kind: str, example: str) -> None:
        self.found[kind] += 1
        seen = self.examples.setdefault(kind, [])
        if len(seen) < 2 and example not in seen:
            seen.append(example)

    def steps(self) -> Iterator[Step]:
        if count := self.found["chapter"]:
            done = self.request.allows("chapter")
            yield Step(
                "chapter",
                f"Le chapitre manquait sur {count} lignes\u202f: il a été déduit du compte."
                if done
                else f"Le chapitre manque sur {count} lignes.",
                count=count,
                examples=tuple(self.examples["chapter"]),
                reason="Pour les opérations réelles, le plan de comptes n’en permet qu’un.",
                options=UNDO,
                chosen=DONE if done else UNDONE,
            )
        if count := self.found["labels"]:
            yield Step(
                "account_labels",
                f"Nous n’avons pas l’intitulé du compte de {count} lignes\u202f: il reste vide.",
                count=count,
                examples=tuple(self.examples["labels"]),
                reason="Le fichier ne donne que les numéros des comptes.",
            )
        if count := self.found["calculated"]:
            yield Step(
                "calculated",
                f"{count} lignes de totaux, ajoutées par le logiciel, ont été laissées.",
                count=count,
            )


class _Gather:
    """Collects lines with the headings that stand above them."""

    def __init__(self) -> None:
        self.calculated = 0
        self._heading: dict[str, str] = {}
        self._line: dict[str, str] | None = None
        self._skipped = False
        self._ready: list[tuple[dict[str, str], dict[str, str]]] = []

    def taken(self) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
        ready, self._ready = self._ready, []
        yield from ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _LINE:
            self._line = {}
            self._skipped = attributes.get("calculated", "false") not in ("false", "0")
        elif self._line is not None:
            self._member(name, {local(key): value for key, value in attributes.items()})
        elif name == _BUDGET:
            # Each budget of a document says its own year, stage and establishment.
            kept = ("LibelleColl", "IdColl")
            self._heading = {key: self._heading[key] for key in kept if key in self._heading}
        elif name in _HEADINGS and "V" in attributes:
            self._heading = {**self._heading, name: attributes["V"].strip()}

    def _member(self, name: str, attributes: dict[str, str]) -> None:
        assert self._line is not None
        if name == "CaracSup" and attributes.get("Code") == "Section":
            name = "Section"
        if "V" in attributes:
            self._line.setdefault(name, attributes["V"].strip())

    def end(self, name: str) -> None:
        if name != _LINE or self._line is None:
            return
        if self._skipped:
            self.calculated += 1
        else:
            self._ready.append((self._line, self._heading))
        self._line = None
