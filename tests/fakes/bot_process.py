"""The real bot as a process, which hands on a killed one's jobs sooner: python -m tests.fakes.bot_process discord

Everything else is as it is for people.
"""

from adapters.redis import jobs, locks
from bot.cli import main

if __name__ == "__main__":
    jobs.HEARTBEAT = 1
    locks.LEASE = 1.5
    jobs.SWEEP = 1
    jobs._TIMERS = {**jobs._TIMERS, "sweep": 1}  # noqa: SLF001 - production waits longer, so that a slow one isn't doubled
    main()
