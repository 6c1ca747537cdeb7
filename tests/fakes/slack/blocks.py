"""Whether blocks are lawful, with Slack's words for what isn't.

The limits are those of docs: Reference > Block Kit, and of slack_sdk/models/blocks (blocks.py, block_elements.py,
basic_components.py); the wording is that of recorded answers (github: grafana/oncall pull 5121).
"""

import json
from collections.abc import Callable, Iterator

from tests.fakes.slack.errors import ApiError, Payload, invalid
from tests.fakes.slack.reading import objects

BLOCKS, VIEW_BLOCKS = 50, 100
ALL_BLOCKS = 13_200
"""Characters of a message's blocks, as JSON: undocumented, seen at 13,172 to 13,297 (slackapi/bolt-js issue 2509)."""
IDS = 255
ELEMENTS = {
    "button", "static_select", "overflow", "radio_buttons", "checkboxes", "plain_text_input", "feedback_buttons",
    "multi_static_select", "conversations_select", "channels_select", "users_select", "icon_button", "image",
    "external_select", "datepicker",
}  # fmt: skip

Problems = Iterator[str]


def _long(value: object, limit: int, pointer: str) -> Problems:
    if isinstance(value, str) and len(value) > limit:
        yield f"must be less than {limit + 1} characters [json-pointer:{pointer}]"
    if value == "":
        yield f"must be more than 0 characters [json-pointer:{pointer}]"


def _text(thing: object, limit: int, pointer: str, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> Problems:
    if not isinstance(thing, dict):
        yield f"missing required field: text [json-pointer:{pointer}]"
        return
    if thing.get("type") not in kinds:
        yield f"unsupported type: {thing.get('type')} [json-pointer:{pointer}/type]"
    if not isinstance(thing.get("text"), str):
        yield f"missing required field: text [json-pointer:{pointer}]"
    yield from _long(thing.get("text"), limit, f"{pointer}/text")


def _many(value: object, limit: int, pointer: str, least: int = 1) -> list[object]:
    """Return a list, or raise what is wrong with it."""
    if not isinstance(value, list) or len(value) < least:
        raise invalid("invalid_blocks", [f"must provide at least {least} items [json-pointer:{pointer}]"])
    if len(value) > limit:
        raise invalid("invalid_blocks", [f"no more than {limit} items allowed [json-pointer:{pointer}]"])
    return value


def _section(block: Payload, at: str) -> Problems:
    if "text" in block:
        yield from _text(block["text"], 3000, f"{at}/text")
    elif "fields" not in block:
        yield f"missing required field: text [json-pointer:{at}]"
    if "fields" in block:
        for number, each in enumerate(_many(block["fields"], 10, f"{at}/fields")):
            yield from _text(each, 2000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from _element(block["accessory"], f"{at}/accessory")


def _header(block: Payload, at: str) -> Problems:
    yield from _text(block.get("text"), 150, f"{at}/text", ("plain_text",))


def _context(block: Payload, at: str) -> Problems:
    for number, each in enumerate(_many(block.get("elements"), 10, f"{at}/elements")):
        if isinstance(each, dict) and each.get("type") == "image":
            yield from _element(each, f"{at}/elements/{number}")
        else:
            yield from _text(each, 3000, f"{at}/elements/{number}")


def _actions(block: Payload, at: str) -> Problems:
    most = 5 if block.get("type") == "context_actions" else 25
    for number, each in enumerate(_many(block.get("elements"), most, f"{at}/elements")):
        yield from _element(each, f"{at}/elements/{number}")


def _input(block: Payload, at: str) -> Problems:
    yield from _text(block.get("label"), 2000, f"{at}/label", ("plain_text",))
    yield from _element(block.get("element"), f"{at}/element")


def _image(block: Payload, at: str) -> Problems:
    yield from _long(block.get("image_url"), 3000, f"{at}/image_url")
    if not isinstance(block.get("alt_text"), str):
        yield f"missing required field: alt_text [json-pointer:{at}]"


def _markdown(block: Payload, at: str) -> Problems:
    if not isinstance(block.get("text"), str):
        yield f"missing required field: text [json-pointer:{at}]"
    yield from _long(block.get("text"), 12_000, f"{at}/text")


def _rich_text(block: Payload, at: str) -> Problems:
    for number, each in enumerate(_many(block.get("elements"), 1000, f"{at}/elements")):
        kind = each.get("type") if isinstance(each, dict) else None
        if kind not in {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}:
            yield f"unsupported type: {kind} [json-pointer:{at}/elements/{number}/type]"


def _nothing(_block: Payload, _at: str) -> Problems:
    yield from ()


BLOCK_TYPES: dict[str, Callable[[Payload, str], Problems]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _actions,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "divider": _nothing,
}


def _option(each: object, at: str) -> Problems:
    option = each if isinstance(each, dict) else {}
    yield from _text(option.get("text"), 75, f"{at}/text")
    yield from _long(option.get("value"), 150, f"{at}/value")


def _element(thing: object, at: str) -> Problems:
    if not isinstance(thing, dict) or thing.get("type") not in ELEMENTS:
        kind = thing.get("type") if isinstance(thing, dict) else thing
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from _long(thing.get("action_id"), IDS, f"{at}/action_id")
    match thing["type"]:
        case "button":
            yield from _text(thing.get("text"), 75, f"{at}/text", ("plain_text",))
            yield from _long(thing.get("url"), 3000, f"{at}/url")
            yield from _button(thing, at)
        case "image":
            yield from _image(thing, at)
        case "static_select" | "radio_buttons" | "checkboxes" | "overflow" | "multi_static_select":
            most = {"overflow": 5, "radio_buttons": 10, "checkboxes": 10}.get(str(thing["type"]), 100)
            if "option_groups" not in thing:
                for number, each in enumerate(_many(thing.get("options"), most, f"{at}/options")):
                    yield from _option(each, f"{at}/options/{number}")


def _button(thing: Payload, at: str) -> Problems:
    value = thing.get("value")
    if value is not None and len(str(value)) > 2000:
        yield f"must be less than 2001 characters [json-pointer:{at}/value]"
    if thing.get("style") not in {None, "primary", "danger"}:
        yield f"must be a valid enum value [json-pointer:{at}/style]"


def _ids(blocks: list[object]) -> Problems:
    """Say which ids come twice: a block's in the message, an action's in its block (docs: Actions block)."""
    seen: set[object] = set()
    for number, block in enumerate(blocks):
        assert isinstance(block, dict)
        block_id = block.get("block_id")
        if block_id is not None and block_id in seen:
            yield f"`block_id` {block_id} already exists [json-pointer:/blocks/{number}/block_id]"
        seen.add(block_id)
        actions = [each["action_id"] for each in objects(block) if "action_id" in each]
        for twice in {each for each in actions if actions.count(each) > 1}:
            yield f"`action_id` {twice} already exists for block_id {block_id} [json-pointer:/blocks/{number}]"


def _problems(blocks: list[object], allowed: set[str]) -> Problems:
    for number, block in enumerate(blocks):
        at = f"/blocks/{number}"
        kind = block.get("type") if isinstance(block, dict) else None
        if not isinstance(block, dict) or kind not in allowed:
            yield f"unsupported type: {kind} [json-pointer:{at}/type]"
            return
        yield from _long(block.get("block_id"), IDS, f"{at}/block_id")
        yield from BLOCK_TYPES[str(kind)](block, at)
    yield from _ids(blocks)


def checked(blocks: object, *, view: bool = False) -> list[Payload]:
    """Return blocks that are lawful, each with an id.

    Args:
        blocks: the list, or JSON of it.
        view: they are of a modal or a home, which holds 100 and has no Markdown.

    Raises:
        ApiError: invalid_blocks_format, invalid_blocks, msg_blocks_too_long.
    """
    if isinstance(blocks, str):
        try:
            blocks = json.loads(blocks)
        except ValueError:
            raise ApiError("invalid_blocks_format") from None
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    _many(blocks, VIEW_BLOCKS if view else BLOCKS, "/blocks", least=0)
    allowed = set(BLOCK_TYPES) - ({"markdown"} if view else set())
    if problems := list(_problems(blocks, allowed)):
        raise invalid("invalid_blocks", problems)
    if not view and len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > ALL_BLOCKS:
        raise ApiError("msg_blocks_too_long")
    return [_with_ids(block, number) for number, block in enumerate(blocks)]


def _with_ids(block: Payload, number: int) -> Payload:
    """Return a block with the ids that Slack makes where none were given (docs: Block Kit, block_id)."""
    return {"block_id": f"b{number}", **block}
