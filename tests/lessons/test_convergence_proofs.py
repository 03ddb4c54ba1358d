"""Lesson 03: statements of its prose that stand there without a number."""

import re

import numpy as np
import pytest
import sympy as sp
from reading_code import ROOT
from reading_notebooks import cells_of, read_notebook, source_of

from gdcourse import landscapes
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.proofs import convergence_proofs, descent
from gdcourse.proofs.certify import certify
from gdcourse.proofs.problems import random_strongly_convex, walk

LESSON = read_notebook(ROOT / "notebooks" / "03_convergence_proofs.ipynb")
TEXTS = [source_of(cell) for cell in cells_of(LESSON, "markdown")]
PROSE = "\n".join(TEXTS)
L, alpha = sp.symbols("L alpha", positive=True)


def descend(f, x0, lr, steps):
    return minimize(f.value, f.gradient, x0, GradientDescent(lr), steps=steps, tol=0)


def test_the_sure_gain_is_largest_at_one_over_L():
    gain = alpha * (1 - alpha * L / 2)
    assert sp.solve(sp.diff(gain, alpha), alpha) == [1 / L]
    assert gain.subs(alpha, 1 / L) == 1 / (2 * L)


@pytest.mark.parametrize("k", [1, 5, 20, 100])
def test_the_straight_part_of_the_slowest_huber_function_lasts_2k_steps(k):
    width = 1 / (2 * k + 1)
    points = descend(landscapes.huber(width), [1.0], 1.0, 3 * k).points[:, 0]
    (arrived, *_) = np.flatnonzero(points < width * 1.5)
    said = re.search(r"straight part lasts (\d+)k steps", PROSE)
    assert arrived == int(said[1]) * k
    assert np.isclose(points[k] - width, (1 - width) / 2)  # half of it is left


def test_slopes_go_to_zero_though_they_may_rise_on_the_way():
    f = landscapes.Landscape("wave", "sin(3*x) + x**2/10", ("x",), start=[0.53])
    run = descend(f, [0.53], 1 / 9.2, 40)
    slopes = run.gradient_norms
    assert (np.diff(slopes) > 0).any()
    assert slopes[-1] < 1e-9
    assert (slopes[:-1] ** 2).sum() <= 2 * 9.2 * (run.values[0] - run.values[-1])
    assert "So the slopes go to 0" in PROSE


def test_the_textbook_bound_is_about_twice_the_exact_one():
    for k in (5, 20, 100):
        assert 2 <= (1 / (2 * k)) / (1 / (4 * k + 2)) <= 2.2


def test_steps_longer_than_one_over_L_pay_up_to_a_point():
    long = sp.Rational(3, 2)
    assert certify([1] * 4).bound == sp.Rational(1, 18)
    assert certify([long] * 4).proof is not None
    assert certify([long] * 4).bound < certify([1] * 4).bound
    assert certify([sp.Rational(8, 5)]).verdict == "refuted"


def test_beyond_the_best_rate_the_steepest_direction_is_the_slowest():
    f = landscapes.quadratic(9.0)
    points = np.abs(descend(f, [1.0, 1.0], 0.21, 20).points)
    assert points[-1, 1] > points[-1, 0]
    points = np.abs(descend(f, [1.0, 1.0], 0.19, 20).points)
    assert points[-1, 1] < points[-1, 0]


def test_at_the_best_rate_the_gap_keeps_the_square_of_the_share():
    for seed in range(50):
        f = random_strongly_convex(np.random.default_rng(seed))
        run = walk(f, GradientDescent(2 / (f.L + f.mu)), 20)
        rho = (f.L - f.mu) / (f.L + f.mu)
        assert (run.gaps[1:] <= rho**2 * run.gaps[:-1] * (1 + 1e-9) + 1e-12).all()


def test_at_the_best_rate_slopes_keep_the_share_of_the_distance_and_gaps_its_square():
    kappa = 9.0
    f, rho = landscapes.quadratic(kappa), (kappa - 1) / (kappa + 1)
    run = descend(f, [3.0, 1.0], 2 / (kappa + 1), 20)
    away = np.linalg.norm(run.points, axis=1)
    for kept, share in ((away, rho), (run.gradient_norms, rho), (run.values, rho**2)):
        assert np.allclose(kept[1:] / kept[:-1], share)
    assert "Gaps shrink faster than distances and slopes" in PROSE


@pytest.mark.parametrize(
    ("sign", "meaning"),
    [
        (r"\langle", r"\langle a, b \rangle = a \cdot b"),
        (r"\inf", "is the greatest lower bound"),
    ],
)
def test_signs_are_explained_where_they_first_stand(sign, meaning):
    assert meaning in next(text for text in TEXTS if sign in text)


def test_ten_times_kappa_costs_about_ten_times_as_many_updates():
    counts = []
    for kappa in (10.0, 100.0, 1000.0):
        steps = np.log(1e-6 * 2**0.5) / np.log1p(-1 / kappa)
        counts.append(np.ceil(steps))
    assert counts == [128, 1341, 13463]
    assert all(9.9 < b / a < 10.6 for a, b in zip(counts[:-1], counts[1:], strict=True))


def test_a_weight_of_separable_data_grows_by_ln_10_per_decade():
    f = landscapes.logistic([[1], [2], [-1], [-2]], [1, 1, 0, 0])
    w = descend(f, [0.0], 1.0, 10_000).points[:, 0]
    assert np.isclose(w[10_000] - w[1000], np.log(10), rtol=0.02)
    assert f.value(w[-1:]) > 0


def test_the_nearest_minimizer_of_a_trough_is_found():
    """The step goes straight across the trough, so the start decides."""
    f = landscapes.Landscape("trough", "(x + y)**2/2")
    assert np.allclose(descend(f, [3.0, 1.0], 0.5, 5).x, [1.0, -1.0])


def test_the_rate_of_the_lesson_is_the_one_of_the_catalogue():
    claim = convergence_proofs.weighted_gap().claim.latex
    assert r"\frac{L}{2 N}" in claim
    assert "f_{\\inf}" in descent.small_slope().claim.latex
