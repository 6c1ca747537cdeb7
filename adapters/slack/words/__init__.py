"""The words of Slack's commands, buttons and short replies: one file a language, named here."""

from adapters.slack.words.de import GERMAN
from adapters.slack.words.en import ENGLISH
from adapters.slack.words.words import SlackWords

LANGUAGES = {"en": ENGLISH, "de": GERMAN}


def slack_words(locale: str) -> SlackWords:
    """Return the words for a locale ("de", "en-US"), English where there are none."""
    return LANGUAGES.get(locale.partition("-")[0].lower(), ENGLISH)
