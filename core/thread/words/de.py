"""German."""

from core.model import TranscriptKind
from core.notes import Note
from core.thread.words.words import Words

GERMAN = Words(
    months=("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."),
    date="{day}. {month} {year}",
    thousands=".",
    decimal=",",
    dollars="{amount} $",
    by="von {channel}",
    guests="mit {guests}",
    kinds={
        TranscriptKind.MANUAL: "Untertitel ({language})",
        TranscriptKind.AUTOMATIC: "automatische Untertitel ({language})",
        TranscriptKind.TRANSLATED: "übersetzte Untertitel ({language})",
        TranscriptKind.FILE: "Untertiteldatei ({language})",
    },
    again="Auch bei",
    conclusion="Fazit: das Wichtigste",
    verified="{shown}/{total} Zitate geprüft",
    covers="deckt {percent} % des Videos ab",
    tokens="{count} Tokens",
    offline="ohne Modell geschrieben: aus dem Gesagten ausgewählt, nicht umformuliert",
    engine="geschrieben von {engine}",
    note="Hinweis: {note}",
    notes={
        Note.LEFT_OUT: "Untertitel ohne lesbare Zeiten, die ausgelassen wurden: {0}.",
        Note.REPEATED: (
            "Von {0} bis {1} wiederholen die Untertitel, was sie schon gesagt haben. "
            "Was dort wirklich gesagt wird, fehlt vielleicht."
        ),
        Note.TIMES_USELESS: (
            "Die Untertitel haben keine brauchbaren Zeiten, deshalb führen Links und Zeiten nur ungefähr zur Stelle."
        ),
        Note.TIMES_ESTIMATED: (
            "Einige Zeiten sind geschätzt: Die Untertiteldatei ist aus mehreren zusammengesetzt, "
            "und wie sie aufeinander folgen, steht nicht darin."
        ),
        Note.TWO_LANGUAGES: (
            "Die Untertitel sind in zwei Sprachen zugleich. Die in „{0}“ wurden gelesen, die in „{1}“ nicht."
        ),
        Note.NOT_IN_LANGUAGE: "YouTube hatte keine Untertitel in „{0}“, deshalb wurden die eigenen in „{1}“ gelesen.",
        Note.KEY_MOMENTS: "Die Kapitel sind wichtige Momente, die YouTube gefunden hat, nicht die des Erstellers.",
    },
    budget_spent=(
        "Das Tagesbudget für das Modell war aufgebraucht, deshalb ist dies ohne das Modell geschrieben. "
        "Um 0:00 Uhr UTC beginnt ein neues."
    ),
    own_language="Ohne Modell wird eine Untertiteldatei in ihrer eigenen Sprache zusammengefasst, nicht in „{wanted}“.",
    today="Heute: {used}",
    this_month="In diesem Monat: {used}",
    summaries=("1 Zusammenfassung", "{count} Zusammenfassungen"),
    questions=("1 Frage", "{count} Fragen"),
    day_budget="Budget für einen Tag: {limit}. Davon sind {percent} % verbraucht; um 0:00 Uhr UTC beginnt ein neues.",
    no_budget="Hier ist kein Budget festgelegt.",
    all_spent="Das gemeinsame Budget aller ist für heute aufgebraucht: Bis 0:00 Uhr UTC schreibt kein Modell.",
    nearly_spent=(
        "{percent} % des heutigen Budgets für das Modell sind verbraucht; es beträgt {limit} am Tag. Ist es "
        "aufgebraucht, werden Zusammenfassungen und Antworten ohne das Modell geschrieben und sagen das, bis um "
        "0:00 Uhr UTC ein neues beginnt."
    ),
    model_rejected="Zurzeit schreibt kein Modell. {why} Bis das behoben ist, wird alles ohne das Modell geschrieben.",
    next_in_line="In der Warteschlange: als Nächstes an der Reihe …",
    in_line=(
        "In der Warteschlange: 1 Video kommt vorher dran …",
        "In der Warteschlange: {count} Videos kommen vorher dran …",
    ),
    reading="Das Transkript wird gelesen …",
    under_way="{percent} % des Videos sind zusammengefasst …",
    in_thread=("1 Abschnitt im Thread", "{count} Abschnitte im Thread"),
    nearest="Die nächstliegenden Stellen:",
    give_captions="Wer die Untertitel hat, kann auf diese Nachricht mit der Datei antworten (etwa .vtt oder .srt).",
    left_out="Je Nachricht werden höchstens drei Videos zusammengefasst. Ausgelassen:",
    summarised_there="Schon hier zusammengefasst:",
    more="Mehr von hier:",
    thread="der Thread",
    removed="Entfernt.",
)
