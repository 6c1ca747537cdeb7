"""What core expects of each chat's way to those who manage a community. A new chat's is found by itself.

A file managers.py in a folder under adapters/ is one; how it is tried stands in tests/contract/managers/.
"""

import asyncio
import importlib
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from redis.asyncio import Redis

from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from core.budgets.budgets import WHOLE, Budgets, paid_by
from core.budgets.spending import Limit, Standing, Used
from core.delivery.chat import ChatDown, Gone
from core.delivery.managing import Managing, Notice
from core.errors import ModelRejected
from core.model import Usage
from core.ports import Prompt, Reply
from core.thread.usage import nearly_spent
from core.written.rejections import RejectionReporter, rejected_key
from tests.contract.managers.kit import Realm

ROOT = Path(__file__).parents[2]
CHATS = sorted(path.parent.name for path in (ROOT / "adapters").glob("*/managers.py"))
STANDING = Standing(Used(41_000, 0.12), Used(), Limit(50_000))
NOTICE = Notice("near:41000", partial(nearly_spent, STANDING))


@pytest.fixture(params=CHATS)
async def realm(request: pytest.FixtureRequest) -> AsyncIterator[Realm]:
    module = importlib.import_module(f"tests.contract.managers.{request.param}")
    async with module.realm() as made:
        yield made
        assert made.pings() == []


def test_the_chats_are_found() -> None:
    assert CHATS == ["discord", "slack"]


async def test_who_manages_is_told_in_their_language(realm: Realm) -> None:
    await realm.managers.tell(realm.community, NOTICE)
    (said,) = realm.told()
    assert "82 % des heutigen Budgets" in said
    assert "50.000 Tokens am Tag" in said
    assert (realm.shown(), realm.told_ada()) == ([], [])


async def test_who_talks_with_us_directly_is_told_there(realm: Realm) -> None:
    await realm.managers.tell(realm.direct, NOTICE)
    (said,) = realm.told_ada()
    assert said.startswith("82% of today's budget")
    assert (realm.told(), realm.shown()) == ([], [])


async def test_where_they_take_no_messages_it_is_told_elsewhere(realm: Realm) -> None:
    realm.unreachable()
    await realm.managers.tell(realm.community, NOTICE)
    assert realm.told() == []
    assert len(realm.shown()) == 1


async def test_where_there_is_nobody_that_is_said(realm: Realm) -> None:
    with pytest.raises(Gone):
        await realm.managers.tell(realm.strangers, NOTICE)


async def test_a_platform_that_is_away_is_told_of(realm: Realm) -> None:
    realm.down()
    with pytest.raises(ChatDown):
        await realm.managers.tell(realm.community, NOTICE)
    await realm.managers.tell(realm.community, NOTICE)
    assert len(realm.told()) == 1


async def test_each_is_told_once_a_day_by_all_processes_together(realm: Realm, redis: Redis) -> None:
    now = [1_795_435_200.0]
    tallies, store, names = RedisTallies(redis), RedisStore(redis), RedisNames(redis)
    budgets = Budgets(tallies, store, names, each=Limit(tokens=100), clock=lambda: now[0])
    platform = realm.community.partition(":")[0]
    processes = [Managing(platform, budgets, store, names, realm.managers) for _ in range(2)]

    async def used(tokens: int) -> None:
        with paid_by(realm.community):
            await budgets.charge(Usage(1, tokens))
        await asyncio.gather(*(process.look() for process in processes))

    await used(79)
    assert realm.told() == []
    realm.down()
    await used(2)
    assert realm.told() == []
    for _ in range(3):
        await used(10)
    assert len(realm.told()) == 1
    now[0] += 86_400
    await used(10)
    assert len(realm.told()) == 1
    await used(70)
    assert len(realm.told()) == 2
    assert await names.all(f"near:1:{platform}") == ()


async def test_what_has_been_near_the_limit_yesterday_is_no_news(realm: Realm, redis: Redis) -> None:
    now = [1_795_435_200.0]
    tallies, store, names = RedisTallies(redis), RedisStore(redis), RedisNames(redis)
    budgets = Budgets(tallies, store, names, each=Limit(tokens=100), clock=lambda: now[0])
    with paid_by(realm.community):
        await budgets.charge(Usage(1, 90))
    now[0] += 86_400
    platform = realm.community.partition(":")[0]
    await Managing(platform, budgets, store, names, realm.managers).look()
    assert realm.told() == []
    assert await names.all(f"near:1:{platform}") == ()


class Refused:
    """A model whose server refuses its key."""

    name = "m"

    async def complete(self, _prompt: Prompt, _deadline: float) -> Reply:
        raise ModelRejected("401 invalid_api_key")


async def test_a_rejected_model_is_an_error_in_the_log_and_told_once_a_day(
    realm: Realm, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    now = [1_795_435_200.0]
    store, names = RedisStore(redis), RedisNames(redis)
    budgets = Budgets(RedisTallies(redis), store, names, each=Limit(), clock=lambda: now[0])
    platform = realm.community.partition(":")[0]
    managing = Managing(platform, budgets, store, names, realm.managers)
    model = RejectionReporter(Refused(), store, names)

    async def met(community: str) -> None:
        with paid_by(community), pytest.raises(ModelRejected):
            await model.complete(Prompt("", "", "", {}, 1), 1.0)
        await managing.look()

    realm.down()
    await met(realm.community)
    assert realm.told() == []
    for _ in range(3):
        await met(realm.community)
    (said,) = realm.told()
    assert "Zurzeit schreibt kein Modell." in said
    assert "(401 invalid" in said
    assert (realm.shown(), realm.told_ada()) == ([], [])
    now[0] += 86_400
    await met(realm.community)
    assert len(realm.told()) == 2
    await met(WHOLE)
    assert [record.levelname for record in caplog.records if "401" in record.getMessage()] == ["ERROR"]
    assert await names.all(rejected_key(platform)) == ()
