"""The process: command line, settings, wiring, logs and the embedded Redis."""

import sys

# Where it is installed, for traces, redis-py imports OpenTelemetry's metrics too, for figures that nobody asks for: 40
# ms of every start. None says that there is no such module (docs.python.org, The import system, The module cache).
sys.modules.setdefault("opentelemetry.sdk.metrics", None)  # type: ignore[arg-type] # see above
