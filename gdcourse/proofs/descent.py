"""Lesson 03: every step goes down, so the slope must become small.

f need not be convex here, and nothing is said about where the steps lead.
"""

from collections.abc import Callable

import sympy as sp

from gdcourse.proofs import pl_inequality
from gdcourse.proofs.assumptions import Assumption, hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.descent_runs import (
    long_step_slopes,
    one_slope,
    random_runs,
    slopes,
    two_slopes,
)
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point, Smooth
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.step_ranges import L, a, long_steps, short_steps
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Theorem
from gdcourse.proofs.worst_functions import parabola, zigzag

m, k, N = sp.symbols("m k N")
DROP = a * (1 - a * L / 2)  # how much of ‖∇f(x_k)‖² a step pays, for every α
PAY = a * (4 - a * L) / 4  # the same with the slope after the step, for α ≤ 1/L


def one_step() -> tuple[Smooth, Point, Point]:
    """x_k, and x_{k+1} = x_k - α g_k, of a smooth function."""
    f = Smooth(L)
    x = f.point("k")
    return f, x, f.at(x - a * x.g, "k+1")


def decrease() -> Proof:
    """The descent lemma, where the step ends. That α < 2/L makes it a descent."""
    f, x, y = one_step()
    claim = y.f <= x.f - DROP * x.g**2
    return prove(claim, [(1, f.descent(x, y))], long_steps(), conditions=[DROP])


def decrease_by_two_slopes() -> Proof:
    """What f pays for the slope before the step, and for the slope after it."""
    f, x, y = one_step()
    claim = y.f <= x.f - (PAY - a / 4) * x.g**2 - a / 4 * y.g**2
    left = [((1 - a * L) / (4 * L), x.g - y.g)]
    conditions = [PAY - a / 4]
    used = [(1, f.interpolation(x, y))]
    return prove(claim, used, short_steps(), squares=left, conditions=conditions)


def steep(x: Point) -> Assumption:
    """All slopes so far are at least m: then m² is at most the smallest ‖∇f(x_k)‖²."""
    return hypothesis(m**2 <= x.g**2, "m is at most every slope")


def paid(price: sp.Expr) -> Callable[[Point, sp.Expr], Form]:
    """V(x, k): the height, and what k steps have paid for slopes of at least m."""
    return lambda x, k: x.f + k * price * m**2


def summed(price: sp.Expr, pays: Callable, region: Callable) -> Proof:
    """N steps pay N times; one more step of 1/L, and f is still not below its infimum.

    pays : what a step costs: f, x, y ↦ multipliers and assumptions
    region : the learning rates
    """
    f, x, y = one_step()
    V, first = paid(price), f.point("0")
    where = region(m, counters=[k])
    step = prove(V(y, k + 1) <= V(x, k), pays(f, x, y), where)
    (last, _), falls = telescope(V, step, (x, k), (y, k + 1), (first, 0), N)
    deep = f.at(last - last.g / L, "N+1")
    low = Form.value(r"f_{\inf}")
    used = [(1, falls), (1, f.descent(last, deep)), (1 / (2 * L), steep(last))]
    used += [(1, hypothesis(low <= deep.f, "f is bounded below"))]
    claim = low + (N * price + 1 / (2 * L)) * m**2 <= first.f
    return prove(claim, used, region(m, counters=[N]))


def small_slope() -> Proof:
    """Every step pays for the slope before it."""
    return summed(
        DROP,
        lambda f, x, y: [(1, f.descent(x, y)), (DROP, steep(x))],
        long_steps,
    )


def smallest_slope() -> Proof:
    """A short step pays more: for the slopes before and after it."""
    before, after = PAY - a / 4, a / 4
    return summed(
        PAY,
        lambda f, x, y: [
            (1, f.interpolation(x, y)),
            (before, steep(x)),
            (after, steep(y)),
        ],
        short_steps,
    )


def step_of(rate: Callable[[], Proof]) -> Callable[[], Proof]:
    """The proof of the one step that a rate was summed from."""
    return lambda: rate().using[0][1].step


THEOREMS = (
    Theorem(
        name="1a",
        title="Every step goes down",
        assumptions=r"$\nabla f$ $L$-Lipschitz, $0 < \alpha < 2/L$",
        claim=r"$f(x_{k+1}) \le f(x_k) - \alpha(1 - \tfrac{\alpha L}{2})"
        r"\|\nabla f(x_k)\|^2$",
        source="Nesterov2018",
        proofs=(decrease,),
        experiment=random_runs(one_slope, 2),
        worst_case=lambda k: one_slope(parabola(), 0.5, k),
    ),
    Theorem(
        name="1a'",
        title="Slopes become small",
        assumptions=r"$\nabla f$ $L$-Lipschitz, $f \ge f_{\inf}$, $0 < \alpha < 2/L$",
        claim=r"$\min_{k \le N}\|\nabla f(x_k)\|^2 \le "
        r"\frac{f(x_0) - f_{\inf}}{N\alpha(1 - \alpha L/2) + 1/(2L)}$; with "
        r"$\alpha = 1/L$: $\frac{2L(f(x_0) - f_{\inf})}{N + 1}$",
        source="Nesterov2018",
        proofs=(step_of(small_slope), small_slope),
        experiment=random_runs(long_step_slopes, 2),
        trusted="induction over the steps",
    ),
    Theorem(
        name="1b",
        title="Two slopes pay for a step",
        assumptions=r"$\nabla f$ $L$-Lipschitz, $0 < \alpha \le 1/L$",
        claim=r"$f(x_k) - f(x_{k+1}) \ge \tfrac{\alpha(3 - \alpha L)}{4}"
        r"\|\nabla f(x_k)\|^2 + \tfrac{\alpha}{4}\|\nabla f(x_{k+1})\|^2$",
        source="AbbaszadehpeivastiEtAl2022",
        proofs=(decrease_by_two_slopes,),
        experiment=random_runs(two_slopes, 1),
        worst_case=lambda k: two_slopes(zigzag(k), 1.0, k),
    ),
    Theorem(
        name="1c",
        title="The smallest slope, exactly",
        assumptions=r"$\nabla f$ $L$-Lipschitz, $f \ge f_{\inf}$, "
        r"$0 < \alpha \le 1/L$",
        claim=r"$\min_{k \le N}\|\nabla f(x_k)\|^2 \le \frac{f(x_0) - f_{\inf}}"
        r"{N\alpha(4 - \alpha L)/4 + 1/(2L)}$; with $\alpha = 1/L$: "
        r"$\frac{4L(f(x_0) - f_{\inf})}{3N + 2}$",
        source="AbbaszadehpeivastiEtAl2022",
        proofs=(step_of(smallest_slope), smallest_slope),
        experiment=random_runs(slopes, 1),
        worst_case=lambda k: slopes(zigzag(k), 1.0, k),
        trusted="induction over the steps",
    ),
    *pl_inequality.THEOREMS,
)
