from typing import Any

import pytest

from adapters.slack.catching_up import unanswered

US = "U0BOT"
POST = {"ts": "100.0", "user": "U1", "text": "a link"}


@pytest.mark.parametrize(
    ("messages", "left"),
    [
        ([POST], ["100.0"]),
        ([POST | {"reply_users": [US]}], []),
        ([POST | {"reply_users": ["U2"]}], ["100.0"]),
        ([POST | {"ts": "101.0", "thread_ts": "100.0"}, {"ts": "102.0", "thread_ts": "100.0", "user": US}], []),
        (
            [{"ts": "101.0", "thread_ts": "100.0", "user": US}, POST | {"ts": "102.0", "thread_ts": "100.0"}],
            ["102.0"],
        ),
    ],
    ids=["alone", "replied to", "replied to by others", "answered in a thread", "asked after that"],
)
def test_what_has_our_reply_is_left_alone(messages: list[dict[str, Any]], left: list[str]) -> None:
    assert [raw["ts"] for raw in unanswered(messages, US) if raw["user"] != US] == left
