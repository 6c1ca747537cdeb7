"""Answers to commands, shortcuts and clicks: acknowledged at once, given when they are there, to one person alone."""

import contextlib
import logging
from collections.abc import AsyncIterator, Sequence

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.inbound import Raw
from adapters.slack.people import People, Person
from adapters.slack.rendering import Json, Post, posts, said
from adapters.slack.spots import PLATFORM, Spot
from adapters.slack.web import TIMEOUT, Web, asking
from adapters.slack.words import slack_words
from adapters.slack.words.words import SlackWords
from core.delivery.chat import ChatDown, Gone
from core.delivery.house import House
from core.errors import CuepointError
from core.faults import boundary
from core.keys import FORMAT, digest
from core.thread import parts
from core.thread.content import Block
from core.times import DAY
from core.watching import Step, What, about, outcome_of

MOST_MESSAGES = 4
"""Messages of an answer: a response_url takes five (docs: Responding to interactions)."""
OK = 200

log = logging.getLogger(__name__)


class Answer:
    """The answer to one command or click: where it was given, and by whom."""

    def __init__(self, house: House, web: Web, body: Raw, person: Person) -> None:
        self.house = house
        self.web = web
        self.body = body
        self.person = person
        self.user = user_of(body)
        self.where = where_of(body)
        self._url = str(body.get("response_url") or "")

    @property
    def words(self) -> SlackWords:
        """Return the words in the reader's language."""
        return slack_words(self.person.locale)

    async def give(self, block: Block, buttons: Sequence[Json] = ()) -> None:
        """Give a block in as many messages as it takes, the buttons under the last."""
        made = posts(block)
        for number, post in enumerate(made):
            await self._send(post.with_buttons(*buttons) if number == len(made) - 1 else post)

    async def say(self, text: str) -> None:
        """Give a text of our own."""
        await self._send(said(text))

    async def file(self, name: str, content: str) -> None:
        """Give a file, in the person's direct messages: Slack shows none to one person alone elsewhere."""
        client = await self.web.into(self.where.team)
        with asking():
            direct = (await client.conversations_open(users=self.user))["channel"]["id"]
            await client.files_upload_v2(
                channel=direct, filename=name, content=content, initial_comment=self.words.whole_in_file
            )
        if self.where.channel != direct:
            await self.say(self.words.sent_file)

    async def _send(self, post: Post) -> None:
        """Send by the address that came with the command; where it is over, to the person directly."""
        body = {"text": post.text, "blocks": list(post.blocks)}
        if self._url:
            webhook = AsyncWebhookClient(self._url, timeout=TIMEOUT)
            try:
                sent = await webhook.send_dict({**body, "response_type": "ephemeral", "replace_original": False})
            except (aiohttp.ClientError, SlackApiError, OSError):
                log.info("an answer goes another way: its address can't be reached")
            else:
                if sent.status_code == OK:
                    return
            self._url = ""
        await self._plainly(post)

    async def _plainly(self, post: Post) -> None:
        client = await self.web.into(self.where.team)
        with asking():
            direct = (await client.conversations_open(users=self.user))["channel"]["id"]
        await self.web.send(Spot(self.where.team, direct), post, {"answer": self.user})


@contextlib.asynccontextmanager
async def answered(house: House, web: Web, people: People, body: Raw) -> AsyncIterator[Answer | None]:
    """Yield the answer to a command or click; None where it was given before. What goes wrong is told as the answer."""
    answer: Answer | None = None
    trigger = str(body.get("trigger_id"))
    with about(digest(PLATFORM, trigger)), Step(What.COMMAND, platform=PLATFORM) as step:
        try:
            try:
                with boundary(log, "answering a command or click"):
                    if await house.store.add(f"interaction:{FORMAT}:{trigger}", b"1", DAY):
                        answer = Answer(house, web, body, await people.find(where_of(body).team, user_of(body)))
                    else:
                        step.note(outcome="known")
                    yield answer
            except Gone:
                raise
            except CuepointError as error:
                if answer is None:
                    raise
                step.note(outcome=outcome_of(error))
                await answer.give(parts.failure(error, answer.person.locale))
        except CuepointError as error:
            step.note(outcome=outcome_of(error))
            expected = isinstance(error, Gone | ChatDown)
            log.log(logging.INFO if expected else logging.WARNING, "an answer can't be given: %s", error)


def where_of(body: Raw) -> Spot:
    """Return where a command or click was given (docs: Slash commands; Interaction payloads)."""
    if "command" in body:
        return Spot(str(body["team_id"]), str(body["channel_id"]))
    team = (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or ""
    channel = (body.get("channel") or {}).get("id") or ""
    container = body.get("container") or body.get("message") or {}
    return Spot(team, channel, str(container.get("thread_ts") or ""))


def user_of(body: Raw) -> str:
    """Return who gave a command or clicked."""
    return str(body.get("user_id") or (body.get("user") or {}).get("id") or "")
