"""Lesson 04: statements of its prose that stand there without a number."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from reading_code import ROOT
from reading_notebooks import cells_of, course_data, read_notebook, source_of
from scipy import optimize

from gdcourse import datasets, landscapes
from gdcourse.optimizers import (
    Backtracking,
    ConjugateGradients,
    ExactLineSearch,
    GradientDescent,
    Preconditioned,
    backtrack,
    minimize,
)

LESSON = ROOT / "notebooks" / "04_line_search.ipynb"
CODE = cells_of(read_notebook(LESSON), "code")
BIRDS = datasets.load_penguins()


def printed(claim):
    (cell,) = [c for c in CODE if claim in course_data(c).get("claims", [])]
    outputs = [o for o in cell["outputs"] if o["output_type"] == "stream"]
    return "".join("".join(output["text"]) for output in outputs)


def sex_of_penguins():
    """The logistic regression of the lesson: four sizes, standardized."""
    known = BIRDS.sex != "NA"
    sizes = BIRDS.bill_length, BIRDS.bill_depth, BIRDS.flipper_length, BIRDS.body_mass
    Z = datasets.standardize(np.column_stack(sizes)[known]).Z
    X = np.column_stack([np.ones(len(Z)), Z])
    return landscapes.logistic(X, (BIRDS.sex[known] == "male") * 1.0)


def ten_features():
    """Another logistic regression: 300 rows, columns of scale 0.3 to 3."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((300, 10)) * np.geomspace(0.3, 3, 10)
    y = X @ rng.standard_normal(10) + rng.standard_normal(300) > 0
    return landscapes.logistic(X, y * 1.0, 0.01)


def test_updates_of_the_puzzle():
    f = landscapes.Landscape("B", "(x**2 + 1000*y**2)/2")
    rule = GradientDescent(2 / 1001)
    run = minimize(f.value, f.gradient, [1.0, 1.0], rule, steps=8000, tol=1e-14)
    distance = np.linalg.norm(run.points, axis=1)
    assert np.argmax(distance <= 1e-6 * distance[0]) == 6908
    a = landscapes.Landscape("A", "500*(x**2 + y**2)")
    assert np.array_equal(a.hessian([0.0, 0.0]), 1000 * np.eye(2))
    assert np.linalg.eigvalsh(f.hessian([0.0, 0.0]))[-1] == 1000


def test_units_alone_make_kappa_hundreds_of_thousands_and_scales_leave_25():
    found = re.findall(r"κ\(H\) = +([\d,.]+)", printed("CNV-11"))
    raw, scaled = (float(text.replace(",", "")) for text in found)
    assert 1e5 < raw < 1e6
    assert round(scaled) == 25


@pytest.mark.parametrize("kappa", [1.5, 100.0, 1e4])
def test_the_best_rate_always_flips(kappa):
    assert 2 / (1 + kappa) > 1 / kappa


def test_the_right_angle_holds_for_exact_steps_in_any_dimension():
    f = landscapes.quadratic(50.0, angle=0.4, dimension=6)
    run = minimize(
        f.value,
        f.gradient,
        np.arange(1.0, 7.0),
        ExactLineSearch(),
        steps=30,
        tol=0,
        hessian=f.hessian,
    )
    g = run.gradients
    assert np.abs((g[1:] * g[:-1]).sum(axis=1)).max() < 1e-10


def test_in_many_dimensions_the_zigzag_comes_back():
    """Two dimensions: few updates on average. Twenty: near the worst rate."""
    rng, kappa = np.random.default_rng(0), 100.0
    worst = ((kappa - 1) / (kappa + 1)) ** 2
    kept = []
    for dimension in (2, 20):
        f = landscapes.quadratic(kappa, dimension=dimension)
        start = rng.normal(size=dimension)
        run = minimize(
            f.value,
            f.gradient,
            start,
            ExactLineSearch(),
            steps=400,
            tol=1e-7,
            hessian=f.hessian,
        )
        kept.append((run.values[-1] / run.values[0]) ** (1 / run.updates))
    assert kept[0] < 0.7
    assert kept[1] > 0.8
    assert max(kept) <= worst


def test_the_rows_of_the_table_on_another_problem():
    """Fixed, from α = 1, exact: the counts known for these data; BFGS and L-BFGS."""
    f, x0 = ten_features(), np.zeros(10)
    tol = 1e-6 / np.linalg.norm(f.gradient(x0))
    runs = [
        minimize(f.value, f.gradient, x0, rule, steps=5000, tol=tol)
        for rule in (GradientDescent(1 / f.L), Backtracking())
    ]
    assert [run.updates for run in runs] == [1043, 481]
    assert runs[0].gradient_evaluations == 1044
    assert runs[1].value_evaluations == 962
    warm = minimize(f.value, f.gradient, x0, Backtracking(warm_start=True), tol=tol)
    assert warm.updates < 200
    assert warm.value_evaluations < 3.2 * warm.updates
    calls = [
        optimize.minimize(f.value, x0, jac=jac, options={"gtol": 1e-6}).nfev
        for jac in (f.gradient, None)
    ]
    assert abs(calls[0] - 48) <= 3
    assert abs(calls[1] - 528) <= 33


def test_one_is_below_one_over_L_for_the_penguins_and_a_warm_start_goes_beyond():
    f = sex_of_penguins()
    assert 1 / f.L > 1
    run = minimize(f.value, f.gradient, np.zeros(5), Backtracking(), steps=100, tol=0)
    moves = np.linalg.norm(np.diff(run.points, axis=0), axis=1)
    alphas = moves / run.gradient_norms[:-1]
    assert np.allclose(alphas, 1.0)
    warm = Backtracking(warm_start=True)
    run = minimize(f.value, f.gradient, np.zeros(5), warm, steps=100, tol=0)
    moves = np.linalg.norm(np.diff(run.points, axis=0), axis=1)
    assert (moves / run.gradient_norms[:-1]).max() > 3 / f.L


def test_exact_search_pays_about_17_values_for_a_step():
    found = re.findall(r"[\d,]+", printed("LS-02"))
    steps, values, _ = (int(number.replace(",", "")) for number in found)
    assert round(values / steps) == 17


def test_c_and_rho_hardly_matter():
    bills = [
        int(n) for n in re.findall(r"(?<![.\d])\d{3,4}(?![.\d])", printed("LS-05"))
    ]
    assert len(bills) == 12
    assert max(bills) / min(bills) < 2


@pytest.mark.parametrize("c", [0.51, 0.7, 0.9])
def test_above_one_half_the_lowest_point_of_a_parabola_is_refused(c):
    f = landscapes.parabola(4.0)
    x = np.array([3.0])
    g = f.gradient(x)
    assert f.value(x - g / 4) > f.value(x) - c / 4 * (g @ g)
    alpha = backtrack(f.value, x, -g, -g @ g, alpha0=1 / 4, c=c)
    assert alpha < 1 / 4


def test_at_45_degrees_the_diagonal_is_a_multiple_of_the_identity():
    H = landscapes.quadratic(1e4, angle=np.pi / 4).hessian(np.zeros(2))
    assert np.isclose(*np.diag(H))


def test_newton_takes_one_step_and_conjugate_gradients_two_in_the_plane():
    for angle in (0.1, 0.7, 1.3):
        f = landscapes.quadratic(1e4, angle=angle)
        H = f.hessian(np.zeros(2))
        for rule, steps in (
            (Preconditioned(GradientDescent(1.0), np.linalg.inv(H)), 1),
            (ConjugateGradients(search="exact"), 2),
        ):
            run = minimize(
                f.value, f.gradient, [1.0, 2.0], rule, tol=1e-9, hessian=f.hessian
            )
            assert run.updates == steps


def test_the_diagonal_of_centered_least_squares_is_standardizing():
    """The same κ, because the same bowl in the new variables."""
    X = np.column_stack([BIRDS.bill_length, BIRDS.body_mass])
    X = X - X.mean(axis=0)
    H = X.T @ X / len(X)
    S = np.diag(np.diag(H) ** -0.5)
    Z = datasets.standardize(X).Z
    assert np.allclose(S @ H @ S, Z.T @ Z / len(Z))


def test_noise_lets_almost_every_second_step_raise_the_loss():
    shares = re.findall(r"(\d+)% of 60 steps", printed("LS-06"))
    assert int(shares[0]) == 0
    assert 40 <= int(shares[1]) <= 60


def test_trials_of_the_loop_are_those_of_the_engine():
    source = next(source_of(c) for c in CODE if "def backtrack" in source_of(c))
    room = {}
    exec(compile(source, "backtrack", "exec"), room)
    for L in (0.3, 3.0, 70.0):
        f, x = landscapes.parabola(L), np.array([2.0])
        g = f.gradient(x)
        alpha, trials = room["backtrack"](f, x)
        assert alpha == backtrack(f.value, x, -g, -g @ g)
        assert alpha == 0.5 ** (trials - 1)


def test_the_loop_shrinks_to_nothing_on_a_wrong_gradient_and_lets_nan_pass():
    source = next(source_of(c) for c in CODE if "def backtrack" in source_of(c))
    room, x = {}, np.array([1.0])
    exec(compile(source, "backtrack", "exec"), room)
    wrong = SimpleNamespace(value=lambda x: float(x @ x), gradient=lambda x: -2 * x)
    alpha, trials = room["backtrack"](wrong, x)
    assert alpha < 1e-15
    assert trials > 50
    wrong.value = lambda x: np.nan
    assert room["backtrack"](wrong, x) == (1.0, 1)


def test_all_runs_of_scipy_reach_the_goal_of_the_searches():
    assert printed("FND-04").count("there: True") == 4


def test_predictions_are_numbered_in_order_and_each_is_revealed():
    text = "\n".join(map(source_of, CODE))
    asked = re.findall(r'"(P04\.\d)"', text)
    assert asked == [f"P04.{k}" for k in range(1, len(asked) + 1)]
    assert text.count(".reveal(") == len(asked) == 9
