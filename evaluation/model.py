"""The scorer on Cuepoint with a model: `python -m evaluation.model`, with any options of the scorer.

Replies are kept, so that a second run asks for nothing but what a changed prompt changes.
"""

import asyncio
import sys
from collections.abc import Sequence

from evaluation.replies import Replies
from evaluation.report import model_report
from evaluation.scoring import MISSING, scores, there
from evaluation.settings import OPENAI, EvaluationSettings


async def evaluate(settings: EvaluationSettings, options: Sequence[str] = ()) -> str:
    """Return the figures of the model that the settings name, as Markdown, and how many calls they took.

    Args:
        settings: which model, and where its replies are kept.
        options: of the scorer, as "--limit 3".
    """
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    async with Replies(settings.openai_base_url or OPENAI, settings.eval_replies) as replies:
        passed = {"OPENAI_BASE_URL": replies.url, "OPENAI_MODEL": settings.openai_model}
        passed |= {"OPENAI_CONCURRENCY": str(settings.openai_concurrency), "OPENAI_API_KEY": key}
        found = await scores(["bot"], *options, settings=passed)
        return model_report(settings.openai_model, found.total, replies.asked, replies.kept)


def main() -> None:
    """Print the figures."""
    settings = EvaluationSettings()
    if not there():
        sys.stdout.write(MISSING)
        return
    if not settings.has_model:
        sys.exit("There is no model to evaluate: set OPENAI_API_KEY or OPENAI_BASE_URL, and OPENAI_MODEL.")
    sys.stdout.write(asyncio.run(evaluate(settings, sys.argv[1:])))


if __name__ == "__main__":
    main()
