"""Start Cuepoint: `python -m bot`."""

import os

# Our matrices are small: threads for them cost more to start than they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bot.cli import main

main()
