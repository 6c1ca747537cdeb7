"""What Slack answers when it refuses: HTTP 200, {"ok": false, "error": ...} (docs: Web API > Evaluating responses)."""

from collections.abc import Sequence

Payload = dict[str, object]
"""A JSON object."""


class ApiError(Exception):
    """A refusal: its error name, and what more the body says."""

    def __init__(self, error: str, **details: object) -> None:
        super().__init__(error)
        self.error = error
        self.body: Payload = {"ok": False, "error": error, **details}


def invalid(error: str, problems: Sequence[str]) -> ApiError:
    """Return a refusal that says where the trouble is (github: grafana/oncall pull 5121 shows a recorded one)."""
    return ApiError(
        error, errors=list(problems), response_metadata={"messages": [f"[ERROR] {each}" for each in problems]}
    )


def missing_scope(needed: str, provided: Sequence[str]) -> ApiError:
    """Return the refusal of a token without a scope (docs: Web API > Common errors; `needed`, `provided`)."""
    return ApiError("missing_scope", needed=needed, provided=",".join(provided))


def bad_arguments(problem: str) -> ApiError:
    """Return the refusal of arguments that are missing or of the wrong kind (docs: every method's Errors)."""
    return ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {problem}"]})
