"""Lesson 00: right answers written differently, and what its checks say."""

import numpy as np

from gdcourse.checks.judging import judge
from gdcourse.checks.start_here import first_descent


def first_descent_by_recursion(x0, lr, n):
    if n == 0:
        return [x0]
    return [x0, *first_descent_by_recursion(x0 - lr * 2 * (x0 - 3), lr, n - 1)]


def first_descent_in_an_array(x, rate, updates):
    path = np.empty(updates + 1)
    path[0] = x
    for k in range(updates):
        path[k + 1] = path[k] - rate * (2 * path[k] - 6)
    return path


def first_descent_by_its_closed_form(x0, lr, n):
    return tuple(3 + (x0 - 3) * (1 - 2 * lr) ** np.arange(n + 1))


VARIANTS = {
    "E00.1": [
        first_descent_by_recursion,
        first_descent_in_an_array,
        first_descent_by_its_closed_form,
    ],
}


def test_one_update_shows_the_missing_factor():
    mutant = next(m for m in first_descent.mutants if m.name == "drops_the_factor_two")
    assert str(judge(first_descent, mutant.answer)).splitlines() == [
        "✗ E00.1 descend   every update must be x − lr · f′(x).",
        "        input  x0 = 5.0, lr = 0.1, n = 1",
        "        wanted [5.0, 4.6]   got [5.0, 4.8]",
        "        1 of 3 points",
    ]


def test_standing_still_earns_no_point_for_the_update():
    report = judge(first_descent, lambda x0, lr, n: [x0] * (n + 1))
    assert (report.points, report.of) == (1, 3)
