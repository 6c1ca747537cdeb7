"""A Discord on loopback that speaks the real protocol to the real discord.py client.

`kit.Discord` is all a test needs: it furnishes the place, acts for people, makes trouble, waits, and reads what came.
Facts of the protocol stand beside what rests on them: a page of Discord's documentation ("docs: ..."), a file of
discord.py 2.7.1, or an issue where neither says it.
"""
