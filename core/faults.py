"""Faults of our own at the entry boundaries: logged under an id, told as one sentence with that id."""

import contextlib
import logging
import uuid
from collections.abc import Iterator

from core.errors import CuepointError, InternalError


@contextlib.contextmanager
def boundary(log: logging.Logger, doing: str) -> Iterator[None]:
    """Let errors with a sentence of their own pass, and turn any other into an InternalError.

    Args:
        log: where the other's trace goes, under the id that people are told.
        doing: what is being done here, for the log.

    Raises:
        InternalError: for whatever went wrong that no one has foreseen.
    """
    try:
        yield
    except CuepointError:
        raise
    except Exception as error:
        fault = uuid.uuid4().hex[:8]
        log.exception("fault %s while %s", fault, doing)
        raise InternalError(fault) from error
