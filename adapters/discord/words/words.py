"""What has to be said in each language. A name in braces is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DiscordWords:
    """All of it. `terms` holds the texts of the commands, by the English ones that stand there."""

    terms: Mapping[str, str]
    conclusion: str
    export: str
    redo: str
    no_video: str
    many_videos: str
    not_kept: str
    not_yours: str
    delete: str
    deleted: str
    no_summary: str
    not_deleting: str
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
