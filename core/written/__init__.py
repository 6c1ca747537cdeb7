"""The engine that has a model write the sections."""
