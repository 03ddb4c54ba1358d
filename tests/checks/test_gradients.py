"""Lesson 01: right answers written differently, and what its checks say."""

import subprocess
import sys

import numpy as np
import pytest
import sympy as sp

from gdcourse.checks.gradients import best_step, bill, checker, symbolic, three_norms
from gdcourse.checks.judging import judge


def derive_with_matrices(expr, variables):
    gradient = sp.lambdify([variables], sp.derive_by_array(expr, variables))
    hessian = sp.lambdify([variables], sp.hessian(expr, variables))
    return (lambda p: np.array(gradient(p))), hessian


def derive_by_substitution(expr, variables):
    slopes = [expr.diff(v) for v in variables]

    def at(expressions, p):
        return [
            float(e.subs(dict(zip(variables, p, strict=True)))) for e in expressions
        ]

    def hessian(p):
        return [at([s.diff(v) for v in variables], p) for s in slopes]

    return (lambda p: at(slopes, p)), hessian


class DeriveInAClass:
    """Two methods of one object are functions, too."""

    def __init__(self, expr, variables):
        jacobian = sp.Matrix([expr]).jacobian(variables)
        self.slopes = sp.lambdify(variables, list(jacobian))
        self.bends = sp.lambdify(variables, jacobian.jacobian(variables))

    def gradient(self, p):
        return np.array(self.slopes(*p))

    def hessian(self, p):
        return np.array(self.bends(*p))


def derive_in_a_class(expr, variables):
    both = DeriveInAClass(expr, variables)
    return both.gradient, both.hessian


def steepest_by_corners(g, norm):
    """The optimum of a linear function on a polytope is one of its corners."""
    d = len(g)
    if norm == "l2":
        return -g / max(np.linalg.norm(g), 1e-300)
    if norm == "l1":
        corners = np.vstack([np.eye(d), -np.eye(d)])
    else:
        corners = np.array(np.meshgrid(*[[-1.0, 1.0]] * d)).reshape(d, -1).T
    return corners[np.argmin(corners @ g)] * bool(g.any())


def steepest_in_one_expression(g, norm):
    size = np.abs(g)
    if not size.max():
        return 0 * g
    ways = {
        "l2": -g / (g @ g) ** 0.5,
        "l1": np.where(np.arange(len(g)) == size.argmax(), -np.sign(g), 0),
        "linf": np.where(g > 0, -1, 1),
    }
    return ways[norm]


def check_with_a_matrix_of_steps(f, g, x):
    x = np.asarray(x, float)
    steps = np.diag(1e-5 * np.maximum(1, np.abs(x)))
    slopes = np.array([(f(x + s) - f(x - s)) / (2 * s.sum()) for s in steps])
    return np.abs(g(x) - slopes).max() / np.abs(slopes).max()


def check_by_moving_and_setting_back(f, g, x):
    x = x.astype(float)
    slopes = []
    for i, old in enumerate(x.tolist()):
        h = 6e-6 * max(1.0, abs(old))
        x[i] = old + h
        ahead = f(x)
        x[i] = old - h
        slopes.append((ahead - f(x)) / (2 * h))
        x[i] = old
    size = max(map(abs, slopes))
    return max(abs(a - b) for a, b in zip(slopes, g(x), strict=True)) / size


def best_h_with_arrays(f, slope, x):
    steps = np.logspace(-1, -15, 15)
    ahead, behind = (np.array([f(x + s * h) for h in steps]) for s in (1, -1))
    slopes = np.array([(ahead - f(x)) / steps, (ahead - behind) / steps / 2])
    errors = np.abs(slopes - slope)
    i, j = errors.argmin(axis=1)
    return [steps[i], errors[0, i], steps[j], errors[1, j]]


def best_h_with_a_finer_list(f, slope, x):
    def forward(h):
        return abs((f(x + h) - f(x)) / h - slope)

    def central(h):
        return abs((f(x + h) - f(x - h)) / h / 2 - slope)

    steps = [10 ** (-k / 4) for k in range(4, 61)]
    one, two = min(steps, key=forward), min(steps, key=central)
    return one, forward(one), two, central(two)


def cost_layer_by_layer(sizes):
    weights = forward = backward = 0
    for layer in range(1, len(sizes)):
        inside, outside = sizes[layer - 1], sizes[layer]
        weights += inside * outside
        forward += 2 * inside * outside
        backward += (4 if layer > 1 else 2) * inside * outside
    return {
        "weights": weights,
        "forward": forward,
        "backward": backward,
        "by_forward_differences": weights + 1,
        "by_central_differences": 2 * weights,
        "by_reverse_mode": 1,
    }


def cost_with_arrays(sizes):
    sizes = np.array(sizes)
    products = sizes[:-1] * sizes[1:]
    n = products.sum()
    names = ("weights", "forward", "backward", "by_forward_differences")
    values = (n, 2 * n, 4 * n - 2 * products[0], n + 1)
    found = dict(zip(names, values, strict=True))
    return found | {"by_central_differences": 2 * n, "by_reverse_mode": 1}


VARIANTS = {
    "E01.1": [derive_with_matrices, derive_by_substitution, derive_in_a_class],
    "E01.2": [steepest_by_corners, steepest_in_one_expression],
    "E01.3": [check_with_a_matrix_of_steps, check_by_moving_and_setting_back],
    "E01.4": [best_h_with_arrays, best_h_with_a_finer_list],
    "E01.5": [cost_layer_by_layer, cost_with_arrays],
}


def said_about(task, name):
    mutant = next(mutant for mutant in task.mutants if mutant.name == name)
    return str(judge(task, mutant.answer)).splitlines()


def test_a_missing_inner_slope_is_shown_at_a_point_of_the_formula():
    first, given, *_ = said_about(symbolic, "forgets_the_inner_slope")
    assert first.startswith("✗ E01.1 my_derive   the gradient at (x, y) = (")
    assert given == (
        "        input  expr = (1 - x)**2 + 100*(-x**2 + y)**2, variables = (x, y)"
    )


def test_a_function_of_two_numbers_is_called_with_a_point():
    first, *_ = said_about(symbolic, "asks_for_each_number_by_itself")
    assert "called with one point p = [" in first
    assert "missing 1 required positional argument: 'y'" in first


def test_a_step_too_long_is_told_its_length():
    assert said_about(three_norms, "forgets_to_normalize")[:3] == [
        "✗ E01.2 steepest   the step must have length 1 in l2.",
        "        input  g = [2.0, 1.0], norm = 'l2'",
        "        wanted 1.0   got 2.23607",
    ]


def test_a_step_of_another_shape_is_named():
    first, *_ = str(judge(three_norms, lambda g, norm: np.eye(2))).splitlines()
    assert "one entry for each of the 2 entries of g" in first
    assert "got an array of shape (2, 2)" in first


def test_a_forward_difference_fails_by_its_count():
    first, _, counts, *_ = said_about(checker, "looks_ahead_only")
    assert first.endswith("for 3 slopes it must call f 6 times.")
    assert counts == "        wanted 6   got 4"


@pytest.mark.parametrize("h", [1e-6, 2e-6, 1e-5])
def test_every_good_step_passes_the_gradient_checker(h):
    def checker_with_this_step(f, g, x):
        x = np.array(x, dtype=float)
        steps = np.diag(h * np.maximum(1, np.abs(x)))
        slopes = np.array([(f(x + s) - f(x - s)) / (2 * s.sum()) for s in steps])
        return np.abs(g(x) - slopes).max() / np.abs(slopes).max()

    report = judge(checker, checker_with_this_step)
    assert report.points == report.of, report


def test_the_step_of_one_function_is_not_the_step_of_another():
    values = [1e-8, 5.6e-8, 1e-5, 6.4e-11]
    report = judge(best_step, lambda f, slope, x: values)
    assert "another h does better" in report.sentence
    assert report.points == 1


def test_the_bill_of_the_lesson_is_the_bill_of_the_check():
    found = cost_layer_by_layer([100, 200, 200, 10])
    assert (found["weights"], found["forward"]) == (62_000, 124_000)
    assert 1.5 < found["backward"] / found["forward"] < 2.1
    assert judge(bill, cost_layer_by_layer).points == 5


def test_importing_the_checks_loads_no_sympy():
    code = "import sys, gdcourse.checks.gradients; print('sympy' in sys.modules)"
    run = [sys.executable, "-c", code]
    out = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False"


def test_numbers_of_sympy_are_named_as_such():
    def derive_with_evalf(expr, variables):
        slopes = [expr.diff(v) for v in variables]

        def gradient(p):
            at = dict(zip(variables, p, strict=True))
            return np.array([s.evalf(subs=at) for s in slopes])

        return gradient, derive_with_matrices(expr, variables)[1]

    report = judge(symbolic, derive_with_evalf)
    assert "its gradient function gives numbers of SymPy" in report.sentence
    assert report.points == 2


@pytest.mark.parametrize("h", [1e-7, 1e-8, 1e-9])
def test_a_step_too_small_is_not_called_absolute_or_fixed(h):
    def checker_with_this_step(f, g, x):
        x = np.array(x, dtype=float)
        steps = np.diag(h * np.maximum(1, np.abs(x)))
        slopes = np.array([(f(x + s) - f(x - s)) / (2 * s.sum()) for s in steps])
        return np.abs(g(x) - slopes).max() / np.abs(slopes).max()

    sentence = judge(checker, checker_with_this_step).sentence
    assert not any(word in sentence for word in ("relative", "grow", "own size"))


def test_an_argument_that_is_changed_costs_a_point():
    def steepest_in_place(g, norm):
        g[:] = steepest_in_one_expression(g, norm)
        return g

    report = judge(three_norms, steepest_in_place)
    assert report.sentence.startswith("it must not change its arguments")
    assert report.points == 4


@pytest.mark.parametrize("error", [0.0, 1e-12, 1.0, float("inf")])
def test_an_error_that_looks_at_nothing_earns_nothing(error):
    assert judge(checker, lambda f, g, x: error).points == 0
