"""The only plug-in machinery: one declared value for each module of a folder."""

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points


@cache
def collect(package: str, attribute: str) -> tuple[object, ...]:
    """Every ``attribute`` declared by a module of ``package``, then by installed entry points.

    Entry points belong to the group named as the package (``autan.formats``, say).
    The order is that of the module names, so that lists on screens do not move.
    """
    own = (getattr(module, attribute, None) for module in _modules(package))
    foreign = (point.load() for point in sorted(entry_points(group=package)))
    return tuple(value for value in (*own, *foreign) if value is not None)


def _modules(package: str) -> list[object]:
    root = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.iter_modules(root.__path__, f"{package}."))
    return [importlib.import_module(name) for name in names]
