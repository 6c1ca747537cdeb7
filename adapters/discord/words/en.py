"""English."""

from adapters.discord.words.words import DiscordWords

ENGLISH = DiscordWords(
    terms={},
    conclusion="Conclusion",
    export="Export",
    redo="Redo this section",
    no_video="I can't find a video link in that. Give a YouTube link.",
    many_videos="That names several videos. Give one link at a time.",
    not_kept="What this button belongs to is no longer kept. Post the link again.",
    not_yours="Only who posted the link and those who manage the channel can do that.",
    delete="Delete",
    deleted="The summary is being deleted: its messages, and what is kept of it.",
    no_summary="No summary that I keep belongs to that message.",
    not_deleting="Only who posted the link and those who may delete messages here can do that.",
    redone="The section is written anew.",
    no_other="There is no other way to put this section that holds what was said.",
    settings_channel="In this channel: {mode}; language: {language}.",
    settings_server="In the whole server, where a channel says nothing else: {mode}; language: {language}.",
    modes={
        "auto": "links are summarised",
        "ask": "links are marked with 🔍, and summarised when somebody clicks it",
        "off": "links are left alone",
    },
    own_language="the video's own",
    unknown_language=(
        "“{language}” is no language code. Give one such as en, de or pt-BR, or “auto” for the video's own."
    ),
    in_server_only="That can be set in a server only.",
    started="The summary comes here:",
    whole_in_file="The whole of it is in this file.",
    help=(
        "Post a YouTube link, and I answer with a thread: titled sections with quotes and times, then the conclusion. "
        "Ask in the thread, and I answer with the moments that say so.\n"
        "- `/conclusion` gives the conclusion and takeaways of a video only\n"
        "- `/summarize` gives the whole, here or to you alone\n"
        "- `/ask` answers a question about a video\n"
        "- `/settings` says, for a channel or the server, whether I summarise every link, only those you click 🔍 "
        "under, or none, and in which language\n"
        "- `/usage` shows those who manage the server what the model has cost\n"
        "- ❌ under my reply, or Apps, Delete summary in a message's menu, deletes a summary: for who posted the link, "
        "and for moderators\n"
        "If a video has no captions, reply to me with them as a caption file (.vtt, .srt or others). "
        "A caption file sent to me alone gets a summary too."
    ),
)
