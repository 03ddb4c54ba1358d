"""Our grader beside nbgrader: the same notebooks, turns, and an honest table."""

import pytest

from gdcourse.bench import class_grading
from gdcourse.bench.class_grading import (
    OURS,
    THEIRS,
    class_of,
    compared,
    is_possible,
    section,
    timed,
)
from gdcourse.grading import nbgrader_course
from gdcourse.grading.judge import grade_one


def test_the_class_is_solved_and_untouched_notebooks_in_turn():
    found = class_of(2)
    assert list(found) == ["solutions0", "exercises0", "solutions1", "exercises1"]
    assert found["solutions0"] == found["solutions1"] != found["exercises0"]


def test_graders_take_turns_and_each_turn_is_timed():
    calls = []
    graders = {
        name: lambda student, notebook, name=name: calls.append((name, student)) or 1.0
        for name in (OURS, THEIRS)
    }
    seconds = timed(graders, {"a": b"", "b": b""})
    assert calls == [(OURS, "a"), (THEIRS, "a"), (OURS, "b"), (THEIRS, "b")]
    assert {name: len(times) for name, times in seconds.items()} == {OURS: 2, THEIRS: 2}


def test_graders_that_do_not_agree_are_not_compared():
    graders = {OURS: lambda *given: 1.0, THEIRS: lambda *given: 2.0}
    with pytest.raises(ValueError, match="agree on a"):
        timed(graders, {"a": b""})


def test_pace_and_memory_are_aims():
    shown = compared({OURS: [0.2, 0.1, 9.0, 9.0], THEIRS: [5.0, 2.0, 4.0, 6.0]}, 3.0)
    assert shown.rows == (
        (OURS, "200 ms", "100 ms", "400"),
        (THEIRS, "4.00 s", "2.00 s", "20"),
    )
    faster, memory = shown.aims
    assert (round(faster.measured, 9), faster.holds) == (20.0, True)
    assert (memory.measured, memory.holds) == (3.0, True)
    slow = compared({OURS: [1.0, 1.0], THEIRS: [4.0, 2.0]}, 30.0)
    assert [aim.holds for aim in slow.aims] == [False, False]


class Standing:
    """Stands in for nbgrader, whose real run is tests/grading/test_nbgrader_course.py;
    it grades with our grader."""

    def __init__(self, root):
        self.handed_in = {}

    def release(self, name, master):
        self.master = master

    def hand_in(self, student, name, notebook):
        self.handed_in[student] = notebook

    def autograde(self, student, name):
        self.result = grade_one(self.master, self.handed_in[student], secret=b"other")

    def scores(self, student, name):
        return {
            check.grade_id: (check.points, check.of) for check in self.result.checks
        }


def test_the_section_grades_the_same_class_with_both(monkeypatch):
    monkeypatch.setattr(nbgrader_course, "NbgraderCourse", Standing)
    shown = section(rounds=1)
    assert [row[0] for row in shown.rows] == [OURS, THEIRS]
    assert shown.notes[0].startswith("2 notebooks")


def test_without_nbgrader_there_is_nothing_to_compare(monkeypatch):
    assert is_possible()
    monkeypatch.setattr(class_grading, "find_spec", lambda name: None)
    assert not is_possible()
