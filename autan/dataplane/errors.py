"""What goes wrong, in the shapes and words that Opendatasoft's clients already understand.

v2.1 says ``{"error_code", "message"}``; the older addresses and the quotas ``{"errorcode",
"error"}`` with a number. Messages are in English, as Opendatasoft's are, and programs compare them.
An engine's own words never leave: they could hold a value of somebody's data.
"""

from dataclasses import dataclass

from starlette.responses import JSONResponse, Response

from autan.errors import AutanError


@dataclass(frozen=True)
class Failure:
    """A status, Opendatasoft's code and its sentence; ``wait`` seconds before trying again."""

    status: int
    code: str
    message: str
    wait: int = 0


class Refusal(Exception):
    """An endpoint's way to stop with a ``Failure``."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def unknown_dataset(dataset_id: str) -> Refusal:
    """The same answer whether it never existed, is a draft, was withdrawn or is not for you."""
    sentence = f"The requested dataset {dataset_id[:200]} does not exist."
    return Refusal(Failure(404, "NotFoundResource", sentence))


def unknown_resource(path: str) -> Failure:
    return Failure(404, "NotFoundResource", f"The requested resource {path[:200]} does not exist.")


def bad_parameter(name: str, value: str, expected: str) -> Refusal:
    """``InvalidRESTParameterError`` in Opendatasoft's sentence."""
    found = f"{value[:200]} was found but {expected} is expected."
    sentence = f"Invalid value for {name} API parameter: {found}"
    return Refusal(Failure(400, "InvalidRESTParameterError", sentence))


UNEXPECTED = Failure(500, "InternalServerError", "An unexpected error occurred on our side.")
NO_PORTAL = Failure(421, "NotFoundResource", "No portal answers at this host.")
METHOD = Failure(405, "MethodNotAllowed", "This address answers GET, HEAD and OPTIONS only.")

# What the machinery may say, by its stable code.
_BY_CODE = {
    "too-many-calls": Failure(
        429, "TooManyRequests", "Too many requests at the same time from your address.", 2
    ),
    "engine-busy": Failure(503, "ServiceUnavailable", "Too many queries at the moment.", 2),
    "version-missing": Failure(503, "ServiceUnavailable", "These data are not readable now.", 60),
    "query-too-long": Failure(400, "QueryTooLong", "The query took too long: narrow it down."),
    "query-too-heavy": Failure(400, "QueryTooHeavy", "The query needs too much: narrow it down."),
    "query-failed": Failure(400, "ODSQLError", "ODSQL query cannot be computed on these data."),
}
_QUERY_CODES = frozenset({"ODSQLSyntaxError", "ODSQLError", "InvalidRESTParameterError"})


def failure_of(error: AutanError) -> Failure | None:
    """How to say an expected error; None if it is not one that a client can understand."""
    if error.code in _QUERY_CODES:
        return Failure(400, error.code, str(error))
    if error.code == "bad-export-option":
        return bad_parameter(str(error.facts["name"]), str(error.facts["given"]), "another").failure
    return _BY_CODE.get(error.code)


def shaped(failure: Failure, *, old: bool = False) -> Response:
    """The answer; ``old`` in the envelope of v1, which odsclient reads."""
    body = (
        {"errorcode": failure.status * 100, "error": failure.message}
        if old
        else {"error_code": failure.code, "message": failure.message}
    )
    headers = {"Retry-After": str(failure.wait)} if failure.wait else {}
    if failure.status == 405:
        headers["Allow"] = "GET, HEAD, OPTIONS"
    return JSONResponse(body, failure.status, headers)
