"""What has to be said in each language. A name in braces is filled in; lines that begin with "- " are a list."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlackWords:
    """All of it. `prompts` are questions that the assistant pane suggests."""

    conclusion: str
    export: str
    share: str
    redo: str
    redone: str
    no_other: str
    not_redoing: str
    delete: str
    deleted: str
    no_summary: str
    not_deleting: str
    looking: str
    no_video: str
    many_videos: str
    no_question: str
    not_kept: str
    not_here: str
    started: str
    shared: str
    whole_in_file: str
    sent_file: str
    settings_channel: str
    settings_workspace: str
    modes: Mapping[str, str]
    own_language: str
    unknown_setting: str
    in_channel_only: str
    not_yours: str
    not_shown: str
    welcome: str
    what: str
    prompts: tuple[str, ...]
    last: str
    nothing_yet: str
    help: str
