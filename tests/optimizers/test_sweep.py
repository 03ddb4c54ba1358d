"""A sweep is many single runs at once, and nothing else."""

import numpy as np
import pytest
from parabolas import walked

from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.averaging import PolyakRuppert
from gdcourse.optimizers.clipping import Clipped
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.minimize import minimize
from gdcourse.optimizers.momentum import CONVENTIONS, Momentum
from gdcourse.optimizers.nesterov import LookAhead, Nesterov
from gdcourse.optimizers.polyak_step import PolyakStep
from gdcourse.optimizers.sign_methods import Lion, SignDescent
from gdcourse.optimizers.sweep import sweep

START = [-1.2, 1.0]
RATES = np.geomspace(1e-4, 1e-2, 4)[:, None]
SHARES = np.array([0.0, 0.5, 0.9])


def slope(p):
    """The gradient of Rosenbrock's function, in products only."""
    x, y = p
    across = y - x * x
    return np.array([2 * (x - 1) - 400 * x * across, 200 * across])


GRIDS = {
    **{c: lambda a, b, c=c: Momentum(a, b, convention=c) for c in CONVENTIONS},
    "descent": lambda a, b: GradientDescent(a),
    "torch Nesterov": lambda a, b: Momentum(a, 0.5 + b / 2, nesterov=True),
    "Nesterov": lambda a, b: Nesterov(a),
    "strongly convex": lambda a, b: Nesterov(a, 1 + b),
    "look ahead": lambda a, b: LookAhead(a, b, slope),
    "signs": lambda a, b: SignDescent(a, b),
    "Lion": lambda a, b: Lion(a, (b, 0.99)),
    "Adam": lambda a, b: Adam(a, eps=b),
    "clipped": lambda a, b: Clipped(Momentum(a, 0.9), limit=1 + b),
    "averaged": lambda a, b: PolyakRuppert(Momentum(a, b)),
}


@pytest.mark.parametrize("name", GRIDS)
def test_every_setting_ends_where_its_own_run_ends_bit_for_bit(name):
    make = GRIDS[name]
    ends = sweep(slope, START, make(RATES, SHARES), steps=60)
    with np.errstate(all="ignore"):
        for (i, j), rate in np.ndenumerate(np.broadcast_to(RATES, (4, 3))):
            one = walked(make(rate, SHARES[j]), slope, START, 60)[0][-1]
            assert np.array_equal(np.broadcast_to(ends.T, (3, 4, 2))[j, i], one, True)


def test_minimize_without_a_tolerance_ends_at_the_same_points():
    rule = Momentum(RATES, SHARES)
    trace = minimize(lambda p: p[0] * 0, slope, START, rule, steps=60, tol=0)
    ends = sweep(slope, START, rule, steps=60)
    diverged = trace.status == "diverged"
    assert 0 < diverged.sum() < diverged.size
    assert np.array_equal(~np.isfinite(ends).all(axis=0), diverged)
    assert np.array_equal(ends[:, ~diverged], trace.x[:, ~diverged])


def test_exactly_as_many_gradients_as_steps_are_computed():
    calls = []
    sweep(lambda p: calls.append(1) or slope(p), START, Momentum(RATES), steps=17)
    assert len(calls) == 17


def test_a_run_at_its_minimum_or_on_its_way_to_infinity_does_not_stop_the_others():
    rates = np.array([0.5, 2.0, 0.25])
    ends = sweep(lambda x: 2 * x, [8.0], GradientDescent(rates), steps=1000)
    assert ends[0, 0] == 0
    assert not np.isfinite(ends[0, 1])
    assert ends[0, 2] == 8.0 * 0.5**1000


def test_one_setting_and_one_number_are_sweeps_too():
    assert sweep(lambda x: 2 * x, 8.0, GradientDescent(0.25), steps=3) == 1.0
    assert sweep(slope, START, Momentum(1e-3), steps=5).shape == (2,)


def test_a_grid_of_starts_is_a_sweep():
    starts = np.stack(np.meshgrid([-1.0, 0.0, 2.0], [0.5, 1.0]))
    ends = sweep(slope, starts, Momentum(1e-4, 0.9), steps=40)
    for i, j in np.ndindex(2, 3):
        one = walked(Momentum(1e-4, 0.9), slope, starts[:, i, j], 40)[0][-1]
        assert np.array_equal(ends[:, i, j], one)


def test_starts_may_be_crossed_with_settings():
    starts, rates = np.array([[-1.0, 0.0, 2.0], [0.5, 1.0, 1.0]]), RATES / 100
    ends = sweep(slope, starts, Momentum(rates, 0.9), steps=40)
    for i, j in np.ndindex(4, 3):
        one = walked(Momentum(rates[i, 0], 0.9), slope, starts[:, j], 40)[0][-1]
        assert np.array_equal(ends[:, i, j], one)


def test_a_rule_gets_the_gradient_that_it_asks_for():
    filled = sweep(slope, START, LookAhead(RATES, SHARES), steps=9)
    given = sweep(slope, START, LookAhead(RATES, SHARES, slope), steps=9)
    assert np.array_equal(filled, given, equal_nan=True)


def test_the_start_is_not_changed():
    start = np.ones((2, 3))
    sweep(slope, start, Momentum(np.full(3, 1e-3)), steps=3)
    assert (start == 1).all()


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (
            lambda: sweep(None, START, Momentum(), 5),
            TypeError,
            r"gradient must be .*None",
        ),
        (
            lambda: sweep(slope, START, Momentum(), 0),
            ValueError,
            r"steps must .*, got 0",
        ),
        (
            lambda: sweep(slope, [np.nan, 1.0], Momentum(), 5),
            ValueError,
            r"x0 must be finite, got \[nan, 1\.0\]\. ",
        ),
        (
            lambda: sweep(slope, np.ones((2, 5)), Momentum(RATES[:, 0]), 5),
            ValueError,
            r"x0 and the rule's settings must fit together, got .*\. Make them",
        ),
        (
            lambda: sweep(slope, START, PolyakStep(), 5),
            ValueError,
            r"PolyakStep needs the function value, got None\. ",
        ),
        (
            lambda: sweep(lambda p: np.ones(3), START, Momentum(), 5),
            ValueError,
            r"gradient\(x\) must have shape \(2,\), got \(3,\)\. ",
        ),
    ],
)
def test_what_cannot_work_is_refused_in_one_line(call, kind, message):
    with pytest.raises(kind, match=message):
        call()
