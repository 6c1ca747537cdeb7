"""What happens when people write, edit, delete and react."""

import logging
import time
from dataclasses import replace

from adapters.slack.deletion import DELETE, may_delete
from adapters.slack.inbound import Inbound, Raw, as_typed, inbound, spot_of
from adapters.slack.people import People
from adapters.slack.rendering import one_post, said
from adapters.slack.spots import PLATFORM, Spot
from adapters.slack.web import Web, asking
from adapters.slack.words import slack_words
from core.attachments import Attachment
from core.delivery.asks import meant_for_us
from core.delivery.delivery_index import post_home
from core.delivery.house import House
from core.delivery.intake import taking_in
from core.delivery.record import Message
from core.delivery.sequencer import Sequencer
from core.keys import FORMAT
from core.links import find_links, page_error
from core.preferences import Mode
from core.thread import parts
from core.times import DAY

LOOK = "mag"
"""🔍, under a link in a channel that is asked first: whoever clicks it has it summarised."""

log = logging.getLogger(__name__)


class Listening:
    """Takes in what Slack tells; all of it can come twice."""

    def __init__(self, house: House, web: Web, people: People) -> None:
        self._house = house
        self._web = web
        self._people = people
        self._sequencer = Sequencer()

    async def told(self, team: str, event: Raw) -> None:
        """Take in an event about a message: a new one, an edit, a deletion (docs: message event, its subtypes)."""
        with taking_in(log):
            channel = str(event["channel"])
            if event.get("subtype") == "message_changed":
                await self._changed(team, channel, event["message"], event.get("previous_message") or {})
            elif event.get("subtype") == "message_deleted":
                await self._deleted(team, channel, event.get("previous_message") or {"ts": event["deleted_ts"]})
            else:
                await self.written(team, channel, event)

    async def written(self, team: str, channel: str, raw: Raw) -> None:
        """Take in a message: its links, else its file and what it asks."""
        with taking_in(log):
            async with self._sequencer.turn(channel):
                await self._take(team, channel, raw)

    async def _take(self, team: str, channel: str, raw: Raw) -> None:
        if (heard := await self._heard(team, channel, raw)) is None:
            return
        if find_links(heard.message.text):
            await self._links(heard)
        else:
            await self._follow_up(heard)

    async def clicked(self, team: str, event: Raw) -> None:
        """Take in the links of a message that somebody clicked our mark under (docs: reaction_added)."""
        with taking_in(log):
            item = event.get("item") or {}
            if event.get("reaction") == DELETE and item.get("type") == "message":
                await self._crossed_out(team, str(item["channel"]), str(item["ts"]), str(event.get("user")))
            if event.get("reaction") != LOOK or item.get("type") != "message":
                return
            if event.get("user") == (await self._web.workspace(team)).user:
                return
            raw = await self._web.message(Spot(team, item["channel"]), item["ts"])
            heard = await self._heard(team, item["channel"], raw)
            if heard:
                mode, message = await self._preferred(heard)
                if mode is Mode.ASK:
                    await self._house.intake.post(message, clicked_by=str(event["user"]))

    async def _crossed_out(self, team: str, channel: str, message: str, user: str) -> None:
        """Delete the summary under whose reply somebody put ❌, if they may."""
        here = str(Spot(team, channel))
        for delivery in await self._house.records.deliveries.of_message(PLATFORM, message):
            if message == delivery.reply and delivery.place.channel.startswith(here):
                manages = (await self._people.find(team, user)).manages
                if may_delete(delivery, user, manages=manages):
                    await self._house.intake.take_back(delivery)

    async def _heard(self, team: str, channel: str, raw: Raw) -> Inbound | None:
        return inbound(raw, team, channel, (await self._web.workspace(team)).user)

    async def _changed(self, team: str, channel: str, raw: Raw, before: Raw) -> None:
        """Take in the links of an edited message; previews that Slack adds are no edit."""
        if raw.get("subtype") == "tombstone":
            await self._deleted(team, channel, before)
            return
        recent = time.time() - float(raw["ts"]) < self._house.retention.deliveries
        if not recent or raw.get("edited") is None or raw.get("edited") == before.get("edited"):
            return
        heard = await self._heard(team, channel, raw)
        if heard and find_links(heard.message.text):
            await self._links(heard)

    async def _deleted(self, team: str, channel: str, raw: Raw) -> None:
        if time.time() - float(raw["ts"]) < self._house.retention.deliveries:
            await self._house.intake.deleted(PLATFORM, str(spot_of(raw, team, channel)), str(raw["ts"]))

    async def _links(self, heard: Inbound) -> None:
        mode, message = await self._preferred(heard)
        if mode is Mode.AUTO:
            await self._house.intake.post(message)
            if heard.file and heard.file.surely_captions:
                # The summary may be of the video's own captions: then that is said.
                await self._house.intake.upload(
                    message, heard.file, (post_home(message.place, message.id),), addressed=False
                )
        elif mode is Mode.ASK:
            client = await self._web.into(heard.spot.team)
            with asking():
                await client.reactions_add(channel=heard.spot.channel, timestamp=message.id, name=LOOK)

    async def _preferred(self, heard: Inbound) -> tuple[Mode | None, Message]:
        """Return what is to happen to links, and the message with the language that is set for summaries."""
        channel = str(replace(heard.spot, thread=""))
        preferred = await self._house.preferences.at(PLATFORM, heard.message.place.server, channel)
        return preferred.mode, replace(heard.message, language=preferred.language or None)

    async def _follow_up(self, heard: Inbound) -> None:
        """Take in a file and a question; a direct message about no video is answered with help."""
        text = as_typed(heard.message.text)
        known = await self._upload(heard, heard.file) if heard.file else False
        # What is said beside a file that is taken is about the file, unless it asks something.
        meant = bool(text) and meant_for_us(text, to_us=heard.to_us and not known, to_others=heard.to_others)
        if meant and (heard.homes or heard.to_us):
            question = replace(heard.message, text=text)
            known |= await self._house.intake.question(question, heard.homes, addressed=heard.to_us)
        if text and heard.spot.direct and not known and await self._first(heard, "help"):
            person = await self._people.find(heard.spot.team, heard.message.author)
            error = page_error(heard.message.text)
            post = one_post(parts.failure(error, person.locale)) if error else said(slack_words(person.locale).help)
            await self._web.send(heard.spot.on(heard.message.id), post, {"help": heard.message.id})

    async def _upload(self, heard: Inbound, file: Attachment) -> bool:
        _, message = await self._preferred(heard)
        return await self._house.intake.upload(message, file, heard.homes, addressed=heard.to_us)

    async def _first(self, heard: Inbound, what: str) -> bool:
        """Return whether a message is answered so for the first time: events come again."""
        key = f"answered:{FORMAT}:{heard.spot}:{heard.message.id}:{what}"
        return await self._house.store.add(key, b"1", DAY)
