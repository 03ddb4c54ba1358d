"""Ranges of learning rates: both ends are where they should be."""

import pytest
import sympy as sp

from gdcourse.proofs.step_ranges import (
    L,
    a,
    d,
    long_steps,
    mu,
    short_steps,
    steps_beyond_the_best,
    steps_up_to_the_best,
    t,
)

BEST = 2 / (L + mu)
RANGES = {
    "short": (short_steps, 0, 1 / L),
    "long": (long_steps, 0, 2 / L),
    "up to the best": (steps_up_to_the_best, 0, BEST),
    "beyond the best": (steps_beyond_the_best, 2 / L, BEST),
}


@pytest.mark.parametrize(("make", "far", "near"), RANGES.values(), ids=RANGES)
def test_range_runs_from_end_to_end(make, far, near):
    """t = 0 is one end, t → ∞ the other, and α is monotone between."""
    where = make()
    alpha = where.solve[a].subs(where.solve)
    positive = dict.fromkeys([L, mu, d, t])
    positive = {s: sp.Symbol(s.name, positive=True) for s in positive}
    alpha = alpha.subs(where.solve).subs(positive)
    ends = [sp.sympify(end).subs(where.solve).subs(positive) for end in (near, far)]
    at_zero, at_infinity = (
        alpha.subs(positive[t], 0),
        sp.limit(alpha, positive[t], sp.oo),
    )
    assert {sp.cancel(at_zero), sp.cancel(at_infinity)} == set(map(sp.cancel, ends))
    slope = sp.factor(sp.diff(alpha, positive[t]))
    assert slope.is_negative or slope.is_positive


@pytest.mark.parametrize(
    ("make", "is_closed"),
    [(short_steps, True), (long_steps, False), (steps_up_to_the_best, True)],
)
def test_closed_ends_belong_to_the_range(make, is_closed):
    assert (t in make().nonnegative) == is_closed


def test_other_symbols_are_positive_and_counters_start_at_zero():
    k, m = sp.symbols("k m")
    for make in (short_steps, long_steps):
        where = make(m, counters=[k])
        assert m in where.positive
        assert k in where.nonnegative
        assert make().solve == where.solve
