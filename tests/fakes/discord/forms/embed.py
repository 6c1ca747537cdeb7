"""Embeds and their limits (docs: Message > Embed Limits). White space around a text doesn't count."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from tests.fakes.discord.forms.base import Address, Form, length, refuse

TOTAL = 6000
"""All texts of all embeds of a message together."""


def _trim(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


Title = Annotated[str, BeforeValidator(_trim), AfterValidator(length(0, 256))]
Name = Annotated[str, BeforeValidator(_trim), AfterValidator(length(1, 256))]
Value = Annotated[str, BeforeValidator(_trim), AfterValidator(length(1, 1024))]
Description = Annotated[str, BeforeValidator(_trim), AfterValidator(length(0, 4096))]
FooterText = Annotated[str, BeforeValidator(_trim), AfterValidator(length(0, 2048))]


class EmbedField(Form):
    """One field of an embed."""

    name: Name
    value: Value
    inline: bool = False


class EmbedAuthor(Form):
    """Who is named above an embed."""

    name: Title
    url: Address | None = None
    icon_url: Address | None = None


class EmbedFooter(Form):
    """What stands below an embed."""

    text: FooterText
    icon_url: Address | None = None


class EmbedMedia(Form):
    """A picture."""

    url: Address


class EmbedForm(Form):
    """An embed. Its type is "rich", whatever is sent (docs: Message > Create Message)."""

    title: Title | None = None
    description: Description | None = None
    url: Address | None = None
    timestamp: str | None = None
    color: Annotated[int, Field(ge=0, le=0xFFFFFF)] | None = None
    footer: EmbedFooter | None = None
    image: EmbedMedia | None = None
    thumbnail: EmbedMedia | None = None
    author: EmbedAuthor | None = None
    fields: Annotated[list[EmbedField], AfterValidator(length(0, 25))] = Field(default_factory=list)

    def texts(self) -> Iterator[str]:
        """Yield the texts that count towards the total."""
        yield from (self.title or "", self.description or "")
        yield from ((self.footer.text if self.footer else ""), (self.author.name if self.author else ""))
        for field in self.fields:
            yield from (field.name, field.value)


def _within_total(embeds: list[EmbedForm]) -> list[EmbedForm]:
    if sum(len(text) for embed in embeds for text in embed.texts()) > TOTAL:
        raise refuse("MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of {total}", total=TOTAL)
    return embeds


Embeds = Annotated[list[EmbedForm], AfterValidator(length(0, 10)), AfterValidator(_within_total)]
