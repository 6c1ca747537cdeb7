"""Faults of our own at the entry boundaries: logged under an id, told as one sentence with that id."""

import contextlib
import logging
import secrets
from collections.abc import Iterator

from core.errors import CuepointError, InternalError
from core.watching import What, happened, shown_id


@contextlib.contextmanager
def boundary(log: logging.Logger, doing: str) -> Iterator[None]:
    """Let errors with a sentence of their own pass, and turn any other into an InternalError.

    Args:
        log: where the other's trace goes, under the id that people are told: that of all that was done for them, if
            there is one.
        doing: what is being done here, for the log.

    Raises:
        InternalError: for whatever went wrong that no one has foreseen.
    """
    try:
        yield
    except CuepointError:
        raise
    except Exception as error:
        fault = shown_id() or secrets.token_hex(4)
        happened(What.FAULT, to=log, level=logging.ERROR, error=error, fault=fault, doing=doing)
        raise InternalError(fault) from error
