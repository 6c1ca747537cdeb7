"""What every part of the fake's face to tests stands on."""

from tests.fakes.slack.parts import Parts


class Face:
    """Holds the parts; what tests do and read is in the classes that build on it."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.world = parts.world
