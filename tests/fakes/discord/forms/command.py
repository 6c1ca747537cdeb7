"""Application commands and their limits (docs: Application Commands)."""

import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from tests.fakes.discord.forms.base import Form, length, refuse

LARGEST = 8000
"""Characters in all names, descriptions and values of a command (docs: Application Commands > Slash Commands)."""
MOST = {1: 100, 2: 15, 3: 15}
"""How many commands of a kind an app has (docs: Application Commands > Registering a Command)."""

LOCALES = frozenset({
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
    "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
})  # fmt: skip
"""Docs: Reference > Locales."""


class Option(IntEnum):
    """What an option takes (docs: Application Command Option Type)."""

    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


def _name(value: str) -> str:
    """Take letters of any script, digits, "-", "_", "'", lower case where there is one (docs: Application Commands)."""
    fits = 1 <= len(value) <= 32 and all(char in "-_'" or _in_word(char) for char in value)
    if fits and value == value.lower():
        return value
    raise refuse("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _in_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN" or "\u0900" <= char <= "\u097f" or "\u0e00" <= char <= "\u0e7f"


def _locales(texts: dict[str, str]) -> dict[str, str]:
    for locale in texts.keys() - LOCALES:
        raise refuse("BASE_TYPE_CHOICES", "Unknown locale {locale}.", locale=locale)
    return texts


Name = Annotated[str, AfterValidator(_name)]
MenuName = Annotated[str, AfterValidator(length(1, 32))]
Description = Annotated[str, AfterValidator(length(1, 100))]
ChoiceName = Annotated[str, AfterValidator(length(1, 100))]
Names = Annotated[dict[str, Name], AfterValidator(_locales)]
MenuNames = Annotated[dict[str, MenuName], AfterValidator(_locales)]
Descriptions = Annotated[dict[str, Description], AfterValidator(_locales)]
ChoiceNames = Annotated[dict[str, ChoiceName], AfterValidator(_locales)]


class Choice(Form):
    """One of the values an option is confined to."""

    name: ChoiceName
    name_localizations: ChoiceNames | None = None
    value: str | int | float


def _ordered(options: "list[OptionForm]") -> "list[OptionForm]":
    names = [option.name for option in options]
    if len(set(names)) < len(names):
        raise refuse("APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name already exists")
    required = [option.required for option in options]
    if required != sorted(required, reverse=True):
        message = "Required options must be placed before non-required options"
        raise refuse("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
    return options


class OptionForm(Form):
    """An option, or a subcommand."""

    type: Option
    name: Name
    name_localizations: Names | None = None
    description: Description
    description_localizations: Descriptions | None = None
    required: bool = False
    choices: Annotated[list[Choice], AfterValidator(length(0, 25))] = Field(default_factory=list)
    options: Annotated[list["OptionForm"], AfterValidator(length(0, 25)), AfterValidator(_ordered)] = Field(
        default_factory=list
    )
    min_length: Annotated[int, Field(ge=0, le=6000)] | None = None
    max_length: Annotated[int, Field(ge=1, le=6000)] | None = None
    min_value: float | None = None
    max_value: float | None = None
    autocomplete: bool = False
    channel_types: list[int] | None = None

    def texts(self) -> Iterator[str]:
        """Yield what counts towards the size of the command: of each text its longest translation."""
        yield _longest(self.name, self.name_localizations)
        yield _longest(self.description, self.description_localizations)
        for choice in self.choices:
            yield _longest(choice.name, choice.name_localizations)
            yield str(choice.value)
        for option in self.options:
            yield from option.texts()


class CommandForm(Form):
    """A slash command (type 1), or one in the menu of a user (2) or a message (3)."""

    type: Literal[1, 2, 3] = 1
    name: MenuName
    name_localizations: MenuNames | None = None
    description: str = ""
    description_localizations: Descriptions | None = None
    options: Annotated[list[OptionForm], AfterValidator(length(0, 25)), AfterValidator(_ordered)] = Field(
        default_factory=list
    )
    default_member_permissions: str | int | None = None
    dm_permission: bool | None = None
    nsfw: bool = False
    integration_types: list[Literal[0, 1]] | None = None
    contexts: list[Literal[0, 1, 2]] | None = None

    @model_validator(mode="after")
    def _lawful(self) -> Self:
        if self.type == 1:
            for name in (self.name, *(self.name_localizations or {}).values()):
                _name(name)
            length(1, 100)(self.description)
        elif self.description or self.options:
            raise refuse("APPLICATION_COMMAND_INVALID", "Context menu commands have neither description nor options")
        if sum(len(text) for text in self.texts()) > LARGEST:
            raise refuse("APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size ({size})", size=LARGEST)
        return self

    def texts(self) -> Iterator[str]:
        """Yield what counts towards its size."""
        yield _longest(self.name, self.name_localizations)
        yield _longest(self.description, self.description_localizations)
        for option in self.options:
            yield from option.texts()


def _longest(text: str, translations: dict[str, str] | None) -> str:
    return max((text, *(translations or {}).values()), key=len)
