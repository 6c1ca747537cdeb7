"""The settings of the evaluation, beside Cuepoint's own."""

from pathlib import Path

from bot.settings import Settings

OPENAI = "https://api.openai.com/v1"


class EvaluationSettings(Settings):
    """Cuepoint's settings, and EVAL_REPLIES: the folder in which a model's replies are kept."""

    eval_replies: Path = Path(".eval/replies")
