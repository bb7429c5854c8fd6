"""The only plug-in machinery: one declared value for each module of a folder."""

import importlib
import pkgutil
from functools import cache
from importlib.metadata import EntryPoint, distributions


@cache
def collect(package: str, attribute: str) -> tuple[object, ...]:
    """Every ``attribute`` declared by a module of ``package``, then by installed entry points.

    Entry points belong to the group named as the package (``autan.formats``, say).
    The order is that of the module names, so that lists on screens do not move.
    """
    own = (getattr(module, attribute, None) for module in _modules(package))
    foreign = (point.load() for point in sorted(_points()) if point.group == package)
    return tuple(value for value in (*own, *foreign) if value is not None)


@cache
def _points() -> tuple[EntryPoint, ...]:
    """Those of every installed library, looked for once: each has a file to be read."""
    return tuple(
        point
        for library in distributions()
        for point in library.entry_points
        if point.group.startswith("autan.")
    )


def _modules(package: str) -> list[object]:
    root = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.iter_modules(root.__path__, f"{package}."))
    return [importlib.import_module(name) for name in names]
