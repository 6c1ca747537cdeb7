"""The prompts: text files beside this one, each with exactly the variables that the code fills in."""

from pathlib import Path
from string import Template

from core.errors import CuepointError

_FOLDER = Path(__file__).parent / "prompts"


class PromptWrong(CuepointError):
    """A prompt's file lacks a variable, or has one that nothing fills in."""

    code = "prompt"
    sentence = "A prompt can't be used: {detail}."


class PromptTemplate:
    """A prompt's text with `$variables`."""

    def __init__(self, text: str, variables: frozenset[str], name: str = "the prompt") -> None:
        """Check the text.

        Args:
            text: the prompt; "$$" stands for a dollar sign.
            variables: the names that must stand in it, and no others.
            name: what to call it if it is wrong.

        Raises:
            PromptWrong: a variable is missing or unknown, or a "$" stands alone.
        """
        self.text = text.strip()
        self._template = Template(self.text)
        if not self._template.is_valid():
            raise PromptWrong(f'{name} has a "$" that begins no variable')
        found = frozenset(self._template.get_identifiers())
        if found != variables:
            wrong = [f"{name} lacks ${one}" for one in sorted(variables - found)]
            wrong += [f"{name} has the unknown ${one}" for one in sorted(found - variables)]
            raise PromptWrong(", ".join(wrong))

    def fill(self, **values: str) -> str:
        """Return the text with every variable's value, which is not itself looked into."""
        return self._template.substitute(values)


def load(name: str, *variables: str) -> PromptTemplate:
    """Return the prompt in `prompts/<name>.txt`.

    Raises:
        PromptWrong: its variables are not those named.
    """
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return PromptTemplate(text, frozenset(variables), f"prompts/{name}.txt")
