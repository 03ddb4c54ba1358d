"""The run of one submission: children are replaced, and many run side by side."""

import sys
from concurrent.futures import ThreadPoolExecutor

from submissions import SECRET, answered, master, stub

from gdcourse.grading.judge import grade_one
from gdcourse.grading.limits import Limits
from gdcourse.grading.trial import Trial, undefined

STEMS = ("start_here", "gradients", "batch_variants", "momentum")


def told(result):
    return [(c.task, c.status, c.points, c.message, c.hint) for c in result.checks]


def test_many_at_once_get_the_same_reports_as_one_after_the_other():
    wrong = answered({"descend": "def descend(x0, lr, n):\n    return [x0] * (n + 1)"})
    work = [(stem, stub(stem)) for stem in STEMS] + [("start_here", wrong)]
    work += [(stem, master(stem)) for stem in STEMS[:3]]

    def graded(one):
        return told(grade_one(master(one[0]), one[1], learner="ada", secret=SECRET))

    serial, output = [graded(one) for one in work], sys.stdout
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(graded, work)) == serial
    assert sys.stdout is output


def test_a_child_that_was_ended_is_replaced_by_one_that_knows_the_cells():
    with Trial(Limits(cell_seconds=1), "import math", ()) as trial:
        trial.run("kept = [1, 2]", "<cell 1>")
        trial.run("import os; os._exit(0)", "<cell 2>")
        trial.run("more = len(kept) + math.floor(1.5)", "<cell 3>")
        assert trial.get("more") == [3]
        assert trial.troubles == {"<cell 2>": "it ended its own process."}


def test_the_time_of_all_children_is_counted_together():
    with Trial(Limits(cell_seconds=1, seconds=2), "", ()) as trial:
        for number in range(4):
            trial.run("import time; time.sleep(60)", f"<cell {number}>")
        assert trial.left < 0.1
        assert "whole notebook" in trial.troubles["<cell 3>"]


def test_an_undefined_name_is_read_from_an_error():
    assert undefined("it raised NameError: name 'q' is not defined.") == "q"
    assert undefined("it raised ValueError.") is None
