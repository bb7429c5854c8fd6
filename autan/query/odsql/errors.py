"""What is wrong with a query, in the words and the shape of the Explore API.

These sentences are a public interface that programs read: they stay in English.
"""

from autan.errors import AutanError


class OdsqlError(AutanError):
    """``code`` is the ``error_code`` of the answer, ``sentence`` its ``message``; status 400."""


def _where_it_is(clause: str) -> str:
    return f"Clause(s) containing the error(s): {clause}."


def unexpected(what: str, position: int, text: str, clause: str) -> OdsqlError:
    """The clause does not parse; ``position`` counts characters from 0, the answer bytes."""
    place = len(text[:position].encode("utf-8", "surrogatepass"))
    sentence = f"ODSQL syntax exception: unexpected {what} at position {place} in {text}."
    return OdsqlError("ODSQLSyntaxError", f"{sentence} {_where_it_is(clause)}")


def malformed(reason: str, clause: str) -> OdsqlError:
    """The clause parses and means nothing here; ``reason`` carries its own full stop if any."""
    return OdsqlError("ODSQLError", f"ODSQL query is malformed: {reason} {_where_it_is(clause)}")


def unknown_field(name: str, clause: str) -> OdsqlError:
    return malformed(f"Unknown field: {name}.", clause)


def bad_parameter(name: str, found: object, expected: str) -> OdsqlError:
    """A parameter outside what it may be; ``expected`` ends ``… is expected.``"""
    sentence = f"Invalid value for {name} API parameter: {found} was found but {expected}"
    return OdsqlError("InvalidRESTParameterError", f"{sentence} is expected.")


def bad_sum(found: int, ceiling: int) -> OdsqlError:
    return bad_parameter("sum of offset + limit", found, f"<= {ceiling}")
