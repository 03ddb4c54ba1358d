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
        known about (points, vectors, or numbers such as a sum so far), and k; those
        after end with k + 1. What V holds besides is older than they are.
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
    _check_kinds(before, after, start)
    _check_step(potential(*before) - potential(*after), step)
    _check_counter(before[-1], after[-1], start[-1], steps, step)
    letters = _check_letters(before[:-1])
    last = (*(_renamed(part, str(steps)) for part in before[:-1]), steps)
    _check_age(potential(*last), last[:-1], min(letter.born for letter in letters))
    _check_constants(potential(*last[:-1], sp.Dummy()), before, step)
    fallen = potential(*last) <= potential(*start)
    falls = granted(fallen, f"sum of the steps 0 to {steps} - 1")
    falls.step, falls.counter = step, before[-1]
    return last, falls


def _check_kinds(before: State, after: State, start: State) -> None:
    """The state after a step is one from which the next step begins."""
    if not len(before) == len(after) == len(start):
        raise Refused(
            "the three states must have the same parts, got "
            f"{len(before)}, {len(after)} and {len(start)} of them. Write (x, k)."
        )
    for part, *others in zip(before[:-1], after[:-1], start[:-1], strict=True):
        for other in others:
            if not (isinstance(part, Point) and isinstance(other, Point)):
                continue  # a vector that is no point has neither f nor g
            if other.owner is not part.owner:
                raise Refused(
                    f"a state must keep its function, got {other.latex}, a point of "
                    f"another function than {part.latex}. Make both with the same f."
                )


def _check_step(wanted: Form, step: Proof) -> None:
    difference = step.claim.slack - wanted
    if any(step.where.evaluate(c) for c in difference.parts.values()):
        raise Refused(
            f"the proof must be about this potential, got {step.claim.latex}. "
            "Prove potential(after) <= potential(before)."
        )


def _check_counter(k: Any, after: Any, start: Any, steps: Any, step: Proof) -> None:
    if not isinstance(steps, sp.Symbol):
        raise Refused(
            f"the number of steps must be a symbol, got {steps}. Write symbols('N')."
        )
    if not isinstance(k, sp.Symbol) or sp.expand(after - k) != 1 or start != 0:
        raise Refused(
            f"steps are counted 0, …, k, k + 1, got {start}, {k}, {after}. "
            "End the three states with 0, k and k + 1."
        )
    meanings = step.where.positive | step.where.nonnegative
    bound = [m for c, m in meanings.items() if c != k and m.has(k)]
    if k not in step.where.nonnegative or bound:
        raise Refused(
            f"the step must be proved for every k ≥ 0, got a region without {k} ≥ 0. "
            f"Declare it: Region(..., nonnegative=[{k}])."
        )


def _check_letters(parts: tuple) -> list:
    """The letters of a state; the step must have been proved for every state."""
    letters = []
    for part in parts:
        (letter, c), *others = part.parts.items()
        if isinstance(letter, tuple):  # a number; an inner product has two letters
            letter, *more = letter
            others += more
        if others or c != 1 or letter.tied or letter.variance is not None:
            raise Refused(
                f"the step must be proved for every state, got {part.latex}, which "
                "is tied or made of others. Begin with f.point(...), "
                "Vector.letter(...) or Form.value(...)."
            )
        letters.append(letter)
    if len(set(letters)) < len(letters):
        raise Refused(
            f"the parts of a state must be different letters, got {letters[0].name} "
            "twice. Name each part once."
        )
    return letters


def _check_age(potential: Form, parts: tuple, first: int) -> None:
    """What else stands in V must not depend on the state: it is older."""
    known = set()
    for part in parts:
        keys = [*part.parts]
        if isinstance(part, Point):
            keys += [*part.g.parts, *part.f.parts]
        known |= {key[0] if isinstance(key, tuple) else key for key in keys}
    for letter in {a for pair in potential.parts for a in pair} - known:
        if letter.born >= first:
            raise Refused(
                f"a potential holds its state and what is older, got {letter.name}. "
                "Make it a part of the state, or make it before the state."
            )


def _check_constants(potential: Form, before: State, step: Proof) -> None:
    """What else stands in V, or is known of f, is the same number in every step."""
    owners = [part.owner for part in before[:-1] if isinstance(part, Point)]
    constants = [c for owner in owners for c in vars(owner).values()]
    numbers = [c for c in constants if isinstance(c, sp.Expr)]
    numbers += map(sp.sympify, potential.parts.values())
    k, where = before[-1], step.where
    for symbol in set().union(*(number.free_symbols for number in numbers)):
        is_solved = symbol in where.solve
        defined = where.shown(where.evaluate(symbol)) if is_solved else symbol
        if defined.has(k):
            raise Refused(
                f"a potential takes {k} as its argument, got {symbol}, which changes "
                f"with {k} behind its back. Write V(x, k) with {k} in it."
            )


def _renamed(part: Any, name: str) -> Any:
    """A letter of the same kind, of which nothing is known."""
    if isinstance(part, Point):
        return part.owner.point(name)
    text = f"{part.latex.partition('_')[0]}_{{{name}}}"
    return Form.value(text) if isinstance(part, Form) else Vector.letter(text)
