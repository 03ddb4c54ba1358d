"""What a hyper-parameter may be, how it is read, and what a wrong one is told."""

from dataclasses import FrozenInstanceError, dataclass
from functools import partial

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers import minimize, sweep
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.adam_family import RAdam
from gdcourse.optimizers.adaptive_methods import AdaGrad, RMSprop
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.hyper_parameters import (
    at,
    checked,
    fraction,
    is_off,
    learning_rate,
    needed,
    one_of,
    pair_of_fractions,
    settings_of,
    settle,
    share,
    update_rule,
)
from gdcourse.optimizers.layerwise import LAMB
from gdcourse.optimizers.line_search import Backtracking
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.range_finder import find_learning_rate
from gdcourse.optimizers.schedules import constant, cosine
from gdcourse.optimizers.second_order import Newton
from gdcourse.optimizers.sharpness import SAM

HINT = "Try 0.9."


@dataclass(frozen=True)
class Rule:
    lr: float = 1.0


def test_a_number_is_itself_at_every_k():
    assert [at(0.1, k) for k in (0, 1, 10**6)] == [0.1] * 3


def test_a_schedule_is_asked_for_exactly_this_k():
    asked = []
    assert at(lambda k: asked.append(k) or 1 / (1 + k), 3) == 0.25
    assert asked == [3]


@pytest.mark.parametrize("number", [np.float64(0.1), np.float32(0.5), np.int64(2)])
def test_numpy_numbers_become_python_numbers_and_so_float32_stays(number):
    for value in (at(number, 0), at(lambda k: number, 0)):
        assert type(value) in (float, int)
        assert (np.ones(2, np.float32) * value).dtype == np.float32


def test_a_grid_and_a_symbol_are_read_as_they_are():
    grid, symbol = np.array([0.1, 0.2]), sp.symbols("alpha")
    assert at(grid, 5) is grid
    assert at(symbol, 5) is symbol
    assert at(lambda k: grid * k, 2).tolist() == [0.2, 0.4]


def test_only_the_number_zero_is_off():
    assert is_off(0.0)
    assert is_off(checked("eps", 0, HINT))
    for on in (1e-300, np.zeros(2), lambda k: 0.0, sp.symbols("a")):
        assert not is_off(on)


def test_settling_is_the_only_way_to_store_in_a_frozen_rule():
    rule = Rule()
    with pytest.raises(FrozenInstanceError):
        rule.lr = 2.0
    settle(rule, lr=3.0)
    assert rule.lr == 3.0


@pytest.mark.parametrize("check", [checked, share, fraction])
def test_numbers_become_floats_lists_arrays_and_the_unknown_stays(check):
    schedule, symbol = (lambda k: 5.0), sp.symbols("beta")
    assert type(check("beta", np.float32(0.5), HINT)) is float
    assert type(check("beta", 0, HINT)) is float
    grid = check("beta", [0, 0.5], HINT)
    assert isinstance(grid, np.ndarray)
    assert grid.tolist() == [0.0, 0.5]
    assert check("beta", schedule, HINT) is schedule
    assert check("beta", symbol, HINT) is symbol


@pytest.mark.parametrize("check", [checked, share, fraction])
@pytest.mark.parametrize(
    ("bad", "error", "message"),
    [
        (-0.1, ValueError, r"beta must not be negative, got -0\.1\. Try 0\.9\."),
        ([0.5, -1], ValueError, r"beta must not be negative, got \[0\.5, -1\]\. Try"),
        (float("inf"), ValueError, r"beta must be finite, got inf\. Try"),
        (float("nan"), ValueError, r"beta must be finite, got nan\. Try"),
        ([], ValueError, r"beta must not be empty, got \[\]\. Try"),
        ("0.9", TypeError, r"beta must be real numbers, got '0\.9'\. Try"),
        (1j, TypeError, r"beta must be real numbers, got 1j\. Try"),
        (None, TypeError, r"beta must be real numbers, got None\. Try"),
    ],
)
def test_what_is_no_number_from_zero_up_is_refused(check, bad, error, message):
    with pytest.raises(error, match=message):
        check("beta", bad, HINT)


def test_a_share_may_be_one_and_a_fraction_may_not():
    assert share("beta", 1) == 1.0
    with pytest.raises(ValueError, match=r"beta must be below 1, got 1\. Try 0\.9\."):
        fraction("beta", 1)
    with pytest.raises(ValueError, match=r"beta must be at most 1, got 1\.5\. Try 0\."):
        share("beta", 1.5)
    with pytest.raises(ValueError, match=r"beta must be below 1, got \[0\.5, 1\]\. T"):
        fraction("beta", [0.5, 1])


def test_a_negative_learning_rate_is_told_where_it_leads():
    assert learning_rate(0) == 0.0
    message = r"lr must not be negative, got -1\. A negative learning rate walks uphill"
    with pytest.raises(ValueError, match=message):
        learning_rate(-1)


def test_a_pair_may_be_a_list_and_may_hold_schedules():
    schedule = lambda k: 0.5  # noqa: E731
    assert pair_of_fractions("betas", [0, schedule], HINT) == (0.0, schedule)


@pytest.mark.parametrize("bad", [0.9, (0.9,), (0.9, 0.9, 0.9), None, np.zeros(2), "ab"])
def test_what_is_no_pair_is_refused(bad):
    with pytest.raises(ValueError, match=r"betas must be a pair, got .*\. Try 0\.9"):
        pair_of_fractions("betas", bad, HINT)


def test_the_wrong_half_of_a_pair_is_named():
    with pytest.raises(ValueError, match=r"betas\[0\] must be below 1, got 1\. Try"):
        pair_of_fractions("betas", (1, 0.5), HINT)
    with pytest.raises(ValueError, match=r"betas\[1\] must not be negative, got -1\. "):
        pair_of_fractions("betas", (0.5, -1), HINT)


def test_a_choice_is_one_of_the_choices():
    choices = (False, "paper")
    assert one_of("form", "paper", choices) == "paper"
    assert one_of("form", False, choices) is False
    message = r"form must be one of False, 'paper', got 'papr'\. Choose one of them\."
    with pytest.raises(ValueError, match=message):
        one_of("form", "papr", choices)


def test_a_function_that_is_needed_is_given_back_or_asked_for():
    assert needed("value", abs, Rule()) is abs
    message = r"Rule needs the function value, got None\. Pass value=\.\.\., or run"
    with pytest.raises(ValueError, match=message):
        needed("value", None, Rule())


def test_a_wrapper_takes_a_rule_and_nothing_else():
    rule = GradientDescent()
    assert update_rule(rule) is rule
    for bad in (0.1, GradientDescent, None):
        with pytest.raises(TypeError, match=r"rule must be an update rule, got .*\. "):
            update_rule(bad)


def test_settings_are_the_arrays_in_fields_in_pairs_and_in_wrapped_rules():
    one, two, three = (np.array([0.1, 0.2 + i]) / 10 for i in range(3))
    assert settings_of(GradientDescent(0.1)) == []
    found = settings_of(SAM(Adam(lr=one, betas=(0.9, two)), rho=three))
    assert len(found) == 3
    for wanted in (one, two, three):
        assert any(np.array_equal(wanted, setting) for setting in found)
    assert settings_of(Momentum(lambda k: one)) == []


def test_the_class_of_a_schedule_is_no_schedule_yet():
    with pytest.raises(TypeError, match=r"got the class cosine\. Give it .*cosine\("):
        GradientDescent(lr=cosine)
    with pytest.raises(TypeError, match=r"betas\[0\] must be .* the class constant"):
        Adam(betas=(constant, 0.999))


@pytest.mark.parametrize("nothing", [None, "0.1", [0.1], lambda: 0.1])
def test_a_schedule_that_gives_no_number_is_named(nothing):
    with pytest.raises(TypeError, match=r"a schedule must return a number, .*k = 3"):
        at(lambda k: nothing, 3)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Momentum, "nesterov"),
        (Adam, "decoupled_weight_decay"),
        (Adam, "bias_correction"),
        (RMSprop, "centered"),
        (AdaGrad, "eps_inside"),
        (RAdam, "decoupled_weight_decay"),
        (LAMB, "bias_correction"),
        (Newton, "saddle_free"),
        (Backtracking, "warm_start"),
        (partial(cosine, 0.1, 10), "climbs_again"),
    ],
)
def test_a_switch_is_true_or_false(kind, name):
    with pytest.raises(TypeError, match=rf"{name} must be True or False, got 'no'\. W"):
        kind(**{name: "no"})


@pytest.mark.parametrize("bad", [GradientDescent, Newton, 0.1, "adam", None])
def test_what_is_no_rule_does_not_start(bad):
    words = r"rule must be an update rule, got .*\. Try GradientDescent"
    f, df, x0 = (lambda x: x @ x), (lambda x: 2 * x), [1.0, 2.0]
    with pytest.raises(TypeError, match=words):
        minimize(f, df, x0, bad)
    with pytest.raises(TypeError, match=words):
        sweep(df, x0, bad, steps=3)
    with pytest.raises(TypeError, match=words):
        find_learning_rate(f, df, x0, bad)


def test_a_function_that_is_needed_must_be_one():
    with pytest.raises(ValueError, match=r"needs the function hessian, got array"):
        Newton(hessian=np.eye(2)).step(np.ones(2), np.ones(2), None, 1)


@pytest.mark.parametrize("rule", [GradientDescent(), Adam(), RAdam(), LAMB()], ids=str)
def test_updates_count_from_one(rule):
    x = np.ones(2)
    with pytest.raises(ValueError, match=r"t must be at least 1, got 0\. It counts"):
        rule.step(x, x, rule.init(x), 0)


def test_an_array_without_axes_is_a_number_and_keeps_float32():
    x = np.ones(2, dtype=np.float32)
    rule = GradientDescent(lr=lambda k: np.where(k < 3, 0.1, 0.01))
    assert rule.step(x, x, None, 1)[0].dtype == np.float32
