"""Masters say which cells are tasks and what they are worth."""

import json

import pytest
from submissions import LESSONS, master, notebook

from gdcourse.checks.task import tasks_of
from gdcourse.grading.master import notebook_name, read_master


@pytest.mark.parametrize("stem", LESSONS)
def test_a_master_has_the_tasks_of_its_lesson(stem):
    found = read_master(master(stem))
    assert found.name.endswith(stem)
    tasks = tasks_of(stem)
    assert [(t.task, t.name, t.points) for t in found.tasks] == [
        (task.id, task.name, task.points) for task in tasks.values()
    ]
    assert "import" in found.setup


def test_a_written_answer_is_for_a_person():
    changed = notebook()
    marks = {"grade": True, "solution": True, "grade_id": "E00-4-why", "points": 2}
    changed["cells"].append(
        {"cell_type": "markdown", "metadata": {"nbgrader": marks}, "source": "?"}
    )
    found = read_master(json.dumps(changed).encode()).tasks[-1]
    assert (found.task, found.points, found.is_manual) == ("E00.4", 2, True)


def test_a_check_of_no_task_is_refused():
    changed = notebook()
    changed["cells"][-1]["source"] = "assert read_run"
    with pytest.raises(ValueError, match="must call check with a task"):
        read_master(json.dumps(changed).encode())


def test_a_name_follows_from_the_number():
    assert notebook_name("E00.1") == "00_start_here"
    assert notebook_name("other") == "other"
