"""Charts: from the words of an address to figures, words and a picture's specification.

Nothing here reads data nor draws: ``ask`` is given the way to put a plan to the engine, and
``autan.drawing`` makes pictures of what ``spec`` gives.
"""

from autan.charts.asking import Run, ask
from autan.charts.chart import Chart
from autan.charts.figures import Figures
from autan.charts.glance import Profile, glance
from autan.charts.picture import NARROW, WIDE, spec
from autan.charts.proposals import propose
from autan.charts.question import Problem, Question, question, words
from autan.charts.saying import drafted, notes, sentence, title
from autan.charts.suiting import Choices, choices, suited
from autan.charts.table import Table, table
from autan.charts.tongue import FRENCH, Tongue
from autan.charts.types import find, types

__all__ = [
    "FRENCH",
    "NARROW",
    "WIDE",
    "Chart",
    "Choices",
    "Figures",
    "Problem",
    "Profile",
    "Question",
    "Run",
    "Table",
    "Tongue",
    "ask",
    "choices",
    "drafted",
    "find",
    "glance",
    "notes",
    "propose",
    "question",
    "sentence",
    "spec",
    "suited",
    "table",
    "title",
    "types",
    "words",
]
