"""Links on Slack, by the real app in a process of its own."""

from itertools import pairwise

import pytest

from tests.e2e.kit import CAPTIONS, DONE
from tests.e2e.slack_kit import WITHIN, Square
from tests.fakes.slack.kit import Channel, Kind, Upload
from tests.fakes.youtube import Failure

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_link_gets_a_thread_under_it(slack_square: Square) -> None:
    slack = slack_square.slack
    link = slack_square.video()
    post = await slack_square.summarised(f"look at {link} please")
    slack_square.check_whole(post)
    reply, *rest = slack.own(post)
    text = slack.text(reply)
    assert "The Loopback Channel" in text
    assert "6:00" in text
    assert any("Reading the transcript" in str(before) for before in reply.earlier)
    assert f"{len(rest) - 1} sections in the thread" in text
    assert slack.messages(post.channel) == [post]


async def test_nothing_unfolds_and_every_link_is_the_video_s(slack_square: Square) -> None:
    slack = slack_square.slack
    # Among direct messages no other summary is near.
    post = slack.dm(slack_square.person(), slack_square.video())
    await slack_square.delivered(post)
    ident = post.text.strip("<>").rpartition("/")[2]
    for message in slack.own(post):
        assert message.text
        assert slack.previews(message) == []
        assert slack.links(message)
        assert all(link.startswith(f"https://www.youtube.com/watch?v={ident}") for link in slack.links(message))


BREAD = "Baking bread"


async def test_a_link_to_a_playlist_is_explained_where_it_is_sent_directly(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    slack.dm(ada, "<https://www.youtube.com/playlist?list=PLabc>")
    await slack.until(
        lambda: any("That is a playlist." in post.text for post in slack.own(slack.world.direct(ada))), 10
    )


async def test_more_from_here_names_the_threads_that_everybody_sees(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    hostile = "<!channel> <https://evil.example|bread> *x*"
    secret = slack.add_channel("secret", ada, kind=Kind.PRIVATE)
    outer = slack_square.channel()
    outer.shared = True
    channels = [slack_square.channel(), secret, slack_square.channel(), slack_square.channel(), outer]
    links = [slack_square.about(BREAD, hostile), *(slack_square.about(BREAD) for _ in range(2))]
    links += [slack_square.about("Keeping bees"), slack_square.about("Keeping bees")]
    posts = [slack.post(channel, ada, link) for channel, link in zip(channels, links, strict=True)]
    replies = [(await slack_square.delivered(post))[0] for post in posts]
    slack.delete(replies[2])
    await slack_square.quiet(lambda: None)

    async def linked(channel: Channel) -> list[int]:
        """Return which of the threads are linked to under a new one, by their positions."""
        *_, last = await slack_square.delivered(slack.post(channel, ada, slack_square.about(BREAD)))
        found = [link for link in slack.links(last) if "/archives/" in link]
        assert ("More from here:" in slack.text(last)) is bool(found)
        assert not [link for link in slack.links(last) if "evil" in link]
        return [at for at, reply in enumerate(replies) if any(reply.ts.replace(".", "") in link for link in found)]

    assert await linked(secret) == [0, 1]
    assert await linked(slack_square.channel()) == [0]
    assert await linked(outer) == []


async def test_a_cached_link_is_fetched_once(slack_square: Square) -> None:
    post = await slack_square.summarised()
    again = slack_square.slack.dm(slack_square.person(), post.text)
    await slack_square.delivered(again)
    assert slack_square.titles(again) == slack_square.titles(post)
    assert slack_square.youtube.fetches(post.text.strip("<>").rpartition("/")[2]) == 1


async def test_a_repost_leads_to_the_thread(slack_square: Square) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    again = slack.post(slack_square.channel(), slack_square.person(), post.text)
    lead = await slack_square.saying(again, "Summarised here already")
    assert slack_square.titles(post)[0] in slack.text(lead)
    (link,) = slack.links(lead)
    assert slack.own(post)[0].ts.replace(".", "") in link
    assert slack.own(again) == [lead]


async def test_who_cannot_see_the_thread_gets_one_of_their_own(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    secret = slack.add_channel("secret", ada, kind=Kind.PRIVATE)
    post = slack.post(secret, ada, slack_square.video())
    await slack_square.delivered(post)
    again = slack.post(slack_square.channel(), slack_square.person(), post.text)
    await slack_square.delivered(again)
    slack_square.check_whole(again)


async def test_three_links_get_a_reply_each_and_the_rest_is_named(slack_square: Square) -> None:
    slack = slack_square.slack
    links = [slack_square.video(3.0) for _ in range(5)]
    post = slack.post(slack_square.channel(), slack_square.person(), " and ".join(links))
    await slack.until(lambda: sum(DONE in slack.text(each) for each in slack.own(post)) == 3, within=10)
    texts = "\n".join(slack.text(each) for each in slack.own(post))
    assert all(link.strip("<>").rpartition("/")[2] in texts for link in links[3:])
    assert texts.count("Left out:") == 1
    videos = [slack.links(each)[0].partition("v=")[2][:11] for each in slack.own(post)]
    assert sum(one != other for one, other in pairwise(videos)) == 2, "each video by itself"


async def test_in_a_thread_the_sections_go_right_there(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    root = slack.post(slack_square.channel(), ada, "a chat")
    slack.post(root.channel, ada, slack_square.video(), thread=root)
    await slack_square.delivered(root)
    slack_square.check_whole(root)


async def test_an_edit_that_adds_a_link_counts_as_a_post_and_previews_do_not(slack_square: Square) -> None:
    slack = slack_square.slack
    post = slack.post(slack_square.channel(), slack_square.person(), "wait for it")
    first = slack_square.video()
    slack.edit(post, f"here: {first}")
    await slack_square.delivered(post)
    before = len(slack.own(post))
    slack.unfurl(post)
    slack.edit(post, f"here it is: {first}")
    await slack_square.quiet(lambda: len(slack.own(post)) != before)
    slack.edit(post, f"here: {first} and {slack_square.video()}")
    await slack.until(lambda: sum(DONE in slack.text(each) for each in slack.own(post)) == 2, within=10)


async def test_a_redelivered_event_changes_nothing(slack_square: Square) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    before = len(slack.own(post))
    slack.redeliver(post)
    slack.redeliver(post)
    await slack.heard()
    await slack_square.quiet(lambda: len(slack.own(post)) != before)


async def test_bots_and_talk_without_links_are_left_alone(slack_square: Square) -> None:
    slack = slack_square.slack
    channel = slack_square.channel()
    slack.post(channel, slack.add_user("robot", bot=True), slack_square.video())
    slack.post(channel, slack_square.person(), "do you know <https://example.com/watch?v=aaaaaaaaaaa> ?")
    slack.post(channel, slack_square.person(), f"`{slack_square.address()}`")
    await slack_square.quiet(lambda: slack.own(channel))


@pytest.mark.parametrize("replied", [False, True])
async def test_a_deleted_link_stops_the_work(slack_square: Square, *, replied: bool) -> None:
    slack = slack_square.slack
    held = slack.hang("chat.postMessage", skip=1 if replied else 0)
    post = slack.post(slack_square.channel(), slack_square.person(), slack_square.video())
    await slack.until(lambda: held.hits)
    slack.delete(post)
    await slack.heard()
    slack.lift()
    await slack.until(lambda: not slack.own(post.channel), WITHIN)


async def test_a_video_without_captions_says_why_and_a_file_helps(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    post = slack.post(slack_square.channel(), ada, slack_square.video(failure=Failure.NO_CAPTIONS))
    reply = await slack_square.saying(post, "no captions")
    assert "reply to this message" in slack.text(reply)
    slack.post(post.channel, ada, files=[Upload("a.srt", b"nothing")], thread=post)
    await slack_square.saying(post, "has no times")
    slack.post(post.channel, ada, files=[Upload("talk.vtt", CAPTIONS.encode())], thread=post)
    await slack_square.delivered(post)
    assert "caption file" in slack.text(reply)
    assert "lighthouse" in "".join(map(slack.text, slack.own(post)))


async def test_a_caption_file_beside_the_link_is_used(slack_square: Square) -> None:
    slack = slack_square.slack
    file = Upload("talk.en.vtt", CAPTIONS.encode())
    link = slack_square.video(failure=Failure.NO_CAPTIONS)
    post = slack.post(slack_square.channel(), slack_square.person(), link, files=[file])
    await slack_square.delivered(post)
    assert "caption file" in slack.text(slack.own(post)[0])


async def test_rate_limits_and_faults_of_slack_lose_nothing(slack_square: Square) -> None:
    slack = slack_square.slack
    slack.fault("chat.postMessage", error="ratelimited", retry_after=0, times=2)
    slack.fault("chat.postMessage", error="internal_error", status=500, skip=1)
    slack.cut("chat.postMessage", skip=2, after=True)
    slack.garble("chat.update")
    post = await slack_square.summarised()
    slack_square.check_whole(post)
    slack.lift()


async def test_where_it_is_not_let_in_it_says_nothing(slack_square: Square) -> None:
    slack = slack_square.slack
    channels = [slack_square.channel(), slack_square.channel()]
    for error, channel in zip(("not_in_channel", "is_archived"), channels, strict=True):
        fault = slack.fault("chat.postMessage", error=error)
        slack.post(channel, slack_square.person(), slack_square.video())
        await slack.until(lambda: fault.hits)  # noqa: B023 - called at once
    await slack_square.quiet(lambda: [each for channel in channels for each in slack.own(channel)])
    assert "not_in_channel" in slack_square.logged()
