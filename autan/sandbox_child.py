"""The disposable child of ``autan.sandbox``: builds its walls, does one task, says the result.

One JSON object comes in on standard input; lines of JSON go out on standard output:
``{"walls": …}``, any number of ``{"progress": …}``, then one ``{"result": …}``, ``{"error": …}``
or ``{"crash": …}``. Only the kind and the places of a crash are told, never its message, which
may hold somebody's data.
"""

import gc
import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

from autan import sandbox_walls
from autan.errors import AutanError

_SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/etc",
    "/proc",
    "/sys",
    "/dev",
    "/opt/hostedtoolcache",
)
# Libraries and standards are a hundred thousand objects that live as long as the child: looking
# through them again and again for some that died would take a tenth of a short task.
_OBJECTS_BETWEEN_LOOKS = 50_000
_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def main() -> None:
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, 20, 50)
    say = _speaker()
    request = json.loads(sys.stdin.buffer.read())
    say({"walls": _build_walls(request)})
    try:
        say({"result": _work(request, say)})
    except AutanError as error:
        say({"error": _as_json(error)})
    except MemoryError:
        say({"crash": "MemoryError", "places": []})
    except BaseException as error:  # noqa: BLE001 - told to the parent, which decides
        say({"crash": type(error).__name__, "places": _places(error)})
    sys.stdout.flush()
    # Leave at once: the threads of polars and DuckDB have nothing to tidy up.
    os._exit(0)


def _speaker() -> Callable[[dict[str, Any]], None]:
    """Keep standard output for our messages; whatever else is printed goes to standard error."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(message: dict[str, Any]) -> None:
        channel.write(json.dumps(message, ensure_ascii=False) + "\n")
        channel.flush()

    return say


def _build_walls(request: dict[str, Any]) -> dict[str, bool]:
    read = {*_SYSTEM, sys.prefix, sys.base_prefix, _PACKAGE, *request["reads"]}
    return {
        "parent": sandbox_walls.die_with_parent(),
        "bounds": sandbox_walls.bounds(**request["bounds"]),
        "network": sandbox_walls.no_network(),
        "rights": sandbox_walls.no_new_rights(),
        "files": sandbox_walls.only_these_files(read, request["writes"]),
        "calls": sandbox_walls.no_dangerous_calls(),
    }


def _work(request: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> Any:
    module, _, name = request["function"].partition(":")
    function = getattr(importlib.import_module(module), name)
    arguments = dict(request["arguments"])
    if request["progress"]:
        arguments["progress"] = lambda done: say({"progress": done})
    return function(**arguments)


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames]


def _as_json(error: AutanError) -> dict[str, Any]:
    facts = {
        name: value if isinstance(value, (str, int, float, bool)) else str(value)
        for name, value in error.facts.items()
    }
    return {
        "class": type(error).__name__,
        "code": error.code,
        "sentence": error.sentence,
        "kept": error.kept,
        "remedy": error.remedy,
        "facts": facts,
    }


if __name__ == "__main__":
    main()
