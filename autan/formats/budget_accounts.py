"""Labels of the accounts of local budgets: chapters, accounts by nature, functions.

The codes and their words are those of the instructions budgétaires et comptables M14 (communes,
until 2023) and M57 (everybody since 2024, short and long plans), which are public regulation.
``accounts/*.txt`` holds one ``code label`` a line under ``[chapters]``, ``[accounts]`` and
``[functions]``. Another nomenclature (M4, M22, M52…) gets no label rather than that of its
neighbour.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

_SHIPPED = ("m57", "m14")
# A chapter whose code is not the two first digits of its accounts; the longest prefix wins.
_EXPENSES = {
    **dict.fromkeys(("60", "61", "62", "635", "637"), "011"),
    **dict.fromkeys(("621", "631", "633", "64"), "012"),
    "204": "204",
    "2324": "204",
    # What a department pays in APA and RSA has chapters of its own.
    "65114": "016",
    **dict.fromkeys(("6515", "6516", "6517"), "017"),
    # What a collectivity gives back of what it had received.
    "7": "014",
}
_RECEIPTS = {
    "6": "013",
    "204": "204",
    "2324": "204",
    **dict.fromkeys(("7533", "747811"), "016"),
    **dict.fromkeys(("7531", "7532", "7534"), "017"),
}
_ALONE = frozenset({"001", "002", "020", "021", "022", "023", "024"})
_INVESTMENT = frozenset({"001", "010", "018", "020", "021", "024", "040", "041"})
# Chapters of a budget voted by function all begin with 9.
_INVESTMENT_BY_FUNCTION = ("90", "92", "950", "951", "954")


@dataclass(frozen=True)
class Plan:
    """The labels of one nomenclature; "" where there is none."""

    chapters: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)

    def chapter(self, code: str) -> str:
        return self.chapters.get(code, "")

    def account(self, code: str) -> str:
        """Amortisations (28) and depreciations (29) have the label of what loses its value."""
        label = self.accounts.get(code, "")
        if not label and code[:2] in ("28", "29"):
            return self.accounts.get("2" + code[2:], "")
        return label

    def function(self, code: str) -> str:
        return self.functions.get(code, "")

    def section(self, chapter: str) -> str:
        """« I » or « F »: accounts of classes 1 to 5 belong to investment, 6 and 7 do not."""
        if not chapter:
            return ""
        if chapter[0] == "0":
            return "I" if chapter in _INVESTMENT else "F"
        if chapter[0] == "9":
            return "I" if chapter.startswith(_INVESTMENT_BY_FUNCTION) else "F"
        return "F" if chapter[0] in "67" else "I"

    def chapter_of(self, account: str, way: str) -> str:
        """The chapter of an ordinary operation on ``account``; ``way``: D or R."""
        if account in _ALONE:
            return account
        special = _EXPENSES if way == "D" else _RECEIPTS
        for length in range(len(account), 0, -1):
            if account[:length] in special:
                return special[account[:length]]
        own = (account[:length] for length in range(len(account), 1, -1))
        return next((code for code in own if code in self.chapters), "")


def plan(nomenclature: str) -> Plan:
    """The plan for what a document calls its nomenclature (« M57-M57_D »)."""
    name = nomenclature.lower()
    shipped = next((one for one in _SHIPPED if name.startswith(one)), None)
    return _loaded(shipped) if shipped else Plan()


@cache
def _loaded(name: str) -> Plan:
    parts: dict[str, dict[str, str]] = {"chapters": {}, "accounts": {}, "functions": {}}
    text = (resources.files("autan.formats") / "accounts" / f"{name}.txt").read_text("utf-8")
    part: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("["):
            part = parts[line.strip("[]")]
        elif line and not line.startswith("#"):
            code, _, label = line.partition(" ")
            part[code] = label
    return Plan(**parts)
