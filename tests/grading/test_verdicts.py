"""From reports to records: one word, the points, the reason."""

import pytest

from gdcourse.checks.report import FAILED, OPEN, PASSED, Report
from gdcourse.grading.master import MasterTask
from gdcourse.grading.submission import Cell
from gdcourse.grading.verdicts import result, status_of, unblocked, unread

TASK = MasterTask("E00.1", "f", "E00-1-f", "E00-1-f-check", 3)
OTHER = MasterTask("E00.2", "g", "E00-2-g", "E00-2-g-check", 3)


@pytest.mark.parametrize(
    ("report", "status"),
    [
        (Report("t", "f", PASSED, ""), "pass"),
        (Report("t", "f", OPEN, ""), "not_started"),
        (Report("t", "f", FAILED, "wrong."), "fail"),
        (Report("t", "f", FAILED, "wrong.", points=1), "partial"),
        (Report("t", "f", FAILED, "it raised ValueError."), "error"),
        (Report("t", "f", FAILED, "late.", in_time=False), "timeout"),
    ],
)
def test_a_report_has_one_word(report, status):
    assert status_of(report) == status


def test_an_unread_answer_is_missing_or_for_a_person():
    assert unread(TASK).status == "missing"
    manual = MasterTask("E00.3", "h", "E00-3-h", "E00-3-h", 2, True)
    assert (unread(manual).status, unread(manual).of) == ("manual", 2)


def test_an_answer_that_calls_a_failed_one_is_blocked():
    cells = (Cell(0, "def g(x):\n    return f(x)", frozenset(), True),)
    failed = result(OTHER, "fail", 0, "wrong.")
    for status, word in [("fail", "blocked"), ("not_started", "blocked"), ("pass", "")]:
        earlier = result(TASK, status, 3 if status == "pass" else 0)
        found = unblocked(failed, {"a": earlier, "b": failed}, cells)
        assert found.status == (word or "fail")


def test_words_can_be_shown_anywhere():
    assert result(TASK, "fail", 0, "\x1b[31ma\ud800").message == "a?"
