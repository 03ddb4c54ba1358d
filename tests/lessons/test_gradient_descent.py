"""Lesson 02: statements of its prose that stand there without a number."""

import numpy as np
import pytest
from reading_code import ROOT
from reading_notebooks import cells_of, read_notebook, source_of

from gdcourse import landscapes
from gdcourse.datasets import load_penguins, standardize
from gdcourse.derivation import derive
from gdcourse.optimizers import GradientDescent, minimize

PENGUINS = load_penguins()


def line_through(x):
    return landscapes.least_squares(
        np.column_stack([np.ones(len(x)), x]), PENGUINS.body_mass
    )


def descend(f, x0, lr, steps=1000, tol=1e-6):
    return minimize(f.value, f.gradient, x0, GradientDescent(lr), steps=steps, tol=tol)


def test_in_millimeters_one_thousandth_is_twenty_times_too_large():
    limit = 2 / line_through(PENGUINS.flipper_length).L
    assert 19.5 < 0.001 / limit < 20.5


def test_condition_numbers_are_in_the_thousands_and_millions():
    kappas = [line_through(PENGUINS.flipper_length / s).kappa for s in (1, 1000)]
    assert 1e6 < kappas[0] < 1e7
    assert 1e3 < kappas[1] < 1e4


def test_one_update_on_standardized_lengths_is_the_fit_of_numpy():
    scaled = standardize(PENGUINS.flipper_length)
    run = descend(line_through(scaled.Z), [0.0, 0.0], 1.0)
    slope = run.x[1] / scaled.scale
    fit = np.polyfit(PENGUINS.flipper_length, PENGUINS.body_mass, 1)
    assert run.updates == 1
    assert np.allclose([slope, run.x[0] - slope * scaled.mean], fit, rtol=1e-10)


def test_the_unit_of_the_masses_does_not_move_the_rate():
    x = PENGUINS.flipper_length
    rows = np.column_stack([np.ones(len(x)), x])
    grams, tons = (
        landscapes.least_squares(rows, PENGUINS.body_mass / s) for s in (1, 1e6)
    )
    assert grams.L == tons.L


@pytest.mark.parametrize("times", [2.0, 2 * 342.0])
def test_other_conventions_of_the_loss_divide_the_rate(times):
    """The mean without ½ is twice our loss; the sum of squares 2n times our loss."""
    loss = line_through(PENGUINS.flipper_length)
    curvature = np.linalg.eigvalsh(times * loss.hessian(np.zeros(2)))[-1]
    assert np.isclose(2 / curvature, 2 / loss.L / times)


def test_zigzag_takes_about_half_the_updates_of_the_smooth_rate():
    bowl = landscapes.quadratic(100.0)
    counts = []
    for lr in (1 / 100, 2 / 101):
        points = descend(bowl, [1.0, 1.0], lr, 2000, 0).points
        distance = np.linalg.norm(points, axis=1)
        counts.append(np.argmax(distance <= 1e-6 * distance[0]))
    assert counts == [1341, 691]
    assert 0.5 < counts[1] / counts[0] < 0.52


def test_a_sampled_loss_stops_the_loop_by_chance():
    """½x² with 8 samples per step: half of 200 runs stop early, far from the floor."""
    rng = np.random.default_rng(0)
    x, previous = np.full(200, 5.0), np.inf
    steps, places = np.zeros(200, int), np.full(200, np.nan)
    for step in range(1, 4001):
        slope = x - rng.normal(size=(8, 200)).mean(axis=0)
        sampled = slope**2 / 2
        fires = (np.abs(previous - sampled) < 1e-3) & (steps == 0)
        steps[fires], places[fires] = step, np.abs(x[fires])
        x, previous = x - 0.01 * slope, sampled
    assert (steps > 0).all()
    assert 220 < np.median(steps) < 310
    assert np.median(places) > 10 * np.median(np.abs(x))


def test_with_nan_the_guides_loop_burns_its_whole_budget():
    valley, x = derive("(x**2/1000 + y**2)/2"), np.array([30.0, 1.0])
    previous, fired = np.inf, 0
    with np.errstate(all="ignore"):
        for _ in range(5000):
            x = x - 2.5 * valley.gradient(x)
            loss = valley.value(x)
            fired += abs(previous - loss) < 1e-4
            previous = loss
    assert fired == 0
    assert np.isnan(loss)


def test_at_two_over_L_the_loss_rests_at_any_height():
    f = landscapes.parabola(4.0)
    assert (descend(f, [7.0], 0.5, 100, 0).values == f.value([7.0])).all()


def test_a_loop_that_tests_the_last_used_gradient_takes_one_update_more():
    """Also from a start of whole numbers, as the guides' listing does."""
    f, x = derive("x**2 + y**2/2"), np.array([2, 1])
    path, used = [x], np.inf
    while used > 1e-6:
        gradient = f.gradient(path[-1])
        used = np.linalg.norm(gradient)
        path.append(path[-1] - 0.1 * gradient)
    norms = [np.linalg.norm(f.gradient(x)) for x in path]
    assert len(path) - 1 == np.argmax(np.array(norms) <= 1e-6) + 1


def test_a_rate_below_two_over_L_lowers_f_also_where_it_is_no_quadratic():
    f, L = landscapes.huber(1.0), 1.0
    for lr in (0.1, 1.0, 1.9):
        values = descend(f, [5.0], lr / L, 60, 0).values
        falls = np.diff(values)
        assert (falls[values[:-1] > 1e-12] < 0).all()


def test_in_the_lower_valley_the_curvature_is_above_two_over_the_rate():
    f = landscapes.double_well
    assert f.minimizers[0][0] < 0
    assert f.hessian(f.minimizers[0])[0, 0] > 2 / 0.9


def test_too_small_a_rate_cannot_be_trapped_where_f_is_convex():
    f = derive("x**4/4 + x**2/2 + x", "x")
    ends = descend(f, [3.0], np.array([0.01, 0.03, 0.06]), 5000).x[0]
    assert np.allclose(ends, ends[0], atol=1e-4)


def test_the_four_weights_lose_all_the_while_although_the_limit_is_passed():
    chain = derive("(w1*w2*w3*w4 - 1)**2/2", ["w1", "w2", "w3", "w4"])
    run = descend(chain, [0.6, 0.72, 0.48, 0.66], 0.45, 40, 0)
    sharp = np.array([np.linalg.eigvalsh(chain.hessian(w))[-1] for w in run.points])
    assert (np.diff(run.values) < 0).all()
    assert (sharp > 2 / 0.45).sum() == 2
    assert round(sharp.max(), 2) == 4.83
    assert round(sharp[-1], 2) == 4.02


def test_the_mixture_of_absolute_and_relative_notices_the_unit():
    f = derive("x**2/2/1000000", "x")
    first = abs(f.gradient([10.0])[0])
    assert first <= 1e-4 * max(1, first)


def test_overflow_comes_about_eight_times_sooner_in_float32():
    steps = {}
    for kind in (np.float64, np.float32):
        x, k = np.ones(1, kind), 0
        with np.errstate(all="ignore"):
            while not np.isnan(x[0]):
                x, _ = GradientDescent(0.3).step(x, 10 * x, None, k + 1)
                k += 1
        steps[kind] = k
    assert steps == {np.float64: 1023, np.float32: 127}
    assert round(1023 / 127) == 8


def test_positive_definite_is_explained_where_it_is_first_asked_for():
    texts = []
    for folder, name in (
        ("notebooks", "00_start_here"),
        ("notebooks", "01_gradients"),
        ("notebooks", "02_gradient_descent"),
        ("exercises", "02_gradient_descent"),
    ):
        notebook = read_notebook(ROOT / folder / f"{name}.ipynb")
        texts += map(source_of, cells_of(notebook, "markdown"))
    first = next(text for text in texts if "positive definite" in text)
    assert "**positive definite** (every eigenvalue above 0)" in first
