"""The rows that answer a state, or the sentence to show when it cannot be answered."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from autan.catalogue.listing import Listing
from autan.engine.base import EngineError
from autan.query.odsql import OdsqlError
from autan.query.state import State
from autan.web.datasets.asking import rows
from autan.web.troubles import in_words

Found = TypeVar("Found")


def client_of(request: HttpRequest) -> str:
    """Who asks, so that one reader does not take every worker."""
    return str(request.META.get("REMOTE_ADDR", ""))


def answered(
    request: HttpRequest, state: State, listing: Listing
) -> tuple[list[dict[str, Any]], int, str]:
    """One page of rows, how many there are in all, and "" or what went wrong."""
    found, problem = attempt(lambda: rows(state, listing, client_of(request)))
    return (*found, "") if found is not None else ([], 0, problem)


def attempt(ask: Callable[[], Found]) -> tuple[Found | None, str]:
    """What ``ask`` gives, or None and a sentence in the words of who reads."""
    try:
        return ask(), ""
    except (OdsqlError, EngineError) as error:
        return None, in_words(error)
