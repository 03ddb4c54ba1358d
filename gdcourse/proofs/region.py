"""Lesson 03: where the parameters live, and which expressions are never negative there.

A region is described by coordinates that are positive, or at least zero. Every scalar
of a proof is evaluated once, exactly, as a fraction of polynomials in them. It counts
as "at least zero" when no minus sign is left in it: a sound rule that a person can
check by eye. It may refuse a true sign; it never accepts a false one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp
from sympy import QQ

from gdcourse.proofs.exactness import check_symbols, exact
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.signs import sign, sign_of_terms


class Region:
    """The values of the parameters for which a theorem is claimed.

    Parameters
    ----------
    plain : symbols that are greater than 0
    positive : {coordinate: meaning}, where the meaning is assumed greater than 0
    nonnegative : the same with "at least 0"; or symbols that are their own meaning
    solve : {parameter: expression} in the coordinates, the inverse of the meanings

    >>> L, mu, d = sp.symbols("L mu d")
    >>> region = Region(mu, positive={d: L - mu}, solve={L: mu + d})
    >>> region.is_nonnegative(L - mu), region.is_nonnegative(mu - L)
    (True, False)
    """

    def __init__(
        self,
        *plain: sp.Symbol,
        positive: Mapping[sp.Symbol, sp.Expr] | None = None,
        nonnegative: Mapping[sp.Symbol, sp.Expr] | Iterable[sp.Symbol] = (),
        solve: Mapping[sp.Symbol, sp.Expr] | None = None,
    ) -> None:
        if not isinstance(nonnegative, Mapping):
            nonnegative = {symbol: symbol for symbol in nonnegative}
        self.positive = {symbol: symbol for symbol in plain} | dict(positive or {})
        self.nonnegative = dict(nonnegative)
        self.solve = dict(solve or {})
        meanings = self.positive | self.nonnegative
        check_symbols(self.positive, self.nonnegative, self.solve)
        self.coordinates = sorted(meanings, key=str)
        self.field = QQ.frac_field(*self.coordinates) if self.coordinates else QQ
        gens = self.field.gens if self.coordinates else ()
        self._known = dict(zip(self.coordinates, gens, strict=True))
        self._memory: dict[sp.Expr, Any] = {}
        self._open: set[sp.Symbol] = set()  # what is being solved for
        self._check(meanings)

    def evaluate(self, expression: Any) -> Any:
        """The expression as an element of the field QQ(coordinates), exactly."""
        expression = exact(expression)
        value = self._memory.get(expression)
        if value is None:
            value = self._memory[expression] = self._evaluate(expression)
        return value

    def is_nonnegative(self, expression: Any) -> bool:
        """Whether no minus sign is left in it."""
        return self.has_no_minus(self.evaluate(expression))

    def has_no_minus(self, value: Any) -> bool:
        """The same for an element of the field."""
        if not self.coordinates:
            return value >= 0
        return not value or (sign(value.numer) * sign(value.denom) > 0)

    def shown(self, value: Any) -> sp.Expr:
        """An element of the field as SymPy writes it."""
        return sp.factor(self.field.to_sympy(value))

    def inequalities(self) -> list[sp.Expr]:
        """What is assumed of the parameters, to be printed with the theorem."""
        ranged = {*self._ranged(), *self._known}
        defined = [sp.Eq(s, e) for s, e in self.solve.items() if s not in ranged]
        return [
            *(sp.Gt(meaning, 0) for meaning in self.positive.values()),
            *(sp.Ge(meaning, 0) for meaning in self.nonnegative.values()),
            *defined,
        ]

    def _check(self, meanings: dict[sp.Symbol, sp.Expr]) -> None:
        """Meanings and ``solve`` undo each other: the coordinates reach every point."""
        for coordinate, meaning in meanings.items():
            if self.evaluate(meaning) != self._known[coordinate]:
                raise Refused(
                    f"a coordinate must be what it stands for, got {coordinate} for "
                    f"{meaning}. After solve={self.solve} the two differ; mend solve."
                )
        for parameter in self._ranged():
            back = self.solve[parameter].xreplace(meanings)
            parameters = sorted(back.free_symbols | {parameter}, key=str)
            field = QQ.frac_field(*parameters).field
            if field.from_expr(back) != field.from_expr(parameter):
                raise Refused(
                    f"solve must recover each parameter, got {back} for {parameter}. "
                    "The proof would hold for some parameters only; mend solve."
                )

    def _ranged(self) -> list[sp.Symbol]:
        """The parameters that are solved for because a meaning holds them."""
        meanings = (self.positive | self.nonnegative).values()
        held = {symbol for meaning in meanings for symbol in meaning.free_symbols}
        return [s for s in self.solve if s in held and s not in self._known]

    def check_inside(self, other: "Region", k: sp.Symbol) -> None:
        """Refuse unless all that the other region assumes holds here, but for k ≥ 0."""
        meanings = other.positive | other.nonnegative
        for parameter in {*other.solve} & {*self._known, *self.solve}:
            meant = other.shown(other.evaluate(parameter)).xreplace(meanings)
            if meant.has(k) or self.evaluate(parameter) != self.evaluate(meant):
                raise Refused(
                    f"a parameter must be the same in a step and in its sum, got "
                    f"{parameter} = {meant} in the step. Use the same solve={{...}}."
                )
        for coordinate, meaning in meanings.items():
            if coordinate == k:
                continue
            value = self.evaluate(meaning)
            strict = coordinate in other.positive
            if not self.has_no_minus(value) or (strict and not self._is_safe(value)):
                raise Refused(
                    f"a step must be proved wherever it is summed, got {meaning} "
                    "without a sign here. Assume of the sum what the step assumes."
                )

    def _evaluate(self, e: sp.Expr) -> Any:
        if e.is_Symbol:
            return self._parameter(e)
        if e.is_Rational:
            return self.field.convert(QQ(int(e.p), int(e.q)))
        parts = [self.evaluate(part) for part in e.args if not e.is_Pow]
        if e.is_Add:
            return sum(parts[1:], parts[0])
        if e.is_Mul:
            product = parts[0]
            for part in parts[1:]:
                product = product * part
            return product
        if e.is_Pow and e.exp.is_Integer:
            base, power = self.evaluate(e.base), int(e.exp)
            return base**power if power >= 0 else self._inverse(base, e.base) ** -power
        raise Refused(
            f"a proof needs fractions of polynomials, got {e}. "
            "Give a root its own symbol and say what its square is."
        )

    def _parameter(self, symbol: sp.Symbol) -> Any:
        if symbol in self._known:
            return self._known[symbol]
        if symbol in self.solve and symbol not in self._open:
            self._open.add(symbol)
            try:
                return self.evaluate(self.solve[symbol])
            finally:
                self._open.remove(symbol)
        hint = f"Declare it: Region({symbol}, ...) takes it as positive."
        if symbol in self.solve:
            hint = f"solve={self.solve} goes in circles; use coordinates on the right."
        elif symbol.name in {known.name for known in self._known}:
            hint = f"Another symbol {symbol} is declared; make each symbol only once."
        raise Refused(f"nothing is assumed about a parameter, got {symbol}. {hint}")

    def _inverse(self, value: Any, written: sp.Expr) -> Any:
        """1 / value, where value cannot be zero anywhere in the region."""
        if not self._is_safe(value):
            raise Refused(
                f"a proof must not divide by what may be zero, got 1/({written}). "
                "Assume that it is positive, or write the claim without the division."
            )
        return 1 / value

    def _is_safe(self, value: Any) -> bool:
        """Whether it is not zero, anywhere in the region."""
        if not value or not self.coordinates:
            return bool(value)
        return self._is_never_zero(value.numer)

    def _is_never_zero(self, polynomial: Any) -> bool:
        """Whether each factor has a sign, and a term without the closed coordinates."""
        closed = [i for i, c in enumerate(self.coordinates) if c in self.nonnegative]

        def is_safe(factor: Any) -> bool:
            free = (all(m[i] == 0 for i in closed) for m in factor.monoms())
            return bool(sign_of_terms(factor)) and any(free)

        if is_safe(polynomial):
            return True
        return all(is_safe(factor) for factor, _ in polynomial.factor_list()[1])
