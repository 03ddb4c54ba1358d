"""Lesson 08: statements of its prose that stand there without a number."""

import numpy as np
import pytest
import sympy as sp
from facts_adaptive_methods import steps_of

from gdcourse import landscapes
from gdcourse.datasets import load_digits
from gdcourse.optimizers import (
    AdaGrad,
    Adam,
    GradientDescent,
    Momentum,
    RMSprop,
    compare,
    inverse_sqrt,
    minimize,
    sweep,
)
from gdcourse.optimizers.comparison import Runs
from gdcourse.proofs import adaptive_methods

RATES = 10.0 ** np.arange(-2.25, 0.5, 0.25)
SEEDS = range(2000, 2030)


@pytest.fixture(scope="module")
def task():
    """The network and the training images of the lesson's race."""
    X, labels = load_digits()
    part = np.arange(len(labels)) % 5
    net = landscapes.MLP((64, 16, 10)).on(X[part == 1] / 16, labels[part == 1])
    data = X[part > 1] / 16, labels[part > 1]
    return net.value, net.gradient, net.initial, data


@pytest.fixture(scope="module")
def raced(task):
    rules = {"SGD": GradientDescent, "AdaGrad": AdaGrad, "RMSprop": RMSprop}
    rules |= {"Adam": Adam, "heavy ball": lambda lr: Momentum(lr, momentum=0.9)}
    return compare(*task, rules, RATES, steps=120, every=5, seeds=9)


@pytest.fixture(scope="module")
def short(task):
    """The lesson's shorter race, where the reasons for Adam are switched off."""
    rules = {"Adam": Adam, "heavy ball": lambda lr: Momentum(lr, momentum=0.9)}
    rules["no momentum"] = lambda lr: Adam(lr, (0, 0.999))
    return compare(*task, rules, RATES, steps=60, every=1)


def test_best_rates_of_sgd_and_adam_lie_above_the_ranges_of_the_guide(raced):
    assert raced["SGD"].lr > 0.1
    assert raced["Adam"].lr > 0.01
    assert all(RATES[0] < run.lr < RATES[-1] for run in raced.values())


def test_with_one_rate_for_all_any_of_the_five_can_be_first(raced):
    firsts = np.array([run.tuned for run in raced.values()]).argmin(axis=0)
    assert {list(raced)[first] for first in firsts} == set(raced)


def test_adam_leads_and_the_bands_overlap(raced):
    ends = {name: run.median[-1] for name, run in raced.items()}
    assert min(ends, key=ends.get) == "Adam"
    highest = raced["Adam"].band[1][-1]
    others = [run.band[0][-1] for name, run in raced.items() if name != "Adam"]
    assert min(others) < highest
    lead = min(end for name, end in ends.items() if name != "Adam") - ends["Adam"]
    best = raced["Adam"].tuned.argmin()
    wrong = raced["Adam"].tuned[[best - 2, best + 2]] - raced["Adam"].tuned[best]
    assert lead < wrong.min()  # a rate three times too small or too large costs more


def test_heavy_ball_is_close_behind_adam(raced):
    ends = {name: run.losses[:, -1] for name, run in raced.items()}
    behind = {name: int((end > ends["Adam"]).sum()) for name, end in ends.items()}
    assert behind.pop("heavy ball") == 5
    assert behind.pop("Adam") == 0
    assert min(behind.values()) > 5


def test_on_30_more_seeds_adam_wins_about_four_times_in_five(task, raced):
    run = Runs(*task, size=32, steps=120, every=120)
    rules = Adam(raced["Adam"].lr), Momentum(raced["heavy ball"].lr, momentum=0.9)
    ends = [[run.raced(rule, seed)[0][-1] for rule in rules] for seed in SEEDS]
    adam, heavy = np.transpose(ends)
    assert 0.7 < np.mean(adam < heavy) < 0.9


def test_full_batches_take_fewer_updates_and_14_times_the_images(task, short):
    size = len(task[3][1])
    budget = {"size": size, "steps": 20, "every": 1, "tuning": 1, "seeds": 3}
    calm = compare(*task, {"Adam": Adam}, RATES[3:7], **budget)["Adam"]
    assert RATES[3] < calm.lr < RATES[6]
    few, many = calm.updates_to(0.3), short["Adam"].updates_to(0.3)
    assert few < many
    assert round(few * size / (many * 32)) == 14


def test_momentum_saves_more_than_a_quarter_and_rates_per_weight_a_fifth(short):
    count = {name: run.updates_to(0.3) for name, run in short.items()}
    assert 0.25 < 1 - count["Adam"] / count["no momentum"] < 0.33
    assert 0.17 < 1 - count["Adam"] / count["heavy ball"] < 0.23
    assert all(RATES[0] < run.lr < RATES[-1] for run in short.values())


def test_other_units_turn_gradient_descent_into_divergence_but_not_adam():
    f = landscapes.quadratic(100.0)
    ends = {}
    for name, rule in (("Adam", Adam(0.1)), ("descent", GradientDescent(0.01))):
        for units in (1.0, 1000.0):

            def slope(x, units=units):
                return units * f.gradient(x)

            ends[name, units] = f.value(sweep(slope, [1.0, 1.0], rule, 2000))
    assert np.isclose(ends["Adam", 1000.0], ends["Adam", 1.0], rtol=1e-4, atol=0)
    assert ends["descent", 1.0] < 1e-15
    assert not np.isfinite(ends["descent", 1000.0])


def test_adagrad_misses_in_many_updates_what_rmsprop_reaches_in_1200():
    def run(rule, steps):
        return minimize(lambda x: x**2 / 2, lambda x: x, 100.0, rule, steps=steps)

    assert run(AdaGrad(0.1), 5000).points.min() > 80
    assert round(int(np.argmax(run(RMSprop(0.1), 2000).points <= 1)), -2) == 1200


def test_best_rate_of_adagrads_promise_is_the_width_over_the_root_of_two():
    D, eta = sp.symbols("D eta", positive=True)
    width = D**2 / (2 * eta) + eta
    assert sp.solve(sp.diff(width, eta), eta) == [D / sp.sqrt(2)]
    assert sp.simplify(width.subs(eta, D / sp.sqrt(2)) - sp.sqrt(2) * D) == 0


def test_no_run_of_200_games_attains_adagrads_promise():
    games = map(np.random.default_rng, range(200))
    ratios = [adaptive_methods.random_adagrad(rng).ratio.max() for rng in games]
    assert max(ratios) < 0.9


def test_epsilon_inside_the_root_is_a_floor_of_its_root():
    def first(eps_inside, g):
        rule = RMSprop(1.0, alpha=0.0, eps=1e-8, eps_inside=eps_inside)
        return -steps_of(rule, [g])[0]

    assert np.isclose(first(False, 1e-8), 0.5)
    assert np.isclose(first(True, 1e-4), 0.5**0.5)
    assert first(True, 1e-8) < 1e-3


@pytest.mark.parametrize(("beta2", "end"), [(0.1, 1), (0.99, -1)])
def test_a_long_memory_brings_adam_to_the_best_point(beta2, end):
    setting = {"betas": (0.0, beta2), "eps": 0, "bias_correction": False}
    rule, x, memory = Adam(inverse_sqrt(0.1), **setting), 0.0, (0.0, 0.0, 0.0)
    for t in range(1, 9001):
        x, memory = rule.step(x, 3.0 if t % 3 == 1 else -1.0, memory, t)
        x = min(1.0, max(-1.0, x))
    assert abs(x - end) < 0.02


def test_gradient_descent_does_not_notice_a_turn():
    counts = set()
    for angle in (0.0, 0.3, np.pi / 4):
        f, c, s = landscapes.quadratic(50.0, angle=angle), np.cos(angle), np.sin(angle)
        values = minimize(f.value, f.gradient, [c - s, s + c], GradientDescent(0.02))
        counts.add(int(np.argmax(values.values <= 1e-6 * values.values[0])))
    assert len(counts) == 1
