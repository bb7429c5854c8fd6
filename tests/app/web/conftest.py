"""Each test begins in French."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _french_again() -> Iterator[None]:
    """A page that was asked for in English leaves its language to the thread."""
    yield
    translation.deactivate()
