"""Lesson 03: every step goes down, so the slope must become small.

f need not be convex here, and nothing is said about where the steps lead.
"""

from collections.abc import Callable

import numpy as np
import sympy as sp

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.assumptions import Assumption, hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point, Smooth
from gdcourse.proofs.problems import random_smooth, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.step_ranges import L, a, long_steps, short_steps
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem
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


def small_slope() -> Proof:
    """N steps pay N times, and f cannot fall below its infimum."""
    f, x, y = one_step()
    V, first = paid(DROP), f.point("0")
    used = [(1, f.descent(x, y)), (DROP, steep(x))]
    step = prove(V(y, k + 1) <= V(x, k), used, long_steps(m, counters=[k]))
    states = (x, k), (y, k + 1), (first, 0)
    (last, _), falls = telescope(V, step, *states, N)
    low = Form.value(r"f_{\inf}")
    above = hypothesis(low <= last.f, "f is bounded below")
    claim = low + N * DROP * m**2 <= first.f
    return prove(claim, [(1, falls), (1, above)], long_steps(m, N))


def smallest_slope() -> Proof:
    """Both slopes pay, and from the last point one more step down is possible."""
    f, x, y = one_step()
    V, first = paid(PAY), f.point("0")
    used = [(1, f.interpolation(x, y)), (PAY - a / 4, steep(x)), (a / 4, steep(y))]
    step = prove(V(y, k + 1) <= V(x, k), used, short_steps(m, counters=[k]))
    states = (x, k), (y, k + 1), (first, 0)
    (last, _), falls = telescope(V, step, *states, N)
    deep = f.at(last - last.g / L, "N+1")
    low = Form.value(r"f_{\inf}")
    used = [(1, falls), (1, f.descent(last, deep)), (1 / (2 * L), steep(last))]
    used += [(1, hypothesis(low <= deep.f, "f is bounded below"))]
    claim = low + (N * PAY + 1 / (2 * L)) * m**2 <= first.f
    return prove(claim, used, short_steps(m, counters=[N]))


def slope_bound(k: int, gap: float, lr: float, L: float) -> float:
    """What the smallest of ‖∇f(x_0)‖², …, ‖∇f(x_k)‖² cannot exceed, for lr ≤ 1/L.

    (f(x_0) - inf f) / (k α (4 - αL)/4 + 1/(2L)); with α = 1/L it is
    4 L (f(x_0) - inf f) / (3k + 2).

    >>> slope_bound(k=10, gap=1.0, lr=1.0, L=1.0)
    0.125
    """
    return gap / (k * lr * (4 - lr * L) / 4 + 1 / (2 * L))


def plain_slope_bound(k: int, gap: float, lr: float, L: float) -> float:
    """The same for any lr < 2/L, without the last slope: gap / (k α (1 - αL/2))."""
    return gap / (k * lr * (1 - lr * L / 2))


def one_slope(problem, lr, steps):
    """f after each step, and the height before it less what is paid."""
    run = walk(problem, GradientDescent(lr), steps)
    price = lr * (1 - lr * problem.L / 2)
    bounds = run.gaps[:-1] - price * run.gradients[:-1]
    return Run(run.ks[1:], run.gaps[1:], bounds)


def two_slopes(problem, lr, steps):
    """f after each step with the price of the slope there, and the same before it."""
    run = walk(problem, GradientDescent(lr), steps)
    price = lr * (3 - lr * problem.L) / 4
    measured = run.gaps[1:] + lr / 4 * run.gradients[1:]
    return Run(run.ks[1:], measured, run.gaps[:-1] - price * run.gradients[:-1])


def slopes_before(problem, lr, steps):
    """The smallest slope that k steps were made with, for k = 1, 2, …."""
    run = walk(problem, GradientDescent(lr), steps)
    ks, least = run.ks[1:], np.minimum.accumulate(run.gradients[:-1])
    return Run(ks, least, plain_slope_bound(ks, run.gaps[0], lr, problem.L))


def slopes(problem, lr, steps):
    """The smallest slope up to x_k."""
    run = walk(problem, GradientDescent(lr), steps)
    least = np.minimum.accumulate(run.gradients)
    return Run(run.ks, least, slope_bound(run.ks, run.gaps[0], lr, problem.L))


def random_runs(measure: Callable, longest: float) -> Callable:
    """An experiment: 12 steps of a random α < longest / L on a random function."""

    def experiment(rng: np.random.Generator) -> Run:
        problem = random_smooth(rng)
        return measure(problem, rng.uniform(0.01, longest) / problem.L, 12)

    return experiment


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
        claim=r"$\min_{k < N}\|\nabla f(x_k)\|^2 \le "
        r"\frac{f(x_0) - f_{\inf}}{N\alpha(1 - \alpha L/2)}$",
        source="Nesterov2018",
        proofs=(small_slope,),
        experiment=random_runs(slopes_before, 2),
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
        proofs=(smallest_slope,),
        experiment=random_runs(slopes, 1),
        worst_case=lambda k: slopes(zigzag(k), 1.0, k),
    ),
)
