"""Lesson 07: right answers written differently, and what its checks say."""

import math
from dataclasses import replace

import numpy as np
import pytest

from gdcourse.checks import momentum as lesson
from gdcourse.checks import momentum_nesterov, momentum_paths
from gdcourse.checks.gradient_descent_bowls import bowl
from gdcourse.checks.judging import judge
from gdcourse.checks.momentum_circles import CYCLE, bent, goes_round, walk
from gdcourse.checks.momentum_limits import METHODS, limit, radius
from gdcourse.checks.momentum_tuning import best, run
from gdcourse.checks.task import Task
from gdcourse.optimizers import LookAhead, Momentum, Nesterov, minimize
from gdcourse.proofs.heavy_ball_cycle import CYCLE as EXACT_CYCLE

# E07.1 -------------------------------------------------------------------------------


def paths_without_a_velocity(gradient, x0, lr, beta, n, convention):
    """Each step from the last move; the velocity is read off at the end."""
    points = [np.asarray(x0, dtype=float)] * 2
    rates = [lr(k) for k in range(n)]
    for k, rate in enumerate(rates):
        keeps = convention == "inside" or k == 0
        kept = beta if keeps else beta * rate / rates[k - 1]
        move = kept * (points[-1] - points[-2]) - rate * gradient(points[-1])
        points.append(points[-1] + move)
    last = points[-1] - points[-2]
    unit = {"outside": -1 / rates[-1], "inside": 1, "average": (beta - 1) / rates[-1]}
    return np.array(points[1:]), last * unit[convention]


def paths_as_sums_of_gradients(gradient, x0, lr, beta, n, convention):
    x, g, points = np.array(x0, dtype=float), [], [np.array(x0, dtype=float)]
    for k in range(n):
        g.append(gradient(x))
        weights = [beta ** (k - i) for i in range(k + 1)]
        if convention == "inside":
            weights = [-lr(i) * w for i, w in enumerate(weights)]
        if convention == "average":
            weights = [(1 - beta) * w for w in weights]
        v = sum(w * one for w, one in zip(weights, g, strict=True))
        unit = {"outside": -lr(k), "inside": 1, "average": -lr(k) / (1 - beta)}
        x = x + unit[convention] * v
        points.append(x)
    return np.stack(points), v


def paths_with_the_library(gradient, x0, lr, beta, n, convention):
    share = 1 - beta if convention == "average" else 1
    rule = Momentum(lambda k: lr(k) / share, beta, convention=convention)
    points, v = [np.asarray(x0) * 1.0], np.zeros(np.shape(x0))
    for t in range(1, n + 1):
        x, v = rule.step(points[-1], gradient(points[-1]), v, t)
        points.append(x)
    return [np.array(points), v]


# E07.2 -------------------------------------------------------------------------------


def push_by_powers(beta, n):
    left = math.exp(n * math.log(beta))
    gain = 1 / (1 - beta)
    k = 1
    while beta**k > 0.05:
        k += 1
    return gain * (1 - left), gain * n - gain**2 * beta * (1 - left), gain, k


def push_with_arrays(beta, n):
    beta = np.float64(beta)
    v = -np.expm1(n * np.log(beta)) / (1 - beta)
    first = np.argmax(1 - beta ** np.arange(1, 400) >= 0.95) + 1
    return np.array([v, n / (1 - beta) - beta * v / (1 - beta), 1 / (1 - beta), first])


# E07.3 -------------------------------------------------------------------------------


def nesterov_with_a_velocity(gradient, x0, lr, momentum, n):
    x, v, t = np.array(x0) * 1.0, np.zeros(np.shape(x0)), 1.0
    xs, ys, beta = [x], [], 0.0
    for _ in range(n):
        ahead = x + beta * v
        ys.append(ahead)
        v = ahead - lr * gradient(ahead) - x
        x = x + v
        xs.append(x)
        if momentum == "t_k":
            later = 0.5 + math.sqrt(0.25 + t * t)
            beta, t = (t - 1) / later, later
        else:
            beta = momentum
    return np.array(xs), np.array(ys)


def nesterov_with_pushes_made_first(gradient, x0, lr, momentum, n):
    ts = [1.0]
    for _ in range(n):
        ts.append((1 + (1 + 4 * ts[-1] ** 2) ** 0.5) / 2)
    growing = [(now - 1) / later for now, later in zip(ts[:-1], ts[1:], strict=True)]
    betas = growing if isinstance(momentum, str) else [momentum] * n
    xs, ys = np.empty((n + 1, len(x0))), np.empty((n + 1, len(x0)))
    xs[0] = ys[0] = x0
    for k, beta in enumerate(betas):
        xs[k + 1] = ys[k] - lr * gradient(ys[k])
        ys[k + 1] = (1 + beta) * xs[k + 1] - beta * xs[k]
    return xs, ys[:n]


# E07.4 -------------------------------------------------------------------------------


def tune_from_kappa(mu, L):
    root = math.sqrt(L / mu)
    lr, beta = 4 / mu / (root + 1) ** 2, (1 - 2 / (root + 1)) ** 2
    return {
        "lr": lr,
        "beta": beta,
        "heavy": run(mu, L, lr, beta),
        "plain": run(mu, L, 2 / (mu + L), 0),
    }


def tune_with_the_library(mu, L):
    f = bowl(mu, L)
    r = (L**0.5 - mu**0.5) / (L**0.5 + mu**0.5)
    lr = (1 + r) ** 2 / L
    found = {"lr": np.float64(lr), "beta": np.float64(r**2)}
    rules = Momentum(lr, r**2), Momentum(2 / (mu + L), 0.0)
    for name, rule in zip(("heavy", "plain"), rules, strict=True):
        trace = minimize(f.value, f.gradient, np.ones(2), rule, steps=800, tol=0)
        near = np.linalg.norm(trace.points, axis=1) <= 1e-6 * np.sqrt(2)
        found[name] = int(np.argmax(near))
    return found


# E07.5 -------------------------------------------------------------------------------


def stability_with_roots(method, L, beta, lr):
    beta = 0.0 if method == "gradient descent" else beta
    ahead = beta * lr * L if method == "Nesterov" else 0.0
    p, q = 1 + beta - lr * L - ahead, beta - ahead
    root = np.sqrt(complex(p * p - 4 * q))
    limit = 2 * (1 + beta) / L
    return max(abs(p + root), abs(p - root)) / 2, (
        limit / (1 + 2 * beta) if method == "Nesterov" else limit
    )


def stability_by_halving(method, L, beta, lr):
    low, high = 0.0, 5 / L
    for _ in range(60):
        middle = (low + high) / 2
        if radius(method, middle * L, beta) > 1 + 1e-9:
            high = middle
        else:
            low = middle
    return radius(method, lr * L, beta), low


# E07.6 -------------------------------------------------------------------------------


def circle_found_by_search(slope, lr, beta, c):
    for x0 in np.linspace(3, 3.5, 6) * c:
        points = walk(slope, float(x0), lr, beta, 500)
        if abs(points[-1]) > abs(c) / 100:
            return x0, sorted(points[-3:])
    return 0.0, [0.0, 0.0, 0.0]


def circle_from_the_far_side(slope, lr, beta, c):
    return -3.25 * c, np.sort(walk(slope, -3.25 * c, lr, beta, 300)[-3:])


VARIANTS = {
    "E07.1": [
        paths_without_a_velocity,
        paths_as_sums_of_gradients,
        paths_with_the_library,
    ],
    "E07.2": [push_by_powers, push_with_arrays],
    "E07.3": [nesterov_with_a_velocity, nesterov_with_pushes_made_first],
    "E07.4": [tune_from_kappa, tune_with_the_library],
    "E07.5": [stability_with_roots, stability_by_halving],
    "E07.6": [circle_found_by_search, circle_from_the_far_side],
}


def mutant(task, name):
    return next(one.answer for one in task.mutants if one.name == name)


def said(task, name):
    return str(judge(task, mutant(task, name)))


@pytest.mark.parametrize("nesterov", [False, True])
def test_points_of_torch_are_those_of_the_rule_that_parity_compares_with_it(nesterov):
    room = momentum_nesterov if nesterov else momentum_paths
    lr = 0.02 if nesterov else momentum_paths.LATE
    rule = Momentum(lr, 0.9, nesterov=nesterov)
    f = bowl(1.0, 25.0)
    trace = minimize(f.value, f.gradient, np.ones(2), rule, steps=60, tol=0)
    for n, point in room.TORCH.items():
        assert np.allclose(trace.points[n], point, rtol=1e-12, atol=1e-15)


def test_the_check_walks_with_the_librarys_two_forms_of_nesterov():
    f, x0 = bowl(1.0, 25.0), np.array([2.0, -1.0])
    found = momentum_nesterov.walk(f.gradient, x0, 0.03, lambda k: 0.8, 9)
    rule = LookAhead(0.03, 0.8)
    trace = minimize(f.value, f.gradient, x0, rule, steps=9, tol=0)
    assert np.allclose(found[0], trace.points, rtol=1e-12)
    growing = momentum_nesterov.pushes("t_k")
    _, y = momentum_nesterov.walk(f.gradient, x0, 0.03, growing, 10)
    trace = minimize(f.value, f.gradient, x0, Nesterov(0.03), steps=9, tol=0)
    assert np.allclose(y, trace.points, rtol=1e-12)


def test_the_chain_of_the_check_has_its_minimum_where_the_pull_is_zero():
    links = 5
    lowest = 1 - np.arange(1, links + 1) / (links + 1)
    assert np.allclose(momentum_nesterov.pull(lowest), 0)
    assert momentum_nesterov.gap(lowest) == pytest.approx(0, abs=1e-15)
    step = np.eye(links)[2] * 1e-3
    rise = momentum_nesterov.gap(lowest + step)
    assert rise == pytest.approx(step @ momentum_nesterov.pull(lowest + step) / 2)


def test_the_limits_are_where_the_radius_leaves_the_circle():
    for method in METHODS:
        for beta in (0.0, 0.3, 0.9):
            A = limit(method, beta)
            assert radius(method, 0.999 * A, beta) < 1 < radius(method, 1.001 * A, beta)


def test_exchanging_the_curvatures_leaves_the_two_best_values_as_they_are():
    assert best(1.0, 100.0) == pytest.approx(best(100.0, 1.0))
    assert run(1.0, 100.0, *best(1.0, 100.0)) == 93
    assert run(1.0, 100.0, 2 / 101, 0.0) == 691


def test_the_cycle_is_the_one_of_the_theorem():
    assert np.allclose(CYCLE, sorted(map(float, EXACT_CYCLE)), rtol=1e-15)
    assert goes_round(walk(bent(1.0, 1.0), 3.2, 1 / 9, 4 / 9, 400), 1.0)
    assert not goes_round(walk(bent(1.0, 1.0), 2.5, 1 / 9, 4 / 9, 400), 1.0)


def test_an_average_without_its_rate_fails_on_the_common_path_alone():
    report = judge(lesson.paths, mutant(lesson.paths, "forgets_to_convert"))
    assert report.sentence == "with a constant rate all three must walk the same path."
    assert "convention = 'average'" in str(report)


def test_a_loop_costs_one_point_of_the_constant_push():
    def by_a_loop(beta, n):
        v = moved = 0.0
        for _ in range(n):
            v = beta * v + 1
            moved += v
        return v, moved, 1 / (1 - beta), math.ceil(math.log(0.05) / math.log(beta))

    report = judge(replace(lesson.push, seconds=0.2), by_a_loop)
    assert (report.points, report.of) == (4, 5)
    assert "it did not finish within 0.2 seconds" in str(report)


def test_a_constant_momentum_is_not_accelerated():
    def never_grows(gradient, x0, lr, momentum, n):
        growing = momentum == "t_k" and n < 100
        beta = momentum_nesterov.pushes(
            "t_k" if growing else 0.9 if n == 400 else momentum
        )
        return momentum_nesterov.walk(gradient, x0, lr, beta, n)

    report = judge(lesson.ahead, never_grows)
    assert report.points == 7
    assert "the gap must fall faster than k^−1.1" in report.sentence


def test_at_kappa_100_descent_is_the_last_as_the_reply_to_q3_6_says():
    f = bowl(1.0, 100.0)
    rules = Momentum(0.01, 0.0), Momentum(0.01, 0.9), LookAhead(0.01, 0.9)
    runs = [minimize(f.value, f.gradient, [2, 3], r, steps=3000) for r in rules]
    plain, *others = (run.updates for run in runs)
    assert plain > 4 * max(others)


def test_the_tasks_are_worth_40_points():
    tasks = [task for task in vars(lesson).values() if isinstance(task, Task)]
    assert sum(task.points for task in tasks) == 40
