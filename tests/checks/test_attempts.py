"""Attempts are kept: the best points of each task, and nothing for a stub."""

import pytest

from gdcourse import diary
from gdcourse.checks import attempts, check
from gdcourse.checks.start_here import walk


@pytest.fixture
def course(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    monkeypatch.setattr(attempts, "unwritten", {})
    return tmp_path


def stub(x0, lr, n):
    raise NotImplementedError("your turn: walk")


def off_by_one(x0, lr, n):
    return walk(x0, lr, n)[:-1]


def test_a_stub_is_no_attempt(course):
    check("E00.1", stub)
    assert attempts.kept() == {}
    assert not (course / ".gdcourse").exists()


@pytest.mark.parametrize("answer", [None, [1.0], "descend"])
def test_what_is_no_function_is_no_attempt(course, answer):
    check("E00.1", answer)
    assert not attempts.attempted("E00.1")


def test_a_wrong_answer_is_an_attempt_without_points(course):
    check("E00.1", off_by_one)
    assert diary.notes("task") == {"E00.1": {"points": 0, "of": 3}}
    assert attempts.attempted("E00.1")


def test_the_best_points_stay(course):
    for answer in (off_by_one, walk, off_by_one, stub):
        check("E00.1", answer)
        attempts.unwritten.clear()
    assert diary.notes("task") == {"E00.1": {"points": 3, "of": 3}}


def test_attempts_are_known_where_nothing_can_be_written(course):
    (course / ".gdcourse").write_text("a file in the way")
    check("E00.1", off_by_one)
    assert attempts.attempted("E00.1")


def test_a_strange_note_is_worth_nothing(course):
    diary.note("task", "E00.1", {"points": "all of them", "of": None})
    check("E00.1", off_by_one)
    assert diary.notes("task")["E00.1"] == {"points": 0, "of": 3}
