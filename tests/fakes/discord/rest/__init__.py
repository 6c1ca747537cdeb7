"""Discord's REST API, version 10, as far as a chat bot needs it."""
