"""Slack."""

from pathlib import Path

from tests.e2e.slack_kit import WITHIN, square


async def talk(folder: Path, environment: dict[str, str], link: str, question: str) -> str:
    async with square(folder, start=False) as made:
        made.environment |= environment
        await made.restart()
        slack = made.slack
        post = slack.post(made.channel(), made.person(), f"<{link}>")
        if not question:
            return slack.text(await made.saying(post, "no captions"))
        before = len(await made.delivered(post))
        slack.post(post.channel, post.author, question, thread=post)
        await slack.until(lambda: len(slack.own(post)) > before, WITHIN)
        return "\n".join(map(slack.text, slack.own(post)))
