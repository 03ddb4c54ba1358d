"""From sign descent to Adam: the runs by hand, and what each part is for."""

from itertools import product

import numpy as np
import pytest

from gdcourse.widgets.adaptive_methods import build_your_own_adam
from gdcourse.widgets.adaptive_methods_build import FULL, built, name_of
from gdcourse.widgets.adaptive_methods_parts import PARTS, PROBLEMS, run

NAMES = [problem.name for problem in PROBLEMS]
ADAM = FULL | {"amsgrad": False}
GOALS = {
    "all": FULL,
    "adam": ADAM,
    "long": ADAM | {"correction": False},
}
FAILS = {
    "momentum": "noisy valley",
    "squares": "valley 1 : 10⁴",
    "memory": "rare large slopes",
    "correction": "first steps",
    "eps": "a late feature",
    "amsgrad": "Reddi's losses",
}


def by_hand(place, parts):
    """The run of a method with these parts, written out for one setting."""
    problem = PROBLEMS[place]
    x = np.array(problem.start)
    m = v = largest = np.zeros_like(x)
    beta1, beta2 = 0.9 * parts["momentum"], problem.beta2 * parts["memory"]
    points = [x]
    for t in range(1, problem.steps + 1):
        g = problem.gradient(x, t)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        largest = np.maximum(largest, v)
        mean, square = m, largest if parts["amsgrad"] else v
        if parts["correction"]:
            mean, square = m / (1 - beta1**t), square / (1 - beta2**t)
        x = x - problem.lr * mean / (np.sqrt(square) + 1e-8 * parts["eps"])
        x = np.clip(x, -1, 1) if problem.cut else x
        points.append(x)
    return np.array(points)


def good_on(**parts):
    """The names of the problems that a method solves."""
    good = built(**parts)["good"]
    return {name for name, holds in zip(NAMES, good, strict=True) if holds}


def test_build_your_own_adam_shows_and_says_what_was_computed(sweep):
    sweep(build_your_own_adam, goals=GOALS)


@pytest.mark.parametrize("place", range(len(PROBLEMS)))
@pytest.mark.parametrize("out", [[], ["amsgrad"], ["momentum", "correction"]])
def test_the_runs_are_those_of_the_formulas(place, out):
    parts = FULL | dict.fromkeys(out, False)
    wanted = by_hand(place, parts)
    assert np.allclose(run(place, parts), wanted, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_left_out_fails_on_its_problem(part):
    good = good_on(**FULL | {part: False})
    assert FAILS[part] not in good


def test_only_all_six_parts_together_are_good_on_all_problems():
    for ticks in product((False, True), repeat=len(PARTS)):
        parts = dict(zip(PARTS, ticks, strict=True))
        assert (good_on(**parts) == set(NAMES)) == all(ticks)


def test_adam_fails_on_the_losses_of_reddi_alone():
    assert set(NAMES) - good_on(**ADAM) == {"Reddi's losses"}


def test_without_correction_the_steps_grow_as_the_ledger_says():
    points = run(NAMES.index("first steps"), ADAM | {"correction": False})
    steps = np.abs(np.diff(points[:, 0]))
    assert steps[:5] == pytest.approx([3.162, 4.250, 4.950, 5.442, 5.797], abs=1e-3)
    assert steps.max() == pytest.approx(6.57, abs=5e-3)
    assert steps.argmax() == 11


def test_sign_descent_takes_steps_of_one_length():
    signs = dict.fromkeys(PARTS, False) | {"squares": True}
    assert name_of(signs) == "sign descent"
    for place in (0, 1, 3):
        steps = np.abs(np.diff(run(place, signs), axis=0))
        assert np.allclose(steps, PROBLEMS[place].lr, rtol=1e-6)


def test_the_names_are_those_of_the_books():
    assert name_of(FULL) == "AMSGrad"
    assert name_of(ADAM) == "Adam"
    assert name_of(ADAM | {"momentum": False, "correction": False}) == "RMSprop"
    assert name_of(ADAM | {"eps": False}) == "Adam without\nε"
    nothing = dict.fromkeys(PARTS, False)
    assert name_of(nothing) == "gradient descent"
    assert name_of(nothing | {"momentum": True}).startswith("momentum")
