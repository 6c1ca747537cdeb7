"""What holds for all components of a message together."""

from collections.abc import Iterator, Sequence

from tests.fakes.discord.errors import ApiError, Payload, invalid_form, server_error
from tests.fakes.discord.forms.controls import Part
from tests.fakes.discord.reading import TEXT_DISPLAY, walk

ROWS = 5
"""Action rows of a message that isn't a layout (docs: Component Reference > Legacy Message Component Behavior)."""
COMPONENTS = 40
"""Components of a layout, nested ones too (docs: Component Reference)."""
TEXT = 4000
"""Characters in all text displays together (discord/discord-api-docs pull request 8562)."""
BYTES = 10_170
"""UTF-8 bytes in all text displays, and twelve more each; above, Discord breaks (discord-api-docs issue 8554)."""
ACTION_ROW = 1

Problem = tuple[Sequence[str], str, str]


def dump(parts: Sequence[Part]) -> list[Payload]:
    """Return components as they come back: each with an id (docs: Component Reference > Anatomy of a Component)."""
    components: list[Payload] = [part.model_dump(mode="json", exclude_none=True) for part in parts]
    for number, component in enumerate(walk(components), 1):
        component.setdefault("id", number)
    return components


def check(components: list[Payload], *, layout: bool, within: Sequence[str]) -> None:
    """Refuse components that are too many, too long, or not for this kind of message.

    Raises:
        ApiError: 50035, or 500 for a layout whose text has too many bytes.
    """
    problems = [*_repeated_ids(components), *(_layout(components) if layout else _rows(components))]
    if problems:
        raise invalid_form([((*within, "components", *path), code, message) for path, code, message in problems])
    if layout:
        _weigh(components)


def _repeated_ids(components: list[Payload]) -> Iterator[Problem]:
    seen: set[object] = set()
    for component in walk(components):
        custom_id = component.get("custom_id")
        if custom_id is not None and custom_id in seen:
            yield (), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"
        seen.add(custom_id)


def _rows(components: list[Payload]) -> Iterator[Problem]:
    if len(components) > ROWS:
        yield (), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {ROWS} in length."
    for position, component in enumerate(components):
        if component["type"] != ACTION_ROW:
            yield (str(position),), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).'


def _layout(components: list[Payload]) -> Iterator[Problem]:
    if sum(1 for _ in walk(components)) > COMPONENTS:
        yield (), "BASE_TYPE_MAX_LENGTH", f"Must be {COMPONENTS} or fewer in length."
    if sum(len(text) for text in _displays(components)) > TEXT:
        message = f"Components displayable text size exceeds maximum size of {TEXT}"
        yield (), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message


def _displays(components: list[Payload]) -> list[str]:
    return [str(part["content"]) for part in walk(components) if part["type"] == TEXT_DISPLAY]


def _weigh(components: list[Payload]) -> None:
    if sum(len(text.encode()) + 12 for text in _displays(components)) > BYTES:
        raise server_error()


def legacy_field(name: str, within: Sequence[str]) -> ApiError:
    """Return the refusal of content or embeds in a layout (docs: Message > Create Message)."""
    message = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
    return invalid_form([((*within, name), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)])
