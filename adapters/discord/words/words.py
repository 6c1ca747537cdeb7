"""What has to be said in each language. A name in braces is filled in; `commands` names, then describes."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DiscordWords:
    """All of it. The keys of `terms` are the English texts that stand in the commands."""

    terms: Mapping[str, str]
    conclusion: str
    export: str
    redo: str
    no_video: str
    many_videos: str
    not_kept: str
    not_yours: str
    redone: str
    no_other: str
    settings_channel: str
    settings_server: str
    modes: Mapping[str, str]
    own_language: str
    unknown_language: str
    in_server_only: str
    started: str
    whole_in_file: str
    help: str
