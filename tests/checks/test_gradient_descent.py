"""Lesson 02: right answers written differently, and what its checks say."""

import numpy as np
import pytest

from gdcourse.checks import gradient_descent as lesson
from gdcourse.checks.gradient_descent_stopping import RISING
from gdcourse.checks.judging import judge

# E02.1 -------------------------------------------------------------------------------


def gd_into_an_array(gradient, x0, lr, n):
    rate = lr if callable(lr) else (lambda k: lr)
    path = np.empty((n + 1, len(x0)))
    path[0] = x0
    for k in range(n):
        path[k + 1] = path[k] - rate(k) * gradient(path[k])
    return path


def gd_by_recursion(gradient, x0, lr, n):
    x = np.asarray(x0, dtype=float)
    if n == 0:
        return x[None]
    rate, later = (lr(0), lambda k: lr(k + 1)) if callable(lr) else (lr, lr)
    following = gd_by_recursion(gradient, x - rate * gradient(x), later, n - 1)
    return np.vstack([x, following])


def gd_in_place_on_a_copy(gradient, x0, lr, n):
    x = np.array(x0, dtype=float)
    path = [x.copy()]
    for k in range(n):
        step = gradient(x.copy())
        x -= step * (lr(k) if callable(lr) else lr)
        path.append(x.copy())
    return np.array(path)


# E02.2 -------------------------------------------------------------------------------


def classify_by_the_product(a, lr):
    product = a * lr
    if product in (0, 1, 2):
        return ["still", "one-step", "oscillates"][int(product)]
    return ["monotone", "alternating", "diverges"][min(int(product), 2)]


def classify_by_the_rates(a, lr):
    edges = [(0, "still"), (1 / a, "one-step"), (2 / a, "oscillates")]
    for edge, name in edges:
        if abs(lr - edge) < 1e-12:
            return name
    if lr > 2 / a:
        return "diverges"
    return "monotone" if lr < 1 / a else "alternating"


def classify_by_two_steps(a, lr):
    x0 = 1.0
    x1 = x0 - lr * a * x0
    words = {0: "one-step", x0: "still", -x0: "oscillates"}
    side = "monotone" if x1 > 0 else "alternating" if x1 > -x0 else "diverges"
    return words.get(x1, side)


# E02.3 -------------------------------------------------------------------------------


def step_in_a_matrix(c1, c2, c3, x, y, lr):
    M, old = np.array([[2 * c1, c3], [c3, 2 * c2]]), np.array([x, y])
    new = old - lr * M @ old
    return *new, old @ M @ old / 2, new @ M @ new / 2


def step_as_an_array(c1, c2, c3, x, y, lr):
    return np.array(step_in_a_matrix(c1, c2, c3, x, y, lr))


def step_as_a_list(c1, c2, c3, x, y, lr):
    before = c1 * x * x + c2 * y * y + c3 * x * y
    x, y = (1 - 2 * lr * c1) * x - lr * c3 * y, (1 - 2 * lr * c2) * y - lr * c3 * x
    return [x, y, before, c1 * x * x + c2 * y * y + c3 * x * y]


# E02.4 -------------------------------------------------------------------------------


def stop_in_a_while_loop(f, g, x0, lr, tol, max_iter):
    x, updates = np.array(x0, dtype=float), 0
    grad = g(x)
    small = tol * np.sqrt(grad @ grad)
    while np.sqrt(grad @ grad) > small and updates < max_iter:
        x = x - lr * grad
        grad, updates = g(x), updates + 1
    if not np.isfinite(grad).all() or not np.isfinite(grad @ grad):
        return x, "diverged"
    return x, "converged" if np.sqrt(grad @ grad) <= small else "budget"


def stop_with_the_loss_watched_too(f, g, x0, lr, tol, max_iter):
    x = np.asarray(x0) * 1.0
    first = None
    for k in range(max_iter + 1):
        norm = np.linalg.norm(g(x))
        first = norm if first is None else first
        if norm <= tol * first:
            return x, "converged"
        if not (np.isfinite(norm) and np.isfinite(f(x))):
            return x, "diverged"
        if k == max_iter:
            return x, "budget"
        x = x - lr * g(x)
    return None


# E02.5 -------------------------------------------------------------------------------


def rates_with_cholesky(H):
    if not np.allclose(H, H.T):
        raise ValueError("H must be symmetric")
    np.linalg.cholesky(H)  # raises LinAlgError, a ValueError, unless H > 0
    curvatures = np.linalg.eigvalsh(H)
    return 2 / curvatures.max(), 2 / (curvatures.max() + curvatures.min())


def rates_from_singular_values(H):
    if np.abs(H - H.T).max() > 0 or (np.linalg.eigvals(H).real <= 1e-12).any():
        raise ValueError("H must be symmetric positive definite")
    sizes = np.linalg.svd(H, compute_uv=False)
    return np.array([2 / sizes[0], 2 / (sizes[0] + sizes[-1])])[0], 2 / (
        sizes[0] + sizes[-1]
    )


VARIANTS = {
    "E02.1": [gd_into_an_array, gd_by_recursion, gd_in_place_on_a_copy],
    "E02.2": [classify_by_the_product, classify_by_the_rates, classify_by_two_steps],
    "E02.3": [step_in_a_matrix, step_as_an_array, step_as_a_list],
    "E02.4": [stop_in_a_while_loop, stop_with_the_loss_watched_too],
    "E02.5": [rates_with_cholesky, rates_from_singular_values],
}


def mutant(task, name):
    return next(one.answer for one in task.mutants if one.name == name)


def test_the_published_step_shows_a_path_that_climbs():
    report = judge(lesson.descent, mutant(lesson.descent, "walks_uphill"))
    assert str(report).splitlines() == [
        "✗ E02.1 gd   each row must be the row before, x_k, minus lr · ∇f(x_k).",
        "        input  gradient = ∇(½·2x²), x0 = [3.0], lr = 0.1, n = 1",
        "        wanted [[3.0], [2.4]]   got [[3.0], [3.6]]",
        "        2 of 5 points",
    ]


def test_a_loss_that_hardly_changes_is_shown_as_no_convergence():
    answer = mutant(lesson.honest_stop, "waits_for_the_loss_to_rest")
    report = judge(lesson.honest_stop, answer)
    assert report.status == "✗"
    assert report.points < report.of


def test_a_loss_that_rises_once_is_no_divergence():
    f, g = RISING
    x = np.array([2.0])
    losses = [f(x)]
    for _ in range(40):
        x = x - 1.2 * g(x)
        losses.append(f(x))
    assert losses[1] > losses[0] > losses[2]
    assert abs(g(x)[0]) < 1e-6


def test_a_returned_error_is_no_raised_error():
    def returns_the_error(H):
        try:
            return rates_with_cholesky(H)
        except ValueError as error:
            return error

    report = judge(lesson.safe_rates, returns_the_error)
    assert (report.status, report.points) == ("✗", 5)
    assert "returned and not raised" in str(report)


@pytest.mark.parametrize("name", ["compares_with_nan", "calls_the_cap_convergence"])
def test_one_wrong_status_costs_its_own_points_alone(name):
    report = judge(lesson.honest_stop, mutant(lesson.honest_stop, name))
    assert (report.points, report.of) == (6, 8)


def test_four_names_earn_what_they_get_right():
    report = judge(lesson.six_regimes, mutant(lesson.six_regimes, "four_names"))
    assert (report.points, report.of) == (2, 6)


def test_guides_regression_has_the_published_rates():
    stable, fastest = rates_with_cholesky(lesson.curvature.GUIDE)
    assert (round(stable, 4), round(fastest, 4)) == (0.4843, 0.4475)
