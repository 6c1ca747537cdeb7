"""What every reply is held to: quotes verbatim, times from cues, all of the video covered."""
