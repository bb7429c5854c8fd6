"""The download addresses of v1, which scripts and harvesters of ten years still call."""

from starlette.responses import Response

from autan.dataplane.calls import Call
from autan.dataplane.errors import bad_parameter
from autan.dataplane.explore.exports import file
from autan.dataplane.explore.finding import listing, named
from autan.formats.exports import export_formats

# How v1 names the options of today's exports.
_OLD_NAMES = {"use_labels_for_header": "use_labels", "csv_separator": "delimiter"}
_OLD_DEFAULTS = {"with_bom": "false"}


def dataset(call: Call) -> Response:
    """``/explore/dataset/{id}/download/``: CSV without a mark, unless said otherwise."""
    found = listing(call)
    wanted = call.parameters.one("format") or "csv"
    formats = export_formats()
    if wanted not in formats:
        raise bad_parameter("format", wanted, " | ".join(formats))
    chosen = formats[wanted]
    known = {option.name for option in chosen.options}
    given = {new: call.parameters.one(old) for old, new in _OLD_NAMES.items()}
    options = {**_OLD_DEFAULTS, **{name: value for name, value in given.items() if value}}
    return file(call, found, chosen, {name: options[name] for name in options if name in known})


def records(call: Call) -> Response:
    """``/api/records/1.0/download/?dataset=ID``: the same file at its other address."""
    return dataset(named(call, call.parameters.one("dataset") or ""))
