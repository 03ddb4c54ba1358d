"""Lesson 08: what the checks of its exercises compare with, and what they say."""

import json
from pathlib import Path

import numpy as np
import pytest
from lesson_reports import module_at, mutant, points_of, with_a_memory_of_its_own

from gdcourse.checks import adaptive_methods as lesson
from gdcourse.checks import adaptive_methods_scale
from gdcourse.checks import adaptive_methods_steps as steps
from gdcourse.checks.adaptive_methods_epsilon import answer as table_of_epsilon
from gdcourse.checks.adaptive_methods_reddi import right as rounds
from gdcourse.checks.adaptive_methods_turning import hessian, updates
from gdcourse.checks.judging import judge
from gdcourse.optimizers import AdaGrad, Adam, RMSprop

OPTIMIZERS = Path(__file__).parents[1] / "optimizers"


RULES = {
    "AdaGrad": AdaGrad(0.01),
    "RMSprop": RMSprop(0.01),
    "Adam": Adam(0.01),
    "AMSGrad": Adam(0.01, amsgrad=True),
}


@pytest.mark.parametrize("method", steps.METHODS)
def test_points_of_torch_are_those_of_the_rule_that_parity_compares_with_it(method):
    rule, x = RULES[method], np.array([1.0, -2.0, 0.5])
    memory = rule.init(x)
    for t in range(1, 51):
        gradient = steps.torch_gradient(t)
        x, memory = rule.step(x, gradient, memory, t)
    assert np.allclose(x, steps.TORCH[method], rtol=1e-12, atol=0)
    assert len(set(steps.TORCH.values())) == 4


@pytest.mark.parametrize(
    ("method", "name", "lr"),
    [
        ("AdaGrad", "Adagrad: default", 0.01),
        ("RMSprop", "RMSprop: default", 0.01),
        ("Adam", "Adam: default", 0.001),
        ("AMSGrad", "Adam: ours: amsgrad", 0.001),
    ],
)
def test_the_check_walks_as_the_stored_runs_of_torch(method, name, lr):
    parity = module_at(OPTIMIZERS / "parity.py")
    stored = json.loads((OPTIMIZERS / "stored" / "torch.json").read_text())
    points = next(case["points"] for case in stored["cases"] if case["name"] == name)
    reached = dict(zip(stored["steps"], points, strict=True))
    x, memory = parity.START, steps.fresh(parity.START)
    for t in range(1, 51):
        gradient = parity.GRADIENTS[t - 1]
        x, memory = steps.right(method, x, gradient, memory, t, lr)
        if t in reached:
            assert np.allclose(x, reached[t], rtol=1e-12, atol=0)


def test_epsilon_has_the_numbers_of_the_ledger():
    found = table_of_epsilon(1e-6, 3000, 0.001, 0.99, 1e-8)
    assert found["outside"] == pytest.approx(9.09e-3, rel=1e-3)
    assert found["inside"] == pytest.approx(1.0e-5, rel=1e-3)
    assert found["outside"] / found["inside"] == pytest.approx(909, abs=0.5)
    assert found["growth"] == pytest.approx(3.4e6, rel=2e-3)
    assert table_of_epsilon(1e-8, 1, 1.0, 0.99, 1e-8)["adam"] == 0.5


def test_the_first_steps_without_correction_are_the_published_ones():
    found = adaptive_methods_scale.bare((0.9, 0.999))
    assert np.round(found, 3).tolist() == [3.162, 4.250, 4.950, 5.442, 5.797]


def test_reddis_losses_send_adam_to_the_wrong_end_for_larger_c_as_well():
    for C in (2.5, 3.0, 4.0, 5.0):
        found = rounds(C, 30_000, 1000)
        assert found["best"] == -1.0
        assert found["adam"] > 0.99
        assert max(found["amsgrad"], found["descent"]) < -0.99


def test_adam_notices_the_turn_and_gradient_descent_does_not():
    assert updates(1000.0, 0.0, 0.01) == updates(1000.0, 90.0, 0.01) == 269
    assert updates(1000.0, 45.0, 0.01) == 6139
    assert {updates(1000.0, angle) for angle in (0.0, 22.5, 45.0)} == {3452}
    assert hessian(1000.0, 0.0)[0, 1] == 0 != round(hessian(1000.0, 45.0)[0, 1])


def test_an_optimizer_that_keeps_a_memory_of_its_own_is_told():
    shares = with_a_memory_of_its_own(steps.right, steps.fresh, 1)
    report = judge(lesson.update, shares)
    assert report.points < report.of


def test_a_formula_for_large_n_is_no_travel():
    report = judge(lesson.reach, mutant(lesson.reach, "trusts_the_estimate"))
    assert report.points == 4
    assert "n = 4" in str(report)


def test_the_tasks_are_worth_43_points():
    assert sum(points_of(lesson)) == 43
