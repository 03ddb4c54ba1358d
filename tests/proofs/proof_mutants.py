"""Wrong proofs made from right ones: the whole catalogue, broken in every small way.

``python tests/proofs/proof_mutants.py`` prints the table. A mutant must fail if the
judge finds it broken in its region; the engine must then refuse it. Others are
right by luck (a claim made weaker, a multiplier with room) and may be accepted.
"""

import pkgutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import chain
from typing import Any

import sympy as sp
from judge import Attempt, Judge
from weaker import Patch, replaced, spied

from gdcourse import proofs
from gdcourse.proofs import certificate
from gdcourse.proofs.forms import Claim, Form
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Theorem

MOST_ASSUMPTIONS = 11
MANY_PROOFS, FEW_PROOFS = 4, 2  # of a theorem proved for N = 1, 2, 3, …
UP, DOWN = sp.Rational(101, 100), sp.Rational(99, 100)
ZERO = Form({})
PAST = sp.Rational(1, 10)  # how far a parameter leaves its range
Table = Counter[tuple[str, str]]


def modules() -> list[Any]:
    """The modules of the room."""
    names = [m.name for m in pkgutil.iter_modules(proofs.__path__)]
    return [import_module(f"gdcourse.proofs.{name}") for name in names]


def catalogue() -> list[Theorem]:
    """Every theorem of every module, each once."""
    found = [t for module in modules() for t in getattr(module, "THEOREMS", ())]
    return list(dict.fromkeys(found))


@contextmanager
def recorded(search: bool = False) -> Iterator[list[Attempt]]:
    """What is given to ``prove`` meanwhile; ``search`` lets the engine find squares."""
    attempts: list[Attempt] = []

    def record(claim, using, where=None, *, squares=None, conditions=(), name=""):
        where = where or Region()
        squares = None if search else squares
        attempt = Attempt(claim, list(using), where, squares, conditions, name)
        attempts.append(attempt)
        return certificate.prove(
            claim, using, where, squares=squares, conditions=conditions, name=name
        )

    using_it = [m for m in modules() if getattr(m, "prove", None) is certificate.prove]
    for module in using_it:
        if module is not certificate:
            module.prove = record
    try:
        yield attempts
    finally:
        for module in using_it:
            module.prove = certificate.prove


def is_refused(attempt: Attempt, **changes: Any) -> bool:
    """Whether the engine refuses it; any other exception is a bug of the engine."""
    given = {**vars(attempt), "squares": None, **changes}
    claim, using, where = given.pop("claim"), given.pop("using"), given.pop("where")
    try:
        certificate.prove(claim, using, where, **given)
    except Refused:
        return True
    return False


def count(table: Table, kind: str, must_fail: bool, refused: bool) -> bool:
    """One more row; whether a mutant that must fail has survived."""
    if must_fail:
        table[kind, "refused" if refused else "SURVIVED"] += 1
        return not refused
    table[kind, "right, refused" if refused else "right, accepted"] += 1
    return False


def of_multipliers(attempt: Attempt, judge: Judge) -> Iterator[tuple]:
    """Each multiplier 1 % larger, with the other sign, and dropped."""
    for i, (multiplier, assumption) in enumerate(attempt.using):
        if sp.sympify(multiplier) == 0:
            continue
        for kind, factor in (("+1 %", UP), ("sign flipped", -1), ("dropped", 0)):
            using = [*attempt.using]
            using[i] = (sp.sympify(multiplier) * factor, assumption)
            if factor == 0:
                del using[i]
            factors = [factor if j == i else 1 for j in range(len(attempt.using))]
            must_fail = judge.breaks(factors=factors)
            yield f"multiplier {kind}", must_fail, is_refused(attempt, using=using)


def of_claims(attempt: Attempt, judge: Judge) -> Iterator[tuple]:
    """Each coefficient of the claim 1 % larger and smaller."""
    parts = attempt.claim.slack.parts
    for pair, c in parts.items():
        for factor in (UP, DOWN):
            claim = Claim(ZERO, Form({**parts, pair: c * factor}))
            row = judge.pairs.index(pair)
            slack = judge.slack.copy()
            change = slack[row] * (float(factor) - 1)
            slack[row] += change
            if len(pair) == 2 and pair[0] is pair[1]:
                up, down = (change >= 0).all(), (change <= 0).all()
                kind = "‖v‖² weaker" if up else "‖v‖²" if down else "‖v‖² of two signs"
            else:
                kind = ("number", "function value", "inner product")[len(pair)]
            must_fail = judge.breaks(slack=slack)
            yield f"claim: {kind}", must_fail, is_refused(attempt, claim=claim)


def of_squares(attempt: Attempt, proof: Any) -> Iterator[tuple]:
    """Each square 1 % larger, with the other sign, and dropped."""
    squares = proof.squares
    for i, (c, vector) in enumerate(squares):
        if attempt.where.evaluate(c) == 0 or not vector.parts:
            continue
        for kind, factor in (("+1 %", UP), ("sign flipped", -1), ("dropped", 0)):
            mutant = [*squares]
            mutant[i] = (c * factor, vector)
            yield f"square {kind}", True, is_refused(attempt, squares=mutant)


def of_ranges(attempt: Attempt) -> Iterator[tuple]:
    """Each parameter that has a range goes a little past its end."""
    where = attempt.where
    for symbol, meaning in (where.positive | where.nonnegative).items():
        if symbol in where.positive and meaning == symbol:
            continue
        moved = sp.Symbol(f"{symbol}_past")
        groups = []
        for group in (where.positive, where.nonnegative):
            mine = {moved: meaning + PAST} if symbol in group else {}
            groups.append({s: m for s, m in group.items() if s != symbol} | mine)
        try:
            solve = {**where.solve, symbol: moved - PAST}
            wide = Region(positive=groups[0], nonnegative=groups[1], solve=solve)
        except Refused:
            yield "range widened", True, True
            continue
        must_fail = Judge(attempt, wide).breaks()
        yield "range widened", must_fail, is_refused(attempt, where=wide)


def of_patches(make: Callable, used: Iterable[Patch]) -> Iterator[tuple]:
    """The proof made anew while a function class grants less, or steps are longer."""
    for patch in used:
        with replaced(patch), recorded(search=True) as attempts:
            try:
                make()
                refused = False
            except Refused:
                refused = True
        broken = any(Judge(attempt).breaks() for attempt in attempts)
        yield patch.kind, broken, refused


def of_certificate(attempt: Attempt) -> Iterator[tuple]:
    """What can be done to one certificate as it stands."""
    judge = Judge(attempt)
    yield "(nothing)", judge.breaks(), False
    yield from of_multipliers(attempt, judge)
    yield from of_claims(attempt, judge)
    yield from of_squares(attempt, certificate.prove(**vars(attempt)))
    yield from of_ranges(attempt)


def mutate(theorem: Theorem, table: Table) -> list[str]:
    """Count the mutants of one theorem; those that survive are returned."""
    survivors = []
    family = len(theorem.proofs) > MANY_PROOFS
    for make in theorem.proofs[: FEW_PROOFS if family else None]:
        with spied() as used, recorded() as attempts:
            make()
        small = [a for a in attempts if len(a.using) <= MOST_ASSUMPTIONS]
        table["certificates", "whole" if len(small) == len(attempts) else "long"] += 1
        if len(small) < len(attempts):
            continue
        mutants = chain(of_patches(make, used), *map(of_certificate, small))
        for kind, must_fail, refused in mutants:
            if count(table, kind, must_fail, refused):
                survivors.append(f"{theorem.name}: {kind}")
    return survivors


def written(table: Table) -> str:
    """The table as text."""
    outcomes = ("refused", "SURVIVED", "right, accepted", "right, refused")
    kinds = list(dict.fromkeys(kind for kind, _ in table if kind != "certificates"))
    rows = [[kind, *(str(table[kind, o]) for o in outcomes)] for kind in kinds]
    sums = [str(sum(table[kind, o] for kind in kinds)) for o in outcomes]
    rows = [["mutant", *outcomes], *rows, ["all", *sums]]
    return "\n".join(
        f"{row[0]:44s}" + "".join(f"{cell:>17s}" for cell in row[1:]) for row in rows
    )


@contextmanager
def brief_messages() -> Iterator[None]:
    """Nobody reads these refusals: what is left over need not be factored."""
    shown, told = Region.shown, certificate.told
    Region.shown = lambda self, value: self.field.to_sympy(value)
    certificate.told = lambda value, where: where.shown(value)
    try:
        yield
    finally:
        Region.shown, certificate.told = shown, told


def whole_table() -> tuple[Table, list[str]]:
    """The counts of the whole catalogue, and what survived."""
    table: Table = Counter()
    with brief_messages():
        survivors = [text for theorem in catalogue() for text in mutate(theorem, table)]
    return table, survivors


if __name__ == "__main__":
    counted, left = whole_table()
    print(written(counted))  # noqa: T201
    print("\n".join(left) or "none survived")  # noqa: T201
