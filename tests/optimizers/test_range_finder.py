"""The range finder: 20 seeds on noisy least squares, and every way a run can end."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.line_search import Backtracking
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.range_finder import find_learning_rate, with_rate
from gdcourse.optimizers.sharpness import SAM

ROWS, SIZE, BATCH = 1000, 20, 64
_random = np.random.default_rng(0)
A = _random.standard_normal((ROWS, SIZE)) * np.geomspace(1, 0.1, SIZE)
B = A @ _random.standard_normal(SIZE) + 0.1 * _random.standard_normal(ROWS)
LARGEST = 2 / np.linalg.eigvalsh(A.T @ A / ROWS)[-1]
RULES = {"plain": GradientDescent(), "momentum": Momentum(), "adam": Adam()}


def value(w, rows=slice(None)):
    return 0.5 * ((A[rows] @ w - B[rows]) ** 2).mean()


def gradient(w, rows):
    return A[rows].T @ (A[rows] @ w - B[rows]) / len(rows)


def stream(seed):
    rng = np.random.default_rng(seed)
    while True:
        yield (rng.integers(ROWS, size=BATCH),)


@cache
def found(name, seed):
    sees = {"low": 1e-4, "batches": stream(seed)}
    return find_learning_rate(value, gradient, np.zeros(SIZE), RULES[name], **sees)


@cache
def loss(name, lr, seed):
    """After 300 updates on other batches."""
    rule, w, rows = replace(RULES[name], lr=lr), np.zeros(SIZE), stream(100 + seed)
    memory = rule.init(w)
    for t in range(1, 301):
        w, memory = rule.step(w, gradient(w, *next(rows)), memory, t)
    return value(w)


def losses(name, rate):
    return np.array([loss(name, rate(found(name, seed)), seed) for seed in range(20)])


def test_the_start_and_the_limit_are_those_of_the_docstring():
    assert round(LARGEST, 2) == 1.93
    assert value(np.zeros(SIZE)) == pytest.approx(1.33, abs=0.01)


def test_the_steepest_point_is_noise_and_the_minimum_is_not():
    tests = [found("plain", seed) for seed in range(20)]
    steepest, lowest = np.array([(t.steepest, t.minimum) for t in tests]).T
    assert steepest.min() == pytest.approx(1.8e-4, rel=0.02)
    assert steepest.max() == pytest.approx(0.087, rel=0.01)
    assert lowest.max() / lowest.min() < 2 < 400 < steepest.max() / steepest.min()
    assert (round(lowest.min(), 1), round(lowest.max(), 1)) == (2.0, 3.5)
    assert all(t.exploded for t in tests)


def test_the_suggestion_is_stable_for_every_seed():
    suggested = np.array([found("plain", seed).suggestion for seed in range(20)])
    assert np.all((suggested >= 0.05 * LARGEST) & (suggested <= LARGEST))


# (rule, median of the final loss, how many of 20 end below 0.03)
RULE_OF_THE_FOLKLORE = [("plain", 1.32, 0), ("momentum", 1.22, 0), ("adam", 0.87, 1)]
TENTH = [("plain", 0.0147, 20), ("momentum", 0.0050, 20), ("adam", 0.0124, 20)]
THIRD = [("plain", 0.0052, 20), ("momentum", 0.0074, 20), ("adam", 0.0469, 3)]


@pytest.mark.parametrize(("name", "median", "good"), RULE_OF_THE_FOLKLORE)
def test_a_tenth_of_the_steepest_rate_hardly_moves(name, median, good):
    ends = losses(name, lambda t: t.steepest / 10)
    assert np.median(ends) == pytest.approx(median, rel=0.01)
    assert (ends < 0.03).sum() == good


@pytest.mark.parametrize(("name", "median", "good"), TENTH)
def test_a_tenth_of_the_minimum_suits_every_rule(name, median, good):
    ends = losses(name, lambda t: t.suggestion)
    assert np.median(ends) == pytest.approx(median, rel=0.02)
    assert (ends < 0.03).sum() == good


@pytest.mark.parametrize(("name", "median", "good"), THIRD)
def test_a_third_of_the_minimum_suits_plain_descent_and_is_too_much_for_adam(
    name, median, good
):
    ends = losses(name, lambda t: t.minimum / 3)
    assert np.median(ends) == pytest.approx(median, rel=0.02)
    assert (ends < 0.03).sum() == good


H = np.array([1.0, 10.0])


def bowl(x):
    return 0.5 * (H * x * x).sum()


def slope(x):
    return H * x


def search(**options):
    given = {"value": bowl, "gradient": slope, "x0": np.ones(2)}
    return find_learning_rate(**{**given, "rule": GradientDescent(), **options})


def test_rates_grow_by_equal_factors_from_low_to_high():
    test = search(high=0.1, low=1e-3, steps=41)
    assert not test.exploded
    assert test.rates[0] == 1e-3
    assert test.rates[-1] == pytest.approx(0.1)
    factors = test.rates[1:] / test.rates[:-1]
    np.testing.assert_allclose(factors, 100 ** (1 / 40), rtol=1e-12)


def test_losses_are_measured_before_the_update_with_their_rate():
    test = search(high=0.1, low=1e-3, steps=41)
    x = np.ones(2)
    for rate, measured in zip(test.rates, test.losses, strict=True):
        assert measured == bowl(x)
        x = x - rate * slope(x)


def test_the_running_mean_is_corrected_for_its_start():
    test = search(smoothing=0.8)
    weights = 0.8 ** np.arange(len(test.losses))
    for k, mean in enumerate(test.smoothed):
        past = test.losses[k::-1]
        exact = weights[: k + 1] @ past / weights[: k + 1].sum()
        assert mean == pytest.approx(exact, rel=1e-12)
    assert np.array_equal(search(smoothing=0.0).smoothed, search(smoothing=0.0).losses)


def test_it_stops_when_the_loss_explodes_and_not_before():
    test = search(explode=4.0)
    assert test.exploded
    assert test.smoothed[-1] > 4 * test.smoothed.min()
    least = np.minimum.accumulate(test.smoothed)
    assert np.all(test.smoothed[10:-1] <= 4 * least[10:-1])
    assert test.minimum == test.rates[test.smoothed.argmin()]


def test_a_loss_that_is_no_longer_a_number_ends_the_run():
    test = search(
        value=lambda x: bowl(x) if abs(x).max() <= 1 else np.nan,
        smoothing=0.0,
        explode=1e50,
    )
    assert test.exploded
    assert np.isnan(test.losses[-1])
    assert test.minimum == test.rates[np.nanargmin(test.smoothed)]


def test_the_first_ten_losses_are_too_noisy_to_be_judged():
    losses = iter([1.0, 9.0, *np.linspace(1, 0.5, 198)])
    assert not search(value=lambda x: next(losses), high=0.1, smoothing=0.0).exploded
    losses = iter([*np.linspace(1, 0.5, 10), 9.0])
    test = search(value=lambda x: next(losses), high=0.1, smoothing=0.0)
    assert (test.exploded, len(test.losses)) == (True, 11)


def test_a_negative_loss_may_fall_and_then_explode():
    test = search(value=lambda x: bowl(x) - 10.0)
    assert test.exploded
    assert test.minimum > 0.2  # beyond 2 / L, as for the loss itself


def test_the_suggestion_is_the_minimum_over_the_divisor():
    tenth, third = search(), search(divisor=3.0)
    assert tenth.suggestion == tenth.minimum / 10
    assert third.suggestion == third.minimum / 3
    assert 0.05 * 0.2 <= tenth.suggestion <= 0.2


def test_the_weights_of_the_caller_stay_as_they_are():
    x0, rule = np.ones(2), Momentum(lr=0.5)
    search(x0=x0, rule=rule)
    assert x0.tolist() == [1, 1]
    assert rule == Momentum(lr=0.5)


def test_even_a_rule_that_overwrites_its_point_leaves_the_caller_alone():
    @dataclass(frozen=True)
    class Overwriting:
        lr: object = 0.1

        def init(self, x):
            return None

        def step(self, x, grad, memory, t):
            x -= self.lr(t - 1) * grad
            return x, None

    x0 = np.ones(2)
    assert search(x0=x0, rule=Overwriting()).suggestion == search().suggestion
    assert x0.tolist() == [1, 1]


def test_the_same_batches_give_the_same_answer():
    again = find_learning_rate(
        value, gradient, np.zeros(SIZE), Adam(), low=1e-4, batches=stream(3)
    )
    assert np.array_equal(again.losses, found("adam", 3).losses)


def test_it_costs_one_value_and_one_gradient_per_update():
    calls = []
    counted = search(
        value=lambda x: calls.append("f") or bowl(x),
        gradient=lambda x: calls.append("g") or slope(x),
        high=0.1,
    )
    assert calls == ["f", "g"] * 200
    assert len(counted.losses) == 200


def test_wrapped_rules_and_rules_that_ask_for_functions_are_served():
    wrapped = search(rule=SAM(GradientDescent(), rho=1e-9))
    assert wrapped.suggestion == pytest.approx(search().suggestion, rel=1e-6)
    assert with_rate(SAM(Adam()), 0.5) == SAM(Adam(lr=0.5))


def test_a_number_is_a_start_too():
    test = search(value=lambda x: x**4, gradient=lambda x: 4 * x**3, x0=1)
    assert test.losses[0] == 1.0
    assert test.suggestion > 0


def test_the_answer_is_said_in_one_sentence():
    assert str(search()) == "try 0.116: the loss exploded at 1.34"
    calm = str(search(high=0.1, low=1e-3))
    assert calm == "try 0.01: the loss had not yet exploded at 0.1"


BAD = [
    ({"low": 0.0}, ValueError, r"low must be positive, got 0\.0"),
    ({"low": 1.0, "high": 0.1}, ValueError, r"high must be above low = 1\.0, got 0\.1"),
    ({"high": np.inf}, ValueError, "high must be finite, got inf"),
    ({"steps": 5}, ValueError, "steps must be a whole number of at least 20, got 5"),
    ({"smoothing": 1.0}, ValueError, r"smoothing must be below 1, got 1\.0"),
    ({"divisor": 0.0}, ValueError, "divisor must be positive"),
    ({"low": 1.0}, ValueError, r"low must be a rate at which the loss falls, got 1\.0"),
    ({"x0": [np.nan]}, ValueError, "x0 must be finite"),
    ({"value": lambda x: np.nan}, ValueError, "low must be a rate at which the loss"),
    ({"value": lambda x: x}, ValueError, r"value\(x\) must be one number, got array"),
    ({"gradient": lambda x: 1.0}, ValueError, r"gradient\(x\) must have shape \(2,\)"),
    ({"value": 3.0}, TypeError, "value must be a function, got 3.0"),
    ({"rule": "Adam"}, TypeError, "rule must be an update rule, got .Adam."),
    ({"rule": Backtracking()}, ValueError, "rule must have a learning rate lr, got"),
    (
        {
            "batches": [()] * 7,
            "value": lambda x, *batch: bowl(x),
            "gradient": lambda x, *batch: slope(x),
        },
        ValueError,
        "batches must hold one for each of the 200 steps, got 7",
    ),
]


@pytest.mark.parametrize(("options", "error", "message"), BAD)
def test_a_search_that_cannot_work_is_refused(options, error, message):
    with pytest.raises(error, match=message):
        search(**options)


def test_a_range_has_one_end_on_each_side():
    with pytest.raises(ValueError, match=r"high must be one number, got \[1\.0, 2\.0"):
        search(high=[1.0, 2.0])
