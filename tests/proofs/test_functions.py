"""Function classes: what they grant is true of real functions, and nothing else."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import (
    Convex,
    Function,
    Lipschitz,
    Smooth,
    SmoothConvex,
    SmoothPL,
    SmoothStronglyConvex,
    StronglyConvex,
)
from gdcourse.proofs.noise_interpolation import mean_draw
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.vectors import Vector

L, mu, a, G = sp.symbols("L mu a G")


def holds(assumption, points, function, gradient):
    """larger - smaller, where letters are the numbers of a function of one variable."""
    total = 0.0
    places = {next(iter(p.parts)): x for p, x in points.items()}
    places |= {letter: gradient(x) for p, x in points.items() for letter in p.g.parts}
    values = {next(iter(p.f.parts)): function(x) for p, x in points.items()}
    for pair, c in assumption.form.parts.items():
        c = float(c.subs({L: 2.0, mu: 0.5, G: 1.5}))
        if len(pair) == 1:
            total += c * values[pair]
        else:
            total += c * np.prod([places[letter] for letter in pair])
    return total


def bowl(x):
    """Curvature between 1/2 and 2."""
    return x**2 / 4 + 1.5 * np.logaddexp(0, 2 * x) / 2


def slope(x):
    return x / 2 + 1.5 / (1 + np.exp(-2 * x))


BOWL = (bowl, slope)
WAVE = (lambda x: 2 * np.cos(x), lambda x: -2 * np.sin(x))
BEND = (lambda x: 1.5 * np.abs(x), lambda x: 1.5 * np.sign(x))
CASES = [
    (Convex(), "convex", BOWL),
    (Smooth(L), "descent", WAVE),
    (Smooth(L), "lower", WAVE),
    (Smooth(L), "interpolation", WAVE),
    (SmoothConvex(L), "interpolation", BOWL),
    (SmoothConvex(L), "convex", BOWL),
    (StronglyConvex(mu), "strongly_convex", BOWL),
    (SmoothStronglyConvex(mu, L), "interpolation", BOWL),
    (SmoothStronglyConvex(mu, L), "descent", BOWL),
    (Lipschitz(G), "convex", BEND),
]


@pytest.mark.parametrize(("f", "grants", "example"), CASES)
def test_what_a_class_grants_is_true_of_its_functions(f, grants, example):
    p, q = f.point("p"), f.point("q")
    assumption = getattr(f, grants)(p, q)
    rng = np.random.default_rng(5)
    for x, y in rng.normal(scale=2, size=(500, 2)):
        assert holds(assumption, {p: x, q: y}, *example) > -1e-9


@pytest.mark.parametrize(("f", "grants", "example"), CASES[2:4] + CASES[6:8])
def test_and_is_false_of_a_function_outside_the_class(f, grants, example):
    p, q = f.point("p"), f.point("q")
    assumption = getattr(f, grants)(p, q)
    steep = (lambda x: 5 * np.cos(x), lambda x: -5 * np.sin(x))
    rng = np.random.default_rng(6)
    worst = min(
        holds(assumption, {p: x, q: y}, *steep)
        for x, y in rng.normal(scale=2, size=(500, 2))
    )
    assert worst < -0.1


def test_bounded_and_steep_say_what_their_names_say():
    f, h = Lipschitz(G), SmoothPL(mu, L)
    p = f.point("p")
    for x in (-2.0, 0.5, 3.0):
        assert holds(f.bounded(p), {p: x}, *BEND) == 0.0
    q, best = h.point("q"), h.minimizer()
    minimum = -0.6
    shifted = (lambda x: bowl(x) - bowl(minimum) if x != minimum else 0.0, slope)
    assumption = h.steep(q, best)
    low = np.linspace(-3, 3, 4001)
    at = float(low[np.argmin(bowl(low))])
    for x in (-2.0, 0.5, 3.0):
        points = {q: x, best: at}
        lifted = (lambda x: bowl(x) - bowl(at), shifted[1])
        assert holds(assumption, points, *lifted) > -1e-6


def test_a_place_has_one_point():
    f = Smooth(L)
    x = f.point("k")
    y = f.at(x - x.g / L, "k+1")
    assert f.at(x - x.g * (1 / L), "other") is y
    assert f.at(x - x.g / L + 0 * x.g, "other") is y
    assert f.at(x, "same") is x
    assert f.at(x - x.g, "new") is not y


def test_two_functions_have_two_gradients_at_one_place():
    f, h = Smooth(L), Smooth(L, "f_1")
    x = f.point("k")
    y = h.at(x, "k")
    assert (x.g - y.g).parts != {}
    assert (x - y).parts == {}
    assert y.g.latex == "g_{1,k}"
    assert y.f.latex == "f_{1,k}"


def test_a_minimizer_has_gradient_zero_and_may_be_shared():
    f, h = SmoothConvex(L), SmoothConvex(L, "f_1")
    best = f.minimizer()
    assert best.g.parts == {}
    assert (h.minimizer(shared=best) - best).parts == {}
    assert f.at(best, "again") is best


def test_a_shared_minimizer_is_a_hypothesis_of_what_uses_it():
    f, h = SmoothConvex(L, "f_1"), SmoothConvex(L, "f_2")
    best = f.minimizer()
    low, x = h.minimizer(shared=best), f.point("k")
    z = h.at(x, "k")
    used = [(1, f.convex(x, best)), (1, h.convex(z, low))]
    proof = prove(best.f + low.f <= x.f + z.f, used, Region(L))
    (stated,) = proof.hypotheses
    assert stated.reason == "f_1 and f_2 have the same minimizer"
    assert stated.latex == r"\nabla f_{2}(x_{\star}) = 0"
    alone = prove(best.f <= x.f, [(1, f.convex(x, best))], Region(L))
    assert alone.hypotheses == []


def test_interpolation_of_all_samples_states_what_it_assumes():
    reasons = [stated.reason for stated in mean_draw().hypotheses]
    assert reasons == [
        "the mean is strongly convex",
        "f_1 and f_2 have the same minimizer",
    ]


@pytest.mark.parametrize(
    ("grants", "count"),
    [("convex", 2), ("descent", 2), ("lower", 2), ("interpolation", 2)],
)
def test_points_of_another_function_grant_nothing(grants, count):
    f, h = SmoothConvex(L), SmoothConvex(L)
    points = [f.point("x"), h.point("y")]
    for mine, other in (points, points[::-1]):
        with pytest.raises(
            Refused, match=r"an inequality of f needs points of it, got"
        ):
            getattr(f, grants)(mine, other)
    assert count == len(points)


def test_a_place_that_is_no_point_is_told_what_to_do():
    f = Smooth(L)
    x = f.point("k")
    with pytest.raises(Refused, match=r"got x_\{k\} - g_\{k\}. Make the point with"):
        f.descent(x, x - x.g)


def test_a_float_is_no_constant_of_a_class():
    for make in (Smooth, SmoothConvex, StronglyConvex, Lipschitz):
        with pytest.raises(Refused, match=r"exact numbers, got 0\.3"):
            make(0.3)
    with pytest.raises(Refused, match=r"exact numbers, got 0\.1"):
        SmoothStronglyConvex(0.1, L)


def test_a_class_grants_only_its_own_inequalities():
    assert not hasattr(Smooth(L), "convex")
    assert not hasattr(Convex(), "descent")
    assert not hasattr(SmoothPL(mu, L), "convex")
    assert not hasattr(Function(), "convex")


def test_reasons_name_the_points():
    f = SmoothConvex(L)
    x, y = f.point("k"), f.point("k+1")
    assert f.descent(x, y).reason == "descent lemma from k to k+1"
    assert f.convex(y, x).reason == "convexity at k seen from k+1"
    assert "interpolation" in f.interpolation(x, y).reason
    assert repr(f.descent(x, y)) == "Assumption(descent lemma from k to k+1)"


def test_gradients_and_minimizers_are_tied_to_their_function():
    f = Smooth(L)
    x, best = f.point("k"), f.minimizer()
    assert not next(iter(x.parts)).tied
    assert next(iter(x.g.parts)).tied
    assert next(iter(best.parts)).tied


def test_a_place_keeps_its_own_letters():
    f = Smooth(L)
    x = f.point("k")
    y = f.at(x - a * x.g, "k+1")
    assert y.parts == (x - a * x.g).parts
    assert y.latex == "x_{k+1}"
    assert isinstance(y, Vector)
