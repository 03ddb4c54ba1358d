"""The callback runs every step of every method, and sums what they cost."""

import numpy as np
import pytest

from gdcourse.bench import callback
from gdcourse.bench.callback import BARE, BY_HAND, DERIVED, GRADIENTS, RULES, STEPS
from gdcourse.landscapes import rosenbrock


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("method", RULES)
def test_no_step_is_saved(method, gradient):
    trace = callback.run(RULES[method], GRADIENTS[gradient])
    assert trace.updates == STEPS
    assert np.isfinite(trace.points).all()


def test_gradient_by_hand_is_that_of_the_landscape():
    for point in np.random.default_rng(5).uniform(-2, 2, (20, 2)):
        wanted = rosenbrock.gradient(point)
        np.testing.assert_allclose(callback.by_hand(point), wanted, rtol=1e-12)


@pytest.mark.parametrize("method", RULES)
def test_bare_loop_ends_where_minimize_ends(method):
    trace = callback.run(RULES[method], callback.by_hand)
    assert np.array_equal(callback.bare_loop(RULES[method]), trace.x)


def test_the_sum_of_the_methods_is_what_is_promised():
    seconds = {DERIVED: 2e-3, BY_HAND: 1e-3, BARE: 5e-4}

    def time(turns) -> dict:
        return {turn: seconds[turn[1]] for turn in turns}

    made = callback.section(time)
    assert made.header == ("", DERIVED, BY_HAND, BARE)
    assert made.rows[-1] == ("all three", "6.00 ms", "3.00 ms", "1.50 ms")
    assert [row[0] for row in made.rows] == [*RULES, "all three"]
    derived, by_hand = made.aims
    assert (derived.measured, derived.verdict) == (pytest.approx(6), "does not hold")
    assert (by_hand.measured, by_hand.verdict) == (pytest.approx(3), "holds")
    assert BY_HAND in by_hand.words
