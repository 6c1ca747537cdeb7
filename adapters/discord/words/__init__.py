"""The words of Discord's commands, buttons and short replies: one file a language, named here."""

from adapters.discord.words.de import GERMAN
from adapters.discord.words.en import ENGLISH
from adapters.discord.words.words import DiscordWords

LANGUAGES = {"en": ENGLISH, "de": GERMAN}


def discord_words(locale: str) -> DiscordWords:
    """Return the words for a locale ("de", "en-US"), English where there are none."""
    return LANGUAGES.get(locale.partition("-")[0].lower(), ENGLISH)
