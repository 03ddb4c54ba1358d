"""Lesson 02: an update rule run on letters instead of numbers."""

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from gdcourse.arguments import integer, shown
from gdcourse.derivation.lettering import LatexLettering, Lettering

NAMES = 'Give names with spaces between them, such as "a x_0".'


def letters(names: str) -> tuple[sp.Symbol, ...]:
    """One positive real symbol for each name; Greek letters by their English names.

    Raises:
        TypeError: the names are not text.
        ValueError: a name occurs twice, or there is none.

    >>> letters("a alpha x_0")
    (a, alpha, x_0)
    """
    if not isinstance(names, str):
        raise TypeError(f"names must be text, got {shown(names)}. {NAMES}")
    words = names.split()
    if not words or len(set(words)) < len(words):
        raise ValueError(f"each letter must be named once, got {names!r}. {NAMES}")
    return tuple(sp.Symbol(word, positive=True) for word in words)


@dataclass(frozen=True, repr=False)
class Unrolled:
    """The points x_0, x_1, … of a run on letters, each in factored form."""

    points: tuple[sp.Expr, ...]

    def __len__(self) -> int:
        return len(self.points)

    def __str__(self) -> str:
        hand = Lettering(self.points[0], False)
        rows = (hand.expression(point) for point in self.points)
        return "\n".join(f"x_{k} = {row}" for k, row in enumerate(rows))

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        hand = LatexLettering(self.points[0], False)
        rows = (hand.expression(point) for point in self.points)
        body = r" \\[4pt] ".join(rf"x_{{{k}}} &= {row}" for k, row in enumerate(rows))
        return rf"$\displaystyle \begin{{aligned}} {body} \end{{aligned}}$"


def unroll(step: Callable[[sp.Expr], sp.Expr], x0: sp.Expr, steps: int) -> Unrolled:
    """The first points of x_{k+1} = step(x_k), factored, so that a pattern shows.

    Args:
        step: a function of the point that gives the next point; it gets letters.
        x0: the letter for the start.
        steps: how many updates, at least 1.

    Raises:
        TypeError: the step does not give a formula of the letters.

    >>> x0, half = *letters("x_0"), sp.Rational(1, 2)
    >>> unroll(lambda x: x - half * x, x0, steps=2)
    x_0 = x_0
    x_1 = x_0/2
    x_2 = x_0/4
    """
    points = [sp.sympify(x0)]
    for _ in range(integer("steps", steps, 1, "It is the number of updates.")):
        after = step(points[-1])
        if not isinstance(after, sp.Expr):
            raise TypeError(
                f"step must give a formula of the letters, got {shown(after)}. "
                "Return the next point alone, without the memory."
            )
        points.append(factored(after))
    return Unrolled(tuple(points))


def constant_first(term: sp.Expr) -> sp.Expr:
    """±term, whichever sign gives it a positive constant: 1 − u, not u − 1."""
    return -term if term.as_coeff_Add()[0].is_negative else term


def factored(expression: sp.Expr) -> sp.Expr:
    """The expression as a product whose factors have positive constants.

    >>> a, x0 = letters("a x_0")
    >>> factored(x0 - a * x0)
    x_0*(1 - a)
    """
    number, factors = sp.factor_list(expression)
    turned = [(constant_first(base), power) for base, power in factors]
    for (base, power), (new, _) in zip(factors, turned, strict=True):
        number *= 1 if new == base else (-1) ** power
    return number * sp.Mul(*(base**power for base, power in turned))


def same(one: sp.Expr, two: sp.Expr) -> bool:
    """Whether two formulas are equal for all values of their letters: proved, or False.

    >>> a, b = letters("a b")
    >>> same((a + b) ** 2, a**2 + 2 * a * b + b**2), same(a, b)
    (True, False)
    """
    return sp.simplify(sp.sympify(one) - sp.sympify(two)) == 0
