"""Lesson 03: a proof is a sum, and the computer adds it up.

claim:  larger - smaller  =  Σ λ_i · assumption_i  +  Σ c_j ‖v_j‖²

With every λ_i ≥ 0 (any sign for an equation) and every c_j ≥ 0 the right side is at
least 0, and the claim holds. ``prove`` checks the signs and the identity exactly.
"""

from collections.abc import Sequence
from typing import Any

from gdcourse.arguments import shown
from gdcourse.proofs.assumptions import Assumption
from gdcourse.proofs.forms import Claim, Pair, name_of
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region, exact
from gdcourse.proofs.squares import Square, expanded, sum_of_squares
from gdcourse.proofs.vectors import ONE, Vector
from gdcourse.proofs.wording import listed, plain, told

UNIT = (*ONE.parts, *ONE.parts)
USING = "assumptions are used in pairs (multiplier, assumption)"
SQUARES = "squares are pairs (coefficient, vector)"
TURNS = "An inequality times a negative number turns."
UNFIT = "The multipliers or the step do not fit."
Using = Sequence[tuple[Any, Assumption]]


def prove(
    claim: Claim,
    using: Using,
    where: Region | None = None,
    *,
    squares: Sequence[tuple[Any, Vector]] | None = None,
    conditions: Sequence[Any] = (),
    name: str = "",
) -> Proof:
    """Verify that the multiples of the assumptions give the claim.

    Parameters
    ----------
    claim : smaller <= larger
    using : pairs (multiplier, assumption); a multiplier is exact and at least 0
    where : the parameters for which it is claimed
    squares : what is left over, as pairs (coefficient, vector); without it the engine
        looks for squares itself
    conditions : expressions that must be at least 0 for the claim to mean what it says,
        such as 1 - ρ and ρ for a rate

    Raises ``Refused`` with what is left over, or what has no sign.

    >>> from gdcourse.proofs.functions import Smooth
    >>> from sympy import Symbol
    >>> L = Symbol("L")
    >>> f = Smooth(L)
    >>> x = f.point("k")
    >>> y = f.at(x - x.g / L, "k+1")
    >>> proof = prove(y.f <= x.f - x.g**2 / (2 * L), [(1, f.descent(x, y))], Region(L))
    >>> print(proof)
    proved the claim: 1 × descent lemma from k to k+1; left over 0
    """
    where = _checked_region(Region() if where is None else where)
    used = tuple(_checked(m, item, where) for m, item in _pairs(USING, using))
    _check_claim(claim, conditions, where)
    rest: dict[Pair, Any] = {}
    _add(rest, where, 1, claim.slack.parts)
    for multiplier, assumption in used:
        _add(rest, where, -multiplier, assumption.form.parts)
    found = _squares(_without_zeros(rest), squares, where)
    asked = tuple(exact(condition) for condition in conditions)
    given = None if squares is None else tuple((exact(c), v) for c, v in squares)
    return Proof(claim, used, where, asked, found, given, name)


def _checked_region(where: Any) -> Region:
    if not isinstance(where, Region):
        raise Refused(
            f"parameters are declared by a region, got {shown(where)}. "
            "Write Region(L), which takes L as positive."
        )
    return where


def _pairs(what: str, given: Any) -> list[tuple]:
    """Pairs, or a refusal of anything else."""
    pairs = list(given) if isinstance(given, (list, tuple)) else [given]
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise Refused(
                f"{what}, got {getattr(pair, 'latex', shown(pair))}. "
                "Write a list of them, such as [(2, a), (1, b)]."
            )
    return pairs


def _checked(multiplier: Any, assumption: Any, where: Region) -> tuple:
    """A multiplier with a sign and an assumption that is one."""
    if isinstance(assumption, Claim) or not isinstance(assumption, Assumption):
        given = getattr(assumption, "latex", shown(assumption))
        raise Refused(
            f"a proof uses assumptions, got {given}. A claim does not prove itself: "
            "use an inequality of a function class, or hypothesis(...)."
        )
    assumption.check_class(where)
    multiplier = exact(multiplier)
    value = where.evaluate(multiplier)
    if not assumption.is_equation and not where.has_no_minus(value):
        raise Refused(
            f"a multiplier must be at least 0 in the whole region, got {multiplier} "
            f"for the {plain(assumption.reason)}. "
            f"{_minus(multiplier, value, where, TURNS)}"
        )
    if assumption.step is not None:
        where.check_inside(assumption.step.where, assumption.counter)
    return multiplier, assumption


def _minus(given: Any, value: Any, where: Region, advice: str) -> str:
    """Where a minus sign is left; a number shows it without more words."""
    if given.is_number:
        return advice
    return f"A minus sign is left in {where.shown(value)}."


def _check_claim(claim: Any, conditions: Sequence[Any], where: Region) -> None:
    if not isinstance(claim, Claim):
        raise Refused(
            f"a claim compares two numbers, got {shown(claim)}. "
            "Write y.f <= x.f - a * x.g**2."
        )
    for c in (*claim.smaller.parts.values(), *claim.larger.parts.values()):
        where.evaluate(c)  # a division by zero that cancels is one all the same
    for condition in conditions:
        if not where.is_nonnegative(condition):
            raise Refused(
                f"a condition of the claim must be at least 0, got {condition}. "
                "The identity alone does not make the theorem: shrink the region."
            )


def _add(rest: dict[Pair, Any], where: Region, factor: Any, parts: dict) -> None:
    factor = where.evaluate(factor)
    for pair, c in parts.items():
        rest[pair] = rest.get(pair, where.field.zero) + factor * where.evaluate(c)


def _without_zeros(rest: dict[Pair, Any]) -> dict[Pair, Any]:
    return {pair: c for pair, c in rest.items() if c}


def _squares(rest: dict, given: Sequence | None, where: Region) -> list[Square]:
    """The squares that are left, found or given; nothing else may be left."""
    number = rest.pop((), None)  # one that is at least 0 counts as a square
    if number is not None:
        home = UNIT if where.has_no_minus(number) else ()
        rest[home] = rest.get(home, where.field.zero) + number
    values = {pair: c for pair, c in rest.items() if len(pair) < 2}
    if values:
        raise Refused(
            f"function values and constants must cancel, got {_listed(values, where)} "
            "left over. Change the multipliers until they do."
        )
    if given is None:
        found = sum_of_squares(rest, where)
    else:
        found = [_given(c, v, where) for c, v in _pairs(SQUARES, given)]
    for pair, c in expanded(found, where).items():
        rest[pair] = rest.get(pair, where.field.zero) - c
    rest = _without_zeros(rest)
    if rest:
        raise Refused(
            f"claim and sum must agree, got {_listed(rest, where)} left over. "
            "A multiplier or a square is wrong."
        )
    return found


def _given(c: Any, vector: Vector, where: Region) -> Square:
    value = where.evaluate(c)
    if not where.has_no_minus(value):
        raise Refused(
            f"a square needs a coefficient of at least 0, got {exact(c)}. "
            f"{_minus(exact(c), value, where, UNFIT)}"
        )
    if not isinstance(vector, Vector):
        raise Refused(
            f"{SQUARES}, got {shown(vector)}. Write (2, x - y) for 2‖x - y‖²."
        )
    if any(letter.variance is not None for letter in vector.parts):
        raise Refused(
            f"a square must not hold noise, got {vector.latex}. Use letters without it."
        )
    return value, {a: where.evaluate(part) for a, part in vector.parts.items()}


def _listed(rest: dict[Pair, Any], where: Region) -> str:
    """What is left, in the learner's letters."""
    return listed((told(c, where), name_of(pair)) for pair, c in rest.items())
