"""What Discord answers when it refuses (docs: Opcodes and Status Codes > JSON Error Codes)."""

from collections.abc import Sequence

Payload = dict[str, object]
"""A JSON object."""


class ApiError(Exception):
    """A refusal: its HTTP status and the JSON body that says why."""

    def __init__(self, status: int, code: int, message: str, errors: Payload | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.body: Payload = {"message": message, "code": code}
        if errors is not None:
            self.body["errors"] = errors


def unauthorized() -> ApiError:
    """Return the refusal of a wrong or missing token: LoginFailure in discord.py (discord/http.py, static_login)."""
    return ApiError(401, 0, "401: Unauthorized")


def server_error() -> ApiError:
    """Return what Discord says when it broke."""
    return ApiError(500, 0, "500: Internal Server Error")


def unknown(what: str) -> ApiError:
    """Return the refusal of an id that isn't there, or no longer."""
    codes = {
        "Channel": 10003, "Guild": 10004, "Member": 10007, "Message": 10008, "User": 10013, "Emoji": 10014,
        "Webhook": 10015, "Interaction": 10062, "Application Command": 10063,
    }  # fmt: skip
    return ApiError(400 if what == "Emoji" else 404, codes[what], f"Unknown {what}")


def missing_access() -> ApiError:
    """Return the refusal of a place the bot can't see."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """Return the refusal of a deed the bot has no right to."""
    return ApiError(403, 50013, "Missing Permissions")


def empty_message() -> ApiError:
    """Return the refusal of a message with nothing in it."""
    return ApiError(400, 50006, "Cannot send an empty message")


def invalid_token() -> ApiError:
    """Return the refusal of an interaction's token after its time (github: discord/discord-api-docs issue 6851)."""
    return ApiError(401, 50027, "Invalid Webhook Token")


def acknowledged() -> ApiError:
    """Return the refusal of a second first answer."""
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def invalid_form(problems: Sequence[tuple[Sequence[str], str, str]]) -> ApiError:
    """Return error 50035 (docs: Reference > Error Messages).

    Args:
        problems: of each what it lies in, from the outside in, its code, and its sentence.
    """
    tree: Payload = {}
    for path, code, message in problems:
        _plant(tree, path, {"code": code, "message": message})
    return ApiError(400, 50035, "Invalid Form Body", tree)


def _plant(tree: Payload, path: Sequence[str], leaf: Payload) -> None:
    for part in path:
        branch = tree.setdefault(part, {})
        assert isinstance(branch, dict)
        tree = branch
    leaves = tree.setdefault("_errors", [])
    assert isinstance(leaves, list)
    leaves.append(leaf)
