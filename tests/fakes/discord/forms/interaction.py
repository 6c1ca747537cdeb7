"""Answers to interactions (docs: Receiving and Responding > Interaction Response Structure)."""

from typing import Annotated

from pydantic import AfterValidator

from tests.fakes.discord.forms.base import CustomId, Form, length
from tests.fakes.discord.forms.command import ChoiceName
from tests.fakes.discord.forms.component import InModal
from tests.fakes.discord.interactions import Callback


class CallbackForm(Form):
    """The first answer; what `data` is follows from `type`."""

    type: Callback
    data: dict[str, object] | None = None


class ModalForm(Form):
    """A window with questions."""

    custom_id: CustomId
    title: Annotated[str, AfterValidator(length(1, 45))]
    components: Annotated[list[InModal], AfterValidator(length(1, 5))]


class ChoiceForm(Form):
    """A suggestion."""

    name: ChoiceName
    value: Annotated[str, AfterValidator(length(0, 100))] | int | float


class ChoicesForm(Form):
    """What autocomplete suggests."""

    choices: Annotated[list[ChoiceForm], AfterValidator(length(0, 25))]
