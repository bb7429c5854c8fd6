"""One client's slow calls wait behind each other, never in front of somebody else's."""

import asyncio

import pytest

from autan.dataplane.turns import Turns, client_key
from autan.errors import Refused


def test_a_greedy_client_does_not_delay_another():
    async def scene() -> list[str]:
        turns, seen = Turns(share=2, patience=10), []
        doors = asyncio.Event()

        async def call(client: str, name: str) -> None:
            async with turns.wait(client):
                seen.append(name)
                await doors.wait()

        tasks = [asyncio.create_task(call("greedy", f"greedy {n}")) for n in range(5)]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(call("other", "other")))
        await asyncio.sleep(0.01)
        before = list(seen)
        doors.set()
        await asyncio.gather(*tasks)
        assert len(seen) == 6
        return before

    assert asyncio.run(scene()) == ["greedy 0", "greedy 1", "other"]


def test_a_client_whose_queue_is_too_long_is_told_so():
    async def scene() -> None:
        turns = Turns(share=1, patience=1)
        async with turns.wait("a"):
            waiting = asyncio.create_task(turns.wait("a").__aenter__())
            await asyncio.sleep(0)
            with pytest.raises(Refused):
                await turns.wait("a").__aenter__()
            waiting.cancel()

    asyncio.run(scene())


def test_nothing_is_kept_of_a_client_that_left():
    async def scene() -> Turns:
        turns = Turns(share=1, patience=1)
        async with turns.wait("a"):
            pass
        return turns

    turns = asyncio.run(scene())
    assert not turns._present
    assert not turns._gates


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (None, "unknown"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_or_a_network(host, key):
    assert client_key(host) == key
