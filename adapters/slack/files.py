"""Files among what people share."""

from collections.abc import Iterable, Mapping

from core.attachments import Attachment


def attachments_in(message: Mapping[str, object]) -> tuple[Attachment, ...]:
    """Return the files of a message as Slack's API gives it, those of a message that it shares too.

    Fields: https://docs.slack.dev/reference/objects/file-object
    """
    files = [file for each in (message, *shared(message)) for file in _objects(each.get("files"))]
    return tuple(found for each in files if (found := _attachment(each)))


def shared(message: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the messages that somebody shares by a message: attachments, with their text and files.

    https://docs.slack.dev/messaging/formatting-message-text has what a message can carry as attachments; one that was
    put in by "Share message" has `is_share`, the preview of a link to a message has not.
    """
    return [each for each in _objects(message.get("attachments")) if each.get("is_share") is True]


def _objects(listed: object) -> Iterable[Mapping[str, object]]:
    return [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []


def _attachment(raw: Mapping[str, object]) -> Attachment | None:
    fields = ("name", "size", "url_private_download", "mimetype")
    name, size, url, media_type = (raw.get(field) for field in fields)
    if raw.get("mode") == "tombstone" or not (isinstance(name, str) and isinstance(size, int) and isinstance(url, str)):
        return None
    return Attachment(name, size, url, media_type if isinstance(media_type, str) else "")
