"""Bodies as pydantic models, whose failures become Discord's error 50035 (docs: Reference > Error Messages)."""

from collections.abc import Callable, Sequence, Sized
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from tests.fakes.discord.errors import ApiError, invalid_form

TAG = "~"
"""Begins the names of variants of a union, which are no part of a path."""

_CODES = {
    "missing": ("BASE_TYPE_REQUIRED", "This field is required"),
    "union_tag_invalid": ("UNION_TYPE_CHOICES", 'Value of field "type" must be one of {expected_tags}.'),
    "union_tag_not_found": ("BASE_TYPE_REQUIRED", "This field is required"),
    "literal_error": ("BASE_TYPE_CHOICES", "Value must be one of ({expected})."),
}


class Form(BaseModel):
    """A body. Fields that Discord doesn't know are ignored, as it ignores them."""

    model_config = ConfigDict(extra="ignore")


F = TypeVar("F", bound=Form)
S = TypeVar("S", bound=Sized)


def parse(form: type[F], body: object, within: Sequence[str] = ()) -> F:
    """Return the body as a form.

    Raises:
        ApiError: 50035, saying what is wrong where.
    """
    try:
        return form.model_validate(body)
    except ValidationError as error:
        raise _refusal(error, within) from error


def _refusal(error: ValidationError, within: Sequence[str]) -> ApiError:
    return invalid_form([_problem(detail, within) for detail in error.errors(include_url=False)])


def _problem(detail: ErrorDetails, within: Sequence[str]) -> tuple[list[str], str, str]:
    path = [*within, *(str(part) for part in detail["loc"] if not str(part).startswith(TAG))]
    known = _CODES.get(detail["type"])
    if known:
        return path, known[0], known[1].format(**detail.get("ctx", {})).replace(TAG, "")
    return path, detail["type"], detail["msg"]


def refuse(code: str, message: str, **context: int | str) -> PydanticCustomError:
    """Return the failure of a field: Discord's code and sentence."""
    return PydanticCustomError(code, message, context)


def length(low: int, high: int) -> Callable[[S], S]:
    """Return a check of a text's or list's length, counted in code points (discord/discord-api-docs issue 1315)."""

    def check(value: S) -> S:
        if low <= len(value) <= high:
            return value
        if low == 0:
            raise refuse("BASE_TYPE_MAX_LENGTH", "Must be {high} or fewer in length.", high=high)
        raise refuse("BASE_TYPE_BAD_LENGTH", "Must be between {low} and {high} in length.", low=low, high=high)

    return check


def _address(value: str) -> str:
    if value.startswith(("http://", "https://", "attachment://")):
        return value
    raise refuse("URL_TYPE_INVALID_URL", "Not a well formed URL.")


Snowflake = Annotated[int, BeforeValidator(int)]
CustomId = Annotated[str, AfterValidator(length(1, 100))]
ChannelName = Annotated[str, AfterValidator(length(1, 100))]
Address = Annotated[str, AfterValidator(_address)]
