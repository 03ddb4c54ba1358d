"""Lesson 07: heavy ball where f is no quadratic: it may cycle, and it may be safe.

With the pair that is best for quadratics it can go round for ever on a strongly convex
function of one variable. With a smaller learning rate, α ≤ (1 - β)/L, it converges on
every smooth convex function, as fast as gradient descent with step α/(1 - β).
"""

from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.momentum import Momentum
from gdcourse.proofs.assumptions import noise
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import SmoothConvex
from gdcourse.proofs.problems import random_convex, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem

L, a, b, s, t, u = sp.symbols("L alpha beta sigma t u")

# --- 4e: a cycle of three, with μ = 1, L = 25 and the tuned α = 1/9, β = 4/9

CYCLE = tuple(Fraction(n, 1225) for n in (792, -2208, 2592))


def bent(x: Any) -> Any:
    """f': slope 25, then 1 from x = 1 to x = 2, then 25 again.

    >>> [bent(x) for x in (0, 1, 2, 3)]
    [0, 25, 26, 51]
    """
    return 25 * x if x < 1 else (x + 24 if x < 2 else 25 * x - 24)


def _cycle() -> tuple[sp.Expr, ...]:
    """Each point of the cycle follows from the two before it."""
    points = [sp.Rational(p.numerator, p.denominator) for p in CYCLE]
    steps = []
    for i in range(3):
        before, now, after = points[i - 2], points[i - 1], points[i]
        lr, momentum = sp.Rational(1, 9), sp.Rational(4, 9)
        steps.append(now - lr * bent(now) + momentum * (now - before) - after)
    return tuple(steps)


def _attracting() -> tuple[sp.Expr, ...]:
    """On the slope 25 errors obey e_{k+1} = -4/3 e_k - 4/9 e_{k-1}: a double root."""
    z, k, start, before = sp.symbols("z k e_0 e_{-1}")
    factor = 1 + sp.Rational(4, 9) - sp.Rational(25, 9)
    polynomial = z**2 - factor * z + sp.Rational(4, 9)

    def error(k):  # over (-2/3)^k
        return start + k * (start + sp.Rational(2, 3) * before)

    ratio = -sp.Rational(2, 3)
    step = ratio**2 * error(k + 1) - factor * ratio * error(k)
    first = error(-1) / ratio - before
    return (
        polynomial - (z - ratio) ** 2,
        step + sp.Rational(4, 9) * error(k - 1),
        first,
    )


def stays(before: Any, start: Any, steps: int) -> Run:
    """The distance from the cycle, after a start close to two of its points.

    At most 0.06 away, no step crosses the bends at 1 and 2, and the error is exact.
    """
    x, old = CYCLE[1] + start, CYCLE[0] + before
    errors, bounds = [abs(start)], [abs(start)]
    for k in range(1, steps + 1):
        x, old = x - bent(x) / 9 + 4 * (x - old) / 9, x
        errors.append(abs(x - CYCLE[(k + 1) % 3]))
        slope = abs(start + 2 * before / 3)
        bounds.append((abs(start) + k * slope) * Fraction(2, 3) ** k)
    ks = np.arange(steps + 1)
    return Run(ks, np.array(errors, float), np.array(bounds, float))


def _random_start(rng: np.random.Generator) -> Run:
    before, start = (Fraction(int(n), 1000) for n in rng.integers(1, 60, 2))
    signs = (Fraction(int(n)) for n in rng.choice([-1, 1], 2))
    return stays(next(signs) * before, next(signs) * start, 20)


def _worst_start(k: int) -> Run:
    return stays(Fraction(3, 50), Fraction(3, 50), k)


# --- 4g: z = x + β/(1 - β) (x - x_{k-1}) walks like gradient descent with α/(1 - β)

SAFE = Region(
    L,
    s,
    nonnegative={u: b / (1 - b), t: (1 - b) / (a * L) - 1},
    solve={b: u / (1 + u), a: (1 - b) / (L * (1 + t))},
)


def _hidden_descent() -> tuple[sp.Expr, ...]:
    """z_{k+1} = z_k - α/(1 - β) g_k, in letters."""
    before, now, g = sp.symbols("x_{k-1} x_k g_k")
    after = now - a * g + b * (now - before)
    z_now = now + b / (1 - b) * (now - before)
    z_after = after + b / (1 - b) * (after - now)
    return (z_after - (z_now - a / (1 - b) * g),)


def prove_safe(noisy: bool = False) -> Proof:
    """V = ‖z - x*‖² + 2αβ/(1-β)² (f_{k-1} - f*) falls by 2α/(1-β) (f_k - f*)."""
    f = SmoothConvex(L)
    best, before, now = f.minimizer(), f.point("k-1"), f.point("k")
    error = noise(s**2, "e_k") if noisy else 0 * now
    after = (now - a * (now.g + error) + b * (now - before)).named("x_{k+1}")
    z = (now + b / (1 - b) * (now - before)).named("z_k")
    z_after = (after + b / (1 - b) * (after - now)).named("z_{k+1}")
    weight, price = 2 * a * b / (1 - b) ** 2, (a / (1 - b)) ** 2 * s**2
    V = (z - best) ** 2 + weight * (before.f - best.f)
    V_after = (z_after - best) ** 2 + weight * (now.f - best.f)
    fall = 2 * a / (1 - b) * (now.f - best.f)
    claim = V_after + fall <= (V + price if noisy else V)
    used = [
        (2 * a / (1 - b), f.interpolation(best, now)),
        (weight, f.convex(before, now)),
    ]
    return prove(claim, used, SAFE, name="4g")


def prove_noisy_safe() -> Proof:
    """The same with noise e_k in the gradient: α²σ²/(1-β)² is added."""
    return prove_safe(noisy=True)


def safe_bound(K: Any, rule: Momentum, gap: float, square: float) -> Any:
    """(1-β)/(2αK) ‖x_0 - x*‖² + β/(1-β) (f_0 - f*)/K, for the mean gap of K points.

    >>> safe_bound(10, Momentum(lr=0.5, momentum=0.5), gap=1.0, square=2.0)
    0.2
    """
    lr, momentum = rule.lr, rule.momentum
    return ((1 - momentum) / (2 * lr) * square + momentum / (1 - momentum) * gap) / K


def _random_safe(rng: np.random.Generator) -> Run:
    problem, momentum = random_convex(rng), rng.uniform(0, 0.95)
    rule = Momentum((1 - momentum) / problem.L * rng.uniform(0.1, 1), momentum)
    run = walk(problem, rule, 20)
    K = run.ks + 1
    bounds = safe_bound(K, rule, run.gaps[0], run.distances[0])
    return Run(K, run.gaps.cumsum() / K, bounds)


THEOREMS = (
    Theorem(
        name="4e",
        title="The tuned heavy ball can cycle on a strongly convex function",
        assumptions=r"f has one variable, $f' = 25x$ up to 1, $x + 24$ up to 2, then "
        r"$25x - 24$: $\mu = 1$, $L = 25$; $\alpha = 1/9$, $\beta = 4/9$",
        claim=r"$792/1225, -2208/1225, 2592/1225$ is a cycle of three. A start with "
        r"errors $e_{-1}, e_0$ up to 0.06 stays with it: "
        r"$|e_k| = (2/3)^k |e_0 + k(e_0 + \tfrac23 e_{-1})|$.",
        source="LessardRechtPackard2016",
        identities=(_cycle, _attracting),
        experiment=_random_start,
        worst_case=_worst_start,
        trusted="induction over k; that no error grows beyond 52/27 of 0.06, which is "
        "less than the way from the cycle to a bend",
    ),
    Theorem(
        name="4g",
        title="Heavy ball with a small learning rate is safe",
        assumptions=r"f is convex and L-smooth; $0 \le \beta < 1$, "
        r"$\alpha \le (1 - \beta)/L$, $x_{-1} = x_0$",
        claim=r"$z_k = x_k + \frac{\beta}{1 - \beta}(x_k - x_{k-1})$ obeys "
        r"$z_{k+1} = z_k - \frac{\alpha}{1 - \beta} \nabla f(x_k)$, and the mean of "
        r"$f(x_k) - f_\star$ over $k < K$ is at most $\frac{1 - \beta}{2\alpha K}"
        r"\|x_0 - x_\star\|^2 + \frac{\beta}{(1 - \beta)K}(f(x_0) - f_\star)$. Noise "
        r"of variance $\sigma^2$ adds $\frac{\alpha\sigma^2}{2(1 - \beta)}$.",
        source="GhadimiFeyzmahdavianJohansson2015",
        proofs=(prove_safe, prove_noisy_safe),
        identities=(_hidden_descent,),
        experiment=_random_safe,
        trusted="the sum over k, the mean of the noise",
    ),
)
