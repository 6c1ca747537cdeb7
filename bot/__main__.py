"""Start Cuepoint: `python -m bot`."""

import atexit
import gc
import os

# Our matrices are small: threads for them cost more to start than they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Pydantic would read what is said of every package that is installed, in search of plugins.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Imports and transcripts make many objects that stay: looking through them at every 700th takes a tenth of a start.
gc.set_threshold(500_000, 20, 20)
# At the end Python would look through them once more to free what goes anyway: a fifth of a short process's time.
atexit.register(gc.freeze)

from bot.cli import main  # noqa: E402 - what is set above comes before all other imports

main()
