"""Components that people use: buttons, selects, inputs (docs: Component Reference)."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from tests.fakes.discord.forms.base import Address, CustomId, Form, length, refuse

LINK = 5
PREMIUM = 6

Label80 = Annotated[str, AfterValidator(length(0, 80))]
Placeholder = Annotated[str, AfterValidator(length(0, 150))]
Choice = Annotated[str, AfterValidator(length(1, 100))]
Hint = Annotated[str, AfterValidator(length(0, 100))]


class Part(Form):
    """Any component."""

    id: int | None = None


class Button(Part):
    """A button: a link has an address and no custom_id, any other the reverse (docs: Component Reference > Button)."""

    type: Literal[2]
    style: Annotated[int, Field(ge=1, le=6)]
    label: Label80 | None = None
    emoji: dict[str, object] | None = None
    custom_id: CustomId | None = None
    url: Annotated[Address, AfterValidator(length(1, 512))] | None = None
    sku_id: str | None = None
    disabled: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.style == PREMIUM:
            return self
        if self.style == LINK and (self.url is None or self.custom_id is not None):
            raise refuse("BUTTON_COMPONENT_URL_REQUIRED", "A url is required, and no custom id")
        if self.style != LINK and (self.custom_id is None or self.url is not None):
            raise refuse("BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required, and no url")
        if not self.label and not self.emoji:
            raise refuse("BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji")
        return self


class SelectOption(Form):
    """A choice of a select of texts."""

    label: Choice
    value: Choice
    description: Hint | None = None
    emoji: dict[str, object] | None = None
    default: bool = False


class Select(Part):
    """A select of users, roles, mentionables or channels."""

    type: Literal[5, 6, 7, 8]
    custom_id: CustomId
    placeholder: Placeholder | None = None
    min_values: Annotated[int, Field(ge=0, le=25)] = 1
    max_values: Annotated[int, Field(ge=1, le=25)] = 1
    disabled: bool = False


class StringSelect(Part):
    """A select of texts."""

    type: Literal[3]
    custom_id: CustomId
    options: Annotated[list[SelectOption], AfterValidator(length(1, 25))]
    placeholder: Placeholder | None = None
    min_values: Annotated[int, Field(ge=0, le=25)] = 1
    max_values: Annotated[int, Field(ge=1, le=25)] = 1
    disabled: bool = False


class TextInput(Part):
    """A line or paragraph to fill in, in a modal."""

    type: Literal[4]
    custom_id: CustomId
    style: Literal[1, 2] = 1
    label: Annotated[str, AfterValidator(length(1, 45))] | None = None
    min_length: Annotated[int, Field(ge=0, le=4000)] | None = None
    max_length: Annotated[int, Field(ge=1, le=4000)] | None = None
    required: bool = True
    value: Annotated[str, AfterValidator(length(0, 4000))] | None = None
    placeholder: Hint | None = None
