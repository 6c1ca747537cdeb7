"""The methods of the Web API, each with the scopes it needs (docs: Reference > Web API methods)."""
