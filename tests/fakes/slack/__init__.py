"""A Slack on loopback that speaks the real protocols to the real slack-bolt app.

`kit.Slack` is all a test needs: it furnishes workspaces, acts for people, makes trouble, waits, and reads what came.
Facts of the protocol stand beside what rests on them: a page of Slack's documentation ("docs: ..."), a file of
slack-sdk 3.47 or slack-bolt 1.30, or an issue where neither says it.
"""
