"""German."""

from adapters.slack.words.words import SlackWords

GERMAN = SlackWords(
    conclusion="Fazit",
    export="Exportieren",
    share="In diesem Kanal teilen",
    redo="Abschnitt neu schreiben",
    redone="Der Abschnitt ist neu geschrieben.",
    no_other="Anders lässt sich dieser Abschnitt nicht schreiben, ohne vom Gesagten abzuweichen.",
    not_redoing="Das können nur, wer den Link gepostet hat, und die Admins des Workspace.",
    delete="Löschen",
    deleted="Die Zusammenfassung wird gelöscht: ihre Nachrichten und was davon gespeichert ist.",
    no_summary="Zu dieser Nachricht gehört keine Zusammenfassung, die ich gespeichert habe.",
    not_deleting="Das können nur, wer den Link gepostet hat, und die Admins des Workspace.",
    looking="sieht das Video durch …",
    no_video="Darin finde ich keinen Link zu einem Video. Gib einen YouTube-Link an.",
    many_videos="Das nennt mehrere Videos. Gib einen Link nach dem anderen an.",
    no_question="Gib einen Link und eine Frage an: /ask Link Frage",
    not_kept="Wozu dieser Knopf gehört, ist nicht mehr gespeichert. Gib den Befehl noch einmal.",
    not_here="In diesem Kanal darf ich nicht schreiben. Lade mich mit /invite ein und versuche es noch einmal.",
    started="Die Zusammenfassung kommt unter diese Nachricht.",
    shared="Im Kanal geteilt.",
    whole_in_file="Das Ganze steht in dieser Datei.",
    sent_file="Die Datei ist in deinen Direktnachrichten mit mir.",
    settings_channel="In diesem Kanal: {mode}; Sprache: {language}.",
    settings_workspace="Im ganzen Workspace, wo ein Kanal nichts anderes sagt: {mode}; Sprache: {language}.",
    modes={
        "auto": "Links werden zusammengefasst",
        "ask": "Links werden mit 🔍 markiert und zusammengefasst, wenn jemand darauf klickt",
        "off": "Links bleiben unbeachtet",
    },
    own_language="die des Videos",
    unknown_setting=(
        "„{given}“ verstehe ich nicht. Gib nach /cuepoint settings auto, ask oder off an, oder einen Sprachcode wie "
        "en, de oder pt-BR (own für die des Videos); mit workspace gilt es im ganzen Workspace."
    ),
    in_channel_only="Das lässt sich nur in einem Kanal einstellen.",
    not_yours="Das können für den ganzen Workspace nur seine Admins einstellen.",
    not_shown="Das sehen nur die Admins des Workspace.",
    welcome="Gib einen Link zu einem YouTube-Video ein, und ich schreibe es als Abschnitte mit Zitaten und Zeiten auf. "
    "Dann frag danach.",
    what="Was kannst du?",
    prompts=("Worauf läuft es hinaus?", "Was sind die wichtigsten Argumente?", "Was sollte ich mir merken?"),
    last="Die letzten Zusammenfassungen",
    nothing_yet="Es gibt noch keine. Poste einen Link in einem Kanal, in dem ich bin.",
    help=(
        "Poste einen YouTube-Link in einem Kanal, in dem ich bin, und ich antworte in seinem Thread: Abschnitte mit "
        "Titeln, Zitaten und Zeiten, dann das Fazit. Frag im Thread, und ich antworte mit den Stellen, die es sagen.\n"
        "- /conclusion Link: nur Fazit und Merksätze eines Videos, nur für dich\n"
        "- /summarize Link: das Ganze, nur für dich, bis du es teilst\n"
        "- /ask Link Frage: eine Frage zu einem Video\n"
        "- /cuepoint settings: ob ich jeden Link eines Kanals zusammenfasse (auto), nur die mit Klick auf 🔍 (ask), "
        "oder keinen (off), und in welcher Sprache\n"
        "- /usage: was das Modell gekostet hat, für die Admins des Workspace\n"
        "- :x: unter meiner Antwort, oder Delete summary im Menü einer Nachricht, löscht eine Zusammenfassung: für die "
        "Person, die den Link gepostet hat, und für die Admins des Workspace\n"
        "Hat ein Video keine Untertitel, teile sie in seinem Thread als Untertiteldatei (.vtt, .srt und andere). "
        "Auch eine Untertiteldatei, die du mir allein schickst, fasse ich zusammen."
    ),
)
