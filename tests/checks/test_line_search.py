"""Lesson 04: right answers written differently, and what its checks say."""

import math
import subprocess
import sys

import numpy as np
import pytest
from scipy import linalg, optimize

from gdcourse.checks import line_search as lesson
from gdcourse.checks.judging import judge
from gdcourse.optimizers import backtrack

# E04.1 -------------------------------------------------------------------------------


def backtrack_with_powers(f, x, d, g, alpha0, rho, c):
    here, slope = f(x), sum(a * b for a, b in zip(g, d, strict=True))
    if math.isnan(here) or slope >= 0:
        raise ValueError("no descent")
    for k in range(60):
        alpha = alpha0 * rho**k
        there = f(np.asarray(x) + alpha * np.asarray(d))
        if there - here <= c * alpha * slope:
            return float(alpha)
    raise ValueError("no fall")


def backtrack_by_recursion(f, x, d, g, alpha0, rho, c):
    start, slope = f(x), np.dot(g, d)
    if not (slope < 0 and start == start):
        raise ValueError

    def search(alpha, left):
        if left == 0:
            raise ValueError
        fits = f(x + alpha * d) <= start + c * alpha * slope
        return alpha if fits else search(rho * alpha, left - 1)

    return search(alpha0, 60)


def backtrack_with_while(f, x, d, g, alpha0, rho, c):
    start = f(x)
    slope = float(np.sum(g * d))
    if np.isnan(start) or slope >= 0:
        raise ValueError("cannot descend here")
    alpha, tried = np.float64(alpha0), 1
    while not f(x + alpha * d) <= start + c * alpha * slope:
        alpha, tried = alpha * rho, tried + 1
        if tried > 60:
            raise ValueError("gave up")
    return alpha


# E04.2 -------------------------------------------------------------------------------


def exact_in_an_array(H, x0, n):
    points = np.empty((n + 1, len(x0)))
    points[0] = x0
    for k in range(n):
        g = H @ points[k]
        curvature = g @ H @ g
        alpha = np.dot(g, g) / curvature if curvature > 0 else 0
        points[k + 1] = points[k] - alpha * g
    return points


def exact_by_the_slope_at_zero(H, x0, n):
    """Differences of a parabola are exact."""
    points = [np.asarray(x0, dtype=float)]
    for _ in range(n):
        x = points[-1]
        g = np.matmul(H, x)
        slopes = -(g @ g), -(g @ (H @ (x - g)))
        bent = slopes[1] - slopes[0]
        points.append(x.copy() if bent == 0 else x + slopes[0] / bent * g)
    return np.vstack(points)


# E04.3 -------------------------------------------------------------------------------


def flips_in_a_loop(points, H):
    sizes, axes = np.linalg.eig(H)
    steepest = np.real(axes[:, np.argmax(sizes)])
    count = 0
    for before, after in zip(points[:-1], points[1:], strict=True):
        a, b = before @ steepest, after @ steepest
        count += (a > 0 > b) or (a < 0 < b)
    return count


def flips_of_signs(points, H):
    steep = np.linalg.svd(H)[0][:, 0] @ points.T
    return np.count_nonzero(np.abs(np.diff(np.sign(steep))) == 2)


# E04.4 -------------------------------------------------------------------------------


def step_with_p(H, x, kind):
    P = {
        "none": np.eye(len(H)),
        "diagonal": np.diag(1 / np.diag(H)),
        "full": np.linalg.inv(H),
    }[kind]
    sizes = np.sort(np.linalg.eigvals(P @ H).real)
    return sizes[-1] / sizes[0], x - 2 / (sizes[0] + sizes[-1]) * P @ H @ x


def step_with_cholesky(H, x, kind):
    S = np.eye(len(H))
    if kind == "diagonal":
        S = S / np.sqrt(np.diag(H))
    if kind == "full":
        S = np.linalg.inv(np.linalg.cholesky(H)).T
    G = S.T @ H @ S
    z = np.linalg.solve(S, x)
    low, *_, high = np.linalg.eigvalsh(G)
    return float(np.linalg.cond(G)), S @ (z - 2 / (low + high) * G @ z)


def step_with_a_symmetric_root(H, x, kind):
    S = {
        "none": lambda: np.identity(len(x)),
        "diagonal": lambda: np.diag(np.diag(H) ** -0.5),
        "full": lambda: linalg.fractional_matrix_power(H, -0.5),
    }[kind]()
    sizes = linalg.eigvalsh(S @ H @ S)
    return sizes.max() / sizes.min(), x - S @ S @ H @ x / np.mean(sizes[[0, -1]])


# E04.5 -------------------------------------------------------------------------------


def fit_with_own_counters(f, g, x0):
    counts = [0, 0]

    def counted(place):
        def asked(x):
            counts[place] += 1
            return f(x)

        return asked

    found = optimize.minimize(counted(0), x0, jac=g)
    optimize.minimize(counted(1), x0)
    return found.x, counts[0], counts[1]


def fit_by_fmin_bfgs(f, g, x0):
    runs = [
        optimize.fmin_bfgs(f, x0, fprime=slope, full_output=True, disp=False)
        for slope in (g, None)
    ]
    return [runs[0][0], runs[0][4], runs[1][4]]


def fit_in_pairs(f, g, x0):
    one = optimize.minimize(lambda x: (f(x), g(x)), x0, jac=True, method="BFGS")
    other = optimize.minimize(f, x0, method="BFGS")
    return one["x"], one["nfev"], other["nfev"]


VARIANTS = {
    "E04.1": [backtrack_with_powers, backtrack_by_recursion, backtrack_with_while],
    "E04.2": [exact_in_an_array, exact_by_the_slope_at_zero],
    "E04.3": [flips_in_a_loop, flips_of_signs],
    "E04.4": [step_with_p, step_with_cholesky, step_with_a_symmetric_root],
    "E04.5": [fit_with_own_counters, fit_by_fmin_bfgs, fit_in_pairs],
}


def mutant(task, name):
    return next(one.answer for one in task.mutants if one.name == name)


def said(task, name):
    return str(judge(task, mutant(task, name)))


def test_the_engine_agrees_with_the_task():
    """Beside two decisions: a direction 0 is fine there, and there is no cap of 60."""

    def by_the_engine(f, x, d, g, alpha0, rho, c):
        settings = {"alpha0": alpha0, "shrink": rho, "c": c}
        return float(backtrack(f, x, d, float(g @ d), **settings))

    report = judge(lesson.armijo, by_the_engine)
    assert report.points == 6
    assert "d = [0.0]" in str(report)


def test_a_search_that_asks_twice_for_the_start_loses_only_the_count():
    def answer(f, x, d, g, alpha0, rho, c):
        if not g @ d < 0 or np.isnan(f(x)):
            raise ValueError
        for k in range(60):
            if f(x + alpha0 * rho**k * d) <= f(x) + c * alpha0 * rho**k * (g @ d):
                return alpha0 * rho**k
        raise ValueError

    report = judge(lesson.armijo, answer)
    assert report.points == 7
    assert "there are" in report.sentence


@pytest.mark.parametrize(
    "climbs",
    [lambda g, d: np.any(g * d >= 0), lambda g, d: g[0] * d[0] >= 0],
    ids=["any coordinate", "the first coordinate"],
)
def test_a_direction_that_descends_may_climb_in_one_coordinate(climbs):
    right = backtrack_with_powers

    def answer(f, x, d, g, alpha0, rho, c):
        if climbs(g, d):
            raise ValueError
        return right(f, x, d, g, alpha0, rho, c)

    report = judge(lesson.armijo, answer)
    assert "d = [1.0, -3.0]" in str(report)
    assert report.points == 4


def test_an_endless_loop_is_stopped():
    def answer(f, x, d, g, alpha0, rho, c):
        while f(x + alpha0 * d) > f(x) - 1:
            alpha0 *= 1.0
        return alpha0

    assert "it did not finish" in judge(lesson.armijo, answer).sentence


def test_a_valley_along_another_axis_is_named():
    text = said(lesson.zigzag, "follows_the_largest_diagonal_entry")
    assert "the valley is turned by 30°; the rate is 0.019." in text


def test_iterations_are_no_evaluations():
    text = said(lesson.scipy_fit, "counts_iterations")
    assert "without g it needs d + 1 times as many" in text


def test_gradients_are_no_values():
    def answer(f, g, x0):
        one = optimize.minimize(f, x0, jac=g, method="BFGS")
        other = optimize.minimize(f, x0, method="BFGS")
        return one.x, one.njev, other.njev

    assert judge(lesson.scipy_fit, answer).points == 2


@pytest.mark.parametrize("seed", range(3))
def test_the_worst_start_is_worst(seed):
    """No start of a random search keeps more of f than (κ, 1)."""
    kappa, rng = 50.0, np.random.default_rng(seed)
    H = np.diag([1.0, kappa])
    x = rng.normal(size=(2, 10_000))
    g = H @ x
    alpha = (g * g).sum(axis=0) / (g * (H @ g)).sum(axis=0)
    y = x - alpha * g
    kept = (y * (H @ y)).sum(axis=0) / (x * (H @ x)).sum(axis=0)
    assert kept.max() <= ((kappa - 1) / (kappa + 1)) ** 2 * (1 + 1e-12)


def test_the_tasks_are_worth_30_points_and_ask_for_no_scipy_before_they_are_tried():
    tasks = [task for task in vars(lesson).values() if hasattr(task, "points")]
    assert sum(task.points for task in tasks) == 30
    code = "import sys, gdcourse.checks.line_search; print('scipy' in sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "False"
