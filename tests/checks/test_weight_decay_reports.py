"""Lesson 09: what the checks of its exercises compare with, and what they say."""

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from lesson_reports import module_at, mutant, points_of, with_a_memory_of_its_own

from gdcourse.checks import weight_decay as lesson
from gdcourse.checks import weight_decay_adamw as update
from gdcourse.checks import weight_decay_zeros as sparse
from gdcourse.checks.judging import judge
from gdcourse.checks.weight_decay_factor import answer as ridge
from gdcourse.checks.weight_decay_idle import answer as left
from gdcourse.checks.weight_decay_momentum import answer as decays
from gdcourse.derivation import complex_step

OPTIMIZERS = Path(__file__).parents[1] / "optimizers"


def test_the_slope_of_ridge_is_the_derivative_of_its_loss():
    rng = np.random.default_rng(9)
    X, y, w = rng.normal(size=(7, 3)), rng.normal(size=7), rng.normal(size=3)

    def F(p):
        r = X @ p[:3] + p[3] - y
        return (r**2).mean() / 2 + 0.15 * (p[:3] ** 2).sum()

    exact = complex_step(F, np.array([*w, 0.7]))
    found = ridge(X, y, w, 0.7, 0.3, 0.1)
    assert np.allclose([*found["slope"], found["bias"]], exact, rtol=1e-12)


def test_momentum_separates_the_rests_by_the_numbers_of_the_ledger():
    found = decays(1.0, 0.5, 0.1, 0.9, 0.1, 50)
    assert found["joined_rest"] == pytest.approx(0.454545, abs=1e-6)
    assert found["beside_rest"] == pytest.approx(0.495050, abs=1e-6)
    plain = decays(1.0, 0.5, 0.1, 0.0, 0.1, 50)
    assert plain["joined"] == pytest.approx(plain["beside"], rel=1e-14)
    assert plain["joined"] == pytest.approx(0.456153, abs=1e-6)


def test_both_walks_come_to_rest_where_the_formulas_say():
    for given in ((1.0, 0.5, 0.1, 0.9, 0.1), (2.0, 3.0, 0.6, 0.5, 0.2)):
        found = decays(*given, 3000)
        assert found["joined"] == pytest.approx(found["joined_rest"], rel=1e-12)
        assert found["beside"] == pytest.approx(found["beside_rest"], rel=1e-12)


def by_our_rule():
    """The points by our AdamW, which parity compares with torch."""
    w, mask = np.array(update.START), np.array(update.DECAYED)
    memory = update.fresh(w)
    for t in range(1, max(update.TORCH) + 1):
        gradient = update.torch_gradient(t)
        w, memory = update.right(w, gradient, memory, t, 0.05, 0.2, mask)
        yield w


def by_torch():
    """How the stored points were made: two groups, one without decay."""
    import torch

    mask = np.array(update.DECAYED)
    groups = []
    for part, decay in ((mask, 0.2), (~mask, 0.0)):
        start = torch.tensor(np.array(update.START)[part])
        group = [torch.nn.Parameter(start)]
        groups.append({"params": group, "weight_decay": decay})
    weights, biases = (group["params"][0] for group in groups)
    rule = torch.optim.AdamW(groups, lr=0.05, foreach=False)
    for t in range(1, max(update.TORCH) + 1):
        gradient = update.torch_gradient(t)
        weights.grad = torch.tensor(gradient[mask])
        biases.grad = torch.tensor(gradient[~mask])
        rule.step()
        yield np.concatenate([one.detach().numpy() for one in (weights, biases)])


@pytest.mark.parametrize("walk", [by_our_rule] + [by_torch] * bool(find_spec("torch")))
def test_the_stored_points_of_torch_are_reached_again(walk):
    points = [np.array(w) for w in walk()]
    for t, point in update.TORCH.items():
        assert np.allclose(points[t - 1], point, rtol=1e-12, atol=0)


def test_the_check_walks_as_the_stored_runs_of_torch():
    parity = module_at(OPTIMIZERS / "parity.py")
    stored = json.loads((OPTIMIZERS / "stored" / "torch.json").read_text())
    case = next(one for one in stored["cases"] if one["name"] == "AdamW: default")
    w, memory = parity.START, update.fresh(parity.START)
    everywhere = np.ones(parity.START.shape, dtype=bool)
    for t in range(1, 51):
        gradient = parity.GRADIENTS[t - 1]
        w, memory = update.right(w, gradient, memory, t, 0.001, 0.01, everywhere)
        if t in stored["steps"]:
            point = case["points"][stored["steps"].index(t)]
            assert np.allclose(w, point, rtol=1e-12, atol=0)


@pytest.mark.parametrize(
    "name", ["decays_the_new_point", "decays_inside_m", "ignores_the_mask"]
)
def test_torchs_points_tell_the_slips_apart(name):
    gradients = [update.torch_gradient(t) for t in range(1, 51)]
    given = (np.array(update.START), gradients, 0.05, 0.2, np.array(update.DECAYED))
    *_, end = update.walked(mutant(lesson.adamw, name), *given)
    assert np.abs(end - update.TORCH[50]).max() > 1e-6


def test_decay_of_the_new_point_differs_in_the_square_of_the_rate():
    late, gaps = mutant(lesson.adamw, "decays_the_new_point"), []
    for lr in (0.02, 0.01):
        one = np.array([1.0])
        given = (one, one, update.fresh(one), 1, lr, 0.5, one > 0)
        gaps.append(abs(float(late(*given)[0][0] - update.right(*given)[0][0])))
    assert gaps[0] / gaps[1] == pytest.approx(4, rel=1e-6)


def test_the_idle_weight_has_the_numbers_of_the_ledger():
    found = left([1e-4, 1e-2, 1.0], 0.001, 500)
    assert np.abs(np.array(found["l2"]) - 0.5605).max() < 1e-3
    assert np.allclose(found["adamw"], [0.99995, 0.9950, 0.606], atol=5e-4)
    assert left([1e-8], 0.001, 500)["l2"][0] == pytest.approx(0.7715, abs=1e-4)
    falling = left([0.1], 0.001, 1000)
    assert falling["cosine"][0] == pytest.approx(0.9512, abs=5e-5)
    assert falling["cosine"][0] == pytest.approx(falling["estimate"][0], abs=5e-5)


@pytest.mark.parametrize("seed", range(6))
def test_the_sparse_data_have_sixteen_zeros_and_a_safe_rate(seed):
    X, y, strength, lr, n = sparse.sparse(seed)
    assert lr * np.linalg.norm(X, 2) ** 2 / len(y) <= 1
    found = sparse.filled(X, y, strength, lr, n)
    assert found["zeros"] == [16, 0]
    assert (found["ista"] != 0).nonzero()[0].tolist() == [0, 1, 2, 3]
    assert found["objectives"][0] < found["objectives"][1]


def test_a_weight_decay_that_keeps_a_memory_of_its_own_is_told():
    shares = with_a_memory_of_its_own(update.right, update.fresh, 0)
    report = judge(lesson.adamw, shares)
    assert report.points < report.of


def test_equal_rests_are_told_at_a_run_with_momentum():
    report = judge(lesson.resting, mutant(lesson.resting, "says_always_equal"))
    assert report.points == 4
    assert "beta = 0.9" in str(report)


def test_the_tasks_are_worth_28_points():
    assert sum(points_of(lesson)) == 28
