"""What a model's words cost: counted for each community and for the whole, and held to what a day may cost."""
