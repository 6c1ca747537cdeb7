"""Where the video turns to another topic, found without a model."""
