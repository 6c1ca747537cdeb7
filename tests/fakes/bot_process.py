"""The real bot as a process, which hands on a killed one's jobs sooner: python -m tests.fakes.bot_process discord

Everything else is as it is for people.
"""

from adapters.redis import locks, sweeping
from bot.cli import main

if __name__ == "__main__":
    # Production waits longer, so that a slow one isn't doubled.
    sweeping.HEARTBEAT = 2
    sweeping.SWEEP = 1
    locks.LEASE = 2.5
    main()
