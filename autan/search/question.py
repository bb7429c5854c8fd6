"""What is asked of the catalogue, and by whom."""

from dataclasses import dataclass, field, replace

ORDERS = ("relevance", "modified", "title", "rows")
"""``modified`` is the latest first, ``title`` alphabetical, ``rows`` the largest first; with ``-``
before it, the other way round."""

AGES = {"mois": 30, "semestre": 183, "an": 365}
"""Ages of the last change that one may ask for, in days: at most so old. ``ancien`` is older than
all of them."""
OLDER = "ancien"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who asks: the public of a portal, and the organisations for which one acts, if any."""

    portal: str
    organisations: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """``chosen`` pairs a facet with values of which one is enough. ``age`` is one of ``AGES``,
    ``OLDER`` or "". ``places`` are ``kind:code``; inside one of them is enough. ``near``: words
    that nothing holds may give way to near ones.

    Without words, ``relevance`` is the latest first.
    """

    text: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    places: tuple[str, ...] = ()
    age: str = ""
    order: str = "relevance"
    limit: int = 20
    offset: int = 0
    near: bool = True

    def without(self, facet: str) -> "Question":
        """The same, but for what was chosen of a facet (``place`` and ``age`` are facets too)."""
        if facet == "place":
            return replace(self, places=())
        if facet == "age":
            return replace(self, age="")
        return replace(self, chosen=tuple(pair for pair in self.chosen if pair[0] != facet))

    def values(self, facet: str) -> tuple[str, ...]:
        return dict(self.chosen).get(facet, ())


Word = tuple[str, ...]
"""The ways to write one word of a search, any of which will do; a way may be several words."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The words that are looked for, all of them. ``letters`` begin one that is not finished."""

    wanted: tuple[Word, ...] = ()
    letters: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The first form of each, which is the one to show."""
        whole = tuple(forms[0] for forms in self.wanted)
        return (*whole, self.letters) if self.letters else whole

    @property
    def every(self) -> tuple[str, ...]:
        """Those words after all the others that say the same: what is marked in a text."""
        others = (word for forms in self.wanted for form in forms[1:] for word in form.split())
        return (*(word for word in others if word not in self.words), *self.words)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.letters)


@dataclass(frozen=True, slots=True)
class Hits:
    """Primary keys of a page of datasets, and how many were found in all.

    ``sought`` are the words that these hold. They are near ones, or some of them, when nothing has
    those that were written: ``instead_of`` is then what was. ``proposed`` are near words that find
    much more.
    """

    total: int
    pks: tuple[int, ...]
    sought: Sought = field(default_factory=Sought)
    instead_of: str = ""
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    value: str
    count: int
