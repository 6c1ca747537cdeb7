"""One folder for each thing outside: chats, transcripts, the model, Redis."""
