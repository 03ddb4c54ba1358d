"""The live figures of lesson 10 show, say and test what is computed."""

import numpy as np
import pytest

from gdcourse.widgets.schedules import (
    composer,
    keep_the_state,
    rate_finder,
    warmup_on_the_quartic,
)
from gdcourse.widgets.schedules_composer import METHODS, PEAKS, QUIET, race
from gdcourse.widgets.schedules_parts import (
    BODIES,
    CONSTANT,
    COSINE,
    CYCLE,
    FLAT,
    LINE,
    LINEAR,
    composed,
)
from gdcourse.widgets.schedules_range import (
    DIVISORS,
    LOGISTIC,
    MINIMUM,
    SQUARES,
    STABLE,
    STEEPEST,
    place,
    problem,
    range_tests,
    suggestions,
    trained,
)
from gdcourse.widgets.schedules_range_finder import find
from gdcourse.widgets.schedules_state import KEPT, NEW, PLAIN, VALLEY, paths
from gdcourse.widgets.schedules_warmup import LENGTHS, descend, tell, works
from gdcourse.widgets.schedules_warmup import PEAKS as RATES

# The composer ------------------------------------------------------------------------

COMPOSER_GOALS = {
    "golf": {"total": 70, "warm": 10, "floor": 0.1},
    "seam": {"body": CYCLE, "warm": 0},
    "quiet": {"method": QUIET},
}
START = {
    "method": "SGD",
    "body": COSINE,
    "peak": 1.0,
    "warm": 20,
    "kind": LINEAR,
    "floor": 0.0,
    "total": 150,
}


def test_composer_shows_and_says_what_was_computed(sweep):
    sweep(composer, goals=COMPOSER_GOALS, states=40)


@pytest.mark.parametrize("shape", BODIES)
def test_only_one_cycle_jumps_after_a_linear_warmup(shape):
    for kind in (LINEAR, FLAT):
        plan, before, after = composed(kind, 20, shape, 1.0, 150, 0.0)
        assert plan(20) == after
        jumps = abs(before - after) > 1e-9
        assert jumps == (shape == CYCLE or kind == FLAT)
        assert race(**START | {"body": shape, "kind": kind})["jump"] == jumps


def test_a_linear_warmup_rises_in_equal_steps_to_the_peak():
    plan, *_ = composed(LINEAR, 20, COSINE, 0.5, 150, 0.0)
    rates = plan(np.arange(21))
    assert rates[-1] == pytest.approx(0.5)
    assert np.diff(rates) == pytest.approx(np.full(20, 0.5 * 0.99 / 20))


@pytest.mark.parametrize("shape", BODIES)
def test_no_body_leaves_the_range_from_floor_to_peak(shape):
    plan, *_ = composed(LINEAR, 0, shape, 0.5, 150, 0.05)
    rates = plan(np.arange(150))
    assert rates.min() >= 0.05 - 1e-12
    assert rates.max() == pytest.approx(0.5, rel=0.01)


def test_cosine_and_line_end_at_the_floor():
    for shape in (COSINE, LINE):
        plan, *_ = composed(LINEAR, 30, shape, 1.0, 100, 0.1)
        assert plan(100) == pytest.approx(0.1)


@pytest.mark.parametrize("peak", PEAKS)
def test_without_noise_a_run_is_the_product_of_its_factors(peak):
    state = START | {"method": QUIET, "peak": peak, "total": 60}
    numbers, h = race(**state), 10.0 ** np.array([-1, -2 / 3, -1 / 3, 0])
    t = np.arange(40)
    cosine = peak * (1 + np.cos(np.pi * t / 40)) / 2
    rates = np.concatenate([peak * (0.01 + 0.99 * np.arange(20) / 20), cosine])
    x = np.array([10, 1, 1, 1]) * np.prod(1 - np.outer(rates, h), axis=0)
    assert numbers["ends"]["schedule"] == pytest.approx((h * x**2).sum() / 2, rel=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_body_without_warmup_is_the_constant_rate(method):
    ends = race(**START | {"method": method, "body": CONSTANT, "warm": 0})["ends"]
    assert ends["schedule"] == ends["constant"]


# Warmup ------------------------------------------------------------------------------

WARMUP_GOALS = {
    "none": {"lr": 0.07},
    "twenty": {"lr": 1.31, "warm": 20},
    "short": {"lr": 1.0, "warm": 16},
}


def test_warmup_on_the_quartic_shows_and_says_what_was_computed(sweep):
    sweep(warmup_on_the_quartic, goals=WARMUP_GOALS, states=40)


def quartic_end(peak, warm, steps=400):
    """x_400, written out: the rate is α t/W for t ≤ W."""
    x = 5.0
    for t in range(1, steps + 1):
        x -= peak * min(1, t / max(warm, 1)) * (x**3 + x)
        if abs(x) > 1e6:
            break
    return abs(x)


@pytest.mark.parametrize(
    ("warm", "wanted"), [(0, 0.07), (5, 0.32), (10, 0.65), (20, 1.31)]
)
def test_the_largest_workable_peaks_are_those_of_the_ledger(warm, wanted):
    assert descend(0.5, warm)["largest"] == wanted
    assert quartic_end(wanted, warm) < 1e-3 < quartic_end(wanted + 0.01, warm)


def test_the_map_says_what_each_run_does():
    rng = np.random.default_rng(0)
    for row, column in rng.integers((199, 51), size=(80, 2)):
        end = quartic_end(RATES[row], LENGTHS[column])
        assert works()[row, column] == (end < 1)
        assert works()[row, column] or end > 1e6


def test_the_curvature_shown_is_the_second_derivative_along_the_run():
    x = [5.0]
    for t in range(1, 9):
        x.append(x[-1] - 1.31 * min(1, t / 20) * (x[-1] ** 3 + x[-1]))
    shown = descend(1.31, 20)["curvature"][1, :9]
    assert shown == pytest.approx(3 * np.square(x) + 1, rel=1e-9)
    assert shown[0] == 76


def test_a_run_that_diverges_is_above_the_limit_from_the_named_update_on():
    rng, seen = np.random.default_rng(1), 0
    for row, warm in [(49, 0), *rng.integers((199, 51), size=(60, 2)).tolist()]:
        numbers, x, k = descend(RATES[row], warm), 5.0, 0
        if numbers["works"]:
            assert numbers["title"].endswith("the run arrives")
            continue
        over = []
        while abs(x) < 1e6:
            rate = RATES[row] * min(1, (k + 1) / max(warm, 1))
            over.append(3 * x**2 + 1 > 2 / rate)
            x, k, seen = x - rate * (x**3 + x), k + 1, seen + 1
        since = k - over[::-1].index(False) if False in over else 0
        words = f"from k = {since} on"
        assert numbers["title"] == f"f″ > 2/α {words}: the run diverges"
        assert f"above 2/α {words}." in tell({"lr": RATES[row], "warm": warm}, numbers)
    assert seen > 50


def test_a_click_on_the_map_moves_both_sliders():
    assert warmup_on_the_quartic().clicks == {1: ("warm", "lr")}


# The range test ----------------------------------------------------------------------

RANGE_GOALS = {
    "lucky": {"seed": 0},
    "good": {"divisor": 3},
    "wild": {"divisor": 1},
}


def test_rate_finder_shows_and_says_what_was_computed(sweep):
    sweep(rate_finder, goals=RANGE_GOALS, states=40)


def test_the_steepest_point_wanders_and_the_minimum_stays():
    steepest = [test.steepest for test in range_tests(SQUARES)]
    minimum = [test.minimum for test in range_tests(SQUARES)]
    assert max(steepest) / min(steepest) > 400
    assert max(minimum) / min(minimum) < 2
    assert np.median(steepest) / 10 == pytest.approx(3.8e-5, rel=0.01)


@pytest.mark.parametrize(
    ("rule", "divisor", "wanted"),
    [(STEEPEST, 10, 1.325), (MINIMUM, 10, 0.0144), (MINIMUM, 3, 0.0050)],
)
def test_the_median_losses_are_those_of_the_ledger(rule, divisor, wanted):
    ends = trained(SQUARES)[-1, :, place(rule, divisor)]
    assert np.median(ends) == pytest.approx(wanted, rel=0.01)


def test_minimum_over_ten_is_good_for_every_seed():
    rates = suggestions(SQUARES)[:, place(MINIMUM, 10)]
    limit = 2 / problem(SQUARES).L
    assert ((0.05 * limit <= rates) & (rates <= limit)).all()
    assert (trained(SQUARES)[-1, :, place(MINIMUM, 10)] < 0.03).all()


def test_a_training_run_is_the_one_that_its_batches_make():
    f, rng = problem(SQUARES), np.random.default_rng(1)
    w, lr = np.zeros(20), 1 / np.linalg.eigvalsh(f.X.T @ f.X / 1000)[-1]
    for _ in range(300):
        rows = rng.integers(1000, size=64)
        w -= lr * f.X[rows].T @ (f.X[rows] @ w - f.y[rows]) / 64
    wanted = ((f.X @ w - f.y) ** 2).mean() / 2
    assert find(7, SQUARES, 10)["ends"][STABLE] == pytest.approx(wanted, rel=1e-9)


def test_each_problem_has_its_own_axes():
    figure = rate_finder()
    assert figure.artists["curve"].axes.get_ylim() == (2e-3, 10.0)
    figure.set(problem=LOGISTIC, divisor=DIVISORS[0])
    assert figure.artists["curve"].axes.get_ylim() == (0.42, 0.8)


# The state ---------------------------------------------------------------------------

STATE_GOALS = {
    "plain": {"every": 1},
    "lost": {"gamma": 0.95, "every": 5},
    "better": {"momentum": 0.95},
}


def test_keep_the_state_shows_and_says_what_was_computed(sweep):
    sweep(keep_the_state, goals=STATE_GOALS, states=40)


@pytest.mark.parametrize("every", [1, 2, 5, 20, 60])
def test_a_new_optimizer_begins_with_its_first_gradient(every):
    h, x, v = np.array([1 / 30, 1.0]), np.array([10.0, 1.0]), np.zeros(2)
    found = paths(0.85, every, 0.9)[NEW]
    for k in range(120):
        assert found[k] == pytest.approx(x, rel=1e-9, abs=1e-12)
        v = h * x if k % every == 0 else 0.85 * v + h * x
        x = x - 0.3 * 0.9 ** (k // every) * v
    assert found[-1] == pytest.approx(x, rel=1e-9, abs=1e-12)


def test_made_anew_at_every_update_momentum_is_gradient_descent_bit_for_bit():
    runs = paths(0.95, 1, 0.95)
    assert (runs[NEW] == runs[PLAIN]).all()
    assert not (runs[KEPT] == runs[PLAIN]).all()


@pytest.mark.parametrize("every", [1, 5, 60])
def test_without_momentum_there_is_no_state_to_lose(every):
    runs = paths(0.0, every, 0.8)
    assert (runs[NEW] == runs[KEPT]).all()


def test_a_kept_state_is_torch_like_momentum_under_step_decay():
    h, x, v = np.array([1 / 30, 1.0]), VALLEY.start.copy(), np.zeros(2)
    for k in range(120):
        v = 0.9 * v + h * x
        x = x - 0.3 * 0.8 ** (k // 20) * v
    assert paths(0.9, 20, 0.8)[KEPT][-1] == pytest.approx(x, rel=1e-9, abs=1e-12)
