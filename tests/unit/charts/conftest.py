"""Pictures of these tests are kept apart, and the process that draws them ends with them."""

from collections.abc import Iterator

import pytest

from autan import drawing


@pytest.fixture(autouse=True, scope="module")
def _own_shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTAN_HOME", str(tmp_path_factory.mktemp("pictures")))
        yield
        drawing.shut_down()
