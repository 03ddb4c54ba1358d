"""The judge does not work for ever either."""

import contextvars
import time

import pytest

from gdcourse.checks.report import Report
from gdcourse.checks.task import find_task
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
    assert marks_of("E00.1") is marks_of("E00.1")
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
