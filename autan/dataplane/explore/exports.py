"""``/exports/{format}``: a dataset as a file, whole or filtered, streamed while it is made."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starlette.responses import Response

from autan.catalogue.desk import Listing
from autan.dataplane import answers
from autan.dataplane.calls import Call
from autan.dataplane.errors import bad_parameter
from autan.dataplane.explore import links
from autan.dataplane.explore.clauses import EXPORTS, plan_of
from autan.dataplane.explore.finding import listing, traits
from autan.engine.base import Chunks
from autan.engine.pool import engine
from autan.formats.exports import Format, export_formats

# Named by Opendatasoft; nothing in our tables has several values yet, so that it changes nothing.
_WITHOUT_EFFECT = ("list_separator",)


def formats(call: Call) -> Response:
    """Links to every format."""
    found = listing(call)
    hrefs = ((name, links.dataset(call, found.dataset_id, "exports", name)) for name in _names())
    return answers.document(
        {"links": [], "_links": [links.link(name, href) for name, href in hrefs]}
    )


def export(call: Call) -> Response:
    """The file."""
    found = listing(call)
    chosen = export_formats().get(call.places["format"])
    if chosen is None:
        raise bad_parameter("format", call.places["format"], " | ".join(_names()))
    given = {option.name: call.parameters.one(option.name) for option in chosen.options}
    for name in _WITHOUT_EFFECT:
        call.parameters.one(name)
    options = {name: value for name, value in given.items() if value is not None}
    return file(call, found, chosen, options)


def file(call: Call, found: Listing, format: Format, options: Mapping[str, str]) -> Response:
    """Any export of any address: the tag first, then the file, gzipped if asked."""
    plan = plan_of(call.parameters, found.schema, EXPORTS)
    settled = format.settle(options)
    squeezed = call.parameters.flag("compressed")
    tagged = answers.Tagged(
        call.if_none_match, "export", format.name, *traits(found, plan), sorted(settled.items()),
        squeezed,
    )  # fmt: skip
    if tagged.fresh:
        return tagged.unchanged()
    headers = {**tagged.headers, **_described(found.dataset_id, format, squeezed)}
    if call.head:
        return Response(headers=headers)
    chunks = engine().stream(
        plan,
        found.grant,
        source=found.source,
        format=format.name,
        options=options,
        client=call.client,
    )
    return answers.Stream(Gzipped(chunks) if squeezed else chunks, headers)


def _names() -> list[str]:
    return list(export_formats())


def _described(dataset_id: str, format: Format, squeezed: bool) -> dict[str, str]:
    name = f"{dataset_id}.{format.extension}{'.gz' if squeezed else ''}"
    return {
        "Content-Type": "application/gzip" if squeezed else format.media_type,
        "Content-Disposition": f'attachment; filename="{name}"',
    }


@dataclass
class Gzipped(Iterator[bytes]):
    """A file compressed as it passes: for those who keep it so (``compressed=true``)."""

    chunks: Chunks
    ended: bool = False

    def __post_init__(self) -> None:
        self._compressor = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    def __next__(self) -> bytes:
        if self.ended:
            raise StopIteration
        piece = next(self.chunks, None)
        if piece is None:
            self.ended = True
            return self._compressor.flush()
        return self._compressor.compress(piece)

    def close(self) -> None:
        self.chunks.close()
