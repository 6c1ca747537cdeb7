"""Discord: events in, rendered threads out."""
