"""How each chat is used by the contract suite: one module for each, named as its folder under adapters/.

Each has `talk(folder, youtube, redis, link, question)`, which yields nothing and returns all that the chat says in one
place about a link and then a question, as people read it: the real command in a process of its own.
"""
