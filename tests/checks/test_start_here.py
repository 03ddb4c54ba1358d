"""Lesson 00: right answers written differently, and what its checks say."""

import numpy as np

from gdcourse.checks.judging import judge
from gdcourse.checks.start_here import first_descent, many_updates, vanishing_history
from gdcourse.checks.start_here_runs import listing_run


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


def history_of_copies(gradient, x0, lr, n):
    x = x0.astype(float)
    history = [x.copy()]
    for _ in range(n):
        x -= lr * gradient(x)
        history.append(x.copy())
    return history


def history_in_one_array(gradient, start, rate, updates):
    history = np.empty((updates + 1, len(start)))
    history[0] = start
    for k in range(updates):
        history[k + 1] = history[k] - rate * gradient(history[k])
    return history


def history_of_tuples(gradient, x0, lr, n):
    path = (tuple(map(float, x0)),)
    while len(path) <= n:
        x = np.array(path[-1])
        path += (tuple(x - lr * gradient(x)),)
    return path


def run_read_by_counting(losses, slopes, tol):
    updates = 0
    for _ in losses[1:]:
        updates += 1
    return {"loss": losses[updates], "updates": updates, "converged": slopes[-1] < tol}


def run_read_with_numpy(losses, slopes, tol):
    return {
        "updates": np.size(slopes) - 1,
        "converged": np.less_equal(slopes, tol)[-1],
        "loss": np.asarray(losses)[-1],
    }


VARIANTS = {
    "E00.1": [
        first_descent_by_recursion,
        first_descent_in_an_array,
        first_descent_by_its_closed_form,
    ],
    "E00.2": [history_of_copies, history_in_one_array, history_of_tuples],
    "E00.3": [run_read_by_counting, run_read_with_numpy],
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


def told(task, name):
    answer = next(mutant.answer for mutant in task.mutants if mutant.name == name)
    return str(judge(task, answer)).splitlines()


def test_a_vanished_history_is_shown_on_one_number():
    assert told(vanishing_history, "copies_only_at_the_end") == [
        "✗ E00.2 descend_with_history   the first row must be x0. "
        "Which object does the history hold?",
        "        input  gradient = 2·(x − 1), x0 = [3.0], lr = 0.25, n = 1",
        "        wanted [3.0]   got [2.0]",
        "        1 of 3 points",
    ]


def test_right_rows_from_the_callers_array_are_not_enough():
    said = told(vanishing_history, "walks_with_the_callers_array")
    assert "it must not change its arguments" in said[0]
    assert said[-1] == "        1 of 3 points"


def test_an_array_of_whole_numbers_is_the_last_thing_to_hold():
    for name in ("updates_whole_numbers_in_place", "cuts_the_decimals_off"):
        said = told(vanishing_history, name)
        assert "x0 = [4]" in said[1]
        assert said[-1] == "        2 of 3 points"


def test_stored_points_are_told_from_updates_on_two_points():
    assert told(many_updates, "counts_stored_points") == [
        "✗ E00.3 read_run   a run of n updates stores n + 1 points.",
        "        input  losses = [0.0], slopes = [0.0], tol = 0.1",
        "        wanted 0 at 'updates'   got 1 at 'updates'",
        "        3 of 4 points",
    ]


def test_the_popular_listing_stores_73_101_and_93_points_and_momentum_needs_250():
    settings = ((0.0, 0.0), (0.9, 0.0), (0.9, 0.9))
    runs = [listing_run(*setting) for setting in settings]
    assert [len(losses) for losses, _, _ in runs] == [73, 101, 93]
    assert [slopes[-1] <= tol for _, slopes, tol in runs] == [True, False, True]
    losses, slopes, tol = listing_run(0.9, cap=300)
    assert len(losses) == 251
    assert slopes[-2] < tol < slopes[-1]
