"""Answers to questions about a video, with citations."""
