"""German."""

from core.model import TranscriptKind
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
    budget_spent=(
        "Das heutige Budget für das Modell ist aufgebraucht, deshalb ist dies ohne das Modell geschrieben. "
        "Um 0:00 Uhr UTC beginnt ein neues."
    ),
    reading="Das Transkript wird gelesen …",
    under_way="{percent} % des Videos sind zusammengefasst …",
    in_thread=("1 Abschnitt im Thread", "{count} Abschnitte im Thread"),
    nearest="Die nächstliegenden Stellen:",
    give_captions="Wer die Untertitel hat, kann auf diese Nachricht mit der Datei antworten (.vtt oder .srt).",
    left_out="Je Nachricht werden höchstens drei Videos zusammengefasst. Ausgelassen:",
    summarised_there="Schon hier zusammengefasst:",
    thread="der Thread",
    stopped="Abgebrochen: Der Link wurde gelöscht.",
)
