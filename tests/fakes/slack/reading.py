"""What a message shows, pings and links, wherever in it that stands."""

import re
from collections.abc import Iterator, Mapping

from tests.fakes.slack.errors import Payload
from tests.fakes.slack.model import Message
from tests.fakes.slack.mrkdwn import Found, markdown, mrkdwn, shown

MEDIA = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|spotify\.com|giphy\.com)/|\.(?:png|jpe?g|gif|mp4)\b",
    re.IGNORECASE,
)
"""Links whose preview is media, which unfurls unless it is switched off (docs: Unfurling links > Classic unfurling)."""


def objects(thing: object) -> Iterator[Payload]:
    """Go through all objects in a tree of blocks, outer ones first."""
    if isinstance(thing, Mapping):
        yield {str(key): value for key, value in thing.items()}
        for value in thing.values():
            yield from objects(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from objects(value)


def _in_object(each: Payload, found: Found) -> None:
    text, kind = each.get("text"), each.get("type")
    match kind:
        case "mrkdwn" if isinstance(text, str):
            found.add(mrkdwn(text, verbatim=each.get("verbatim") is True))
        case "markdown" | "markdown_text" if isinstance(text, str):
            found.add(markdown(text))
        case "user":
            found.pings.append(f"user:{each.get('user_id')}")
        case "usergroup":
            found.pings.append(f"subteam:{each.get('usergroup_id')}")
        case "broadcast":
            found.pings.append(str(each.get("range")))
        case "channel":
            found.channels.append(str(each.get("channel_id")))
    for key in ("url", "image_url", "video_url", "title_url", "thumb_url"):
        if isinstance(each.get(key), str) and kind != "option":
            found.links.append(str(each[key]))


def in_blocks(blocks: object) -> Found:
    """Return what blocks ping and link, their rich text, buttons and pictures too."""
    found = Found()
    for each in objects(blocks):
        _in_object(each, found)
    return found


def found(message: Message) -> Found:
    """Return what a message pings and links.

    With blocks the text is for notifications alone: it links nothing, but its pings count here all the same.
    """
    in_text = mrkdwn(message.text, link_names=message.link_names)
    if message.markdown:
        in_text = markdown(message.markdown)
    inside = in_blocks([*message.blocks, *message.attachments])
    if message.blocks:
        in_text.links = []
    in_text.add(inside)
    return in_text


def links(message: Message) -> list[str]:
    """Return every address a reader of a message could open."""
    return list(dict.fromkeys(found(message).links))


def previews(message: Message) -> list[str]:
    """Return the links of a message that Slack would show a preview of.

    An app's message unfurls media unless `unfurl_media` is false, other links only if `unfurl_links` is true, and in
    blocks either unless both are false (docs: Unfurling links in messages; chat.postMessage, unfurl_links). Nothing
    unfurls for one person alone. A stream has no such setting: its media is taken to unfurl.
    """
    if message.only_for is not None or not message.by_app:
        return []
    off = message.unfurl_links is False and message.unfurl_media is False
    if message.blocks and not off:
        return links(message)
    return [
        link
        for link in links(message)
        if (message.unfurl_media is not False if MEDIA.search(link) else message.unfurl_links is True)
    ]


def _texts(blocks: object) -> Iterator[str]:
    for each in objects(blocks):
        text = each.get("text")
        if isinstance(text, str):
            yield shown(text) if each.get("type") == "mrkdwn" else text


def text(message: Message) -> str:
    """Return what a person reads: the blocks' words, else the text."""
    if message.blocks:
        lines = list(_texts(message.blocks))
        return "\n".join([message.markdown, *lines] if message.markdown else lines)
    return message.markdown or shown(message.text)


def buttons(blocks: object) -> list[Payload]:
    """Return the interactive elements in blocks, each with the id of the block it is in."""
    listed = blocks if isinstance(blocks, list) else []
    return [
        {**each, "block_id": block.get("block_id", "")}
        for block in listed
        if isinstance(block, dict)
        for each in objects(block)
        if "action_id" in each
    ]
