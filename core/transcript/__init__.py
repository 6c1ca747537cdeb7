"""From raw captions to clean cues."""
