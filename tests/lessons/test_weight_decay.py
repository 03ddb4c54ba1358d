"""Lesson 09: statements of its prose that stand there without a number."""

import re

import numpy as np
import pytest
from reading_notebooks import cells_of, lessons, read_notebook, source_of, stem_of

from gdcourse import landscapes
from gdcourse.checks.predictions import judged
from gdcourse.checks.quiz import items_of
from gdcourse.datasets import load_digits
from gdcourse.optimizers import (
    Adam,
    AdamW,
    GradientDescent,
    Nesterov,
    ProximalGradient,
    compare,
    cosine,
    minimize,
    soft_threshold,
    sweep,
)


def left(rule, updates=500):
    """What a rule leaves of a weight of 1 whose gradient is 0."""
    return float(sweep(lambda x: 0 * x, 1.0, rule, updates))


@pytest.fixture(scope="module")
def digits():
    """The 100 images to learn from, and the 360 that are not seen."""
    X, labels = load_digits()
    X, part = X / 16, np.arange(len(labels)) % 5
    few, unseen = np.flatnonzero(part > 1)[:100], part == 1
    return X[few], labels[few], X[unseen], labels[unseen]


def test_at_a_small_strength_adams_l2_is_thousands_of_times_too_strong():
    meant = -np.log(1 - 0.001 * 1e-4)
    got = -np.log(left(Adam(0.001, weight_decay=1e-4))) / 500
    assert got / meant == pytest.approx(1e4, rel=0.2)


def test_hundred_images_are_trained_on_and_360_are_not(digits):
    assert (len(digits[0]), len(digits[2])) == (100, 360)
    assert digits[0].shape[1] * 10 == 640


def test_a_little_penalty_helps_on_new_images_and_much_smothers(digits):
    X, labels, Z, others = digits
    strengths, seen, new, read = 10.0 ** np.arange(-5, 0.5, 0.5), [], [], []
    for strength in strengths:
        F = landscapes.softmax(X, labels, strength=strength)
        w = sweep(F.gradient, np.zeros(640), Nesterov(1 / F.L), 400)
        seen.append(landscapes.softmax(X, labels).value(w))
        unseen = landscapes.softmax(Z, others)
        new.append(unseen.value(w))
        scores = Z @ unseen.unpack(w)
        right = scores.argmax(axis=1) == others
        read.append((right.sum(), unseen.value(w, Z[~right], others[~right])))
    assert (np.diff(seen) > 0).all()
    best = int(np.argmin(new))
    assert 1e-4 < strengths[best] < 1e-3
    assert new[0] > 1.05 * new[best]
    assert new[-1] > 3 * new[best]
    assert abs(read[best][0] - read[0][0]) <= 3, "hardly an image more"
    assert read[best][1] < 0.85 * read[0][1], "less sure of its errors"


def test_no_penalty_is_not_close_to_the_best_one_and_its_neighbors_are():
    (lesson,) = (path for path in lessons() if stem_of(path) == "weight_decay")
    cells = cells_of(read_notebook(lesson), "code")
    (cell,) = (c for c in cells if "strengths[best]" in source_of(c))
    within = float(re.search(r"within=([\d.]+)", source_of(cell))[1])
    said = "".join(cell["outputs"][0]["text"])
    truth = float(re.search(r"it is (-?[\d.]+\d)", said)[1])
    verdicts = [judged(guess, truth, within) for guess in (0, -5, -4, -3, -2)]
    assert [v == "close" for v in verdicts] == [False, False, True, True, False]


def test_adam_with_l2_minimizes_the_penalized_loss_and_adamw_does_not():
    ends = {
        kind: float(
            sweep(
                lambda x: x - 0.5, 1.0, kind(cosine(0.1, 4000), weight_decay=0.1), 4000
            )
        )
        for kind in (Adam, AdamW)
    }
    assert ends[Adam] == pytest.approx(0.5 / 1.1, abs=1e-9)
    assert ends[AdamW] == pytest.approx(0.5, abs=1e-3)


@pytest.mark.parametrize(("size", "kept"), [(100, 0.995), (1, 0.67), (0.01, 1e-4)])
def test_adams_l2_spares_loud_weights_and_flattens_quiet_ones(size, kept):
    rng = np.random.default_rng(1)

    def noise(x):
        return size * rng.normal(size=x.shape)

    weights = sweep(noise, np.ones(1000), Adam(0.001, weight_decay=0.1), 4000)
    assert weights.mean() == pytest.approx(kept, abs=0.005)
    weights = sweep(noise, np.ones(1000), AdamW(0.001, weight_decay=0.1), 4000)
    assert weights.mean() == pytest.approx((1 - 1e-4) ** 4000, abs=0.005)


def test_decay_after_the_step_differs_by_the_square_of_the_rate():
    alpha, strength, g = 0.01, 0.5, 3.0
    after = (1 - alpha * strength) * AdamW(alpha, weight_decay=0).step(
        2.0, g, (0.0, 0.0, 0.0), 1
    )[0]
    before = AdamW(alpha, weight_decay=strength).step(2.0, g, (0.0, 0.0, 0.0), 1)[0]
    assert after - before == pytest.approx(alpha**2 * strength, rel=1e-6)


def test_adam_feels_a_decay_below_epsilon():
    kept = [left(Adam(0.001, weight_decay=s)) for s in (1e-10, 1e-8, 1e-4)]
    assert kept[0] > 0.95 > kept[1] > 0.7 > kept[2]


def test_the_effective_rate_settles_where_growth_and_decay_balance():
    rng = np.random.default_rng(5)

    def slope(w):
        u, c = w / (w @ w) ** 0.5, 10**-0.5 + rng.normal(size=10)
        return -(c - (c @ u) * u) / (w @ w) ** 0.5

    rates = {}
    for strength in (0.0, 0.01, 0.1):
        w, path = rng.normal(size=10), []
        for _ in range(4000):
            w = (1 - 0.1 * strength) * w - 0.1 * slope(w)
            path.append(0.1 / (w @ w))
        rates[strength] = np.mean(path[2000:])
        if strength:
            wanted = (2 * 0.1 * strength / 9) ** 0.5
            assert rates[strength] == pytest.approx(wanted, rel=0.06)
    assert rates[0.0] < rates[0.01] < rates[0.1]


def test_steps_at_right_angles_lengthen_the_weights():
    w = np.array([3.0, 4.0])
    moved, _ = GradientDescent(0.1).step(w, np.array([4.0, -3.0]), None, 1)
    assert moved @ moved == pytest.approx(w @ w + 0.01 * 25)


def tuned_by_both(X, labels, Z, others, updates=150):
    """The lowest losses of Adam with L2 and of AdamW for each of the strengths."""
    net = landscapes.MLP((64, 16, 10)).on(Z, others)
    task = net.value, net.gradient, net.initial, (X, labels)
    rates, decays = (0.003, 0.01, 0.03, 0.1, 0.3), (0.0, 0.001, 0.01, 0.1, 1.0)
    budget, tables = {"steps": updates, "every": updates, "seeds": 1}, []
    for kind in (Adam, AdamW):
        rules = {d: lambda lr, d=d, kind=kind: kind(lr, weight_decay=d) for d in decays}
        found = compare(*task, rules, rates, tuning=2, **budget)
        tables.append(np.array([found[d].tuned.min() for d in decays]))
    return *tables, decays


def test_on_the_digits_both_beat_no_decay_and_tie_at_other_strengths(digits):
    coupled, decoupled, decays = tuned_by_both(*digits)
    for table in (coupled, decoupled):
        assert table.min() < 0.96 * table[0]
    assert 0.95 < decoupled.min() / coupled.min() < 1.05
    assert decays[decoupled.argmin()] >= 10 * decays[coupled.argmin()]


@pytest.mark.parametrize(
    ("seed", "least", "most"), [(0, 1.07, 1.1), (2, 0.985, 1), (9, 0.98, 0.995)]
)
def test_the_extremes_of_ten_random_splits_are_near_a_tie_too(seed, least, most):
    X, labels = load_digits()
    order = np.random.default_rng(seed).permutation(len(labels))
    few, unseen = order[:100], order[100:460]
    coupled, decoupled, decays = tuned_by_both(
        X[few] / 16, labels[few], X[unseen] / 16, labels[unseen]
    )
    assert least < decoupled.min() / coupled.min() < most
    assert decays[decoupled.argmin()] >= 10 * decays[coupled.argmin()]
    if seed == 2:
        assert min(coupled.min(), decoupled.min()) > 0.98 * coupled[0]


def lasso():
    rng = np.random.default_rng(2)
    A, true = rng.normal(size=(60, 20)), np.array([1, -0.8, 0.6, -0.45, 0.3] + [0] * 15)
    fit = landscapes.least_squares(A, A @ true + 0.3 * rng.normal(size=60))
    return fit, lambda w: fit.value(w) + 0.1 * np.abs(w).sum(axis=0)


def test_the_proximal_step_finds_zeros_and_the_lowest_objective():
    fit, objective = lasso()
    prox = ProximalGradient(1 / fit.L, strength=0.1)
    best = sweep(fit.gradient, np.zeros(20), prox, 1000)
    assert abs(int((best == 0).sum()) - 15) <= 1

    def kinked(w):
        return fit.gradient(w) + 0.1 * np.sign(w)

    end = sweep(kinked, np.zeros(20), GradientDescent(1 / fit.L), 1000)
    assert not (end == 0).any()
    assert objective(end) > objective(best)


def test_coordinates_solve_the_lasso_in_fewer_sweeps_than_ista_takes_gradients():
    fit, objective = lasso()
    rule, start = ProximalGradient(1 / fit.L, strength=0.1), np.zeros(20)
    run = minimize(fit.value, fit.gradient, start, rule, steps=1000, tol=0)
    goal = objective(run.x) + 1e-9
    gradients = int(np.argmax(objective(run.points.T) <= goal))
    w, curvatures = start.copy(), np.diag(fit.hessian(start))
    for _ in range(gradients // 2):
        for i, h in enumerate(curvatures):
            w[i] = soft_threshold(w[i] - fit.gradient(w)[i] / h, 0.1 / h)
    assert objective(w) <= goal
    assert np.array_equal(w == 0, run.x == 0)


def test_a_library_with_a_sum_of_squares_has_n_times_the_strength():
    rng = np.random.default_rng(3)
    A, y, strength = rng.normal(size=(8, 3)), rng.normal(size=8), 0.2
    ours = landscapes.ridge(A, y, strength).minimizers[0]
    theirs = np.linalg.solve(A.T @ A + 8 * strength * np.eye(3), A.T @ y)
    assert np.allclose(ours, theirs, rtol=1e-10)


def numbers_of(text):
    """The numbers of a question, in their order."""
    return [float(n) for n in re.findall(r"= (-?\d+(?:\.\d+)?)", text)]


@pytest.mark.parametrize("seed", range(20))
def test_an_idle_weight_moves_as_the_question_says(seed):
    question = items_of("weight_decay")["Q09.3"].version(seed)
    lr, strength = numbers_of(question.question)[:2]
    assert "ε = 10⁻⁸" in question.question
    moved = [
        1 - kind(lr, weight_decay=strength).step(1.0, 0.0, (0.0, 0.0, 0.0), 1)[0]
        for kind in (Adam, AdamW)
    ]
    assert question.near(np.array(moved), question.key)


@pytest.mark.parametrize("seed", range(60))
def test_a_first_step_of_adam_with_l2_is_told_from_one_of_adamw(seed):
    question = items_of("weight_decay")["Q09.6"].version(seed)
    w, g, lr, strength = numbers_of(question.question.split("ε = 0:")[1])
    ends = [
        kind(lr, eps=1e-300, weight_decay=strength).step(w, g, (0.0, 0.0, 0.0), 1)[0]
        for kind in (AdamW, Adam)
    ]
    assert question.judge(np.array([ends[0]]))[0]
    if not question.near(np.array([ends[1]]), question.key):
        assert "Adam with L2" in question.judge(np.array([ends[1]]))[1]
