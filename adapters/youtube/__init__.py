"""Transcripts and facts of YouTube videos."""
