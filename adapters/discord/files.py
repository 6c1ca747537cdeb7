"""Files among what people attach."""

from collections.abc import Iterable, Mapping

from core.attachments import Attachment


def attachments_in(message: Mapping[str, object]) -> tuple[Attachment, ...]:
    """Return the files of a message as Discord's API gives it, those of a message that it forwards too.

    Fields: https://discord.com/developers/docs/resources/message#attachment-object and #message-snapshot-object
    """
    forwarded = _objects([each.get("message") for each in _objects(message.get("message_snapshots"))])
    files = [file for each in (message, *forwarded) for file in _objects(each.get("attachments"))]
    return tuple(found for each in files if (found := _attachment(each)))


def _objects(listed: object) -> Iterable[Mapping[str, object]]:
    return [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []


def _attachment(raw: Mapping[str, object]) -> Attachment | None:
    name, size, url, media_type = (raw.get(field) for field in ("filename", "size", "url", "content_type"))
    if not (isinstance(name, str) and isinstance(size, int) and isinstance(url, str)):
        return None
    return Attachment(name, size, url, media_type if isinstance(media_type, str) else "")
