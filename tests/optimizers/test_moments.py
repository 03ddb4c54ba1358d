"""The parts of the adaptive rules: averages, roots with ε, and RAdam's lengths."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers.adam import AdamW
from gdcourse.optimizers.adaptive_methods import RMSprop
from gdcourse.optimizers.moments import (
    SHORTEST,
    memory_lengths,
    moments,
    rectification,
    root,
    settle_adaptive,
)


def test_the_averages_weigh_the_last_gradients_by_falling_powers():
    g = np.random.default_rng(0).normal(size=30)
    m = v = 0.0
    for entry in g:
        m, v = moments(m, v, float(entry), (0.9, 0.99))
    age = np.arange(30)[::-1]
    assert m == pytest.approx(0.1 * (0.9**age * g).sum(), rel=1e-13)
    assert v == pytest.approx(0.01 * (0.99**age * g**2).sum(), rel=1e-13)


def test_under_a_constant_gradient_the_averages_are_short_by_one_minus_beta_to_the_t():
    g, b1, b2 = sp.symbols("g beta1 beta2")
    m = v = sp.Integer(0)
    for t in range(1, 6):
        m, v = moments(m, v, g, (b1, b2))
        assert sp.expand(m - (1 - b1**t) * g) == 0
        assert sp.expand(v - (1 - b2**t) * g**2) == 0


@pytest.mark.parametrize("eps", [1e-8, 1e-3])
def test_at_zero_the_root_is_eps_outside_and_root_eps_inside(eps):
    assert root(0.0, eps, inside=False) == eps
    assert root(0.0, eps, inside=True) == eps**0.5


def test_away_from_zero_eps_adds_to_the_root_or_to_the_square():
    assert root(9.0, 16.0, inside=False) == 19
    assert root(9.0, 16.0, inside=True) == 5


@pytest.mark.parametrize("beta2", [0.9, 0.99, 0.999])
def test_the_length_of_the_memory_is_that_of_a_plain_mean_with_the_same_center(beta2):
    # RAdam: a plain mean over ρ gradients has the center of mass (ρ + 1) / 2.
    for t in (1, 2, 5, 50):
        age = np.arange(1, t + 1)
        weights = beta2 ** (t - age) * (1 - beta2) / (1 - beta2**t)
        center = (weights * (t + 1 - age)).sum()
        assert memory_lengths(beta2, t)[0] == pytest.approx(2 * center - 1, rel=1e-9)


def test_the_memory_fills_up_to_its_longest():
    lengths = [memory_lengths(0.99, t)[0] for t in range(1, 3000)]
    assert (np.diff(lengths) >= 0).all()
    assert lengths[0] == pytest.approx(1.0, rel=1e-9)
    assert lengths[-1] == pytest.approx(memory_lengths(0.99, 1)[1], rel=1e-9)
    assert memory_lengths(0.99, 1)[1] == pytest.approx(199.0)


def test_the_rectification_rises_to_one():
    longest = 1999.0
    r = [rectification(length, longest) for length in np.linspace(5.0, longest, 100)]
    assert (np.diff(r) > 0).all()
    assert 0 < r[0] < 0.02
    assert r[-1] == 1


def test_the_rectification_is_the_ratio_of_two_standard_deviations():
    # (LiuEtAl2020): the spread of 1/√v̂ is about √(ρ / (2 (ρ - 2) (ρ - 4))) …
    def spread(length):
        return (length / (2 * (length - 2) * (length - 4))) ** 0.5

    for length in (6.0, 20.0, 500.0):
        wanted = spread(1999.0) / spread(length)
        assert rectification(length, 1999.0) == pytest.approx(wanted, rel=1e-12)


def test_lengths_below_five_count_as_five():
    assert rectification(1.0, 1999.0) == rectification(SHORTEST, 1999.0)
    both = rectification(np.array([1.0, 6.0]), 1999.0)
    assert both.tolist() == [rectification(5.0, 1999.0), rectification(6.0, 1999.0)]


def test_settling_checks_lr_eps_and_weight_decay_and_stores_the_rest():
    rule = RMSprop()
    settle_adaptive(rule, alpha=0.5)
    assert rule.alpha == 0.5
    for name in ("lr", "eps", "weight_decay"):
        for kind in (RMSprop, AdamW):
            with pytest.raises(ValueError, match=rf"{name} must be finite, got nan\. "):
                kind(**{name: float("nan")})
