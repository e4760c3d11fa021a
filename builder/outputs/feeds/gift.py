"""Quizzes as Moodle GIFT, written so that every word comes back as it was."""

import re
from collections.abc import Iterator

from builder.outputs.feeds.format import AnswerRecord, QuestionRecord, QuizRecord

_CONTROL = re.compile(r"[\\~=#{}:]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?\n ?")
# Readers keep escaped signs as such codes for a while, so in a text they would turn
# into the signs they stand for. There is no way to escape them.
_CODE = re.compile(r"&(?=&\d{3};)")


def gift_bytes(quiz: QuizRecord) -> bytes:
    """Return one SOP's quiz: its category, then each question after an empty line."""
    parts = [f"$CATEGORY: {_line(quiz['category'])}"]
    parts += ["\n".join(_question(question, quiz)) for question in quiz["questions"]]
    return ("\n\n".join(parts) + "\n").encode()


def normalize(text: str) -> str:
    """Return a text with single blanks, for readers of GIFT keep no others."""
    return _CODE.sub("& ", _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text)).strip())


def _question(question: QuestionRecord, quiz: QuizRecord) -> Iterator[str]:
    yield f"// [id:{quiz['id']}.{question['id']}]"
    name = _escaped(f"{quiz['sop']['number']} {question['id']}")
    # Without a format, a reader would take the text for HTML.
    yield f"::{name}::[plain]{_escaped(question['question'])}{{"
    right = [answer["text"] for answer in question["answers"] if answer["correct"]]
    # With an arrow in it, an equals sign would begin a pair to match.
    is_shared = len(right) > 1 or any("->" in text for text in right)
    for answer in question["answers"]:
        yield _answer(answer, share=100 / len(right) if is_shared else None)
    if "step" in question:
        step = question["step"]
        yield f"####{_guarded(step['do'])}"
    yield "}"


def _answer(answer: AnswerRecord, *, share: float | None) -> str:
    """Return one answer; with a share, a right one counts for so many percent."""
    mark = "=" if answer["correct"] else "~"
    if share is not None:
        percent = f"{share:.5f}".rstrip("0").rstrip(".") if answer["correct"] else -100
        mark = f"~%{percent}%"
    feedback = answer.get("feedback")
    told = f"#{_guarded(feedback)}" if feedback else ""
    return f"{mark}{_guarded(answer['text'])}{told}"


def _guarded(text: str) -> str:
    """Return an escaped text whose start is read as a format or a weight by nobody."""
    escaped = _escaped(text)
    return f"[plain]{escaped}" if escaped.startswith(("[", "%")) else escaped


def _escaped(text: str) -> str:
    return _CONTROL.sub(r"\\\g<0>", normalize(text)).replace("\n", "\\n")


def _line(text: str) -> str:
    """Return a text that ends at its line's end; a category knows no escapes."""
    return normalize(text).replace("\n", " ")
