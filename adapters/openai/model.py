"""A model behind any server that speaks OpenAI's chat completions."""

import asyncio
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from adapters.openai.dialect import Dialect, too_long
from adapters.openai.prices import Price, price_of
from core.errors import ModelRejected, ModelUnavailable, PromptTooLong
from core.model import Usage
from core.ports import Prompt, Reply
from core.watching import Step, What
from core.written.tokens import estimate

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

    from adapters.openai.client import Client


class OpenAIModel:
    """Implements `core.ports.LanguageModel`. What its server understands is found out once, by what it refuses."""

    def __init__(
        self, name: str, *, api_key: str | None, base_url: str | None = None, prices: Mapping[str, Price] | None = None
    ) -> None:
        """Make the model; nothing is imported or connected before the first call, or `connect`.

        Args:
            name: the model's name on its server.
            api_key: the server's key; None where it asks for none.
            base_url: the server's address up to the version; None for OpenAI's own.
            prices: by model name; of an unknown model the cost is unknown.
        """
        self.name = name
        self._api_key = api_key
        self._base_url = base_url
        self._price = price_of(name, prices or {})
        self._dialect = Dialect()
        self._client: Client | None = None
        self._connecting = asyncio.Lock()

    async def complete(self, prompt: Prompt, deadline: float) -> Reply:
        """Return the model's reply; see `core.ports.LanguageModel`."""
        with Step(What.MODEL_CALL, model=self.name) as step:
            reply = await self._complete(prompt, deadline)
            used = reply.usage
            step.note(
                outcome="refused" if reply.refused else "cut_off" if reply.cut_off else "done",
                input_tokens=used.input_tokens,
                cached_tokens=used.cached_tokens,
                output_tokens=used.output_tokens,
                dollars=round(used.cost or 0.0, 9),
            )
            return reply

    async def _complete(self, prompt: Prompt, deadline: float) -> Reply:
        client = await self.connect()
        from adapters.openai.client import NotUnderstood  # noqa: PLC0415  # it is imported by now, off the event loop

        ends = time.monotonic() + deadline
        dialect = self._dialect
        while True:
            try:
                completion = await client.complete(
                    self.name, _messages(prompt, dialect), dialect.fields(prompt), ends - time.monotonic()
                )
            except NotUnderstood as complaint:
                if "content_filter" in str(complaint):
                    return Reply("", Usage(calls=1), refused=True)
                simpler = dialect.after(str(complaint))
                if simpler is None:
                    rejected = PromptTooLong if too_long(str(complaint)) else ModelRejected
                    raise rejected(complaint.reason) from None
                dialect = simpler
            else:
                self._dialect = dialect
                return self._reply(completion, prompt)

    async def connect(self) -> "Client":
        """Return the client, imported and made off the event loop if it isn't there yet: it takes half a second."""
        async with self._connecting:
            if self._client is None:
                self._client = await asyncio.to_thread(self._connect)
            return self._client

    async def close(self) -> None:
        """Close the connections, if there are any."""
        if self._client:
            await self._client.close()

    def _connect(self) -> "Client":
        from adapters.openai.client import Client  # noqa: PLC0415  # it takes half a second

        return Client(self._api_key, self._base_url)

    def _reply(self, completion: "ChatCompletion", prompt: Prompt) -> Reply:
        """Return the first choice: servers send choices, messages or contents that are null, whatever the types say."""
        choice = completion.choices[0] if completion.choices else None
        message = choice.message if choice else None
        if choice is None or message is None:
            raise ModelUnavailable("its answer was empty")
        text = message.content if isinstance(message.content, str) else ""
        refused = bool(message.refusal) or choice.finish_reason == "content_filter"
        usage = self._usage(completion, prompt, text)
        return Reply(text, usage, cut_off=choice.finish_reason == "length", refused=refused)

    def _usage(self, completion: "ChatCompletion", prompt: Prompt, text: str) -> Usage:
        """Return what the server counted, or about what there was to count where it says nothing."""
        told = completion.usage
        given = told.prompt_tokens if told else 0
        written = told.completion_tokens if told else 0
        given = given or round(estimate(prompt.instructions + prompt.content))
        written = written or round(estimate(text))
        details = told.prompt_tokens_details if told else None
        cached = min(given, (details.cached_tokens if details else 0) or 0)
        return Usage(1, given, cached, written, self._price.of(given, cached, written) if self._price else None)


def _messages(prompt: Prompt, dialect: Dialect) -> "list[ChatCompletionMessageParam]":
    return [
        {"role": "system", "content": dialect.instructions(prompt)},
        {"role": "user", "content": prompt.content},
    ]
