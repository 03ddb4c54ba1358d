"""The exact gap of gradient descent: proved, attained by Huber, and not improvable."""

from functools import partial

import pytest
import sympy as sp
from proved import verified

from gdcourse.proofs import exact_convergence_induction
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.exact_convergence import (
    ONE,
    along,
    exact_bound,
    exact_rate,
    exact_rate_of_steps,
    from_best,
    gradient_descent,
    on_huber,
    spare,
)
from gdcourse.proofs.functions import Convex, SmoothConvex
from gdcourse.proofs.refusal import Refused

Q = sp.Rational


@pytest.mark.parametrize("step", [0.1, 0.3, 1.0])
def test_huber_attains_the_exact_gap_with_every_step(step):
    assert on_huber(30, step).ratio == pytest.approx([1], rel=1e-9)


@pytest.mark.parametrize("N", range(1, 21))
def test_huber_attains_the_exact_gap_in_fractions(N):
    delta, x = Q(1, 2 * N + 1), Q(1)
    for _ in range(N):
        x -= min(x, delta)
    assert delta * x - delta**2 / 2 == Q(1, 4 * N + 2)


def test_certificate_has_one_multiplier_for_each_interpolation():
    for N in (1, 4, 9):
        proof = exact_rate(N)
        assert len(proof.using) == 2 * N + 1
        assert len(proof.squares) == 1 + N * (N + 1) // 2
        assert proof.hypotheses == []


def test_first_step_may_be_half_as_long_again():
    exact_rate_of_steps(1, Q(3, 2))
    with pytest.raises(Refused, match="a square needs a coefficient of at least 0"):
        exact_rate_of_steps(1, Q(8, 5))


def test_bound_in_numbers_is_the_proved_one():
    for N in (1, 5, 20):
        proved = exact_rate(N).claim.larger
        assert exact_bound(N, 1.0, 1.0) == pytest.approx(
            float(max(proved.parts.values()))
        )
    assert exact_bound(3, 2.0, 5.0, h=0.5) == pytest.approx(20 / 8)


def changed(N, *, kind=SmoothConvex, L=1, step=ONE, better=ONE):
    """The certificate of 2c with something changed; its squares are to be found."""
    f = kind() if kind is Convex else kind(L)
    best, first = f.minimizer(), f.point("0")
    x = [first]
    for i in range(N):
        x.append(f.at(x[i] - step * x[i].g, str(i + 1)))
    between = f.convex if kind is Convex else f.interpolation
    chain = [along(i, N) for i in range(N)]
    w = [from_best(i, N) for i in range(N)] + [1 - chain[-1]]
    used = [(chain[i], between(x[i], x[i + 1])) for i in range(N)]
    used += [(w[i], between(best, x[i])) for i in range(N + 1)]
    claim = x[N].f - best.f <= better * (first - best) ** 2 / (4 * N + 2)
    return prove(claim, used)


MUTANTS = {
    "smoothness forgotten": {"kind": Convex},
    "function only 2-smooth": {"L": 2},
    "step 2/L": {"step": 2 * ONE},
    "step 1/(2L)": {"step": ONE / 2},
    "rate 1 % better": {"better": Q(99, 100)},
}


def test_changed_certificate_without_a_change_is_proved():
    assert len(changed(3).squares) > 0


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS)
def test_mutant_of_the_exact_gap_is_refused(mutant):
    with pytest.raises(Refused, match="sum of squares"):
        changed(3, **mutant)


def test_induction_is_the_certificate_cut_into_steps():
    """Weights with N for a letter are those of N = 7; the u_i are positive and grow."""
    N, j = exact_convergence_induction.N, exact_convergence_induction.j
    for i in range(6):
        assert along(j, N).subs({N: 7, j: i}) == along(i, 7)
        assert from_best(j, N).subs({N: 7, j: i}) == from_best(i, 7)
    spares = [spare(i, 7, ONE) for i in range(7)]
    assert spares == sorted(spares)
    assert spares[0] == Q(1, 14)


def test_induction_states_what_it_takes_from_its_sums():
    stated = [len(proof.hypotheses) for proof in verified("2c-all")]
    assert stated == [0, 1, 1]


def test_gradient_descent_by_letters_has_its_length():
    f, best, x = gradient_descent(3, ONE)
    assert len(x) == 4
    assert f.at(x[0] - x[0].g, "again") is x[1]
    assert best.g.latex == "0"


@pytest.mark.parametrize(
    "make", [partial(exact_rate_of_steps, 6), partial(exact_rate, 25)]
)
def test_more_steps_have_their_certificate_too(make):
    assert make().hypotheses == []
