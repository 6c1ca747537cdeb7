"""Caption files of every format that is read, written for tests from captions: start and end in milliseconds, words."""

import json
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

Caption = tuple[int, int, str]
Writer = Callable[[Sequence[Caption]], str]


def clock(milliseconds: int, *, point: str = ".", digits: int = 3, hours: bool = True) -> str:
    """Return a time as h:mm:ss and a fraction of so many digits."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    fraction = f"{point}{rest:03}"[: digits + 1] if digits else ""
    if hours:
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}{fraction}"
    return f"{minutes}:{seconds:02}{fraction}"


def srt(captions: Sequence[Caption]) -> str:
    blocks = (
        f"{number}\n{clock(start, point=',')} --> {clock(end, point=',')}\n{words}\n"
        for number, (start, end, words) in enumerate(captions, 1)
    )
    return "\n".join(blocks)


def vtt(captions: Sequence[Caption]) -> str:
    blocks = (f"{clock(start)} --> {clock(end)} align:start\n{escape(words)}\n" for start, end, words in captions)
    return "\n".join(["WEBVTT\nLanguage: en\n", *blocks])


def sbv(captions: Sequence[Caption]) -> str:
    return "\n".join(f"{clock(start)},{clock(end)}\n{words}\n" for start, end, words in captions)


def ass(captions: Sequence[Caption]) -> str:
    head = "[Script Info]\nTitle: Bread\n\n[Events]\nFormat: Layer, Start, End, Style, Name, Effect, Text\n"
    lines = (f"Dialogue: 0,{clock(start)},{clock(end)},Default,,,{{\\an8}}{words}" for start, end, words in captions)
    return head + "\n".join(lines)


def ttml(captions: Sequence[Caption]) -> str:
    paragraphs = (
        f'<p xml:id="p{at}" begin="{clock(start)}" end="{clock(end)}"><span>{escape(words)}</span></p>'
        for at, (start, end, words) in enumerate(captions)
    )
    return f'<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{"".join(paragraphs)}</div></body></tt>'


def ttml_ticks(captions: Sequence[Caption]) -> str:
    paragraphs = (
        f'<p begin="{start * 10000}t" dur="{(end - start) * 10000}t">{escape(w)}</p>' for start, end, w in captions
    )
    root = '<tt xmlns="http://www.w3.org/2006/10/ttaf1" xmlns:ttp="http://www.w3.org/2006/10/ttaf1#parameter" '
    return f'{root}ttp:tickRate="10000000"><body><div>{"".join(paragraphs)}</div></body></tt>'


def srv1(captions: Sequence[Caption]) -> str:
    texts = (
        f'<text start="{start / 1000}" dur="{(end - start) / 1000}">{escape(w)}</text>' for start, end, w in captions
    )
    return f'<?xml version="1.0" encoding="utf-8" ?><transcript>{"".join(texts)}</transcript>'


def srv3(captions: Sequence[Caption]) -> str:
    texts = (
        f'<p t="{start}" d="{end - start}">' + "".join(f"<s>{escape(part)}</s>" for part in _parts(words)) + "</p>"
        for start, end, words in captions
    )
    return f'<?xml version="1.0"?><timedtext format="3"><head/><body>{"".join(texts)}</body></timedtext>'


def json3(captions: Sequence[Caption]) -> str:
    events: list[object] = [{"tStartMs": 0, "dDurationMs": 9_000_000, "id": 1, "wpWinPosId": 1}]
    for start, end, words in captions:
        segments = [{"utf8": part, "tOffsetMs": at} for at, part in enumerate(_parts(words))]
        events.append({"tStartMs": start, "dDurationMs": end - start, "segs": segments})
    return json.dumps({"wireMagic": "pb3", "pens": [{}], "events": events})


def whisper(captions: Sequence[Caption]) -> str:
    segments = [
        {
            "id": at,
            "seek": 0,
            "start": start / 1000,
            "end": end / 1000,
            "text": f" {words}",
            "tokens": [1],
            "temperature": 0.0,
        }
        for at, (start, end, words) in enumerate(captions)
    ]
    return json.dumps({"text": "all", "segments": segments, "language": "en"})


def whisper_with_words(captions: Sequence[Caption]) -> str:
    record = json.loads(whisper(captions))
    for segment in record["segments"]:
        parts = [{"word": part, "start": segment["start"], "end": segment["end"]} for part in _parts(segment["text"])]
        segment["words"] = parts
    return json.dumps({"task": "transcribe", "duration": 9.5, "words": record["segments"][0]["words"]} | record)


def whisper_cpp(captions: Sequence[Caption]) -> str:
    rows = [
        {
            "timestamps": {"from": clock(start, point=","), "to": clock(end, point=",")},
            "offsets": {"from": start, "to": end},
            "text": f" {words}",
        }
        for start, end, words in captions
    ]
    return json.dumps(
        {"systeminfo": "AVX", "model": {"type": "base"}, "result": {"language": "en"}, "transcription": rows}
    )


def start_end_text(captions: Sequence[Caption]) -> str:
    return json.dumps([{"start": start / 1000, "end": end / 1000, "text": words} for start, end, words in captions])


def offset_in_milliseconds(captions: Sequence[Caption]) -> str:
    return json.dumps([{"text": w, "duration": end - start, "offset": start} for start, end, w in captions])


def json_lines(captions: Sequence[Caption]) -> str:
    rows = ({"start": clock(start, point=","), "end": clock(end, point=","), "text": w} for start, end, w in captions)
    return "\n".join(map(json.dumps, rows))


def tsv(captions: Sequence[Caption]) -> str:
    return "\n".join(["start\tend\ttext", *(f"{start}\t{end}\t{words}" for start, end, words in captions)])


def audacity(captions: Sequence[Caption]) -> str:
    return "\n".join(f"{start / 1000:.6f}\t{end / 1000:.6f}\t{words}" for start, end, words in captions)


def lrc(captions: Sequence[Caption]) -> str:
    lines = (f"[{clock(start, hours=False)}]{words}" for start, _, words in captions)
    return "\n".join(["[ti:Bread]", "[length: 1:00]", *lines])


def pasted_alone(captions: Sequence[Caption]) -> str:
    return "\n".join(f"{clock(start, digits=0, hours=False)}\n{words}" for start, _, words in captions)


def pasted_spelled_out(captions: Sequence[Caption]) -> str:
    def spelled(seconds: int) -> str:
        hours, minutes = divmod(seconds // 60, 60)
        parts = ((hours, "hours"), (minutes, "minutes"), (seconds % 60, "seconds"))
        return ", ".join(f"{number} {unit}" for number, unit in parts if number)

    times = ((clock(start, digits=0, hours=False), spelled(start // 1000), words) for start, _, words in captions)
    return "\n".join(f"{time}\n{words_for_time}\n{words}" for time, words_for_time, words in times)


def pasted_before(captions: Sequence[Caption]) -> str:
    return "\n".join(f"[{clock(start, digits=0)}] {words}" for start, _, words in captions)


def pasted_range(captions: Sequence[Caption]) -> str:
    times = ((clock(start, digits=0, hours=False), clock(end, digits=0, hours=False), w) for start, end, w in captions)
    return "\n".join(f"{start} - {end} {words}" for start, end, words in times)


def whispers_output(captions: Sequence[Caption]) -> str:
    return "\n".join(f"[{clock(start)} --> {clock(end)}]   {words}" for start, end, words in captions)


def _parts(words: str) -> list[str]:
    first, *others = words.split(" ")
    return [first, *(f" {word}" for word in others)]


EXACT: dict[str, Writer] = {
    "a.srt": srt,
    "a.vtt": vtt,
    "a.sbv": sbv,
    "a.ass": ass,
    "a.ttml": ttml,
    "a.dfxp": ttml_ticks,
    "a.srv1": srv1,
    "a.srv3": srv3,
    "a.json3": json3,
    "whisper.json": whisper,
    "words.json": whisper_with_words,
    "cpp.json": whisper_cpp,
    "list.json": start_end_text,
    "offset.json": offset_in_milliseconds,
    "lines.json": json_lines,
    "a.tsv": tsv,
    "labels.txt": audacity,
    "output.txt": whispers_output,
}
"""Formats with a start and an end for each caption, by a name for a file."""
WITHOUT_ENDS: dict[str, Writer] = {
    "a.lrc": lrc,
    "alone.txt": pasted_alone,
    "spelled.txt": pasted_spelled_out,
    "before.txt": pasted_before,
    "range.txt": pasted_range,
}
"""Formats with starts, some of them in whole seconds."""
