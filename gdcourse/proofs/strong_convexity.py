"""Lesson 03: curvature from μ to L gives a linear rate, and 2/(L + μ) is the best step.

A step multiplies every error by at most ρ = max(1 - αμ, αL - 1): the flattest direction
is the slowest for small α, the steepest for large α. The parabolas μ x²/2 and L x²/2
attain it. Where the two are equally slow, no α does better (Polyak 1987).
"""

from gdcourse.proofs import strong_convexity_gaps
from gdcourse.proofs.assumptions import hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import SmoothStronglyConvex
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import (
    CURVED,
    L,
    a,
    mu,
    steps_beyond_the_best,
    steps_up_to_the_best,
)
from gdcourse.proofs.strong_convexity_gaps import (
    ASSUMED,
    FLAT,
    RHO,
    SPARE,
    STEEP,
    both_ways,
)
from gdcourse.proofs.strong_convexity_runs import (
    best_steps,
    both_parabolas,
    distances,
    on_one_parabola,
    random_runs,
    try_equal_curvatures,
    try_steps,
)
from gdcourse.proofs.theorem import Theorem


def two_runs() -> tuple:
    """Two points, the difference d between them, the next d, and w = g_p - g_q."""
    f = SmoothStronglyConvex(mu, L)
    p, q = f.point("p"), f.point("q")
    d, w = p - q, p.g - q.g
    return f, p, q, d, d - a * w, w


def contraction() -> Proof:
    """Two runs come together by 1 - αμ in each step, wherever they are."""
    f, p, q, d, after, w = two_runs()
    used = both_ways(f, p, q, 2 * a * FLAT)
    left = [(a * SPARE / (L - mu), w - mu * d)]
    claim = after**2 <= FLAT**2 * d**2
    where, signs = steps_up_to_the_best(), [FLAT, 1 - FLAT]
    return prove(claim, used, where, squares=left, conditions=signs)


def contraction_of_long_steps() -> Proof:
    """The same by αL - 1: now the other square is left."""
    f, p, q, d, after, w = two_runs()
    used = both_ways(f, p, q, 2 * a * STEEP)
    left = [(-a * SPARE / (L - mu), L * d - w)]
    claim = after**2 <= STEEP**2 * d**2
    where, signs = steps_beyond_the_best(), [STEEP, 1 - STEEP]
    return prove(claim, used, where, squares=left, conditions=signs)


def equal_curvatures() -> Proof:
    """μ = L, where dividing by L - μ is forbidden: w = L d, so that f is a parabola."""
    f = SmoothStronglyConvex(L, L)
    p, q = f.point("p"), f.point("q")
    d, w = p - q, p.g - q.g
    down, up = f.at(p - w / L, "y"), f.at(q + w / L, "z")
    used = [
        (L, f.convex(down, q)),
        (L, f.descent(p, down)),
        (L, f.convex(up, p)),
        (L, f.descent(q, up)),
        *((L, f.strongly_convex(*pair)) for pair in [(p, q), (q, p)]),
    ]
    return prove((w - L * d) ** 2 <= 0, used, Region(L))


def best_step() -> Proof:
    """A rate ρ that holds on both parabolas is at least (L - μ)/(L + μ)."""
    rho = Form.value(r"\rho")
    flat = hypothesis(rho >= FLAT, "ρ is a rate on μ x²/2")
    steep = hypothesis(rho >= STEEP, "ρ is a rate on L x²/2")
    used = [(L / (L + mu), flat), (mu / (L + mu), steep)]
    where = Region(mu, a, positive=CURVED.positive, solve=CURVED.solve)
    return prove((L - mu) / (L + mu) <= rho, used, where)


THEOREMS = (
    Theorem(
        name="3a",
        title="Two runs come together",
        assumptions=ASSUMED + r"$0 < \alpha \le 2/L$, " + RHO,
        claim=r"$\|x_{k+1} - y_{k+1}\| \le \rho\,\|x_k - y_k\|$",
        source="TaylorEtAl2018",
        proofs=(contraction, contraction_of_long_steps),
        experiment=random_runs(distances),
        worst_case=both_parabolas(distances),
        trusted="ρ^k after k steps: induction",
    ),
    Theorem(
        name="3a'",
        title="Equal curvatures: a parabola",
        assumptions=r"$f$ $L$-strongly convex, $\nabla f$ $L$-Lipschitz",
        claim=r"$\nabla f(p) - \nabla f(q) = L(p - q)$, so that each step multiplies "
        r"the distance to $x^\star$ by $|1 - \alpha L|$, and $\alpha = 1/L$ is done in "
        r"one step",
        source="Nesterov2018",
        proofs=(equal_curvatures,),
        experiment=try_equal_curvatures,
        worst_case=on_one_parabola,
    ),
    Theorem(
        name="3a-opt",
        title="No constant step is better than 2/(L + μ)",
        assumptions=r"$\rho$ is a rate of $\alpha > 0$ on all such $f$, so on "
        r"$\mu x^2/2$ and $L x^2/2$",
        claim=r"$\rho \ge \frac{L - \mu}{L + \mu}$",
        source="Polyak1987",
        proofs=(best_step,),
        experiment=try_steps,
        worst_case=best_steps,
    ),
    *strong_convexity_gaps.THEOREMS,
)
