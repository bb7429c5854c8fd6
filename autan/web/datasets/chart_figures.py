"""The figures of a chart of a dataset, asked within the grant, and how they are to be drawn."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, gettext, ngettext

from autan import charts
from autan.catalogue.listing import Listing
from autan.charts import Profile, Tongue
from autan.charts.figures import Figures
from autan.charts.question import Problem, Question
from autan.engine.base import EngineError
from autan.engine.pool import engine
from autan.query.odsql import OdsqlError
from autan.query.plan import Plan
from autan.query.state import ChartWords, State
from autan.tabular.schema import TableSchema
from autan.web import colours, embeds
from autan.web.datasets import chart_controls
from autan.web.standards import spoken

NARROW, WIDE = 340, 680
"""The two pictures of each chart: on a telephone, on a page."""

LONGEST = {"title": 160, "text": 400}
"""Characters that an author may say."""


class Unsuitable(Exception):
    """The words of the address make no chart of this table."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("unsuitable")
        self.problems = problems

    @property
    def sentence(self) -> str:
        return " ".join(one.sentence for one in self.problems)


class Said(NamedTuple):
    """What is said of a chart."""

    title: str
    text: str


@dataclass(frozen=True)
class Asker:
    """One request about one dataset. Raises EngineError, OdsqlError or Unsuitable."""

    request: HttpRequest
    listing: Listing
    state: State

    @cached_property
    def schema(self) -> TableSchema:
        """The columns that may be seen, named in the reader's language."""
        return spoken(self.listing.schema.without(self.listing.grant.hidden))

    @cached_property
    def tongue(self) -> Tongue:
        return Tongue(get_language() or "fr", gettext, ngettext)

    @cached_property
    def proposals(self) -> tuple[Question, ...]:
        return charts.propose(self.schema, self.profile, self.tongue)

    @cached_property
    def profile(self) -> Profile:
        """What a look at some rows says of the columns."""
        return charts.glance(self.schema, self.state, self._run)

    @property
    def unsaid(self) -> bool:
        """Whether the address says nothing of a chart but, perhaps, its words."""
        return replace(self.state.chart, title="", text="") == ChartWords()

    @cached_property
    def question(self) -> Question:
        """What the address asks; the first proposal when it asks nothing."""
        said = self.state.chart
        own = {name: getattr(said, name)[:most] for name, most in LONGEST.items()}
        if self.unsaid and self.proposals:
            return replace(self.proposals[0], **own)
        if said.type and not said.x and not said.y:
            said = charts.suited(said, self.schema, self.profile)
        read = charts.question(said, self.schema, self.tongue)
        if isinstance(read, Question):
            return replace(read, **own)
        raise Unsuitable(read)

    def suited_to(self, form: QueryDict) -> ChartWords:
        """The words of a chart that the form sent leads to."""
        try:
            profile = self.profile
        except (EngineError, OdsqlError):
            # The page itself will say what is wrong with the rows.
            profile = Profile()
        return chart_controls.sent(form, self.state.chart, self.schema, profile)

    def figures(self, question: Question | None = None) -> Figures:
        return charts.ask(question or self.question, self.state, self._run, self.tongue)

    @staticmethod
    def said(figures: Figures) -> Said:
        """The author's title and sentence, else ours."""
        return Said(charts.title(figures), charts.sentence(figures))

    @property
    def footer(self) -> str:
        """« Source : Commune d’Auch, 12 mars 2026 – Le Gers »: in a picture that leaves."""
        facts = {"source": embeds.source(self.listing), "portal": self.request.portal.name}
        return gettext("Source : %(source)s – %(portal)s") % facts

    @property
    def width(self) -> int:
        return NARROW if self.request.GET.get("width") == str(NARROW) else WIDE

    def page_spec(self, width: int, figures: Figures) -> dict[str, Any]:
        """For a page that says title and source itself, in either theme."""
        return charts.spec(figures, theme="page", width=width, brand=self._brand("light"))

    def framed_spec(self, figures: Figures | None = None) -> dict[str, Any]:
        """For a picture that leaves: it says everything, in the theme that the address asks."""
        return charts.spec(
            figures or self.figures(),
            theme=self.theme,
            width=self.width,
            brand=self._brand(self.theme),
            framed=True,
            footer=self.footer,
        )

    def framed_size(self, figures: Figures) -> tuple[int, int]:
        """Width and height of that picture, in pixels."""
        spec = self.framed_spec(figures)
        around = spec["padding"]
        return self.width, round(spec["height"] + around["top"] + around["bottom"])

    @property
    def theme(self) -> str:
        return "dark" if self.request.GET.get(embeds.THEME) == "dark" else "light"

    @property
    def key(self) -> str:
        """What the drawings are kept under: the version of the data."""
        return self.listing.version.sha256

    def _brand(self, theme: str) -> str:
        light, dark = colours.theme(self.request.portal.colour).brand_ui
        return dark if theme == "dark" else light

    def _run(self, plan: Plan) -> tuple[list[dict[str, Any]], int]:
        client = self.request.META.get("REMOTE_ADDR", "")
        listing = self.listing
        answer = engine().answer(plan, listing.grant, source=listing.source, client=client)
        rows = answer.rows()
        return rows, len(rows) if answer.total is None else answer.total
