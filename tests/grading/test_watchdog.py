"""The judge does not work for ever either."""

import contextvars
import time
from functools import partial

import pytest
from submissions import SECRET, answered, master

from gdcourse.checks.report import Report
from gdcourse.checks.task import find_task
from gdcourse.grading import judge
from gdcourse.grading.errors import Overtime
from gdcourse.grading.hints import first_hint, marks_of
from gdcourse.grading.watchdog import watched


def test_work_without_end_is_ended():
    def work():
        while True:
            pass

    with pytest.raises(Overtime):
        watched(work, seconds=0.2)


def test_waiting_is_no_work():
    assert watched(time.sleep, 0.6, seconds=0.1) is None


def test_marks_of_mistakes_are_computed_once_and_without_a_learner():
    again = zip(marks_of("E00.1"), marks_of("E00.1"), strict=True)
    assert all(one is other for (_, one), (_, other) in again)
    assert [hint for hint, _ in marks_of("E00.1")] == [
        mutant.hint for mutant in find_task("E00.1").mutants
    ]


def test_a_mistake_gets_its_own_hint_and_a_right_answer_none():
    task = find_task("E00.1")
    failed = Report(task.id, task.name, "✗", "no", of=3)
    for mutant in task.mutants:
        found = contextvars.Context().run(first_hint, task, mutant.answer, failed)
        assert found == mutant.hint
    assert first_hint(task, abs, Report(task.id, task.name, "✓", "")) == ""


QUESTIONS = """
def descend_with_history(gradient, x0, lr, n):
    for _ in range(150_000):
        gradient(x0)
"""


def test_a_task_that_tires_the_judge_takes_nothing_from_the_next(monkeypatch):
    monkeypatch.setattr(judge, "watched", partial(watched, seconds=0.3))
    tiring = answered({"descend_with_history": QUESTIONS})
    checks = judge.grade_one(master(), tiring, secret=SECRET).checks
    assert [check.status for check in checks] == ["pass", "fail", "pass"]
    assert "took too long" in checks[1].message
