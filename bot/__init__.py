"""The process: command line, settings, wiring, logs and the embedded Redis."""
