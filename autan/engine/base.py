"""What an engine is: it answers a plan within what a grant allows, and nothing else.

A ``Grant`` is a required argument: there is no way to read rows without the one decision.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from autan.errors import AutanError
from autan.tabular.schema import TableSchema

if TYPE_CHECKING:
    from autan.access.grant import Grant
    from autan.maps.mercator import Window
    from autan.query.plan import Plan


@dataclass(frozen=True, slots=True)
class Source:
    """A published version: the hash of its Parquet file, its columns and its number of rows."""

    sha256: str
    schema: TableSchema
    rows: int


@dataclass(frozen=True, slots=True)
class Answer:
    """``total`` counts what the plan selects before its limit, None when it does not ask.

    ``body`` is a JSON array of objects in UTF-8, made in the worker so that doors only pass it on.
    """

    total: int | None
    body: bytes

    def rows(self) -> list[dict[str, Any]]:
        """The rows as Python values; dates and datetimes are their ISO text."""
        rows: list[dict[str, Any]] = json.loads(self.body)
        return rows


class Chunks(Iterator[bytes], Protocol):
    """A file being made. ``close`` gives its worker back at once; dropping it does the same."""

    def close(self) -> None: ...


class Engine(Protocol):
    """Every call blocks the calling thread and raises an ``EngineError``, or what
    ``grant.narrow`` and the settling of export options raise.

    ``client`` names who asks (an address, a key), so that one cannot take every worker;
    leave it empty for our own needs. ``deadline`` is in seconds; None is the usual one.
    ``patient`` is for what nobody waits for: it takes no worker from those who wait, and little
    of the processor.
    """

    def get_ready(self) -> None:
        """Start what the first question needs, so that it does not wait for it."""
        ...

    def answer(
        self,
        plan: "Plan",
        grant: "Grant",
        *,
        source: Source,
        deadline: float | None = None,
        client: str = "",
        patient: bool = False,
    ) -> Answer: ...

    def stream(
        self,
        plan: "Plan",
        grant: "Grant",
        *,
        source: Source,
        format: str,
        options: Mapping[str, str] | None = None,
        deadline: float | None = None,
        client: str = "",
    ) -> Chunks:
        """A whole file, piece by piece. The query has started well when this returns."""
        ...

    def tile(
        self,
        plans: "Sequence[Plan]",
        grant: "Grant",
        *,
        source: Source,
        window: "Window",
        client: str = "",
    ) -> bytes:
        """A vector tile of what the plans select in a window (``autan.maps.questions`` makes
        them); no byte when there is nothing. The first plan whose rows are within its own limit
        is drawn, or the last one."""
        ...


class EngineError(AutanError):
    """A question that got no answer. Never holds a value of the data nor the engine's words."""


class EngineBusy(EngineError):
    """Every worker is taken and enough people are waiting: worth trying again in a moment."""

    def __init__(self) -> None:
        super().__init__(
            "engine-busy",
            "Trop de questions sont posées en même temps.",
            remedy="Réessayez dans quelques instants.",
        )


class QueryTooLong(EngineError):
    """The deadline passed; the query was stopped."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            "query-too-long",
            "Cette question demande plus de %(seconds)s secondes de calcul : elle a été arrêtée.",
            remedy="Ajoutez un filtre, ou téléchargez le fichier entier.",
            seconds=f"{seconds:g}",
        )


class QueryTooHeavy(EngineError):
    """The query passed the memory, the scratch space or the size that an answer may have."""

    def __init__(self) -> None:
        super().__init__(
            "query-too-heavy",
            "Cette question demande plus de mémoire que permis : elle a été arrêtée.",
            remedy="Ajoutez un filtre, ou demandez moins de colonnes ou de groupes.",
        )


class QueryFailed(EngineError):
    """The data do not allow this calculation: a text that is not a number, an overflow."""

    def __init__(self) -> None:
        super().__init__(
            "query-failed",
            "Ce calcul est impossible sur ces données.",
            remedy="Vérifiez que les colonnes utilisées contiennent bien des nombres ou des dates.",
        )


class VersionMissing(EngineError):
    """The Parquet file of a version is not in the store."""

    def __init__(self) -> None:
        super().__init__(
            "version-missing",
            "Les données de cette version sont introuvables.",
            remedy="Prévenez l’exploitant du portail : une sauvegarde les contient.",
        )
