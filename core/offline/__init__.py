"""The engine that needs no model: it chooses from what is said and does not rephrase."""
