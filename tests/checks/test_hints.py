"""Three levels of hints for every task; none of them is the answer."""

import json
from pathlib import Path

import pytest

from gdcourse.build.exercises import squeezed, telling
from gdcourse.build.markers import solution_lines
from gdcourse.checks import hint
from gdcourse.checks.cells import is_answer, marks, source
from gdcourse.checks.check import shown_hints
from gdcourse.checks.task import STEMS, tasks_of

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
TASKS = {id: task for stem in STEMS for id, task in tasks_of(stem).items()}
EACH_TASK = pytest.mark.parametrize("id", TASKS)


def body(id):
    """The lines that the master's answer cell has between its markers."""
    number = int(id[1:3])
    path = SOLUTIONS / f"{number:02}_{STEMS[number]}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    wanted = "{}-{}-".format(*id.split("."))
    answers = [
        c for c in cells if is_answer(c) and marks(c)["grade_id"].startswith(wanted)
    ]
    (text,) = map(source, answers)
    return [line for line in solution_lines(text) if line.strip()]


@EACH_TASK
def test_every_task_has_three_levels_of_hints(id):
    hints = TASKS[id].hints
    assert len(set(hints)) == len(hints) >= 3
    assert all(len(one.split()) >= 3 for one in hints)


@EACH_TASK
def test_no_hint_is_the_body_of_the_answer(id):
    told = [squeezed(one) for one in TASKS[id].hints]
    lines = [squeezed(line) for line in body(id)]
    assert lines
    held = {line for line in lines if any(line in one for one in told)}
    most = [line for line in body(id) if telling(line)]
    assert len(held) < len(set(lines)), held
    assert not most or not all(squeezed(line) in held for line in most)
    assert all("\n" not in one for one in TASKS[id].hints)


@EACH_TASK
def test_levels_follow_each_other_and_the_last_points_to_the_solution(id, capsys):
    shown_hints.pop(id, None)
    levels = []
    for _ in TASKS[id].hints:
        hint(id)
        levels.append(capsys.readouterr().out)
    for place, (text, one) in enumerate(zip(levels, TASKS[id].hints, strict=True), 1):
        assert f"hint {place} of {len(levels)}: {one}" in text
    pointing = [f'solution("{id}")' in text for text in levels]
    assert pointing == [False] * (len(levels) - 1) + [True]
