"""XML as a stream of small elements: what maps are written in (KML, GPX)."""

from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

from autan.formats.xml_stream import WrongLetters, XmlStream, codec_of, local

_WINDOWS = "windows-1252"
Found = tuple[Element, tuple[str, ...]]


def elements(path: Path, wanted: Collection[str], folders: Collection[str] = ()) -> Iterator[Found]:
    """Each element named in ``wanted``, whole, names without their namespace, with the titles of
    the ``folders`` that it lies in (the text of their child ``name``).

    Raises UnreadableFile. Bytes of another encoding than announced are read as those of Windows.
    """
    codec = codec_of(path)
    if codec is None:
        try:
            for _ in XmlStream(path, None, lambda name, attributes: None, lambda name: None):
                pass
        except WrongLetters:
            codec = _WINDOWS
    gathered = _Gathered(frozenset(wanted), frozenset(folders))
    for _ in XmlStream(path, codec, gathered.start, gathered.end, gathered.text):
        yield from gathered.taken()


class _Gathered:
    """Handlers that build an element while one of the wanted is open."""

    def __init__(self, wanted: frozenset[str], folders: frozenset[str]) -> None:
        self._wanted, self._foldings = wanted, folders
        self._names: list[str] = []
        self._titles: list[str] = []
        self._builder: TreeBuilder | None = None
        self._depth = 0
        self._title: list[str] | None = None
        self._found: list[Found] = []

    def taken(self) -> Iterator[Found]:
        found, self._found = self._found, []
        return iter(found)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._names.append(name)
        if self._builder is None and name in self._wanted:
            self._builder, self._depth = TreeBuilder(), len(self._names)
        if self._builder is not None:
            self._builder.start(name, {local(key): said for key, said in attributes.items()})
        elif name in self._foldings:
            self._titles.append("")
        elif name == "name" and len(self._names) > 1 and self._names[-2] in self._foldings:
            self._title = []

    def text(self, words: str) -> None:
        if self._builder is not None:
            self._builder.data(words)
        elif self._title is not None:
            self._title.append(words)

    def end(self, name: str) -> None:
        self._names.pop()
        if self._builder is not None:
            self._close(self._builder, name)
        elif self._title is not None and name == "name":
            self._titles[-1] = " ".join("".join(self._title).split())
            self._title = None
        elif name in self._foldings:
            self._titles.pop()

    def _close(self, builder: TreeBuilder, name: str) -> None:
        builder.end(name)
        if len(self._names) < self._depth:
            inside = tuple(title for title in self._titles if title)
            self._found.append((builder.close(), inside))
            self._builder = None
