"""The record of a task, how it is found, and the example that its docstring gives."""

import re
from textwrap import dedent

from gdcourse.checks import inputs, task
from gdcourse.checks.judging import fingerprint, judge, same_behavior
from gdcourse.checks.kinds import number
from gdcourse.checks.report import FAILED, PASSED
from gdcourse.checks.task import STEMS, Task, find_task, tasks_of


def test_the_example_of_the_docstring_is_a_task_that_works():
    text = dedent(re.search(r"In short::\n\n(.+?)\n\n- \*\*", task.__doc__, re.S)[1])
    names = {"Task": Task, "number": number, "inputs": inputs}
    exec(text, names)
    double = names["double"]
    assert judge(double, lambda x: 2 * x).status == PASSED
    wrong = judge(double, lambda x: x**2)
    assert (wrong.status, wrong.points) == (FAILED, 1)
    marks = fingerprint(double, lambda x: x**2)
    assert same_behavior(marks, fingerprint(double, double.mutants[0].answer))


def test_name_and_arguments_are_read_from_the_signature():
    made = Task("E00.9", "run_until(f, g, x0, lr=0.1, *, tol)", 1, [], [])
    assert made.name == "run_until"
    assert made.arguments == ("f", "g", "x0", "lr", "tol")


def test_a_task_is_found_by_its_id():
    assert find_task("E00.1") is tasks_of("start_here")["E00.1"]


def test_no_task_is_found_by_anything_else():
    for id in ("E00.99", "E99.1", "E0.1", "e00.1", "E00.1 ", "Q0.1", "", "E00.1\n"):
        assert find_task(id) is None


def test_tasks_carry_the_number_of_their_lesson():
    for lesson, stem in enumerate(STEMS):
        for id in tasks_of(stem):
            assert id.startswith(f"E{lesson:02d}."), (stem, id)


def test_a_lesson_without_checks_has_no_tasks():
    assert tasks_of("of_the_future") == {}
