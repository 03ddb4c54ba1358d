"""The course's answer shows itself after an attempt, and never where one is graded."""

import shutil
from pathlib import Path

import pytest

from gdcourse import diary
from gdcourse.checks import attempts, check, report, solution
from gdcourse.checks.report import CheckFailed
from gdcourse.checks.solution import answer_lines
from gdcourse.checks.task import STEMS, tasks_of

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
TASKS = {id: task for stem in STEMS for id, task in tasks_of(stem).items()}
NAME = "00_start_here.ipynb"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A learner in a course of one lesson."""
    for folder in ("notebooks", "exercises", "solutions"):
        (tmp_path / folder).mkdir()
    shutil.copy(SOLUTIONS / NAME, tmp_path / "solutions" / NAME)
    monkeypatch.chdir(tmp_path / "exercises")
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    monkeypatch.setattr(attempts, "unwritten", {})
    return tmp_path


def wrong(x0, lr, n):
    return [x0]


def stub(x0, lr, n):
    raise NotImplementedError("your turn: walk")


def said(capfd):
    out, err = capfd.readouterr()
    assert err == ""
    return out


def test_solution_is_closed_before_an_attempt_and_says_kindly_why(course, capfd):
    check("E00.1", stub)
    said(capfd)
    assert solution("E00.1") is None
    assert said(capfd) == (
        "· E00.1 descend   try an answer of your own first, right or wrong: "
        'check("E00.1", descend).\n'
    )


def test_an_attempt_opens_the_solution_of_its_task_alone(course, capfd):
    check("E00.1", wrong)
    said(capfd)
    solution("E00.1")
    shown = said(capfd)
    assert shown.startswith("· E00.1 descend   one right answer; yours may look")
    assert "\n\ndef descend(x0, lr, n):\n" in shown
    assert "SOLUTION" not in shown
    solution("E00.2")
    assert "first" in said(capfd)


def test_the_code_of_a_solution_is_shown_as_it_is(course, capfd, monkeypatch):
    monkeypatch.setattr(report, "WIDTH", 20)
    check("E00.1", wrong)
    said(capfd)
    solution("E00.1")
    assert said(capfd).endswith("\n".join(answer_lines(TASKS["E00.1"])) + "\n")


def test_an_open_solution_stays_open_after_a_restart(course, capfd):
    check("E00.1", wrong)
    attempts.unwritten.clear()
    said(capfd)
    solution("E00.1")
    assert "def descend" in said(capfd)


def test_solutions_stay_closed_where_notebooks_are_graded(course, capfd, monkeypatch):
    check("E00.1", wrong)
    said(capfd)
    monkeypatch.delenv("GDCOURSE_STRICT")
    for mark in ("NBGRADER_EXECUTION", "PYTEST_CURRENT_TEST"):
        monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
        monkeypatch.setenv(mark, "autograde")
        solution("E00.1")
        assert "solutions stay closed" in said(capfd)
        monkeypatch.delenv(mark)


@pytest.mark.parametrize("text", [None, "{", "[]", '{"cells": [1]}', '{"cells": []}'])
def test_missing_or_broken_masters_are_said_to_be_missing(course, capfd, text):
    path = course / "solutions" / NAME
    path.unlink() if text is None else path.write_text(text)
    check("E00.1", wrong)
    said(capfd)
    solution("E00.1")
    assert "solutions/ is not here" in said(capfd)


@pytest.mark.parametrize("name", ["E77.1", 7, None])
def test_unknown_task_gets_the_nearest(course, capfd, name, monkeypatch):
    solution(name)
    assert said(capfd).startswith("✗ solution   the task must be one of this course")
    monkeypatch.setenv("GDCOURSE_STRICT", "1")
    with pytest.raises(CheckFailed):
        solution(name)


@pytest.mark.parametrize("id", TASKS)
def test_every_task_has_an_answer_to_show(id, monkeypatch):
    monkeypatch.setattr(diary, "home", lambda: SOLUTIONS.parent)
    text = "\n".join(answer_lines(TASKS[id]))
    assert TASKS[id].name in text
    assert "SOLUTION" not in text
    compile(text, id, "exec")
