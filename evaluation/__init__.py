"""How good writing and answers are: the scorer run on Cuepoint and on published methods, for docs/quality.md."""
