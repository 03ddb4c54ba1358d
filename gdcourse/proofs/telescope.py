"""Lesson 03: from one step to all steps, by a quantity that never grows.

If V_{k+1} ≤ V_k holds for every k ≥ 0, then V_N ≤ V_0. The induction is trusted; that
the step was proved for every state and every k is checked.
"""

from collections.abc import Callable
from typing import Any

import sympy as sp

from gdcourse.proofs.assumptions import Assumption, granted
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.vectors import Vector

State = tuple[Any, ...]  # points and vectors, and last the number of the step


def telescope(
    potential: Callable[..., Form],
    step: Proof,
    before: State,
    after: State,
    start: State,
    steps: sp.Symbol,
) -> tuple[State, Assumption]:
    """The state after N steps, and the assumption V(that state) ≤ V(start).

    Parameters
    ----------
    potential : V, a function of the state
    step : a proof of V(*after) ≤ V(*before)
    before, after : the states in that proof. Those before are letters that nothing is
        known about, and k; those after end with k + 1
    start : the state at k = 0, which ends with 0
    steps : the symbol N

    The state that is returned has letters of its own, so nothing else is known of it.
    Raises ``Refused`` if the proof is about something else.

    >>> from gdcourse.proofs.certificate import prove
    >>> from gdcourse.proofs.functions import SmoothConvex
    >>> from gdcourse.proofs.region import Region
    >>> L, k, N = sp.symbols("L k N")
    >>> f = SmoothConvex(L)
    >>> best, x = f.minimizer(), f.point("k")
    >>> y = f.at(x - x.g / L, "k+1")
    >>> def V(p, k):
    ...     return k * (p.f - best.f) + L / 2 * (p - best) ** 2
    >>> used = [(k + 1, f.descent(x, y)), (1, f.convex(best, x))]
    >>> step = prove(V(y, k + 1) <= V(x, k), used, Region(L, nonnegative=[k]))
    >>> first = f.point("0")
    >>> (last, _), falls = telescope(V, step, (x, k), (y, k + 1), (first, 0), N)
    >>> rate = last.f - best.f <= L / (2 * N) * (first - best) ** 2
    >>> proof = prove(rate, [(1 / N, falls)], Region(L, N))
    """
    _check_step(potential(*before) - potential(*after), step)
    _check_states(before, after, start, step)
    last = (*(_renamed(part, str(steps)) for part in before[:-1]), steps)
    fallen = potential(*last) <= potential(*start)
    return last, granted(fallen, f"sum of the steps 0 to {steps} - 1")


def _check_step(wanted: Form, step: Proof) -> None:
    difference = step.claim.slack - wanted
    if any(step.where.evaluate(c) for c in difference.parts.values()):
        raise Refused(
            f"the proof must be about this potential, got {step.claim.latex}. "
            "Prove potential(after) <= potential(before)."
        )


def _check_states(before: State, after: State, start: State, step: Proof) -> None:
    k = before[-1]
    if not isinstance(k, sp.Symbol) or sp.expand(after[-1] - k) != 1 or start[-1] != 0:
        raise Refused(
            f"steps are counted 0, …, k, k + 1, got {start[-1]}, {k}, {after[-1]}. "
            "End the three states with 0, k and k + 1."
        )
    if k not in step.where.nonnegative:
        raise Refused(
            f"the step must be proved for every k ≥ 0, got a region without {k} ≥ 0. "
            f"Declare it: Region(..., nonnegative=[{k}])."
        )
    for part in before[:-1]:
        if list(part.parts.values()) != [1]:
            raise Refused(
                f"the step must be proved for every state, got {part.latex}, which is "
                "made of others. Begin with f.point(...) and Vector.letter(...)."
            )


def _renamed(part: Vector, name: str) -> Vector:
    """A letter of the same kind, of which nothing is known."""
    if isinstance(part, Point):
        return part.owner.point(name)
    return Vector.letter(f"{part.latex.partition('_')[0]}_{{{name}}}")
