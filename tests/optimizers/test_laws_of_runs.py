"""What holds for every rule in ``minimize``: it runs, its counts are honest."""

from dataclasses import replace

import numpy as np
import pytest
from rules import ROWS

from gdcourse.optimizers import minimize
from gdcourse.optimizers.evaluations import NEEDED
from gdcourse.optimizers.proximal import ProximalGradient

H = np.array([[3.0, 1.0, 0.0], [1.0, 2.0, 0.0], [0.0, 0.0, 1.0]])
START = np.array([4.0, -3.0, 1.0])


class Counted:
    """½ xᵀHx with its derivatives, each of which counts its calls."""

    def __init__(self):
        self.calls = {"value": 0, "gradient": 0, "hessian": 0}

    def value(self, x):
        self.calls["value"] += 1
        return x @ H @ x / 2

    def gradient(self, x):
        self.calls["gradient"] += 1
        return H @ x

    def hessian(self, x):
        self.calls["hessian"] += 1
        return H


def bare(row):
    """The rule of the row, asking ``minimize`` for the functions that it needs."""
    asked = [name for name in NEEDED if hasattr(row.rule, name)]
    return replace(row.rule, **dict.fromkeys(asked))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_rule_runs_and_each_evaluation_is_counted(row):
    f = Counted()
    run = minimize(
        f.value, f.gradient, START, bare(row), hessian=f.hessian, steps=7, tol=0
    )
    assert 1 <= run.updates <= 7
    assert run.points.shape == (run.updates + 1, 3)
    counts = run.value_evaluations, run.gradient_evaluations, run.hessian_evaluations
    assert counts == tuple(f.calls.values())


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_run_is_replayed_bit_for_bit(row):
    f = Counted()
    run = minimize(
        f.value, f.gradient, START, bare(row), hessian=f.hessian, steps=7, tol=0
    )
    for update in run.replay():
        x, _ = run.rule.step(update.x, update.grad, update.memory, update.t)
        assert np.array_equal(x, run.points[update.t])


def test_a_start_without_components_stays_an_array_for_every_rule():
    rule = ProximalGradient(lr=0.25, strength=1.0)
    end = minimize(lambda x: x**2, lambda x: 2 * x, 4.0, rule, steps=60, tol=0).x
    assert end == 0
