"""Which summaries are on the same topic."""
