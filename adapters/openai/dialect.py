"""What a compatible server understands of a call, found out by what it refuses."""

import json
from dataclasses import dataclass, replace
from enum import StrEnum

from core.ports import Prompt


class Form(StrEnum):
    """How a reply is bound to JSON, from the firmest."""

    SCHEMA = "json_schema"
    JSON = "json_object"
    TEXT = "text"


_LIMITS = ("max_completion_tokens", "max_tokens", "")
_ABOUT_LIMIT = ("max_completion_tokens", "max_tokens")
_EFFORTS = ("none", "minimal", "low", "")
_ABOUT_EFFORT = ("reasoning", "thinking")
_ABOUT_FORM = ("response_format", "json", "schema", "grammar")
_TOO_LONG = ("context_length", "context length", "context size")
_HOPELESS = (*_TOO_LONG, "model_not_found", "quota", "billing")


def too_long(complaint: str) -> bool:
    """Return whether a server complains that the prompt is longer than what the model reads at once."""
    return any(said in complaint.lower() for said in _TOO_LONG)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The form of replies that a server knows, the name of its limit of tokens, and the least reasoning it can do.

    New models of OpenAI refuse `max_tokens`; many compatible servers know nothing else. Models that reason do so unless
    told not to, at the price of output tokens and of seconds; others refuse to be told. "" leaves the field out.
    """

    form: Form = Form.SCHEMA
    limit: str = _LIMITS[0]
    effort: str = _EFFORTS[0]

    def instructions(self, prompt: Prompt) -> str:
        """Return the prompt's instructions, with the schema where it can't be sent apart from them."""
        if self.form is Form.SCHEMA:
            return prompt.instructions
        schema = json.dumps(prompt.schema, separators=(",", ":"))
        return f"{prompt.instructions}\nReply with nothing but JSON of this schema: {schema}"

    def fields(self, prompt: Prompt) -> dict[str, object]:
        """Return the fields of the call that servers differ in (OpenAI's SDK, completion_create_params.py)."""
        fields: dict[str, object] = {self.limit: prompt.max_tokens} if self.limit else {}
        if self.effort:
            fields["reasoning_effort"] = self.effort
        if self.form is Form.SCHEMA:
            named = {"name": prompt.schema_name, "strict": True, "schema": prompt.schema}
            fields["response_format"] = {"type": self.form.value, "json_schema": named}
        elif self.form is Form.JSON:
            fields["response_format"] = {"type": self.form.value}
        return fields

    def after(self, complaint: str) -> "Dialect | None":
        """Return what to try next when a server has refused this dialect, or None where nothing is left to try.

        Servers name the limit and the effort that they don't know. What they say of a form is too various to be read
        (DeepSeek: "This response_format type is unavailable now"), so that whatever else is refused is tried without
        the effort, which costs nothing, and then with a simpler form.

        Args:
            complaint: what the server said.
        """
        said = complaint.lower()
        if any(cause in said for cause in _HOPELESS):
            return None
        if self.limit and any(name in said for name in _ABOUT_LIMIT):
            return replace(self, limit=_LIMITS[_LIMITS.index(self.limit) + 1])
        if self.effort and any(name in said for name in _ABOUT_EFFORT):
            # "Unsupported value: 'none'. Supported values are: 'minimal', ..." against "Unsupported parameter".
            return replace(self, effort=_EFFORTS[_EFFORTS.index(self.effort) + 1] if "value" in said else "")
        if self.effort and not any(name in said for name in _ABOUT_FORM):
            return replace(self, effort="")
        forms = list(Form)
        return None if self.form is Form.TEXT else replace(self, form=forms[forms.index(self.form) + 1])
