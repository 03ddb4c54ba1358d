"""The live figure of preconditioning shows, says and tests what is computed."""

import numpy as np
import pytest

from gdcourse.widgets.line_search import precondition
from gdcourse.widgets.line_search_precondition import (
    DIAGONAL,
    FULL,
    NONE,
    TURNS,
    hessian,
    kappa_of,
    matrix,
    rounder,
    run,
    variables,
    walk,
)

ROUND_GOALS = {
    "useless": {"scale": DIAGONAL, "angle": 45, "kappa": 100},
    "easy": {"scale": DIAGONAL, "angle": 0, "kappa": 10_000},
    "newton": {"scale": FULL, "angle": 45, "kappa": 10_000},
}


def test_precondition_shows_and_says_what_was_computed(sweep):
    sweep(precondition, goals=ROUND_GOALS)


@pytest.mark.parametrize("kappa", [2, 100, 10_000])
def test_the_diagonal_makes_a_turned_bowl_as_round_as_its_correlation(kappa):
    for angle in map(int, TURNS):
        H = hessian(angle, kappa)
        r = abs(H[0, 1]) / np.sqrt(H[0, 0] * H[1, 1])
        seen = kappa_of(rounder(DIAGONAL, H))
        assert seen == pytest.approx((1 + r) / (1 - r), rel=1e-6)
        assert kappa_of(rounder(NONE, H)) == pytest.approx(kappa, rel=1e-6)
        assert kappa_of(rounder(FULL, H)) == pytest.approx(1, abs=1e-7)


def test_the_diagonal_is_all_at_0_degrees_and_nothing_at_45():
    assert kappa_of(rounder(DIAGONAL, hessian(0, 10_000))) == 1
    turned = kappa_of(rounder(DIAGONAL, hessian(45, 10_000)))
    assert turned == pytest.approx(10_000, rel=1e-6)
    assert len(run(DIAGONAL, 0, 10_000)) == len(run(FULL, 45, 100)) == 2


@pytest.mark.parametrize("scale", [NONE, DIAGONAL, FULL])
def test_the_new_variables_belong_to_the_preconditioner(scale):
    H = hessian(15, 100)
    S = variables(scale, H)
    assert pytest.approx(matrix(scale, H)) == S @ S.T
    seen = np.sort(np.linalg.eigvals(matrix(scale, H) @ H).real)
    assert seen == pytest.approx(np.linalg.eigvalsh(rounder(scale, H)))


def test_the_updates_are_those_of_the_best_rate_in_the_new_variables():
    for scale, angle, updates in ((NONE, 15, 691), (DIAGONAL, 45, 691), (FULL, 45, 1)):
        assert walk(scale, angle, 100)["updates"] == updates
    fast = walk(DIAGONAL, 15, 100)
    z = fast["route"]
    factor = (fast["seen"] - 1) / (fast["seen"] + 1)
    sizes = np.linalg.norm(z, axis=0)
    assert sizes == pytest.approx(sizes[0] * factor ** np.arange(len(sizes)))
