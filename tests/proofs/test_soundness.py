"""False theorems, each of which a careless engine lets through. All are refused."""

import pytest
import sympy as sp

from gdcourse.proofs.assumptions import Assumption, equation, hypothesis, noise
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Smooth, SmoothConvex, SmoothStronglyConvex
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.vectors import ONE

L, mu, a, t, d, k, N, s = sp.symbols("L mu a t d k N sigma")
Q = sp.Rational
SHORT = Region(L, nonnegative={t: 1 / (a * L) - 1}, solve={a: 1 / (L * (1 + t))})


def one_step(size):
    """x_k and x_{k+1} = x_k - size · g_k of a smooth convex function."""
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    return f, best, x, f.at(x - size * x.g, "k+1")


def potential(best):
    return lambda p, k: k * (p.f - best.f) + L / 2 * (p - best) ** 2


def test_true_theorem_is_proved():
    f, best, x, y = one_step(1 / L)
    V = potential(best)
    used = [(k + 1, f.descent(x, y)), (1, f.convex(best, x))]
    proof = prove(V(y, k + 1) <= V(x, k), used, Region(L, nonnegative=[k]))
    assert [(c, v.latex) for c, v in proof.squares] == [(k / (2 * L), "g_{k}")]


@pytest.mark.parametrize("size", [Q(21, 10) / L, Q(11, 10) / L, 2 / L, 1 / (2 * L)])
def test_another_step_is_not_proved_by_the_same_sum(size):
    f, best, x, y = one_step(size)
    V = potential(best)
    used = [(k + 1, f.descent(x, y)), (1, f.convex(best, x))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(V(y, k + 1) <= V(x, k), used, Region(L, nonnegative=[k]))


def test_two_points_of_one_name_have_two_gradients():
    """A step of 2/L does not lower f by ‖g‖²/(2L): L x²/2 keeps its height."""
    f = Smooth(L)
    x = f.point("k")
    y, other = f.at(x - 2 / L * x.g, "k+1"), f.at(x - x.g / L, "k+1")
    claim = y.f <= x.f - x.g**2 / (2 * L)
    with pytest.raises(Refused, match="must cancel"):
        prove(claim, [(1, f.descent(x, other))], Region(L))


def test_one_place_is_one_point_however_it_is_written():
    f = Smooth(L)
    x = f.point("k")
    first = f.at(x - x.g / L, "a")
    assert f.at((L * x - x.g) / L, "b") is first
    assert f.at(x - 2 * x.g / L, "c") is not first


def test_a_second_gradient_at_one_place_is_refused():
    f = Smooth(L)
    best = f.minimizer()
    with pytest.raises(Refused, match="a place has one gradient"):
        f.minimizer("again", shared=best)


def test_a_point_cannot_be_declared_the_minimizer():
    f, g = Smooth(L), Smooth(L, "f_1")
    x = f.point("k")
    with pytest.raises(Refused, match="only a minimizer can be shared"):
        g.minimizer(shared=x)
    assert g.minimizer(shared=f.minimizer()).g.latex == "0"


def test_noise_is_not_independent_of_the_gradient_that_it_has_moved():
    """E⟨e_k, g_{k+1}⟩ ≥ 0 is false: it is -a L σ² on L x²/2."""
    f = Smooth(L)
    x = f.point("k")
    e = noise(s**2, "e_k")
    y = f.at(x - a * (x.g + e), "k+1")
    with pytest.raises(Refused, match="without a square"):
        prove(e * y.g + 0 * y.f >= 0, [], Region(L, a, s))


def test_noise_is_independent_of_what_is_older():
    f = Smooth(L)
    x = f.point("k")
    e, later = noise(s**2, "e_k"), noise(s**2, "e_{k+1}")
    assert (e * x.g).parts == (e * later).parts == {}
    assert (e**2).parts == {(): s**2}


def test_noise_does_not_hide_in_a_square():
    f = Smooth(L)
    x = f.point("k")
    e = noise(s**2, "e_k")
    with pytest.raises(Refused, match="must not hold noise"):
        prove(x.g**2 + 0 >= 0, [], Region(L, s), squares=[(1, x.g + e)])


def test_a_claim_does_not_prove_itself():
    f = Smooth(L)
    x = f.point("k")
    claim = x.f <= f.at(x - x.g, "k+1").f
    with pytest.raises(Refused, match="A claim does not prove itself"):
        prove(claim, [(1, claim)], Region(L))


def test_assumptions_are_not_made_by_hand():
    with pytest.raises(Refused, match="made by hand"):
        Assumption(Smooth(L).point("k").f, "because", "f", object())


def test_hypotheses_and_equations_are_kept_for_the_statement():
    f = Smooth(L)
    x = f.point("k")
    small, equal = hypothesis(x.g**2 <= 1, "short"), equation(x.f, 2, "height")
    proof = prove(x.f + x.g**2 <= 3, [(1, small), (-1, equal)], Region(L))
    assert proof.hypotheses == [small, equal]
    assert prove(x.g**2 + 0 >= 0, [], Region(L)).hypotheses == []


def test_side_conditions_belong_to_the_claim():
    """f_+ ≤ f - a(1 - aL/2)‖g‖² is an identity for every a; a decrease it is not."""
    f = Smooth(L)
    x = f.point("k")
    y = f.at(x - a * x.g, "k+1")
    rate = a * (1 - a * L / 2)
    claim, used = y.f <= x.f - rate * x.g**2, [(1, f.descent(x, y))]
    prove(claim, used, Region(L, a))
    with pytest.raises(Refused, match="a condition of the claim"):
        prove(claim, used, Region(L, a), conditions=[rate])
    up_to = Region(L, nonnegative={t: 2 / (a * L) - 1}, solve={a: 2 / (L * (1 + t))})
    prove(claim, used, up_to, conditions=[rate])


def test_mu_equal_to_L_is_not_covered_by_a_proof_that_divides_by_the_difference():
    f = SmoothStronglyConvex(mu, L)
    x, y = f.point("x"), f.point("y")
    closed = Region(mu, nonnegative={d: L - mu}, solve={L: mu + d})
    with pytest.raises(Refused, match="divide by what may be zero"):
        prove((x - y) ** 2 + 0 >= 0, [(1, f.interpolation(x, y))], closed)


def test_division_by_an_even_power_that_may_vanish_is_refused():
    with pytest.raises(Refused, match="divide by what may be zero"):
        Region(L, mu).evaluate(1 / (L - mu) ** 2)


def test_smoothness_alone_does_not_replace_convexity():
    f = Smooth(L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - x.g / L, "k+1")
    V = potential(best)
    used = [(k + 1, f.descent(x, y)), (1, f.lower(best, x))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(V(y, k + 1) <= V(x, k), used, Region(L, nonnegative=[k]))


def test_convexity_in_the_wrong_direction_is_refused():
    f, best, x, y = one_step(1 / L)
    V = potential(best)
    used = [(k + 1, f.descent(x, y)), (1, f.convex(x, best))]
    with pytest.raises(Refused, match=r"must cancel.*left over"):
        prove(V(y, k + 1) <= V(x, k), used, Region(L, nonnegative=[k]))


def test_points_of_another_function_are_refused():
    f, g = SmoothConvex(L), SmoothConvex(L)
    with pytest.raises(Refused, match="needs points of it"):
        f.convex(f.point("x"), g.point("y"))


def test_telescope_needs_a_proof_about_its_own_potential():
    f, best, x, y = one_step(1 / L)
    V = potential(best)
    used = [(k + 1, f.descent(x, y)), (1, f.convex(best, x))]
    step = prove(V(y, k + 1) <= V(x, k), used, Region(L, nonnegative=[k]))
    states = (x, k), (y, k + 1), (f.point("0"), 0), N

    def twice(p, k):
        return 2 * V(p, k) + (p - best) ** 2

    with pytest.raises(Refused, match="about this potential"):
        telescope(twice, step, *states)
    (last, _), falls = telescope(V, step, *states)
    assert falls.form.parts[(next(iter(last.f.parts))[0],)] == -N


def test_telescope_needs_every_k_and_every_state():
    f, best, x, y = one_step(1 / L)
    V = potential(best)
    used = [(k + 1, f.descent(x, y)), (1, f.convex(best, x))]
    large = prove(V(y, k + 1) <= V(x, k), used, Region(L, k))
    first = f.point("0")
    with pytest.raises(Refused, match="for every k ≥ 0"):
        telescope(V, large, (x, k), (y, k + 1), (first, 0), N)
    step = prove(V(y, k + 1) <= V(x, k), used, Region(L, nonnegative=[k]))
    with pytest.raises(Refused, match="are counted"):
        telescope(V, step, (x, k), (y, k + 1), (first, 1), N)
    z = f.at(y - y.g / L, "k+2")
    used = [(k + 1, f.descent(y, z)), (1, f.convex(best, y))]
    second = prove(V(z, k + 1) <= V(y, k), used, Region(L, nonnegative=[k]))
    with pytest.raises(Refused, match="for every state"):
        telescope(V, second, (y, k), (z, k + 1), (first, 0), N)


def test_number_that_is_left_over_must_be_at_least_zero():
    f = Smooth(L)
    x = f.point("k")
    proof = prove(x.g**2 + s**2 >= 0, [], Region(L, s))
    assert "\\sigma^{2} + \\left\\|g_{k}\\right\\|^2 \\ge 0" in proof.latex
    with pytest.raises(Refused, match="must cancel"):
        prove(x.g**2 - s**2 >= 0, [], Region(L, s))
    with pytest.raises(Refused, match="must agree"):
        prove(x.g**2 + s**2 >= 0, [], Region(L, s), squares=[(1, x.g)])


def test_length_one_of_a_number_does_not_hide_another():
    """1 - 5 ‖1‖² is -4."""
    with pytest.raises(Refused, match="sum of squares"):
        prove(1 - 5 * ONE**2 >= 0, [])
    prove(5 - 1 * ONE**2 >= 0, [])
