"""ODSQL, the query language of the Explore API: ``read(params, schema)`` gives a ``Plan``."""

from autan.query.odsql.errors import OdsqlError, malformed, unknown_field
from autan.query.odsql.params import LANGUAGES, Limits, QueryParams
from autan.query.odsql.reading import read

__all__ = [
    "LANGUAGES",
    "Limits",
    "OdsqlError",
    "QueryParams",
    "malformed",
    "read",
    "unknown_field",
]
