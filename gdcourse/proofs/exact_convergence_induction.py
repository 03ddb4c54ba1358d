"""Lesson 03: the exact gap for every N at once, where N, h and j stay letters.

The certificate of ``exact_convergence`` grows with N. Here it is cut into steps of one
size. After x_0, …, x_j have been used, this much is known to be at most R²/(4Nh + 2):

Φ_j = λ_j (f_j - f* - h ‖g_j‖²/2) + (1 - λ_j)/2 Q_j + ‖x_0 - M s_j - x*‖²/(2M)

with L = 1, M = 2Nh + 1, s_j = Σ w_i g_i and Q_j = Σ u_i ‖g_i‖² over i ≤ j. From Φ_j to
Φ_{j+1} three assumptions are enough, whatever N and j are.
"""

from typing import Any

import sympy as sp

from gdcourse.proofs.assumptions import Assumption, hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.exact_convergence import (
    along,
    from_best,
    h,
    on_huber,
    spare,
    t,
    try_short_steps,
)
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point, SmoothConvex
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Theorem
from gdcourse.proofs.vectors import Vector

N, j, p = sp.symbols("N j p")
M = 2 * N * h + 1
SHORT, STEP = {t: 1 / h - 1}, {h: 1 / (1 + t)}  # 0 < h ≤ 1
ENDS = Region(nonnegative=SHORT | {p: N - 1}, solve=STEP | {N: p + 1})
INSIDE = Region(nonnegative=SHORT | {j: j, p: N - j - 2}, solve=STEP | {N: p + j + 2})


def middle(x0: Vector, s: Vector, best: Point) -> Form:
    """‖x_0 - M s - x*‖²/(2M), what is left of the distance at the start."""
    return (x0 - M * s - best) ** 2 / (2 * M)


def height(x: Point, best: Point) -> Form:
    """f - f* - h/2 ‖g‖²."""
    return x.f - best.f - h / 2 * x.g**2


def far_from(g: Vector, mean: Vector, total: sp.Expr, Q: Form) -> Assumption:
    """Σ u_i ‖g_i - g‖² ≥ 0 multiplied out, where mean = Σ u_i g_i and total = Σ u_i."""
    reason = "squares of differences of gradients, summed up"
    return hypothesis(2 * (mean * g) <= Q + total * g**2, reason)


def first_point() -> Proof:
    """Φ_0 ≤ R²/(4Nh + 2), by one interpolation."""
    f = SmoothConvex(1)
    best, x = f.minimizer(), f.point("0")
    w, weight = from_best(0, N), along(0, N)
    Q = spare(0, N, h) * x.g**2
    phi = weight * height(x, best) + (1 - weight) / 2 * Q + middle(x, w * x.g, best)
    claim = phi <= (x - best) ** 2 / (2 * M)
    return prove(claim, [(w, f.interpolation(best, x))], ENDS)


def so_far() -> tuple[Any, ...]:
    """f, x*, x_0, the sums s, G = Σ g_i (i < j) and Q, and x_j = x_0 - h G, x_{j+1}."""
    f = SmoothConvex(1)
    best, x0 = f.minimizer(), Vector.letter("x_0")
    s, G, Q = Vector.letter("s_j"), Vector.letter("G_j"), Form.value("Q_j")
    x = f.at(x0 - h * G, "j")
    return f, best, x0, s, G, Q, x, f.at(x - h * x.g, "j+1")


def next_point() -> Proof:
    """Φ_{j+1} ≤ Φ_j for 0 ≤ j ≤ N - 2."""
    f, best, x0, s, G, Q, x, y = so_far()
    weight, after = along(j, N), along(j + 1, N)
    w, u = from_best(j + 1, N), spare(j + 1, N, h)
    phi = weight * height(x, best) + (1 - weight) / 2 * Q + middle(x0, s, best)
    s_after, Q_after = s + w * y.g, Q + u * y.g**2
    phi_after = after * height(y, best) + (1 - after) / 2 * Q_after
    phi_after = phi_after + middle(x0, s_after, best)
    far = far_from(y.g, M * s - h * (G + x.g), M * weight - h * (j + 1), Q)
    used = [
        (weight, f.interpolation(x, y)),
        (w, f.interpolation(best, y)),
        (w / 2, far),
    ]
    left = [(weight * (1 - h) / 2, x.g - y.g)]
    signs = [u, spare(0, N, h), 1 - after]
    return prove(phi_after <= phi, used, INSIDE, squares=left, conditions=signs)


def last_point() -> Proof:
    """f_N - f* ≤ Φ_{N-1}, with w_N = 1 - λ_{N-1}."""
    f, best, x0, s, G, Q, x, y = so_far()
    weight = along(N - 1, N)
    w = 1 - weight
    phi = weight * height(x, best) + w / 2 * Q + middle(x0, s, best)
    far = far_from(y.g, M * s - h * (G + x.g), M * weight - h * N, Q)
    used = [
        (weight, f.interpolation(x, y)),
        (w, f.interpolation(best, y)),
        (w / 2, far),
    ]
    left = [(weight * (1 - h) / 2, x.g - y.g)]
    claim = y.f - best.f + middle(x0, s + w * y.g, best) <= phi
    return prove(claim, used, ENDS, squares=left)


def weights_add_up() -> tuple[sp.Expr, ...]:
    """Σ_{i ≤ j} w_i = λ_j: true for j = 0, and each step adds the same to both."""
    step = along(j + 1, N) - along(j, N)
    return from_best(0, N) - along(0, N), from_best(j + 1, N) - step


EVERY_N = Theorem(
    name="2c-all",
    title="The gap of gradient descent, exactly, for every N",
    assumptions=r"$f$ convex, $\nabla f$ $L$-Lipschitz, a minimizer $x^\star$, "
    r"$\alpha = h/L$, $0 < h \le 1$, any $N \ge 1$",
    claim=r"$f(x_N) - f^\star \le \frac{L\|x_0 - x^\star\|^2}{4Nh + 2}$",
    source="DroriTeboulle2014",
    proofs=(first_point, next_point, last_point),
    identities=(weights_add_up,),
    experiment=try_short_steps,
    worst_case=on_huber,
    trusted="the induction over j < N, where sums are letters; scaling to L = 1",
)
THEOREMS = (EVERY_N,)
