"""Discord."""

from pathlib import Path

from tests.e2e.discord_kit import WITHIN, town


async def talk(folder: Path, environment: dict[str, str], link: str, question: str) -> str:
    async with town(folder, start=False) as made:
        made.environment |= environment
        await made.restart()
        post = made.discord.post(made.channel(), made.person(), link)
        if not question:
            return made.discord.text(await made.replied(post, "no captions"))
        thread = await made.delivered(post)
        asked = made.discord.post(thread, post.author, question)
        await made.replied(asked)
        await made.discord.until(lambda: made.discord.replies(asked), WITHIN)
        reply = made.discord.replies(post)[0]
        return "\n".join(map(made.discord.text, [reply, *made.discord.sent(thread)]))
