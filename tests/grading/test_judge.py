"""One submission, from its bytes to its points: honest, odd and broken ones."""

import json
import pickle
import re

import pytest
from submissions import (
    SECRET,
    added,
    answered,
    code,
    data,
    master,
    notebook,
    pairs,
    stub,
)

from gdcourse.checks.task import find_task
from gdcourse.grading.judge import grade_one, seeds
from gdcourse.grading.limits import Limits

DESCEND = """
def descend(x0, lr, n):
    path = [x0]
    for _ in range(n):
        path.append(path[-1] - lr * 2 * (path[-1] - 3))
    return path
"""


def graded(submission, **more):
    return grade_one(master(), submission, learner="ada", secret=SECRET, **more)


def statuses(result):
    return [check.status for check in result.checks]


HABITS = {
    "chdir": "import os\nos.chdir('/')",
    "warnings": "import warnings\nwarnings.warn('careful')",
    "warnings as errors": "import warnings\nwarnings.simplefilter('error')",
    "threads": "from threading import Thread\nt = Thread(target=print)\nt.start()",
    "printing": "for _ in range(10000): print('x' * 100)",
    "magic": "%matplotlib inline\n%load_ext autoreload\n!ls",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "files": "open('notes.txt', 'w').write('mine')\nprint(open('notes.txt').read())",
    "an error": "1 / 0",
    "a question": "name = input('Your name?')",
    "display": "from IPython.display import Markdown\ndisplay(Markdown('*hi*'))",
    "random state": "import numpy as np\nnp.random.seed(0)",
    "recursion": "import sys\nsys.setrecursionlimit(20000)",
    "time": "import time\ntime.sleep(0.2)",
    "dataclass": "import dataclasses\n@dataclasses.dataclass\nclass A:\n    x: int = 1",
    "syntax error": "def broken(:\n",
    "scratch": "descend(1.0, 0.1, 3)",
    "main": "if __name__ == '__main__':\n    print(__name__)",
    "future": "from __future__ import annotations",
    "pool": "from concurrent.futures import ThreadPoolExecutor as T\n"
    "with T(2) as pool: print(list(pool.map(abs, [1, -2])))",
    "fractions": "from fractions import Fraction\nimport sympy, scipy.optimize",
    "logging": "import logging\nlogging.getLogger().warning('hm')",
    "output": "import sys\nsys.stdout.write('a')\nsys.stderr.flush()",
}


@pytest.mark.parametrize("habit", HABITS)
def test_an_innocent_habit_costs_nothing(habit):
    result = graded(added(HABITS[habit]))
    assert result.points == 10, result


def test_habits_within_an_answer_cost_nothing():
    body = DESCEND.replace(
        "    path = [x0]\n",
        "    import os, warnings, threading, tempfile\n"
        "    print('x' * 10**5)\n"
        "    warnings.warn('careful')\n"
        "    os.chdir(tempfile.gettempdir())\n"
        "    thread = threading.Thread(target=print); thread.start(); thread.join()\n"
        "    path = [x0]\n",
    )
    assert graded(answered({"descend": body})).points == 10


def test_the_same_secret_gives_the_same_report_and_another_gives_other_inputs():
    wrong = answered({"descend": "def descend(x0, lr, n):\n    return [x0] * (n + 1)"})
    one, same = graded(wrong), graded(wrong)
    assert [c.message for c in one.checks] == [c.message for c in same.checks]
    task = find_task("E00.1")
    given = [
        (s, w, n) for s in (b"a", b"b") for w in ("ada", "bob") for n in (b"", b"x")
    ]
    drawn = [seeds(*words, task.id) for words in given]
    assert len({tuple(numbers) for numbers in drawn}) == 8


def test_a_result_can_be_sent_to_another_process_and_holds_what_it_cost():
    result = graded(master())
    assert pickle.loads(pickle.dumps(result)) == result
    assert result.notebook == "00_start_here"
    assert re.fullmatch(r"[0-9a-f]{64}", result.digest)
    assert result.seconds > 0
    assert 0 <= result.memory_mb < 50
    assert sum(check.calls for check in result.checks) > 0


BROKEN = {
    "empty": b"",
    "no json": b"{",
    "a list": b"[]",
    "a number": b"7",
    "no cells": b'{"nbformat": 4}',
    "binary": bytes(range(256)) * 10,
    "nested": b"[" * 100_000,
    "deep": b'{"cells": ' * 50_000,
    "cells of another kind": b'{"nbformat": 4, "cells": {"a": 1}}',
    "huge number": b'{"cells": [], "nbformat": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_is_no_notebook_gets_a_reason(kind):
    result = graded(BROKEN[kind])
    assert result.points == 0
    assert statuses(result) == ["missing"] * 3
    assert "cannot be read" in result.notes[0]


def test_what_surrounds_the_cells_does_not_matter():
    changed = notebook()
    changed |= {"metadata": {"kernelspec": {"name": "julia"}}, "nbformat_minor": 99}
    for cell in changed["cells"]:
        cell["outputs"], cell["execution_count"] = [{"output_type": "lie"}], "x"
    assert graded(data(changed)).points == 10


def test_another_format_is_read_with_a_note():
    changed = notebook() | {"nbformat": 99}
    result = graded(data(changed))
    assert (result.points, len(result.notes)) == (10, 1)
    sheets = [{"cells": [{**c, "input": c.pop("source")} for c in changed["cells"]]}]
    result = graded(data({"nbformat": 3, "worksheets": sheets}))
    assert (result.points, len(result.notes)) == (10, 1)


def test_other_encodings_are_read():
    text = json.dumps(notebook(), ensure_ascii=False)
    assert graded(text.encode("utf-8-sig")).notes == ()
    result = graded(text.replace("−", "-").encode("utf-16"))
    assert (result.points, len(result.notes)) == (10, 1)


def test_gigantic_outputs_are_left_out_and_not_punished():
    changed = notebook()
    changed["cells"][1]["outputs"] = [{"text": "x" * 5 * 2**20}]
    result = graded(data(changed))
    assert result.points == 10
    assert "outputs of 5.0 MB" in result.notes[0]


def test_points_and_marks_in_a_submission_are_not_believed():
    changed = notebook(folder="exercises")
    for _, check in pairs(changed):
        check["metadata"]["nbgrader"] |= {"points": 1000, "grade": True}
        check["source"] = "print('10 of 10 points')\n10.0"
    result = graded(data(changed))
    assert (result.points, result.of) == (0, 10)


def test_missing_checks_marks_and_imports_cost_nothing():
    changed = notebook()
    answers = [answer for answer, _ in pairs(changed)]
    for cell in answers:
        cell["metadata"] = {}
        cell["id"] = "x"
    changed["cells"] = answers
    result = graded(data(changed))
    assert result.points == 10
    assert all("lost its mark" in note for note in result.notes)


def test_a_missing_answer_is_missing_and_the_others_are_graded():
    changed = notebook()
    first = next(pairs(changed))[0]
    changed["cells"].remove(first)
    result = graded(data(changed))
    assert statuses(result) == ["missing", "pass", "pass"]
    assert result.checks[0].message == "no cell defines descend."


def test_of_two_answers_the_last_one_counts():
    changed = notebook()
    first = next(pairs(changed))[0]
    wrong = {**first, "source": "def descend(x0, lr, n):\n    return None"}
    changed["cells"].insert(0, wrong)
    result = graded(data(changed))
    assert (result.points, len(result.notes)) == (10, 1)
    assert "2 times" in result.notes[0]
    changed["cells"].append(wrong)
    assert graded(data(changed)).points == 7


def test_cells_in_another_order_are_graded():
    changed = notebook()
    changed["cells"] = [*changed["cells"][:2], *reversed(changed["cells"][2:])]
    assert graded(data(changed)).points == 10


def test_a_cell_of_another_type_is_run_as_code():
    changed = notebook()
    next(pairs(changed))[0]["cell_type"] = "markdown"
    result = graded(data(changed))
    assert result.points == 10
    assert "no code cell" in result.notes[0]


def test_what_a_later_cell_breaks_was_right_when_it_was_checked():
    changed = notebook()
    changed["cells"].append(code("descend = descend_with_history = None"))
    assert graded(data(changed)).points == 10


def test_cells_that_are_no_cells_are_left_out():
    changed = notebook()
    changed["cells"][:0] = [None, 7, {"source": 3}, {"cell_type": "code"}, []]
    result = graded(data(changed))
    assert result.points == 10
    assert "4 of" in result.notes[0]


def test_hidden_state_gets_a_clear_line():
    changed = notebook()
    next(pairs(changed))[0]["source"] = (
        "def descend(x0, lr, n):\n    return walk(x0, lr, n)"
    )
    changed["cells"].append(code(DESCEND.replace("descend", "walk")))
    result = graded(data(changed))
    assert statuses(result) == ["error", "pass", "pass"]
    assert "A cell further down defines walk" in result.checks[0].message


def test_an_answer_that_needs_a_failed_one_is_blocked():
    source = (
        "def descend_with_history(gradient, x0, lr, n):\n    return descend(x0, lr, n)"
    )
    result = graded(answered({"descend_with_history": source}, folder="exercises"))
    assert statuses(result) == ["not_started", "blocked", "not_started"]
    assert "it needs descend of E00.1" in result.checks[1].message


def test_an_answer_that_is_no_function_or_no_code_says_so():
    result = graded(answered({"descend": "descend = [1, 2]", "read_run": "def ("}))
    assert statuses(result) == ["fail", "pass", "error"]
    assert "the answer must be a function" in result.checks[0].message
    assert "SyntaxError" in result.checks[2].message
    result = graded(answered({"descend": "", "read_run": "x = 1"}))
    assert "does not define read_run" in result.checks[2].message


def test_a_loop_is_a_timeout_and_earlier_properties_keep_their_points():
    limits = Limits(cell_seconds=1, seconds=40)
    loop = "def read_run(losses, slopes, tol):\n    while True: pass"
    result = graded(answered({"read_run": loop}), limits=limits)
    assert statuses(result) == ["pass", "pass", "timeout"]


def test_a_notebook_that_takes_too_long_in_all_still_gets_what_it_earned():
    changed = notebook()
    changed["cells"].append(code("import time\ntime.sleep(100)"))
    result = graded(data(changed), limits=Limits(cell_seconds=0.5, seconds=6))
    assert result.points == 10


def test_a_master_that_is_none_is_refused():
    with pytest.raises(ValueError, match="a master must be a notebook"):
        grade_one(b"{}", stub(), secret=SECRET)
    with pytest.raises(ValueError, match="must have check cells"):
        grade_one(b'{"cells": []}', stub(), secret=SECRET)
