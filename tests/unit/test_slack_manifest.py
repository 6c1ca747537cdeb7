"""The manifest asks for what the app listens to and does, and for nothing else."""

import ast
import re
from pathlib import Path

from adapters.slack import app
from adapters.slack.commands import ACTIONS, COMMANDS, SHORTCUTS
from adapters.slack.starting import SCOPES

FOLDER = Path(app.__file__).parent
MANIFEST = (FOLDER / "manifest.yaml").read_text(encoding="utf-8")
# Which scope each method needs (https://docs.slack.dev/reference/methods), and each event (.../reference/events).
OF_METHODS = {
    "assistant_threads_setStatus": {"chat:write"},
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "assistant_threads_setTitle": {"assistant:write"},
    "auth_test": set(),
    "chat_delete": {"chat:write"},
    "chat_getPermalink": set(),
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "conversations_info": {"channels:read", "groups:read", "im:read", "mpim:read"},
    "conversations_members": {"channels:read", "groups:read", "im:read", "mpim:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "files_upload_v2": {"files:write"},
    "reactions_add": {"reactions:write"},
    "users_conversations": {"channels:read", "groups:read", "im:read", "mpim:read"},
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "views_publish": set(),
}
OF_EVENTS = {
    "app_home_opened": set(),
    "app_uninstalled": set(),
    "assistant_thread_context_changed": {"assistant:write"},
    "assistant_thread_started": {"assistant:write"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
    "reaction_added": {"reactions:read"},
    "tokens_revoked": set(),
}
OF_THE_REST = {"commands", "files:read"}
"""Commands and the shortcut; downloading what people share."""


def listed(key: str) -> set[str]:
    """Return the plain items of the list under a key."""
    found = re.search(rf"^( *){key}:\n((?:\1 +- .*\n)+)", MANIFEST, re.MULTILINE)
    assert found
    return set(re.findall(r"- (\S+)$", found[2], re.MULTILINE))


def valued(key: str) -> set[str]:
    return set(re.findall(rf"^[ -]*{key}: (\S+)$", MANIFEST, re.MULTILINE))


def methods() -> set[str]:
    """Return the methods of Slack's client that the adapter calls, by the names that they have there."""
    names = re.compile(r"(?:assistant|auth|chat|conversations|files|reactions|users|views)_\w+")
    return {
        node.attr
        for path in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and names.fullmatch(node.attr)
    }


def test_it_brings_the_events_that_are_listened_to() -> None:
    assert listed("bot_events") == app.EVENTS == set(OF_EVENTS)


def test_it_makes_the_commands_and_the_shortcut() -> None:
    assert valued("command") == set(COMMANDS)
    assert valued("callback_id") == set(SHORTCUTS)
    assert ACTIONS
    assert valued("is_enabled") == {"true"}


def test_it_asks_for_the_scopes_that_are_used() -> None:
    assert methods() == set(OF_METHODS)
    used = OF_THE_REST.union(*OF_METHODS.values(), *OF_EVENTS.values())
    assert listed("bot") == used == set(SCOPES)
