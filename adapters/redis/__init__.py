"""Cache, progress and the queue on Redis."""
