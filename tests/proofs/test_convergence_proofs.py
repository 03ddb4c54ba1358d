"""Potentials of convex functions: proved, tried, and refused where they must be."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs import convergence_proofs
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.convergence_proofs import (
    gap_bound,
    k,
    one_step,
    weighted_gap,
    weighted_gap_of_short_steps,
)
from gdcourse.proofs.descent import step_of
from gdcourse.proofs.exact_convergence import exact_bound
from gdcourse.proofs.functions import Convex, Lipschitz, Smooth, SmoothConvex
from gdcourse.proofs.problems import walk
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, long_steps
from gdcourse.proofs.worst_functions import huber, parabola

THEOREMS = [t for t in convergence_proofs.THEOREMS if t.name.startswith("2a")]
NAMES = [theorem.name for theorem in THEOREMS]
Q, s = sp.Rational, sp.Symbol("s")


def test_bounds_of_the_gap_by_potentials_are_upper_bounds():
    assert {theorem.kind for theorem in THEOREMS} == {"upper bound"}


def test_convex_functions_have_all_their_theorems():
    names = [theorem.name for theorem in convergence_proofs.THEOREMS]
    assert sorted(names) == sorted([*NAMES, "2b", "2c", "2c'", "2c-all", "2d", "2e"])


def test_step_of_a_rate_is_the_proof_of_one_step():
    step = step_of(weighted_gap)()
    assert [(c, v.latex) for c, v in step.squares] == [(k / (2 * L), "g_{k}")]
    assert weighted_gap().hypotheses == []


def test_bound_in_numbers_is_the_proved_bound():
    claim = weighted_gap_of_short_steps().claim
    bounds = [c.subs({"N": 5, a: Q(1, 10)}) for c in claim.larger.parts.values()]
    assert max(bounds) == pytest.approx(gap_bound(5, 1.0, 0.1))


def test_the_potential_loses_a_factor_of_two_against_the_exact_gap():
    ks = np.arange(1, 200)
    lost = gap_bound(ks, 1.0, 1.0) / exact_bound(ks, 1.0, 1.0)
    assert lost == pytest.approx(2 + 1 / ks)


def weighted_gap_with(*, f=None, size=1 / L, where=None, first=None, second=None):
    """2a with one thing changed."""
    f = f or SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - size * x.g, "k+1")
    before = k * (x.f - best.f) + L / 2 * (x - best) ** 2
    after = (k + 1) * (y.f - best.f) + L / 2 * (y - best) ** 2
    down = first(f, x, y) if first else f.descent(x, y)
    above = second(f, best, x) if second else f.convex(best, x)
    where = where or Region(L, nonnegative=[k])
    return prove(after <= before, [(k + 1, down), (1, above)], where)


MUTANTS = {
    "step 2.1/L": {"size": Q(21, 10) / L},
    "step 1.1/L": {"size": Q(11, 10) / L},
    "step 2/L": {"size": 2 / L},
    "step 1/(2L)": {"size": 1 / (2 * L)},
    "convexity in place of smoothness": {"first": lambda f, x, y: f.convex(x, y)},
    "convexity at the wrong point": {"second": lambda f, best, x: f.convex(x, best)},
    "smoothness in place of convexity": {
        "f": Smooth(L),
        "second": lambda f, best, x: f.lower(best, x),
    },
    "only 2L-smooth": {"f": SmoothConvex(2 * L)},
    "no sign of k": {"where": Region(L)},
    "k from -2 on": {"where": Region(L, nonnegative={s: k + 2}, solve={k: s - 2})},
}


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS)
def test_mutant_of_the_weighted_gap_is_refused(mutant):
    assert weighted_gap_with().squares
    with pytest.raises(Refused, match="got"):
        weighted_gap_with(**mutant)


def test_floating_point_weights_are_refused_with_the_fraction_to_write():
    f, best, x, y = one_step(1 / L)
    claim = y.f - best.f <= x.f - best.f
    with pytest.raises(Refused, match=r"got 0.5. Write Rational\(1, 2\)"):
        prove(claim, [(0.5, f.descent(x, y))], Region(L))


def test_convexity_alone_moves_no_gap_into_the_distance():
    f, best, x, y = one_step(1 / L)
    claim = (y - best) ** 2 <= (x - best) ** 2 - 2 / L * (x.f - best.f)
    with pytest.raises(Refused, match="sum of squares"):
        prove(claim, [(2 / L, f.convex(best, x))], Region(L))


def test_convex_function_without_smoothness_has_no_descent_lemma():
    for f in (Convex(), Lipschitz(sp.Symbol("G"))):
        assert not hasattr(f, "descent")


def test_steps_beyond_one_over_smoothness_need_another_proof():
    f, best, x, y = one_step(a)
    before = k * (x.f - best.f) + (x - best) ** 2 / (2 * a)
    after = (k + 1) * (y.f - best.f) + (y - best) ** 2 / (2 * a)
    used = [(k + 1, f.descent(x, y)), (1, f.convex(best, x))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(after <= before, used, long_steps(counters=[k]))


def test_bound_fails_for_steps_that_are_too_long():
    """α = 1.9/L on L x²/2: the promise R²/(2kα) is broken at k = 1."""
    run = walk(parabola(), GradientDescent(1.9), 1)
    assert run.gaps[1] > gap_bound(1, 1.0, 1.9)


def test_gap_is_no_faster_than_one_over_k():
    """No rate c/k² holds for all k: Huber's gap times k grows to a quarter."""
    for steps in (10, 100, 1000):
        run = walk(huber(delta=1 / (2 * steps + 1)), GradientDescent(1.0), steps)
        assert 0.2 < steps * run.gaps[-1] < 0.25
