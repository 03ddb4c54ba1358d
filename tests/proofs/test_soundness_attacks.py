"""More false theorems, each of which was once let through. All are refused."""

import pytest
import sympy as sp

from gdcourse.proofs.assumptions import noise, projection
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.certify import certify
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Smooth, SmoothConvex, SmoothStronglyConvex
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import is_zero
from gdcourse.proofs.vectors import Vector

L, mu, a, t, d, k, N, s, w = sp.symbols("L mu a t d k N sigma w")
EACH = Region(L, nonnegative=[k])


def downhill(f, x, where=EACH):
    """f(x_{k+1}) ≤ f(x_k) for a step of 1/L."""
    y = f.at(x - x.g / L, "k+1")
    return y, prove(y.f <= x.f, [(1, f.descent(x, y))], where)


def height(p, k):
    return p.f + 0 * k


@pytest.mark.parametrize(
    ("weight", "solve"), [(5 - k, {}), (w, {w: 5 - k}), (w, {w: a + 1, a: 4 - k})]
)
def test_potential_does_not_change_with_k_behind_its_back(weight, solve):
    """S_{k+1} = S_k + k - 5 is not constant, though (5 - k) S falls in step k."""
    S = Form.value("S_{k}")
    after = S + k - 5
    region = Region(nonnegative=[k], solve=solve)
    step = prove(weight * after <= weight * S, [], region)
    states = (S, k), (after, k + 1), (Form.value("S_0"), 0), N
    with pytest.raises(Refused, match="behind its back"):
        telescope(lambda total, k: weight * total, step, *states)


def test_constant_of_the_function_does_not_change_with_k():
    f = Smooth(L / (k + 1))
    x = f.point("k")
    y = f.at(x - x.g / L, "k+1")
    step = prove(y.f <= x.f, [(1, f.descent(x, y))], EACH)
    with pytest.raises(Refused, match="behind its back"):
        telescope(height, step, (x, k), (y, k + 1), (f.point("0"), 0), N)


def sum_of_steps_of_one_over_L():
    f = SmoothConvex(L)
    x, first = f.point("k"), f.point("0")
    y = f.at(x - a * x.g, "k+1")
    region = Region(L, nonnegative=[k], solve={a: 1 / L})
    step = prove(a * y.f <= a * x.f, [(a, f.descent(x, y))], region)
    states = (x, k), (y, k + 1), (first, 0), N
    (last, _), falls = telescope(lambda p, k: a * p.f + 0 * k, step, *states)
    return first, last, falls


def test_parameter_that_was_defined_in_the_step_is_not_free_in_the_sum():
    """Steps of 1/L lower f; steps of any a > 0 do not."""
    first, last, falls = sum_of_steps_of_one_over_L()
    claim, used = last.f <= first.f, [(1 / a, falls)]
    prove(claim, used, Region(L, N, solve={a: 1 / L}))
    with pytest.raises(Refused, match="the same in a step and in its sum, got a = 1/L"):
        prove(claim, used, Region(L, N, a))
    with pytest.raises(Refused, match="the same in a step and in its sum"):
        prove(claim, used, Region(L, N, solve={a: 3 / L}))


def test_run_does_not_begin_on_another_function():
    """f(x_N) ≤ h(x_0) is false, also where both are called f."""
    f, h = SmoothConvex(L), SmoothConvex(L)
    x = f.point("k")
    y, step = downhill(f, x)
    with pytest.raises(Refused, match="a state must keep its function"):
        telescope(height, step, (x, k), (y, k + 1), (h.point("0"), 0), N)


def test_step_does_not_lead_to_another_function():
    """A flat h at 2x lies below a steep f at x; f at 2x does not."""
    f, h = SmoothStronglyConvex(8 * L, 9 * L), SmoothConvex(L, "h")
    best = f.minimizer()
    low = h.minimizer(shared=best)
    x = f.point("k")
    y = h.at(2 * x - best, "k+1")
    lowest = {f: best, h: low}

    def V(p, k):
        return p.f - lowest[p.owner].f + 0 * k

    used = [(1, h.descent(low, y)), (1, f.strongly_convex(x, best))]
    step = prove(V(y, k + 1) <= V(x, k), used, EACH)
    with pytest.raises(Refused, match="a state must keep its function"):
        telescope(V, step, (x, k), (y, k + 1), (f.point("0"), 0), N)


@pytest.mark.parametrize("steps", [-1, sp.Rational(1, 2), N - 1, None])
def test_number_of_steps_is_a_symbol(steps):
    f = SmoothConvex(L)
    x = f.point("k")
    y, step = downhill(f, x)
    with pytest.raises(Refused, match="the number of steps must be a symbol"):
        telescope(height, step, (x, k), (y, k + 1), (f.point("0"), 0), steps)


def test_states_have_the_same_parts():
    f = SmoothConvex(L)
    x, z = f.point("k"), f.point("z")
    y, step = downhill(f, x)
    states = (x, k), (y, z, k + 1), (f.point("0"), 0), N
    with pytest.raises(Refused, match="must have the same parts, got 2, 3 and 2"):
        telescope(lambda p, *_: p.f, step, *states)


def test_class_without_functions_proves_nothing():
    """With mu and L swapped all points would be equal."""
    f = SmoothStronglyConvex(L, mu)
    x, y = f.point("x"), f.point("y")
    region = Region(mu, positive={d: L - mu}, solve={L: mu + d})
    gap = 2 / (L - mu)
    used = [(gap, f.strongly_convex(x, y)), (gap, f.descent(y, x))]
    with pytest.raises(Refused, match=r"no function has such constants.*order"):
        prove((x - y) ** 2 <= 0, used, region)


@pytest.mark.parametrize("constant", [-1, -L])
def test_curvature_is_not_negative(constant):
    f = Smooth(constant)
    x, y = f.point("x"), f.point("y")
    with pytest.raises(Refused, match="no function has such constants"):
        prove(y.f <= x.f + x.g * (y - x), [(1, f.descent(x, y))], Region(L))


@pytest.mark.parametrize("variance", [t - 2, 2 - t, 1 - s**2, -s, (s - 1) ** 3])
def test_variance_is_not_negative_anywhere(variance):
    """E‖e‖² = t - 2 would be less than -1 for t < 1."""
    with pytest.raises(Refused, match="a variance must not be negative"):
        noise(variance, "e")


def test_projected_point_is_not_independent_of_the_noise():
    x, u, early = (Vector.letter(name) for name in ("x", "u", "z"))
    e = noise(s**2, "e")
    with pytest.raises(Refused, match="depends on the noise in it"):
        projection(x - a * e, early, u)
    late = Vector.letter("y")
    assert (e * late).parts != {}
    projection(x - a * e, late, u)


def test_region_tells_its_symbols_apart():
    """d = L - L > 0 was printed, and a step of 1/L was one of 1/L'."""
    other = sp.Symbol("L", positive=True)
    with pytest.raises(Refused, match="two symbols of one name, got L"):
        Region(L, positive={d: other - L}, solve={other: L + d})


@pytest.mark.parametrize(
    "known", [{"negative": True}, {"zero": True}, {"commutative": False}]
)
def test_symbol_that_cannot_be_positive_is_no_parameter(known):
    """SymPy writes √n² = -n for a negative n, which a region took as positive."""
    with pytest.raises(Refused, match="free to be positive, got n"):
        Region(sp.Symbol("n", **known))


def test_statement_cannot_be_changed_after_it_was_made():
    f = SmoothConvex(L)
    x = f.point("k")
    y = f.at(x - x.g / L, "k+1")
    for parts in (y.parts, y.g.parts, (y.f - x.f).parts):
        with pytest.raises(TypeError, match="does not support item assignment"):
            parts[next(iter(parts))] = sp.Integer(2)


def test_gradients_at_one_place_add_up_in_a_table():
    """x_1 = x_0 has the gradient g_0; its second number once replaced the first."""
    half = sp.Rational(1, 2)
    assert certify([[0], [half, half]]).verdict == "proved"
    assert certify([[1], [1, 0], [1, half, half]]).verdict == "proved"
    assert certify([[0], [1, 1]]).verdict == "refuted"


def test_an_identity_is_exact():
    with pytest.raises(Refused, match="needs exact numbers"):
        is_zero(0.1 * L - sp.Float("0.1") * L + 1e-30 * L)
    with pytest.raises(Refused, match="a number or an expression"):
        is_zero(sp.Eq(L, 1) == True)  # noqa: E712


def test_definitions_that_hide_a_division_by_zero_are_refused():
    with pytest.raises(Refused, match="finite numbers"):
        prove(Form.of(1) <= Form.of(1) / (L - L), [], Region(L))
    with pytest.raises(Refused, match="divide by what may be zero"):
        prove(Form.of(1) / (L - mu) >= 1 / (L - mu), [], Region(L, mu))


def test_coordinate_has_one_meaning():
    """-a > 0 and a ≥ 0 hold nowhere."""
    with pytest.raises(Refused, match="one meaning, got -a and a for t"):
        Region(positive={t: -a}, nonnegative={t: a}, solve={a: t})


def test_square_of_a_parameter_does_not_cover_its_negative_values():
    with pytest.raises(Refused, match="must be what it stands for"):
        Region(positive={t: a**2}, solve={a: t})
    with pytest.raises(Refused, match="must recover each parameter"):
        Region(positive={t: a * mu}, solve={a: t / mu, mu: sp.Integer(2)})
