"""German."""

from adapters.discord.words.words import DiscordWords

GERMAN = DiscordWords(
    terms={
        "conclusion": "fazit",
        "The conclusion and takeaways of a video": "Fazit und Merksätze eines Videos",
        "summarize": "zusammenfassen",
        "A video as sections with quotes and times": "Ein Video als Abschnitte mit Zitaten und Zeiten",
        "ask": "fragen",
        "A question about a video, answered with the moments that say so": (
            "Eine Frage zu einem Video, beantwortet mit den Stellen, die es sagen"
        ),
        "settings": "einstellungen",
        "What happens to links in this channel or server": "Was mit Links in diesem Kanal oder Server geschieht",
        "usage": "verbrauch",
        "What the model's words have cost here, and the budget": "Was das Modell hier gekostet hat, und das Budget",
        "help": "hilfe",
        "What Cuepoint does": "Was Cuepoint tut",
        "Summarize video": "Video zusammenfassen",
        "Delete summary": "Zusammenfassung löschen",
        "link": "link",
        "A YouTube link": "Ein YouTube-Link",
        "question": "frage",
        "What you want to know": "Was du wissen willst",
        "private": "privat",
        "Show it to you alone": "Nur dir zeigen",
        "mode": "modus",
        "What to do when a link is posted": "Was bei einem Link geschieht",
        "language": "sprache",
        "A language code such as en or de; auto for the video's own": (
            "Ein Sprachcode wie en oder de; auto für die Sprache des Videos"
        ),
        "server": "server",
        "Set it for the whole server, not for this channel alone": "Für den ganzen Server statt für diesen Kanal",
        "auto: summarise every link": "auto: jeden Link zusammenfassen",
        "ask: summarise when somebody clicks 🔍": "ask: zusammenfassen, wenn jemand 🔍 anklickt",
        "off: leave links alone": "off: Links in Ruhe lassen",
    },
    conclusion="Fazit",
    export="Exportieren",
    redo="Abschnitt neu schreiben",
    no_video="Darin finde ich keinen Link zu einem Video. Gib einen YouTube-Link an.",
    many_videos="Das nennt mehrere Videos. Gib einen Link nach dem anderen an.",
    not_kept="Wozu dieser Knopf gehört, ist nicht mehr gespeichert. Poste den Link noch einmal.",
    not_yours="Das kann nur, wer den Link gepostet hat oder den Kanal verwaltet.",
    delete="Löschen",
    deleted="Die Zusammenfassung wird gelöscht: ihre Nachrichten und was davon gespeichert ist.",
    no_summary="Zu dieser Nachricht gehört keine Zusammenfassung, die ich gespeichert habe.",
    not_deleting="Das kann nur, wer den Link gepostet hat oder hier Nachrichten löschen darf.",
    redone="Der Abschnitt ist neu geschrieben.",
    no_other="Anders lässt sich dieser Abschnitt nicht schreiben, ohne vom Gesagten abzuweichen.",
    settings_channel="In diesem Kanal: {mode}; Sprache: {language}.",
    settings_server="Im ganzen Server, wo ein Kanal nichts anderes sagt: {mode}; Sprache: {language}.",
    modes={
        "auto": "Links werden zusammengefasst",
        "ask": "Links werden mit 🔍 markiert und zusammengefasst, wenn jemand darauf klickt",
        "off": "Links bleiben unbeachtet",
    },
    own_language="die des Videos",
    unknown_language=(
        "„{language}“ ist kein Sprachcode. Gib einen an wie en, de oder pt-BR, oder „auto“ für die des Videos."
    ),
    in_server_only="Das lässt sich nur in einem Server einstellen.",
    started="Die Zusammenfassung kommt hierher:",
    whole_in_file="Das Ganze steht in dieser Datei.",
    help=(
        "Poste einen YouTube-Link, und ich antworte mit einem Thread: Abschnitte mit Titeln, Zitaten und Zeiten, dann "
        "das Fazit. Frag im Thread, und ich antworte mit den Stellen, die es sagen.\n"
        "- `/fazit` gibt nur Fazit und Merksätze eines Videos\n"
        "- `/zusammenfassen` gibt das Ganze, hier oder nur dir\n"
        "- `/fragen` beantwortet eine Frage zu einem Video\n"
        "- `/einstellungen` legt für Kanal oder Server fest, ob ich jeden Link zusammenfasse, nur die mit Klick "
        "auf 🔍, oder keinen, und in welcher Sprache\n"
        "- `/verbrauch` zeigt denen, die den Server verwalten, was das Modell gekostet hat\n"
        "- ❌ unter meiner Antwort, oder Apps, Zusammenfassung löschen im Menü einer Nachricht, löscht eine "
        "Zusammenfassung: für die Person, die den Link gepostet hat, und für Moderatoren\n"
        "Hat ein Video keine Untertitel, antworte mir mit einer Untertiteldatei (.vtt, .srt und andere). "
        "Auch eine Untertiteldatei, die du mir allein schickst, fasse ich zusammen."
    ),
)
