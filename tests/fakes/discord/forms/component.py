"""Components that hold or show something (docs: Component Reference). What holds for all together is in `layout`."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from tests.fakes.discord.forms.base import TAG, Address, Form, length, refuse
from tests.fakes.discord.forms.controls import Button, Hint, Part, Select, StringSelect, TextInput

Description = Annotated[str, AfterValidator(length(0, 1024))]


def _kind(value: object) -> str | None:
    kind = value.get("type") if isinstance(value, dict) else getattr(value, "type", None)
    return None if kind is None else f"{TAG}{kind}"


AnySelect = (
    Annotated[StringSelect, Tag("~3")]
    | Annotated[Select, Tag("~5")]
    | Annotated[Select, Tag("~6")]
    | Annotated[Select, Tag("~7")]
    | Annotated[Select, Tag("~8")]
)
InRow = Annotated[Annotated[Button, Tag("~2")] | Annotated[TextInput, Tag("~4")] | AnySelect, Discriminator(_kind)]
InLabel = Annotated[Annotated[TextInput, Tag("~4")] | AnySelect, Discriminator(_kind)]


class ActionRow(Part):
    """Up to five buttons, or one select, which is as wide as the row."""

    type: Literal[1]
    components: Annotated[list[InRow], AfterValidator(length(1, 5))]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.components) > 1 and not all(isinstance(part, Button) for part in self.components):
            raise refuse("COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
        return self


class TextDisplay(Part):
    """Markdown; up to 4,000 characters (discord/discord-api-docs pull request 8562)."""

    type: Literal[10]
    content: Annotated[str, AfterValidator(length(1, 4000))]


class Media(Form):
    """Where a picture or file lies."""

    url: Address


class Thumbnail(Part):
    """A small picture."""

    type: Literal[11]
    media: Media
    description: Description | None = None
    spoiler: bool = False


class Section(Part):
    """One to three texts beside a button or picture."""

    type: Literal[9]
    components: Annotated[list[TextDisplay], AfterValidator(length(1, 3))]
    accessory: Annotated[Annotated[Button, Tag("~2")] | Annotated[Thumbnail, Tag("~11")], Discriminator(_kind)]


class GalleryItem(Form):
    """One picture of a gallery."""

    media: Media
    description: Description | None = None
    spoiler: bool = False


class Gallery(Part):
    """Up to ten pictures."""

    type: Literal[12]
    items: Annotated[list[GalleryItem], AfterValidator(length(1, 10))]


class FileDisplay(Part):
    """A file that is sent along."""

    type: Literal[13]
    file: Media
    spoiler: bool = False


class Separator(Part):
    """Space between components."""

    type: Literal[14]
    divider: bool = True
    spacing: Literal[1, 2] = 1


InContainer = Annotated[
    Annotated[ActionRow, Tag("~1")]
    | Annotated[Section, Tag("~9")]
    | Annotated[TextDisplay, Tag("~10")]
    | Annotated[Gallery, Tag("~12")]
    | Annotated[FileDisplay, Tag("~13")]
    | Annotated[Separator, Tag("~14")],
    Discriminator(_kind),
]


class Container(Part):
    """A box around components."""

    type: Literal[17]
    components: list[InContainer]
    accent_color: Annotated[int, Field(ge=0, le=0xFFFFFF)] | None = None
    spoiler: bool = False


class Label(Part):
    """A question of a modal, and the control that answers it."""

    type: Literal[18]
    label: Annotated[str, AfterValidator(length(1, 45))]
    description: Hint | None = None
    component: InLabel


InLayout = Annotated[
    Annotated[ActionRow, Tag("~1")]
    | Annotated[Section, Tag("~9")]
    | Annotated[TextDisplay, Tag("~10")]
    | Annotated[Gallery, Tag("~12")]
    | Annotated[FileDisplay, Tag("~13")]
    | Annotated[Separator, Tag("~14")]
    | Annotated[Container, Tag("~17")],
    Discriminator(_kind),
]
InModal = Annotated[
    Annotated[ActionRow, Tag("~1")] | Annotated[TextDisplay, Tag("~10")] | Annotated[Label, Tag("~18")],
    Discriminator(_kind),
]
