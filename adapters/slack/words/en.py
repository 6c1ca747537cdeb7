"""English."""

from adapters.slack.words.words import SlackWords

ENGLISH = SlackWords(
    conclusion="Conclusion",
    export="Export",
    share="Share in this channel",
    redo="Redo this section",
    redone="The section is written anew.",
    no_other="There is no other way to put this section that holds what was said.",
    not_redoing="Only who posted the link and the workspace's admins can do that.",
    delete="Delete",
    deleted="The summary is being deleted: its messages, and what is kept of it.",
    no_summary="No summary that I keep belongs to that message.",
    not_deleting="Only who posted the link and the workspace's admins can do that.",
    looking="is looking through the video…",
    no_video="I can't find a video link in that. Give a YouTube link.",
    many_videos="That names several videos. Give one link at a time.",
    no_question="Give a link and a question: /ask link question",
    not_kept="What this button belongs to is no longer kept. Give the command again.",
    not_here="I can't write in this channel. Invite me with /invite, then try again.",
    started="The summary comes under that message.",
    shared="Shared in the channel.",
    whole_in_file="The whole of it is in this file.",
    sent_file="The file is in your direct messages with me.",
    settings_channel="In this channel: {mode}; language: {language}.",
    settings_workspace="In the whole workspace, where a channel says nothing else: {mode}; language: {language}.",
    modes={
        "auto": "links are summarised",
        "ask": "links are marked with 🔍, and summarised when somebody clicks it",
        "off": "links are left alone",
    },
    own_language="the video's own",
    unknown_setting=(
        "I don't understand “{given}”. Give /cuepoint settings, then auto, ask or off, or a language code such as en, "
        "de or pt-BR (own for the video's own); with workspace it holds in the whole workspace."
    ),
    in_channel_only="That can be set in a channel only.",
    not_yours="Only a workspace's admins can set that for the whole workspace.",
    not_shown="Only the workspace's admins are shown that.",
    welcome="Paste a link to a YouTube video: I write it down as sections with quotes and times. Then ask about it.",
    what="What can you do?",
    prompts=("What does it come to?", "What are the main arguments?", "What should I remember?"),
    last="The last summaries",
    nothing_yet="There is none yet. Post a link in a channel I am in.",
    help=(
        "Post a YouTube link in a channel I am in, and I answer in its thread: titled sections with quotes and times, "
        "then the conclusion. Ask in the thread, and I answer with the moments that say so.\n"
        "- /conclusion link: the conclusion and takeaways of a video only, for you alone\n"
        "- /summarize link: the whole, for you alone until you share it\n"
        "- /ask link question: a question about a video\n"
        "- /cuepoint settings: whether I summarise every link of a channel (auto), only those you click 🔍 under "
        "(ask), or none (off), and in which language\n"
        "- /usage: what the model has cost, for the workspace's admins\n"
        "- :x: under my reply, or Delete summary in a message's menu, deletes a summary: for who posted the link, and "
        "for the workspace's admins\n"
        "If a video has no captions, share them in its thread as a caption file (.vtt, .srt or others). "
        "A caption file sent to me alone gets a summary too."
    ),
)
