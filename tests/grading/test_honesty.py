"""The report on the checks: what it counts, what it says, when it fails."""

import pytest

from gdcourse.checks.task import Task, find_task, tasks_of
from gdcourse.grading import honesty
from gdcourse.grading.honesty import Tried, main, summary, tried, variants


def right_answer(x):
    return 2 * x


def test_every_mistake_is_refused_and_every_right_answer_taken_in_lesson_00(capsys):
    assert main(["start_here"]) == 0
    lines = capsys.readouterr().out.splitlines()
    tasks = tasks_of("start_here")
    assert [line.split()[0] for line in lines[1:4]] == list(tasks)
    mistakes = sum(len(task.mutants) for task in tasks.values())
    right = sum(map(len, variants("start_here").values()))
    assert f"{mistakes} of {mistakes} mistakes refused with their own hints" in lines
    assert f"{right} of {right} right answers taken" in lines


def made(takes, refuses_with="Not twice."):
    """A task that is not what it should be."""
    task = Task("E00.9", "twice(x)", 1, [(3.0,)], ["One."])

    @task.property("it is twice.", points=1)
    def twice(call, rng):
        yield call(3.0), takes

    @task.mutant("Not twice.")
    def thrice(x):
        return 3 * x

    @task.mutant(refuses_with)
    def thrice_again(x):
        return x + x + x

    return task


def test_a_mistake_that_passes_is_not_refused():
    found = tried(made(takes=9.0), [right_answer])
    assert (found.refused, found.taken) == (0, 0)
    assert not found.is_honest


def test_a_mistake_that_gets_the_hint_of_another_is_not_refused():
    assert tried(made(takes=6.0), [right_answer]).refused == 2
    assert tried(made(6.0, "Something else."), [right_answer]).refused == 1


def test_the_times_are_those_of_the_quickest_right_and_the_slowest_answer():
    task = find_task("E00.1")
    found = tried(task, variants("start_here")["E00.1"])
    assert 0 < found.quickest <= found.slowest


def test_dishonest_and_slow_tasks_are_named():
    good = Tried("E00.1", 5, 5, 2, 2, 0.1, 0.2)
    assert summary([good])[-1] == "1 of 1 tasks take a right answer within 1 s"
    slow = Tried("E00.2", 5, 5, 2, 2, 1.5, 9.0)
    poor = Tried("E00.3", 4, 5, 2, 2, 0.1, 0.2)
    lines = summary([good, slow, poor])
    assert "2 of 3 tasks take a right answer within 1 s, all but E00.2" in lines
    assert lines[-1] == "not honest: E00.3"
    assert lines[0] == "3 tasks"
    assert summary([Tried("E00.1", 5, 5, 0, 0, 0.0, 0.0)])[-1].startswith("the tests")


def test_a_task_that_is_not_honest_decides_the_exit_code(monkeypatch, capsys):
    for refused, code in ((5, 0), (4, 1)):
        found = [Tried("E00.1", refused, 5, 2, 2, 0.1, 0.2)]
        monkeypatch.setattr(honesty, "all_tried", lambda stems, found=found: found)
        assert main([]) == code
    assert "not honest: E00.1" in capsys.readouterr().out


def test_unknown_lessons_are_refused(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["start_her"])
    assert caught.value.code == 2
    assert "no such lesson: start_her" in capsys.readouterr().err


def test_without_the_tests_there_are_no_right_answers(tmp_path):
    assert variants("start_here", tmp_path) == {}
