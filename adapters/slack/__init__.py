"""Slack: events in, rendered threads out."""
