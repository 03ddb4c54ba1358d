"""Every method ends at the known minimizer, after the known number of steps.

Two tables of problems and methods: the updates until ‖∇f‖ ≤ 1e-6 at the best of 61
learning rates 10^(-5 + i/10), and the updates until f - f* ≤ 1e-8 at a given one.
"""

import numpy as np
import pytest
from acceptance import NEVER, PROBLEMS, RATES, RULES, first_near, first_small, table
from problems import descend, nearest
from scipy import optimize

from gdcourse.optimizers.line_search import Backtracking

# updates at i, or "never" within 20,000 updates for every one of the 61 rates
BEST = table(
    """
bowl 10       |    94 at 42 |  249 at 40 |  100 at 41 |     9 at 60 |  258 at 51
bowl 100      |  1154 at 32 |  318 at 34 |  241 at 31 |   563 at 60 |  335 at 58
bowl 1000     | 10376 at 23 |  376 at 25 | 1451 at 21 |       never |  451 at 60
booth         |    80 at 40 |  273 at 27 |  123 at 37 |   106 at 56 |  282 at 49
rosenbrock    | 16034 at 23 |  857 at 25 | 2393 at 21 | 15208 at 49 |  832 at 52
chain         |       never | 2709 at 20 | 4149 at 18 | 16463 at 49 | 1623 at 56
beale         |   962 at 36 |  274 at 30 |  255 at 31 |   317 at 50 |  247 at 42
himmelblau    |    36 at 32 |  304 at 27 |   67 at 31 |    28 at 50 |  293 at 48
styblinski    |    10 at 35 |  217 at 37 |   18 at 34 |     9 at 49 |  221 at 46
camel         |    22 at 45 |  213 at 46 |   39 at 44 |    25 at 47 |  225 at 45
rastrigin     |     6 at 24 |  336 at 26 |   10 at 24 |    10 at 43 |  313 at 40
least squares |    12 at 50 |  239 at 42 |   23 at 49 |    11 at 60 |  263 at 47
logistic      |     9 at 55 |  183 at 42 |   20 at 55 |    17 at 49 |  206 at 41
"""
)
BEST_BY = ("gradient descent", "heavy ball", "Nesterov", "AdaGrad", "Adam")

# updates / evaluations of f; "other": it ends at another stationary point
SEARCHED = table(
    """
bowl 10       |    73/221   |   2/5   |  6/7        |  9/10       |   2/3
bowl 100      |   839/2522  |  20/51  |  6/8        | 11/12       |   3/4
bowl 1000     | 10355/31073 |   2/8   |  5/9        | 15/16       |   3/4
booth         |    62/189   |   2/5   |  6/7        |  8/9        |   2/3
rosenbrock    | 15110/45338 |  37/80  | 33/40       | 37/45       |  88/108
chain         | 21576/64737 | 288/479 | 74/84 other | 75/93       | 130/137
beale         |   823/2473  |  19/46  | 15/17       | 15/16       |  16/16
himmelblau    |    25/80    |  10/24  | 11/17       | 10/16       |   9/14
styblinski    |     8/28    |   5/17  |  6/10       |  6/10       |   6/6
camel         |    20/61    |   6/12  |  6/8        |  6/7        |   6/7
rastrigin     | 33/108 other | 7/13 other | 7/10 other | 11/14 other | 7/8
least squares |    12/35    |  12/14  |  7/8        |  8/9        |   7/8
logistic      |    12/33    |   5/11  | 13/14       |  6/7        |   5/6
"""
)
ELDERS = {
    "CG": {"gtol": 1e-6},
    "BFGS": {"gtol": 1e-6},
    "L-BFGS-B": {"gtol": 1e-6, "ftol": 0.0},
    "Newton-CG": {"xtol": 1e-10},  # its Hessian by differences
}

# updates and learning rate; "never" within 20,000 updates
NEAR = table(
    """
bowl 10       |   106 .1  |   176 .05 |   121 .05 |   337 1   |   200 .1  |   335 .1
bowl 100      |  1341 .01 |   202 .01 |   206 .01 | 33378 1   | never .1  |  3687 .1
booth         |    52 .1  |   198 .02 |    93 .05 |   273 1   |   172 .1  |   297 .1
rosenbrock    | 20829 .001|  1940 .001|  1981 .001| 10830 .5  | never .01 |  1358 .1
beale         |  2403 .01 |   193 .01 |   213 .01 |   491 .5  |   715 .01 |   255 .1
himmelblau    |    40 .01 |   215 .01 |    53 .01 |    69 .5  |   467 .01 |   182 .1
styblinski    |    33 .01 |   159 .01 |    43 .01 |    24 .5  |   277 .01 |   186 .1
camel         |    56 .1  |   151 .05 |    74 .05 |    16 .5  |   152 .01 |   153 .1
least squares |    98 .1  |   174 .1  |    80 .1  |    63 .5  |   403 .01 |   176 .1
logistic      |    34 1   |   136 1   |    42 1   |    24 .5  |   210 .01 |   131 .1
"""
)


def cells(rows, methods, keep=lambda cell: True):
    """The cells of a table as (problem, method, text)."""
    found = [
        (name, method, cell)
        for name, row in rows.items()
        for method, cell in zip(methods, row, strict=True)
        if keep(cell)
    ]
    ids = [f"{name}-{method}".replace(" ", "-") for name, method, _ in found]
    return pytest.mark.parametrize(("name", "method", "cell"), found, ids=ids)


def close(found, wanted, slack=0):
    """Within 5 %, or within a few counts where 5 % is less than one."""
    return abs(found - wanted) <= max(0.05 * wanted, slack)


def lands(name, x, elsewhere=False):
    """Whether x is the known minimizer (or, elsewhere, far from it)."""
    distance = nearest(PROBLEMS[name][0], x)
    return distance > 0.5 if elsewhere else distance < 2e-5


def best_of(cell):
    """The count and the number of its rate."""
    count, i = cell.split(" at ")
    return int(count), int(i)


@cells(BEST, BEST_BY, lambda cell: cell != "never")
def test_the_best_rate_ends_at_the_minimizer_after_the_known_count(name, method, cell):
    wanted, best = best_of(cell)
    landscape, start = PROBLEMS[name]
    rule = RULES[method](float(RATES[best]))
    run = descend(landscape, rule, start, steps=2 * wanted)
    assert run.small
    assert close(run.updates, wanted)
    assert lands(name, run.x)


@cells(BEST, BEST_BY, lambda cell: cell != "never" and best_of(cell)[0] < 600)
def test_the_rates_beside_the_best_are_not_faster(name, method, cell):
    wanted, best = best_of(cell)
    low = max(best - 2, 0)
    rule = RULES[method](RATES[low : best + 3])
    reached = first_small(name, rule, int(1.1 * wanted) + 2)
    assert reached[best - low] == min(reached[reached != NEVER])


@cells(BEST, BEST_BY, lambda cell: cell == "never")
def test_where_no_rate_is_enough_none_gets_there(name, method, cell):
    reached = first_small(name, RULES[method](RATES), 20_000)
    assert (reached == NEVER).all()


@cells(SEARCHED, ("backtracking", *ELDERS))
def test_searches_end_there_after_as_many_updates_and_values(name, method, cell):
    counts, _, other = cell.partition(" ")
    updates, values = (int(number) for number in counts.split("/"))
    landscape, start = PROBLEMS[name]
    if method == "backtracking":
        rule = Backtracking(warm_start=True)
        run = descend(landscape, rule, start, steps=22_000)
        assert run.small
        assert close(run.updates, updates)
        assert close(run.values, values)
    else:
        run = optimize.minimize(
            landscape.value,
            start,
            jac=landscape.gradient,
            method=method,
            options=ELDERS[method],
        )
        assert close(run.nit, updates, 2)
        assert close(run.nfev, values, 2)
    assert lands(name, run.x, other)


@cells(NEAR, RULES)
def test_given_rates_come_near_the_minimum_after_the_known_count(name, method, cell):
    wanted, rate = cell.split()
    rule = RULES[method](float(rate))
    if wanted == "never":
        assert first_near(name, rule, 20_000) == NEVER
    else:
        assert close(first_near(name, rule, 2 * int(wanted)), int(wanted))


def test_a_start_at_the_minimizer_takes_no_update():
    assert descend(PROBLEMS["booth"][0], RULES["Adam"](0.1), (1.0, 3.0)).updates == 0
    assert np.diff(RATES).min() > 0
