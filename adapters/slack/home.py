"""The app's home: what Cuepoint does, what is set in the workspace, and the last summaries that the reader can see."""

import contextlib
import logging

from adapters.slack.people import People
from adapters.slack.rendering import posts
from adapters.slack.settings import told
from adapters.slack.sight import Sight
from adapters.slack.spots import PLATFORM, spot
from adapters.slack.web import Web, asking
from adapters.slack.words import slack_words
from core.delivery.chat import ChatDown, Gone
from core.delivery.house import House
from core.delivery.record import Place
from core.faults import tried
from core.preferences import STANDARD
from core.thread.content import Block, Line, Span, Style, line

MOST, LOOKED_AT = 5, 20
"""How many summaries are shown, and how many are looked at for some that the reader can see."""

log = logging.getLogger(__name__)


class Home:
    """Publishes it."""

    def __init__(self, house: House, web: Web, people: People) -> None:
        self._house = house
        self._web = web
        self._people = people
        self._sight = Sight(web)

    async def show(self, team: str, user: str) -> None:
        """Publish the home of somebody (docs: views.publish)."""
        with tried(log, "showing the home"):
            say = slack_words((await self._people.find(team, user)).locale)
            held = (await self._house.preferences.set_for(PLATFORM, team, "")).over(STANDARD)
            rows = say.help.split("\n")
            block: Block = (
                *(line(Style.ITEM if row.startswith("- ") else Style.TEXT, row.removeprefix("- ")) for row in rows),
                line(Style.TEXT, told(held, say.settings_workspace, say)),
                line(Style.HEADING, say.last),
                *(await self._last(team, user) or [line(Style.TEXT, say.nothing_yet)]),
            )
            blocks = [each for post in posts(block) for each in post.blocks]
            client = await self._web.into(team)
            with asking():
                await client.views_publish(user_id=user, view={"type": "home", "blocks": blocks})

    async def _last(self, team: str, user: str) -> list[Line]:
        lines: list[Line] = []
        earlier = await self._house.records.earlier.of(Place(PLATFORM, team, "").community)
        for each in earlier[: -LOOKED_AT - 1 : -1]:
            if len(lines) < MOST and (delivery := await self._house.records.deliveries.load(each.delivery)):
                with contextlib.suppress(Gone, ChatDown):
                    where = spot(delivery.place.channel)
                    if await self._sight.can_see(user, where):
                        url = await self._web.link_to(where, delivery.reply)
                        lines.append(line(Style.ITEM, Span(each.title, url)))
        return lines
