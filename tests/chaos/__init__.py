"""Whatever dies, every link gets exactly one thread: `python -m tests.chaos --help`."""
