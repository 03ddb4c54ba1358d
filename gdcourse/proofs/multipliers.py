"""Lesson 03: find the multipliers. A puzzle without an answer key.

A puzzle states a claim and names assumptions A, B, …. You give each a multiplier; the
engine adds up. Any multipliers that prove the claim are right. If they do not, what
is left over is the hint: make it vanish, or make it a sum of squares.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.derivation import parse_formula
from gdcourse.proofs.assumptions import Assumption
from gdcourse.proofs.certificate import TURNS, prove
from gdcourse.proofs.forms import Claim, Form, name_of
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region, exact
from gdcourse.proofs.wording import meanings_of, plain, told


@dataclass(frozen=True, eq=False)
class Graded:
    """What became of a guess.

    proof : the proof, or None
    leftover : claim - Σ multiplier × assumption, the part that has to be squares
    hint : what to do about it, "" for a proof
    """

    proof: Proof | None
    leftover: Form
    hint: str = ""

    @property
    def is_proved(self) -> bool:
        """Whether the multipliers prove the claim."""
        return self.proof is not None

    def __str__(self) -> str:
        return plain(str(self.proof)) if self.proof else f"not proved: {self.hint}"


@dataclass(frozen=True, eq=False, repr=False)
class Puzzle:
    """A claim, and the assumptions from which it follows.

    Parameters
    ----------
    name : one line for people
    claim : what is to be proved
    assumptions : name → assumption; not every one of them need be of use
    where : the parameters for which it is claimed
    setting : what the points are, as LaTeX
    """

    name: str
    claim: Claim
    assumptions: Mapping[str, Assumption]
    where: Region
    setting: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The symbols that may stand in a multiplier."""
        known = {*self.where.coordinates, *self.where.solve}
        meanings = (self.where.positive | self.where.nonnegative).values()
        used = set().union(*(meaning.free_symbols for meaning in meanings))
        return tuple(sorted(symbol.name for symbol in known & used))

    def grade(self, **multipliers: Any) -> Graded:
        """Add up, and see whether it is a proof. One that is not given is 0.

        A multiplier is an exact number, a SymPy expression, or text such as "k + 1".
        Raises ``Refused`` for what cannot be a multiplier at all.

        >>> from gdcourse.proofs.puzzles import one_over_k
        >>> puzzle = one_over_k()
        >>> print(puzzle.grade(A=1, B=1))
        not proved: function values and constants must cancel, got k · f_k, \
-k · f_{k+1} left over. Change the multipliers until they do. f_k occurs in A, B, C; \
f_{k+1} occurs in A.
        >>> puzzle.grade(A="k + 1", B=1).is_proved
        True
        """
        using = [
            (self._read(name, multiplier), self._assumption(name))
            for name, multiplier in multipliers.items()
        ]
        leftover = self._leftover(using)
        try:
            proof = prove(self.claim, using, self.where, name=self.name)
        except Refused as refusal:
            return Graded(None, leftover, self._hint(str(refusal), leftover))
        return Graded(proof, leftover)

    @property
    def latex(self) -> str:
        """The puzzle: the claim and the assumptions by name."""
        lines = [rf"\text{{where}}\quad & {self.setting}"] if self.setting else []
        lines += [rf"\text{{claim}}\quad & {self.claim.latex}"]
        for name, assumption in self.assumptions.items():
            reason = rf"\text{{{plain(assumption.reason)}}}"
            lines.append(rf"({name})\quad & {assumption.latex} \qquad {reason}")
        body = " \\\\\n".join(lines)
        return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex}$"

    def __repr__(self) -> str:
        named = [f"{n}: {plain(q.reason)}" for n, q in self.assumptions.items()]
        return f"{self.name}, from {'; '.join(named)}"

    def _assumption(self, name: str) -> Assumption:
        if name in self.assumptions:
            return self.assumptions[name]
        close = get_close_matches(name.upper(), self.assumptions, 1, 0.5)
        hint = f"Did you mean {close[0]}?" if close else "Leave it out."
        raise Refused(
            f"the assumptions are {', '.join(self.assumptions)}, got {name}. {hint}"
        )

    def _read(self, name: str, multiplier: Any) -> sp.Expr:
        """The multiplier over the puzzle's own symbols."""
        if isinstance(multiplier, str):
            multiplier = parse_formula(multiplier, self.parameters or ("x",))
        elif isinstance(multiplier, bool) or not _is_number(multiplier):
            raise Refused(
                f"{name} must be a number or an expression, got {shown(multiplier)}. "
                'Write 1, Rational(1, 2) or "k + 1".'
            )
        multiplier = exact(multiplier)
        unknown = {s.name for s in multiplier.free_symbols} - {*self.parameters}
        if unknown:
            allowed = ", ".join(self.parameters) or "none: give numbers"
            raise Refused(
                f"{name} must be made of the puzzle's parameters, got "
                f"{sorted(unknown)[0]}. They are {allowed}."
            )
        return multiplier.xreplace(
            {symbol: sp.Symbol(symbol.name) for symbol in multiplier.free_symbols}
        )

    def _leftover(self, using: list[tuple[sp.Expr, Assumption]]) -> Form:
        """claim - Σ multiplier × assumption, simplified in the region."""
        rest = self.claim.slack
        for multiplier, assumption in using:
            rest = rest - assumption.form * multiplier
        values = {pair: self.where.evaluate(c) for pair, c in rest.parts.items()}
        return Form({pair: told(c, self.where) for pair, c in values.items() if c})

    def _hint(self, message: str, leftover: Form) -> str:
        """The engine's message in the puzzle's letters, and where values occur."""
        for name, assumption in self.assumptions.items():
            reason = plain(assumption.reason)
            message = message.replace(f"the {reason}", f"assumption {name}")
        if message.startswith("a multiplier"):
            return plain(message if TURNS in message else f"{message} {TURNS}")
        message += meanings_of(message, self.where)
        places = [
            f"{name_of(pair)} occurs in {', '.join(names)}"
            for pair in leftover.parts
            if len(pair) == 1 and (names := self._holding(pair))
        ]
        return plain(f"{message} {'; '.join(places)}." if places else message)

    def _holding(self, pair: tuple) -> list[str]:
        return [n for n, used in self.assumptions.items() if pair in used.form.parts]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, sp.Expr)) or hasattr(value, "numerator")
