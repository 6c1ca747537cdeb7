"""The settings command: what is set for a channel or the workspace, shown and changed."""

from dataclasses import replace

from adapters.slack.answers import Answer
from adapters.slack.inbound import as_typed
from adapters.slack.spots import PLATFORM
from adapters.slack.words.words import SlackWords
from core.preferences import STANDARD, Mode, Preferences
from core.tags import language_tag

OWN, WORKSPACE = "own", "workspace"


async def change(answer: Answer, given: list[str]) -> None:
    """Set what was given, for the channel or, with "workspace", for all of it, and tell what holds now."""
    say = answer.words
    if answer.where.direct:
        await answer.say(say.in_channel_only)
        return
    changes: dict[str, object] = {}
    for each in given:
        if each.lower() in set(Mode):
            changes["mode"] = Mode(each.lower())
        elif each.lower() == OWN:
            changes["language"] = ""
        elif tag := language_tag(each):
            changes["language"] = tag
        elif each.lower() != WORKSPACE:
            await answer.say(say.unknown_setting.format(given=as_typed(each)))
            return
    everywhere = WORKSPACE in {each.lower() for each in given}
    if changes and everywhere and not answer.person.manages:
        await answer.say(say.not_yours)
        return
    channel = str(replace(answer.where, thread=""))
    if changes:
        place = "" if everywhere else channel
        await answer.house.preferences.change(PLATFORM, answer.where.team, place, **changes)
    here = await answer.house.preferences.at(PLATFORM, answer.where.team, channel)
    overall = (await answer.house.preferences.set_for(PLATFORM, answer.where.team, "")).over(STANDARD)
    await answer.say(f"{told(here, say.settings_channel, say)}\n{told(overall, say.settings_workspace, say)}")


def told(preferences: Preferences, sentence: str, say: SlackWords) -> str:
    """Return a sentence about what is set."""
    mode = preferences.mode or Mode.AUTO
    return sentence.format(mode=say.modes[mode], language=preferences.language or say.own_language)
