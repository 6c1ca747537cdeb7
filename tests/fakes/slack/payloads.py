"""Things as Slack writes them in JSON."""

import time

from tests.fakes.slack.errors import Payload
from tests.fakes.slack.model import Channel, File, Kind, Message, Role, Team, User, View
from tests.fakes.slack.world import World


def user(person: User) -> Payload:
    """Return a user (docs: users.info)."""
    return {
        "id": person.id,
        "team_id": person.team.id,
        "name": person.name,
        "deleted": person.deleted,
        "real_name": person.name,
        "profile": {"real_name": person.name, "display_name": person.name, "team": person.team.id},
        "is_admin": person.role >= Role.ADMIN,
        "is_owner": person.role >= Role.OWNER,
        "is_primary_owner": person.role >= Role.PRIMARY_OWNER,
        "is_bot": person.bot_id is not None,
        "is_app_user": False,
        "locale": person.locale,
    }


def channel(place: Channel) -> Payload:
    """Return a conversation (docs: conversations.info, Conversation object)."""
    data: Payload = {
        "id": place.id,
        "created": 1_700_000_000,
        "is_archived": place.archived,
        "is_channel": place.kind is Kind.PUBLIC,
        "is_group": place.kind is Kind.PRIVATE,
        "is_im": place.kind is Kind.IM,
        "is_mpim": place.kind is Kind.MPIM,
        "is_private": place.kind is not Kind.PUBLIC,
        "is_shared": place.shared,
        "is_ext_shared": place.shared,
        "is_org_shared": False,
        "context_team_id": place.team.id,
    }
    if place.kind is Kind.IM:
        return {**data, "user": next(each.id for each in place.members if each is not place.team.bot)}
    return {**data, "name": place.name, "is_member": place.has_bot, "is_general": False}


def file(kept: File) -> Payload:
    """Return a file (docs: File object)."""
    data: Payload = {
        "id": kept.id,
        "created": int(time.time()),
        "name": kept.upload.filename,
        "title": kept.title or kept.upload.filename,
        "mimetype": kept.upload.mimetype,
        "filetype": kept.upload.filename.rpartition(".")[2],
        "user": kept.owner.id,
        "user_team": kept.team.id,
        "size": len(kept.upload.content),
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": kept.url,
        "url_private_download": kept.url.replace("/files-pri/", "/files-pri/download-"),
        "permalink": f"https://{kept.team.domain}.slack.com/files/{kept.owner.id}/{kept.id}/{kept.upload.filename}",
    }
    return {"id": kept.id, "mode": "tombstone"} if kept.deleted else data


def _thread(about: Message) -> Payload:
    """Return what a message says of the thread on it (docs: Retrieving messages > Threads)."""
    replies = about.channel.replies(about.ts) if not about.is_reply else []
    if not replies:
        return {}
    people = list(dict.fromkeys(each.author.id for each in replies))
    return {
        "thread_ts": about.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        "reply_users": people,
        "is_locked": False,
        "subscribed": False,
    }


def _author(about: Message, world: World) -> Payload:
    person = about.author
    if person.bot_id is None:
        return {"user": person.id, "client_msg_id": f"00000000-0000-4000-8000-{about.ts.replace('.', '')[-12:]}"}
    data: Payload = {"bot_id": person.bot_id}
    if about.foreign_bot:
        return {**data, "username": person.name}
    profile = {"id": person.bot_id, "app_id": world.app.id, "name": person.name, "team_id": person.team.id}
    return {**data, "user": person.id, "app_id": world.app.id, "bot_profile": profile}


def _thread_place(about: Message, world: World) -> Payload:
    if not about.is_reply:
        return {}
    root = about.channel.messages.get(about.root_ts)
    data: Payload = {"thread_ts": about.root_ts, "parent_user_id": root.author.id if root else "USLACKBOT"}
    if about.broadcast and root is not None:
        data["root"] = message(root, world)
    return data


def message(about: Message, world: World, *, metadata: bool = False) -> Payload:
    """Return a message as history, answers and events hold it (docs: message event, conversations.history).

    Args:
        about: which.
        world: where its thread is looked up.
        metadata: with what the app hid in it (docs: conversations.history, include_all_metadata).
    """
    data: Payload = {
        "type": "message",
        "ts": about.ts,
        "text": about.text or about.markdown,
        "team": about.channel.team.id,
    }
    subtype = "thread_broadcast" if about.broadcast else about.subtype
    data |= {"subtype": subtype} if subtype else {}
    data |= _author(about, world) | _thread(about) | _thread_place(about, world)
    for name in ("blocks", "attachments"):
        data |= {name: getattr(about, name)} if getattr(about, name) else {}
    data |= {"files": [file(each) for each in about.files]} if about.files else {}
    data |= {"edited": {"user": about.author.id, "ts": about.edited}} if about.edited else {}
    data |= {"streaming_state": about.stream} if about.stream else {}
    if about.reactions:
        data["reactions"] = reactions(about)
    if metadata and about.metadata is not None:
        data["metadata"] = about.metadata
    return data


def share(about: Message, world: World) -> Payload:
    """Return a message as one that is shared elsewhere carries it, among its attachments."""
    whole = message(about, world)
    where = about.channel
    return {
        "id": 1,
        "ts": about.ts,
        "author_id": about.author.id,
        "author_name": about.author.name,
        "channel_id": where.id,
        "channel_team": where.team.id,
        "is_msg_unfurl": True,
        "is_share": True,
        "from_url": f"https://{where.team.domain}.slack.com/archives/{where.id}/p{about.ts.replace('.', '')}",
        "fallback": f"{about.author.name}: {about.text}",
        "color": "D0D0D0",
        "footer": "Slack Conversation",
        "mrkdwn_in": ["text"],
        "text": whole["text"],
        **({"files": whole["files"]} if about.files else {}),
    }


def reactions(about: Message) -> list[Payload]:
    """Return the reactions to a message (docs: reactions.get)."""
    return [
        {"name": name, "users": [each.id for each in people], "count": len(people)}
        for name, people in about.reactions.items()
    ]


def team(workspace: Team) -> Payload:
    """Return a workspace (docs: team.info)."""
    url = f"https://{workspace.domain}.slack.com/"
    return {"id": workspace.id, "name": workspace.name, "url": url, "domain": workspace.domain, "icon": {}}


def view(shown: View, world: World) -> Payload:
    """Return a view as it is kept (docs: views.open, View object)."""
    return {
        "state": {"values": {}},
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **shown.body,
        "id": shown.id,
        "hash": shown.hash,
        "team_id": shown.team.id,
        "app_id": world.app.id,
        "bot_id": shown.team.bot.bot_id,
        "app_installed_team_id": shown.team.id,
        "root_view_id": shown.id,
        "previous_view_id": None,
    }
