"""What lies under a key of ours and is of another type than ours: it counts as not there."""

from redis.exceptions import ResponseError


def is_of_another_type(error: ResponseError) -> bool:
    """Return whether a command failed as its key holds another type; in a pipeline Redis' words are quoted."""
    return "WRONGTYPE" in str(error)
