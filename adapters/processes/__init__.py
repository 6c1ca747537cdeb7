"""Worker processes for computations that must be possible to end."""
