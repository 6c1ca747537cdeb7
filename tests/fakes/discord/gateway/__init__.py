"""The gateway: the websocket on which a bot hears what happens (docs: Gateway)."""
