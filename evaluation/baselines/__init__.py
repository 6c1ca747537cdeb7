"""Published methods, written small, to compare with. They are only here: Cuepoint uses none of them.

All of them read the transcripts with Cuepoint's own parser, sentences, stop words and stems.
"""
