"""Lesson 03: answers that are multipliers. The engine grades them, without a key.

A puzzle of ``gdcourse/proofs/puzzles.py`` has a claim and three assumptions A, B, C.
The answer gives each a multiplier; whatever adds up to the claim is right, and what is
left over is the hint. In a task, ``returns=multipliers`` and, for each puzzle::

    @task.property("your sum must prove the rate 1/k.", points=1)
    def first(call, rng):
        yield from proved(call, "one_over_k", *letters("k a"))
"""

from collections.abc import Callable, Iterator
from importlib import import_module

from gdcourse.checks.comparison import such_that
from gdcourse.checks.convergence_proofs_formulas import formula, letters
from gdcourse.checks.kinds import WrongKind, advice, refuse
from gdcourse.checks.showing import show

ASSUMPTIONS = ("A", "B", "C")
SYMBOLS = ("a", "k", "L", "mu")


def multipliers(value: object) -> dict[str, object]:
    """An exact multiplier for each of A, B, C, by name; one that is left out is 0."""
    if not isinstance(value, dict):
        several = isinstance(value, (list, tuple))
        more = "A call asks for one puzzle, by its name." if several else advice(value)
        raise refuse('a dict such as {"A": 2, "B": k}', value, more)
    for name, given in value.items():
        if name not in ASSUMPTIONS:
            words = f"the assumptions are A, B and C, got {show(name)}."
            raise WrongKind(f"{words} {instead(name, given)}")
    return {name: multiplier(name, value.get(name, 0)) for name in ASSUMPTIONS}


def instead(name: object, given: object) -> str:
    """What to try where no assumption has the name."""
    if isinstance(given, dict):
        return "Return the dict of that puzzle alone which the call asks for."
    near = str(name).strip().upper()
    return f"Did you mean {near!r}?" if near in ASSUMPTIONS else "Leave it out."


def multiplier(name: str, value: object) -> object:
    """An exact number or a formula, also as text, over the letters of the check."""
    from gdcourse.derivation import parse_formula

    try:
        found = formula(
            parse_formula(value, SYMBOLS) if isinstance(value, str) else value
        )
    except (ValueError, WrongKind) as error:
        words = str(error).replace("it must return", "it must be")
        raise WrongKind(f"multiplier {name}: {words}") from None
    if "floor(" in str(found):
        raise WrongKind(
            f"multiplier {name}: a proof needs exact quotients, got {found}. "
            "// rounds down; write /."
        )
    known = {symbol.name: symbol for symbol in letters(" ".join(SYMBOLS))}
    return found.xreplace({s: known.get(s.name, s) for s in found.free_symbols})


def proved(call: Callable, puzzle: str, *arguments: object) -> Iterator[tuple]:
    """The one trial of a puzzle: the engine adds up what the answer gives for it."""
    found = call(puzzle, *arguments)
    trouble = objection(puzzle, found)
    accepted = such_that("multipliers that prove the claim", lambda _: not trouble)
    yield found, accepted, trouble


def objection(puzzle: str, found: dict[str, object]) -> str:
    """What is left over or has no sign, in the puzzle's letters, or nothing."""
    from gdcourse.proofs.forms import name_of
    from gdcourse.proofs.refusal import Refused
    from gdcourse.proofs.wording import listed

    puzzles = import_module("gdcourse.proofs.puzzles")
    try:
        graded = getattr(puzzles, puzzle)().grade(**found)
    except Refused as refusal:
        return f"{puzzle}: {refusal}"
    if graded.is_proved:
        return ""
    rest = listed((c, name_of(pair)) for pair, c in graded.leftover.parts.items())
    more = "" if "left over" in graded.hint else f" Left over: {rest}."
    only_squares = graded.hint.startswith("what is left must be a sum of squares")
    so_far = "the values cancel, but " if only_squares else ""
    return f"{puzzle}: {so_far}{graded.hint}{more}"
