"""From one step to all steps: what a potential, its states and their sum must be."""

import pytest
import sympy as sp

from gdcourse.proofs.assumptions import hypothesis, noise
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import SmoothConvex
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.vectors import ZERO

L, a, c, t, k, N = sp.symbols("L a c t k N")
SHORT = Region(L, nonnegative={t: 1 / (a * L) - 1, k: k}, solve={a: 1 / (L * (1 + t))})


def one_step(size):
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    return f, best, x, f.at(x - size * x.g, "k+1")


def gaps_so_far():
    """Σ (f_i - f*) is part of the state: a number that grows by one gap each step."""
    f, best, x, y = one_step(a)
    gaps = Form.value("S_{k}")

    def V(p, total, k):
        return 2 * a * total + (p - best) ** 2 + 0 * k

    after = gaps + x.f - best.f
    step = prove(
        V(y, after, k + 1) <= V(x, gaps, k), [(2 * a, f.interpolation(best, x))], SHORT
    )
    first = f.point("0")
    states = (x, gaps, k), (y, after, k + 1), (first, Form.of(0), 0)
    (_, total, _), falls = telescope(V, step, *states, N)
    return best, first, total, falls


def test_sum_of_the_gaps_is_a_state():
    best, first, total, falls = gaps_so_far()
    claim = total / N <= (first - best) ** 2 / (2 * a * N)
    region = Region(
        L, N, nonnegative={t: 1 / (a * L) - 1}, solve={a: 1 / (L * (1 + t))}
    )
    prove(claim, [(1 / (2 * a * N), falls)], region)


def test_sum_holds_only_where_its_steps_do():
    """The steps were proved for a ≤ 1/L, and the sum may not forget it."""
    best, first, total, falls = gaps_so_far()
    claim = total / N <= (first - best) ** 2 / (2 * a * N)
    with pytest.raises(Refused, match="proved wherever it is summed"):
        prove(claim, [(1 / (2 * a * N), falls)], Region(L, N, a))


def test_gradient_is_no_state_of_its_own():
    """Else a start with another gradient would prove too much."""
    f, best, x, y = one_step(1 / L)

    def V(p, g, k):
        return p.f - best.f - g**2 / (2 * L) + 0 * k

    used = [(1, f.descent(x, y)), (0, f.descent(y, x))]
    step = prove(V(y, x.g, k + 1) <= V(x, ZERO, k), used, Region(L, nonnegative=[k]))
    states = (x, x.g, k), (y, y.g, k + 1), (f.point("0"), x.g, 0), N
    with pytest.raises(Refused):
        telescope(V, step, *states)
    step = prove(V(x, x.g, k) <= V(x, x.g, k), [], Region(L, nonnegative=[k]))
    states = (x, x.g, k), (x, x.g, k + 1), (f.point("1"), 5 * x.g, 0), N
    with pytest.raises(Refused, match="is tied or made of others"):
        telescope(V, step, *states)


@pytest.mark.parametrize("part", ["minimizer", "noise", "value", "product"])
def test_what_cannot_be_chosen_is_no_state(part):
    f, best, x, _ = one_step(1 / L)
    parts = {"minimizer": best, "noise": noise(1, "e"), "value": x.f, "product": x**2}
    step = prove(x.f <= x.f, [], Region(L, nonnegative=[k]))
    state = (x, parts[part])
    with pytest.raises(Refused, match="is tied or made of others"):
        telescope(
            lambda p, _, k: p.f, step, (*state, k), (*state, k + 1), (*state, 0), N
        )


def test_state_names_each_part_once():
    f, _, x, _ = one_step(1 / L)
    step = prove(x.f <= x.f, [], Region(L, nonnegative=[k]))
    states = (x, x, k), (x, x, k + 1), (f.point("0"), f.point("1"), 0)
    with pytest.raises(Refused, match="different letters"):
        telescope(lambda p, q, k: p.f, step, *states, N)


def test_potential_does_not_hold_its_state_behind_its_back():
    """-‖x - x_k‖² never grows in one step; over many steps it means nothing."""
    f, best, x, y = one_step(1 / L)

    def V(p, k):
        return -((p - x) ** 2) + 0 * (p - best) ** 2

    step = prove(V(y, k + 1) <= V(x, k), [], Region(L, nonnegative=[k]))
    states = (x, k), (y, k + 1), (f.point("0"), 0), N

    with pytest.raises(Refused, match="what is older"):
        telescope(V, step, *states)


def test_hypotheses_of_the_step_are_hypotheses_of_the_sum():
    f, best, x, y = one_step(a)
    falls_enough = hypothesis(y.f <= x.f - a / 2 * x.g**2, "Armijo")

    def V(p, k):
        return p.f + 0 * k

    used = [(1, falls_enough)]
    step = prove(V(y, k + 1) <= V(x, k), used, Region(L, a, nonnegative=[k]))
    first = f.point("0")
    (last, _), falls = telescope(V, step, (x, k), (y, k + 1), (first, 0), N)
    proof = prove(last.f <= first.f, [(1, falls)], Region(L, a))
    assert proof.hypotheses == [falls_enough]


def test_step_for_a_parameter_that_shrinks_with_k_is_refused():
    f, best, x, y = one_step(a)
    region = Region(
        L,
        nonnegative={t: 1 / (a * L * (k + 1)) - 1, k: k},
        solve={a: 1 / (L * (1 + t) * (k + 1))},
    )
    step = prove(y.f - best.f <= x.f - best.f, [(1, f.descent(x, y))], region)
    states = (x, k), (y, k + 1), (f.point("0"), 0), N
    with pytest.raises(Refused, match="for every k ≥ 0"):
        telescope(lambda p, k: p.f - best.f, step, *states)
