"""Transcripts from caption files."""
