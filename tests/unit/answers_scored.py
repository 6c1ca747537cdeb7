"""The scorer's figures for answers, with its own functions, and its questions about other recordings."""

import importlib.util
import json
import random
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

from adapters.captions.parse import parse
from core.answers.extractive import answer_now
from core.model import Answer, Transcript

HIDDEN = {"chapters", "qa", "notes", "chapters_origin"}
Document = dict[str, Any]


def figures(files: Sequence[Path]) -> dict[str, float]:
    """Return hits, precision and share of questions answered, as `../shared/eval/score.py` counts them."""
    scorer = _scorer(files[0].parents[2] / "eval" / "score.py")
    documents = [json.loads(path.read_text("utf-8")) for path in files]
    asked = {document["id"]: [one for one in document.get("qa") or [] if one["spans"]] for document in documents}
    rows: list[dict[str, float]] = []
    strange: list[bool] = []
    kin: list[bool] = []
    for document in documents:
        transcript, own = _transcript(document), asked[document["id"]]
        far = _others(document, documents, asked, kin=False)
        near = _others(document, documents, asked, kin=True) if own else []
        answers = _answers(transcript, [one["question"] for one in own] + far + near)
        rows += scorer.score_answers(document, [_as_json(answer) for answer in answers[: len(own)]], own)
        strange += [answer.supported for answer in answers[len(own) : len(own) + len(far)]]
        kin += [answer.supported for answer in answers[len(own) + len(far) :]]
    means = {name: mean(float(row[name]) for row in rows) for name in ("hit@1", "hit@3", "precision", "supported")}
    return means | {"strange": mean(strange), "kin": mean(kin)}


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def _transcript(document: Document) -> Transcript:
    shown = {name: value for name, value in document.items() if name not in HIDDEN}
    return parse(f"{document['id']}.json", json.dumps(shown).encode())


def _answers(transcript: Transcript, questions: Sequence[str]) -> list[Answer]:
    answers = list[Answer]()
    for question in questions:
        answers.append(answer_now(transcript, None, " ".join(question.split()), tuple(answers)))
    return answers


def _others(document: Document, documents: Sequence[Document], asked: dict[str, Any], *, kin: bool) -> list[str]:
    """Return the three questions about other recordings that the scorer draws for this one."""
    family = document["id"].split("-")[1]
    pool = [
        one["question"]
        for other in documents
        if other is not document and (other["id"].split("-")[1] == family) == kin
        for one in asked[other["id"]]
    ]
    return random.Random(document["id"]).sample(pool, min(3, len(pool)))  # noqa: S311 - the scorer's own draw


def _as_json(answer: Answer) -> dict[str, object]:
    citations = [{"start": one.start, "end": one.end, "text": one.text} for one in answer.citations]
    return {"answer": answer.text, "supported": answer.supported, "citations": citations}
