"""The sheet on which a chart is drawn: its margins, its words above and below, its axes.

Every text is placed here, to the pixel, after the widths of ``metrics``: two widths of the same
chart are two layouts, never one picture scaled until nobody can read it. Axes and legends of
Vega-Lite stay off: they say things in English, and put titles sideways.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autan.charts.look import FONT, Look
from autan.charts.metrics import width, wrapped
from autan.charts.tongue import Tongue

TEXT, SMALL, TITLE = 13, 12, 19
LINE = 1.32
Layer = dict[str, Any]
Data = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Words:
    """What is written around the picture. On a page, the page says the title and the source."""

    title: str = ""
    text: str = ""
    footer: str = ""


@dataclass
class Frame:
    """``width`` is that of what is drawn, in pixels, ``edge`` the blank around it.

    A chart says the room it needs on each side (``left``, ``right``, ``below``) and its own
    ``height``; the rest is computed.
    """

    look: Look
    tongue: Tongue
    width: int
    edge: int = 0
    words: Words = field(default_factory=Words)
    axis: str = ""
    keys: list[Layer] = field(default_factory=list)
    left: float = 0
    right: float = 8
    below: float = 6
    height: float = 300
    above: float = 0

    @property
    def narrow(self) -> bool:
        return self.width < 480

    @property
    def inner(self) -> float:
        """The width left for the marks."""
        return max(self.width - self.left - self.right, 40)

    def text(
        self,
        at: Data,
        *,
        x: Any,
        y: Any,
        field: str = "text",
        size: int = TEXT,
        colour: str = "",
        **more: Any,
    ) -> Layer:
        """Words at places. ``x`` and ``y`` are encodings; ``field`` may hold a list of lines."""
        mark = {
            "type": "text",
            "fontSize": size,
            "fill": colour or self.look.ink,
            "lineHeight": round(size * LINE),
            "baseline": "middle",
            "aria": False,
            **more,
        }
        return {
            "data": {"values": at},
            "mark": mark,
            "encoding": {"x": x, "y": y, "text": {"field": field, "type": "nominal"}},
        }

    def written(
        self, lines: Sequence[str], x: float, y: float, *, size: int, colour: str, **more: Any
    ) -> Layer:
        """Lines at a pixel; ``y`` is the top of the first."""
        return {
            "data": {"values": [{}]},
            "mark": {
                "type": "text",
                "text": list(lines),
                "fontSize": size,
                "fill": colour,
                "lineHeight": round(size * LINE),
                "baseline": "top",
                "align": "left",
                "aria": False,
                **more,
            },
            "encoding": {"x": {"value": round(x, 1)}, "y": {"value": round(y, 1)}},
        }

    def gridlines(
        self, ticks: Iterable[float], domain: list[float], texts: Sequence[str]
    ) -> list[Layer]:
        """Horizontal hairlines, with their values to the left of the picture; zero is stronger."""
        data: Data = [{"v": tick, "text": text} for tick, text in zip(ticks, texts, strict=True)]
        y = {"field": "v", "type": "quantitative", "scale": {"domain": domain}, "axis": None}
        rule = {
            "data": {"values": [{"v": one["v"]} for one in data]},
            "mark": {"type": "rule", "stroke": self.look.line, "strokeWidth": 1, "aria": False},
            "encoding": {"y": y, "x": {"value": 0}, "x2": {"value": self.inner}},
        }
        zero = {
            "data": {"values": [{"v": 0}]},
            "mark": {"type": "rule", "stroke": self.look.soft, "strokeWidth": 1, "aria": False},
            "encoding": rule["encoding"],
        }
        words = self.text(
            data,
            x={"value": -8},
            y=y,
            size=SMALL,
            colour=self.look.soft,
            align="right",
        )
        return [rule, *([zero] if domain[0] <= 0 <= domain[1] else []), words]

    def legend(self, names: Sequence[str], swatches: Sequence[dict[str, Any]]) -> None:
        """Names with their colour in rows above the marks, in the order of the marks.

        ``swatches`` are mark definitions of points (colour and shape), one for each name."""
        x, row, height = 0.0, 0, 20
        layers: list[Layer] = []
        for name, swatch in zip(names, swatches, strict=True):
            shown = wrapped(name, SMALL, self.width - 40, 1)[0]
            taken = 16 + width(shown, SMALL) + 18
            if x and x + taken > self.width:
                x, row = 0.0, row + 1
            layers += self._entry(shown, swatch, x, row * height)
            x += taken
        self.keys, self._keys_height = layers, (row + 1) * height + 6

    _keys_height: float = 0

    def _entry(self, name: str, swatch: dict[str, Any], x: float, y: float) -> list[Layer]:
        point = {
            "data": {"values": [{}]},
            "mark": {"type": "point", "size": 90, "opacity": 1, "aria": False, **swatch},
            "encoding": {"x": {"value": x + 6}, "y": {"value": y + 7}},
        }
        words = self.written([name], x + 16, y, size=SMALL, colour=self.look.ink)
        return [point, words]

    def sheet(self, layers: list[Layer], description: str) -> dict[str, Any]:
        """The whole Vega-Lite specification."""
        head, high = self._head()
        foot, low = self._foot()
        self.above = high
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "description": description,
            "background": None,
            "width": round(self.inner),
            "height": round(self.height),
            "padding": {
                "left": self.edge + round(self.left),
                "right": self.edge + self.width - round(self.left) - round(self.inner),
                "top": self.edge + round(high),
                "bottom": self.edge + round(self.below + low),
            },
            "autosize": {"type": "none"},
            "layer": [*head, *layers, *foot],
            "config": {"view": {"stroke": None}, "font": FONT, "axis": {"disable": True}},
        }

    def _head(self) -> tuple[list[Layer], float]:
        """Title, sentence, legend and axis title, from the top; and the height they take."""
        y, blocks = 0.0, []
        title = wrapped(self.words.title, self._title, self.width - 8, 3, bold=True)
        if self.words.title:
            blocks.append((title, y, self._title, self.look.ink, "bold"))
            y += len(title) * round(self._title * LINE) + 4
        text = wrapped(self.words.text, TEXT, self.width - 8, 4)
        if self.words.text:
            blocks.append((text, y, TEXT, self.look.soft, "normal"))
            y += len(text) * round(TEXT * LINE) + 10
        keys_at = y
        y += self._keys_height
        if self.axis:
            lines = wrapped(self.axis, SMALL, self.width - 8, 2)
            blocks.append((lines, y, SMALL, self.look.soft, "normal"))
            y += len(lines) * round(SMALL * LINE) + 8
        y = max(y, 8)
        layers = [
            self.written(lines, -self.left, top - y, size=size, colour=colour, fontWeight=weight)
            for lines, top, size, colour, weight in blocks
        ]
        return [*layers, *(self._moved(layer, keys_at - y) for layer in self.keys)], y

    def _moved(self, layer: Layer, top: float) -> Layer:
        encoding = layer["encoding"]
        x, y = encoding["x"]["value"] - self.left, encoding["y"]["value"] + top
        return layer | {"encoding": {"x": {"value": x}, "y": {"value": y}}}

    def _foot(self) -> tuple[list[Layer], float]:
        if not self.words.footer:
            return [], 0
        lines = wrapped(self.words.footer, SMALL - 1, self.width - 8, 3)
        top = self.height + self.below + 10
        layer = self.written(lines, -self.left, top, size=SMALL - 1, colour=self.look.soft)
        return [layer], len(lines) * round((SMALL - 1) * LINE) + 14

    @property
    def _title(self) -> int:
        return TITLE - 2 if self.narrow else TITLE
