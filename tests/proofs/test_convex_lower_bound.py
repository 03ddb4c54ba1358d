"""What no first-order method can do better."""

import numpy as np
import pytest
import sympy as sp
from proved import verified

from gdcourse.optimizers import ConjugateGradients, Nesterov
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.convex_lower_bound import (
    chain,
    least,
    minimizer,
    prove_gap,
    share,
)
from gdcourse.proofs.optimized_gradient import bound as fastest
from gdcourse.proofs.problems import walk
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region

K, L = sp.symbols("K L")


def test_theorem_is_verified_and_nothing_is_left_over():
    smooth, gap = verified("9")
    assert len(smooth.squares) == 1
    assert gap.squares == []
    assert len(gap.hypotheses) == 4


@pytest.mark.parametrize("steps", [1, 2, 7])
def test_the_function_is_what_the_algebra_says(steps):
    problem, H = chain(steps)
    assert problem.gradient(problem.minimizer) == pytest.approx(0, abs=1e-12)
    assert problem.value(problem.minimizer) == pytest.approx(problem.minimum)
    eigenvalues = np.linalg.eigvalsh(H)
    assert 0 < eigenvalues[0] < eigenvalues[-1] < 1
    part = np.zeros(2 * steps + 1)
    part[:steps] = minimizer(np.arange(1, steps + 1), steps)
    assert problem.value(part) == pytest.approx(float(least(steps).subs(L, 1)))


def test_each_step_reveals_one_coordinate():
    problem, _ = chain(6)
    for k, x in enumerate(walk(problem, Nesterov(1.0), 6).points):
        assert np.count_nonzero(x) == k


def test_bound_lies_below_the_fastest_method_by_a_constant():
    ratios = [fastest(k) / share(k) for k in (1, 10, 100)]
    assert ratios[0] < ratios[1] < ratios[2] < 11


def test_number_of_coordinates_matters():
    """With 2K + 1 of them conjugate gradients end in 2K + 1 steps, below any bound."""
    problem, H = chain(3)
    rule = ConjugateGradients("fletcher-reeves", search="exact", hessian=lambda x: H)
    gaps = walk(problem, rule, 7).gaps
    assert gaps[-1] == pytest.approx(0, abs=1e-15)
    assert gaps[3] > 0.01


@pytest.mark.parametrize("factor", [sp.Rational(101, 100), 2])
def test_a_larger_bound_is_refused(factor):
    proof = prove_gap()
    larger = factor * proof.claim.smaller <= proof.claim.larger
    with pytest.raises(Refused, match="sum of squares"):
        prove(larger, proof.using, Region(L, nonnegative=[K]))


@pytest.mark.parametrize("missing", range(5))
def test_no_assumption_can_be_spared(missing):
    proof = prove_gap()
    used = [pair for i, pair in enumerate(proof.using) if i != missing]
    with pytest.raises(Refused):
        prove(proof.claim, used, proof.where)


def test_bound_is_more_than_the_textbook_says():
    with pytest.raises(Refused, match="a condition of the claim"):
        prove(
            prove_gap().claim,
            prove_gap().using,
            Region(L, nonnegative=[K]),
            conditions=[share(K) - sp.Rational(3, 16) / (K + 1) ** 2],
        )
