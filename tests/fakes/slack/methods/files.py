"""Files: looking, uploading in three steps (docs: Working with files; slack_sdk async_client.py, files_upload_v2)."""

from tests.fakes.slack import payloads
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.methods.serve import Context, Method
from tests.fakes.slack.model import Channel, File
from tests.fakes.slack.parts import Pending


def _info(context: Context) -> Payload:
    kept = context.parts.world.files.get(context.args.need("file"))
    if kept is None or kept.team is not context.team:
        raise ApiError("file_not_found")
    if kept.deleted:
        raise ApiError("file_deleted")
    return {"file": payloads.file(kept), "comments": [], "response_metadata": {"next_cursor": ""}}


def _begin(context: Context) -> Payload:
    world, args = context.parts.world, context.args
    length = args.need("length")
    if not length.isdigit() or int(length) < 1:
        raise ApiError("missing_argument")
    id_ = world.ids.next("F")
    context.parts.uploads[id_] = Pending(context.team, context.team.bot, args.need("filename"), int(length))
    return {"upload_url": f"{world.base}/upload/v1/{id_}", "file_id": id_}


def _place(context: Context) -> Channel | None:
    id_ = context.args.text("channel_id") or context.args.text("channels")
    if not id_:
        return None
    channel = context.parts.world.joined(context.team, id_.split(",")[0])
    if channel.archived:
        raise ApiError("posting_to_channel_denied")
    return channel


def _keep(context: Context, id_: str, title: str) -> File:
    pending = context.parts.uploads.get(id_)
    if pending is None or pending.content is None or pending.team is not context.team:
        raise ApiError("file_not_found")
    del context.parts.uploads[id_]
    world = context.parts.world
    url = f"{world.base}/files-pri/{context.team.id}-{id_}/{pending.filename}"
    kept = File(id_, context.team, pending.owner, pending.upload(pending.content), url, title)
    world.files[id_] = kept
    return kept


def _complete(context: Context) -> Payload:
    posting, args, channel = context.parts.posting, context.args, _place(context)
    listed = args.data("files")
    if not isinstance(listed, list) or not listed:
        raise ApiError("invalid_arguments")
    files = [
        _keep(context, str(each.get("id")), str(each.get("title") or "")) for each in listed if isinstance(each, dict)
    ]
    if channel is not None:
        message = posting.blank(channel, context.team.bot)
        message.text, message.files, message.by_app = args.text("initial_comment") or "", files, True
        message.subtype = "file_share"
        posting.send(posting.into_thread(message, args.text("thread_ts")))
    return {"files": [payloads.file(each) for each in files]}


METHODS = [
    Method("files.info", _info, "files:read"),
    Method("files.getUploadURLExternal", _begin, "files:write"),
    Method("files.completeUploadExternal", _complete, "files:write"),
]
