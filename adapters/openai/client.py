"""One call through OpenAI's SDK, its failures told in our words. Importing this takes half a second: do it late."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from openai import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AsyncOpenAI,
    BadRequestError,
    NotFoundError,
    OpenAIError,
    UnprocessableEntityError,
)
from openai.types import Model
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

from core.errors import ModelError, ModelRejected, ModelUnavailable, ModelUnpaid

RETRIES = 4
_UNAUTHORISED = "unused"
_PASSING = frozenset({408, 409, 429})
_SERVERS_FAULT = 500
_PAYMENT_REQUIRED = 402
# OpenAI says the first with 429, as if it passed: https://platform.openai.com/docs/guides/error-codes
_UNPAID = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_NO_SUCH_MODEL = "model_not_found"
_CODE = re.compile(r"[a-z][a-z_]{2,40}")


log = logging.getLogger(__name__)


class NotUnderstood(Exception):
    """The server doesn't understand the call. Its text is what the server said, and is shown to nobody."""

    def __init__(self, said: str, reason: str) -> None:
        """Make the error; `reason` is what people may be told."""
        super().__init__(said)
        self.reason = reason


class Client:
    """A server that speaks OpenAI's chat completions."""

    def __init__(self, api_key: str | None, base_url: str | None) -> None:
        """Make the client; nothing is connected yet.

        Args:
            api_key: None for a server that asks for none.
            base_url: None for OpenAI's own.
        """
        self._sdk = AsyncOpenAI(api_key=api_key or _UNAUTHORISED, base_url=base_url, max_retries=RETRIES)
        self._may_lack_version = base_url is not None and urlsplit(base_url).path in ("", "/")

    async def complete(
        self, model: str, messages: list[ChatCompletionMessageParam], fields: dict[str, object], deadline: float
    ) -> ChatCompletion:
        """Return the completion. The SDK retries passing failures, as the server's Retry-After says.

        Args:
            model: its name.
            messages: what to complete.
            fields: other fields of the body.
            deadline: how many seconds it may take, retries included.

        Raises:
            NotUnderstood: 400 or 422.
            ModelUnavailable: the server can't be reached, is over its limits or breaks the protocol.
            ModelRejected: the server refuses the key, the model or the account.
            ModelUnpaid: the account has no credit left.
        """
        try:
            async with asyncio.timeout(deadline):
                completion = await self._ask(
                    lambda sdk: sdk.chat.completions.create(
                        model=model, messages=messages, extra_body=fields, timeout=deadline
                    )
                )
        except (BadRequestError, UnprocessableEntityError) as error:
            if error.code in _UNPAID:
                raise ModelUnpaid(_reason(error)) from None
            raise NotUnderstood(f"{error.code} {error.message} {error.body}", _reason(error)) from None
        except (TimeoutError, OpenAIError) as error:
            raise _failure(error, deadline) from None
        except ValueError:  # a body that is no JSON, or JSON that is no completion: neither is an OpenAIError
            raise ModelUnavailable("its answer could not be read") from None
        if not isinstance(completion, ChatCompletion):
            raise ModelUnavailable("its answer was no chat completion; is the base URL right?")
        return completion

    async def models(self, deadline: float) -> tuple[Model, ...]:
        """Return the models that the server lists: https://platform.openai.com/docs/api-reference/models/list.

        Args:
            deadline: how many seconds it may take.

        Raises:
            ModelError: the server can't be reached, refuses the key, or lists none.
        """
        try:
            async with asyncio.timeout(deadline):
                listed = await self._ask(lambda sdk: sdk.models.list(timeout=deadline))
                # A server that sends another shape makes a page without data, whatever the types say.
                return tuple(model for model in getattr(listed, "data", None) or () if isinstance(model, Model))
        except (TimeoutError, OpenAIError) as error:
            raise _failure(error, deadline) from None
        except ValueError:
            raise ModelUnavailable("its answer could not be read") from None

    async def _ask(self, call: Callable[[AsyncOpenAI], Awaitable[object]]) -> object:
        """Return what the server answers; where the base URL may lack its version, it is looked for under /v1 too."""
        sdk = self._sdk
        try:
            return await call(sdk)
        except NotFoundError as error:
            # Of calls side by side the first changes the address, and the others follow.
            if error.code == _NO_SUCH_MODEL or (sdk is self._sdk and not self._may_lack_version):
                raise
        if sdk is self._sdk:
            self._may_lack_version = False
            self._sdk = sdk.with_options(base_url=f"{str(sdk.base_url).rstrip('/')}/v1")
            log.warning("OPENAI_BASE_URL seems to lack /v1: the server knows no such address. It is used with /v1 now")
        return await self._ask(call)

    async def close(self) -> None:
        """Close the connections."""
        await self._sdk.close()


def _failure(error: TimeoutError | OpenAIError, deadline: float) -> ModelError:
    """Return what people are told: a status and a code at the most, for the server's sentence may repeat the key."""
    if isinstance(error, TimeoutError | APITimeoutError):
        return ModelUnavailable(f"no answer within {deadline:.2g} seconds")
    if isinstance(error, APIConnectionError):
        return ModelUnavailable("no connection to its server")
    if isinstance(error, APIResponseValidationError) or not isinstance(error, APIStatusError):
        return ModelUnavailable("its answer could not be read")
    if error.code in _UNPAID or error.status_code == _PAYMENT_REQUIRED:
        return ModelUnpaid(_reason(error))
    passing = error.status_code in _PASSING or error.status_code >= _SERVERS_FAULT
    return ModelUnavailable(_reason(error)) if passing else ModelRejected(_reason(error))


def _reason(error: APIStatusError) -> str:
    code = error.code if error.code and _CODE.fullmatch(error.code) else ""
    return f"{error.status_code} {code}".strip()
