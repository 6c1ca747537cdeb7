"""Print all measurements."""

import asyncio

from benchmarks import cache, discord, model, offline, scale, slack

if __name__ == "__main__":
    offline.run()
    asyncio.run(cache.run())
    asyncio.run(model.run())
    asyncio.run(discord.run())
    asyncio.run(slack.run())
    asyncio.run(scale.run(links=200, videos=20))
