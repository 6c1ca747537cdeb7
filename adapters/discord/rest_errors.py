"""What Discord's REST API answers: its refusals, its trouble, and answers that aren't its API's."""

import contextlib
import logging
from collections.abc import Iterator, Mapping
from typing import TypeGuard

import aiohttp
import discord

from adapters.discord.inbound import PLATFORM
from core.delivery.chat import ChatDown, Gone
from core.watching import Step, What

Raw = Mapping[str, object]

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_MESSAGE, UNKNOWN_USER = 10003, 10004, 10007, 10008, 10013
MISSING_ACCESS, NO_DIRECT_MESSAGES, MISSING_PERMISSIONS = 50001, 50007, 50013
WRONG_KIND, NO_RECIPIENT, INVALID_FORM, ARCHIVED = 50024, 50033, 50035, 50083
MOST_THREADS = 160006
NO_HISTORY, HAS_THREAD, LOCKED = 160002, 160004, 160005
GONE = {UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE, MISSING_ACCESS, NO_DIRECT_MESSAGES, MISSING_PERMISSIONS}
GONE |= {ARCHIVED, LOCKED, UNKNOWN_MEMBER, UNKNOWN_USER, NO_RECIPIENT}
_ID_DIGITS = 20
TOO_MANY = 429
SERVER_FAULT = 500


@contextlib.contextmanager
def asking() -> Iterator[None]:
    """Turn Discord's refusals into Gone; its own trouble, and answers that aren't its API's, into ChatDown.

    discord.py doesn't check the body of an answer: where a proxy puts a page of its own in its place, taking it apart
    raises what Python raises.
    """
    with Step(What.CHAT_CALL, level=logging.DEBUG, platform=PLATFORM):
        try:
            yield
        except discord.HTTPException as error:
            if is_outage(error):
                raise ChatDown(f"Discord: {error.status}") from error
            if error.code in GONE or _post_gone(error):
                raise Gone(f"{error.code} {error.text}") from error
            raise
        except (aiohttp.ClientError, discord.RateLimited, OSError) as error:
            raise ChatDown(f"Discord: {type(error).__name__}") from error
        except (LookupError, TypeError, ValueError, AttributeError, discord.InvalidData) as error:
            raise ChatDown(f"Discord: an answer that can't be read ({type(error).__name__})") from error


def is_outage(error: discord.HTTPException) -> bool:
    """Return whether an error says nothing of the request: Discord's own refusals name a code.

    https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
    """
    code: object = error.code  # as the body has it
    named = isinstance(code, int) and code > 0
    return error.status >= SERVER_FAULT or error.status == TOO_MANY or not named


def is_json(error: discord.HTTPException) -> bool:
    """Return whether an error's body is JSON, as all of Discord's API are; those of a proxy mostly are a page."""
    return "json" in error.response.headers.get("Content-Type", "")


def _post_gone(error: discord.HTTPException) -> bool:
    """Return whether a reply was refused because the post is no longer there."""
    return error.code == INVALID_FORM and "message_reference" in error.text


def _is_object(answer: object) -> TypeGuard[Raw]:
    """Return whether an answer is an object with an id (https://discord.com/developers/docs/reference#snowflakes)."""
    ident = answer.get("id") if isinstance(answer, dict) else None
    return isinstance(ident, str) and len(ident) < _ID_DIGITS and ident.isascii() and ident.isdecimal()


def identified(answer: object) -> Raw:
    """Return an answer that is an object with an id.

    Raises:
        TypeError: it isn't.
    """
    if not _is_object(answer):
        raise TypeError(type(answer).__name__)
    return answer


def messages_in(answer: object) -> list[Raw]:
    """Return an answer that is a list of messages, without those that have no id.

    Raises:
        TypeError: it isn't, or it is a list of something else.
    """
    if not isinstance(answer, list):
        raise TypeError(type(answer).__name__)
    messages = [each for each in answer if _is_object(each)]
    if answer and not messages:
        raise TypeError("no messages")
    return messages


def check_empty(answer: object) -> None:
    """Check that an answer is empty (204).

    Raises:
        ValueError: it isn't.
    """
    if answer:
        raise ValueError("not empty")
