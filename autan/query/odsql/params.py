"""What a client may send, and how much it may ask for."""

from dataclasses import dataclass, field

from autan.query.dates import is_timezone
from autan.query.odsql.errors import bad_parameter, bad_sum

LANGUAGES = ("en", "fr", "nl", "pt", "it", "ar", "de", "es", "ca", "eu", "sv")


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of an endpoint; None means that there is none. The defaults are the vendor's.

    ``max_limit`` rows a page, ``grouped`` groups, ``max_window`` for offset + limit.
    """

    max_limit: int | None = 100
    grouped: int = 20_000
    max_window: int | None = 10_000
    default_limit: int | None = 10


@dataclass(frozen=True, slots=True)
class QueryParams:
    """The clauses, each as the client wrote it. ``facet`` matters for ``disjunctive`` alone."""

    select: str | None = None
    where: tuple[str, ...] = ()
    group_by: str | None = None
    order_by: str | None = None
    limit: str | int | None = None
    offset: str | int | None = None
    refine: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    facet: tuple[str, ...] = ()
    timezone: str | None = None
    lang: str | None = None
    limits: Limits = field(default_factory=Limits)
    want_total: bool = True


def timezone(params: QueryParams) -> str:
    """The timezone asked for; UTC by default."""
    name = params.timezone or "UTC"
    if not is_timezone(name):
        raise bad_parameter("timezone", name, "the name of a timezone")
    return name


def lang(params: QueryParams) -> str:
    """The language asked for; French by default."""
    name = (params.lang or "fr").lower()
    if name not in LANGUAGES:
        raise bad_parameter("lang", params.lang, f"one of {', '.join(LANGUAGES)}")
    return name


def window(params: QueryParams, grouped: bool) -> tuple[int | None, int]:
    """Limit (None for all) and offset."""
    limits = params.limits
    most = limits.max_limit if not grouped or limits.max_limit is None else limits.grouped
    offset = _whole("offset", params.offset, 0)
    if offset < 0:
        raise bad_parameter("offset", offset, ">= 0")
    limit = _limit(params, most)
    ceiling = limits.grouped if grouped else limits.max_window
    if limits.max_window is None or ceiling is None:
        return limit, offset
    if limit is None:
        return max(min(most or ceiling, ceiling - offset), 0), offset
    if offset + limit > ceiling:
        raise bad_sum(offset + limit, ceiling)
    return limit, offset


def _limit(params: QueryParams, most: int | None) -> int | None:
    default = params.limits.default_limit
    limit = _whole("limit", params.limit, -1 if default is None else default)
    if limit < -1 or (most is not None and limit > most):
        raise bad_parameter("limit", limit, f"-1 <= limit{'' if most is None else f' <= {most}'}")
    return None if limit == -1 else limit


def _whole(name: str, given: str | int | None, default: int) -> int:
    if given is None or given == "":
        return default
    text = str(given).strip()
    digits = text[1:] if text[:1] in "+-" else text
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        raise bad_parameter(name, given, "an integer")
    return int(text)
