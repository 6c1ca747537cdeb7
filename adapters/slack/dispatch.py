"""Hands what Slack sends to bolt. One payload that can't be read costs that payload alone.

An event that is not acknowledged comes again after nothing, one and five minutes
(https://docs.slack.dev/apis/events-api#error-handling). That helps where Redis is away for a while. It does not help
where a payload can't be read: the same bytes fail again. So outages are answered with 503, everything else with 200.
"""

import contextlib
import logging
from collections.abc import Callable
from http import HTTPStatus

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from core.errors import CuepointError, InternalError
from core.faults import boundary

log = logging.getLogger(__name__)


async def dispatch(bolt: AsyncApp, build_request: Callable[[], AsyncBoltRequest]) -> BoltResponse:
    """Return the response to a request that is known to come from Slack; never raises for what is in it.

    Args:
        bolt: the app.
        build_request: builds the request. Bolt reads ids out of the payload there, and fails on wrong types.
    """
    try:
        with _fault_boundary():
            response = await bolt.async_dispatch(build_request())
    except CuepointError as error:
        return _response_to(error)
    # Bolt answers 404 where no listener fits, as for an event that a later manifest adds.
    return BoltResponse(status=HTTPStatus.OK) if response.status == HTTPStatus.NOT_FOUND else response


async def on_error(error: Exception, response: BoltResponse | None) -> BoltResponse | None:
    """Log an error inside bolt's middleware or a listener, for `AsyncApp.error`.

    Args:
        error: the error.
        response: the response that bolt will send, or None where it was acknowledged already.

    Returns:
        The response in place of bolt's, or None as bolt wants where `response` is None.
    """
    try:
        with _fault_boundary():
            raise error
    except CuepointError as known:
        return _response_to(known) if response else None


def _fault_boundary() -> contextlib.AbstractContextManager[None]:
    return boundary(log, "handling a request from Slack")


def _response_to(error: CuepointError) -> BoltResponse:
    if isinstance(error, InternalError):
        return BoltResponse(status=HTTPStatus.OK)
    log.warning("a request from Slack is left for later: %s", error)
    return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
