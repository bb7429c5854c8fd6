"""Labels of the groups that ``range()`` makes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from autan.query import dates
from autan.query.nodes import GivenRanges, Scalar
from autan.tabular.fields import FieldType


def given_labels(node: GivenRanges, zone: str) -> list[str]:
    """One for each pair of neighbouring bounds: ``[*, 20.0[``, ``[20.0, *[``."""
    texts = [_bound(bound, node.of.type, zone) for bound in node.bounds]
    return [f"[{low}, {high}[" for low, high in pairwise(texts)]


def _bound(bound: Scalar | None, kind: FieldType, zone: str) -> str:
    if bound is None:
        return "*"
    if not isinstance(bound, datetime):
        return repr(bound)
    local = dates.to_local(bound, zone) if kind is FieldType.DATETIME else bound
    return written_instant(local, zone)


def written_instant(local: datetime, zone: str) -> str:
    """``2017-10-10T00:00:00.000Z``, or with the offset of another zone: ``…+02:00``."""
    text = local.isoformat(timespec="milliseconds")
    return text + ("Z" if zone == "UTC" else _offset(local, zone))


def _offset(local: datetime, zone: str) -> str:
    shift = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None) - local
    minutes = -shift // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
