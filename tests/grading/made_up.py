"""A small class with every status, and with people who write what they should not."""

from pathlib import Path

from gdcourse.grading.graded import Graded, Person
from gdcourse.grading.layouts import Submission
from gdcourse.grading.results import STATUSES, CheckResult, SubmissionResult
from gdcourse.grading.source import Source

STEM = "07_momentum"
ANSI = "\x1b[31mred\x1b[0m \x1b]0;title\x07"
MARKUP = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://x.example","click")'
EVIL = f"{FORMULA} {ANSI}{MARKUP}\x00\ud800 ]]> \u202eabc"


def check(place, status, points, of=4.0, message="", hint=""):
    name = f"E07.{place}"
    return CheckResult(
        name, f"task{place}", f"E07-{place}-check", status, points, of, message, hint
    )


def graded(learner, *checks, ids=(), notes=(), late=False, person=None, stem=STEM):
    source = Source(Path(f"{learner}.ipynb".replace("/", "_")))
    submission = Submission(learner, stem, source, tuple(ids), late, "2026-11-01")
    result = SubmissionResult(
        learner, stem, checks, tuple(notes), "strong", ("a",), 1.5
    )
    return Graded(submission, result, person or Person())


EVERY_STATUS = [
    check(k + 1, status, {"pass": 4.0, "partial": 2.5}.get(status, 0.0), message=status)
    for k, status in enumerate(STATUSES)
]
ADA = graded(
    "ada",
    check(1, "pass", 4.0),
    check(2, "partial", 1.5, message="it walks\n  uphill.", hint="Mind the sign."),
    ids=[("canvas", "4711")],
    person=Person("Ada", "Lovelace", "ada@school.example"),
)
BOB = graded("bob", check(1, "fail", 0.0, message="no."), check(2, "not_started", 0.0))
EVE = graded(
    FORMULA, check(1, "error", 0.0, message=EVIL, hint=EVIL), notes=[EVIL], late=True
)
LOST = graded("lost", notes=["not graded: the grader stopped, got x: y."])
TORN = graded(
    "torn",
    check(1, "missing", 0.0),
    notes=["the notebook cannot be read: it is no notebook."],
)
CLASS = [ADA, BOB, EVE, LOST, TORN]
