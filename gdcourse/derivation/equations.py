"""Lesson 07: the equation of an update rule, found by running the rule on letters."""

import inspect
from dataclasses import dataclass, is_dataclass
from typing import Any

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.derivation.lettering import LatexLettering, Lettering
from gdcourse.derivation.rule_letters import (
    leaves,
    letter,
    memory_on_letters,
    on_letters,
)

INDEX = sp.Symbol("k", integer=True, nonnegative=True)


@dataclass(frozen=True, repr=False)
class Update:
    """One update of a rule: a line for the point and for each part of the memory.

    ``lines`` are pairs (letter, formula), and a letter on the left of a line is used in
    those below it. ``formulas`` has, for the same letters, the whole formulas in terms
    of what was before.
    """

    lines: tuple[tuple[sp.Symbol, sp.Expr], ...]
    formulas: dict[sp.Symbol, sp.Expr]

    def _rows(self, hand: Lettering) -> list[tuple[str, str]]:
        return [
            (hand.expression(new), _beginning_with(before(new), formula, hand))
            for new, formula in self.lines
        ]

    @property
    def latex(self) -> str:
        """The lines under each other, for a display in LaTeX."""
        hand = LatexLettering(INDEX, False)
        rows = [f"{left} &= {right}" for left, right in self._rows(hand)]
        return r"\begin{aligned} " + r" \\ ".join(rows) + r" \end{aligned}"

    def __str__(self) -> str:
        rows = self._rows(Lettering(INDEX, False))
        return "\n".join(f"{left} = {right}" for left, right in rows)

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {self.latex}$"


def equation_of(rule: Any) -> Update:
    """The formulas of a rule's step, made by running the step on letters.

    The gradient at x_k is g_k; a rule that asks for f, for ∇f elsewhere, or for the
    Hessian H shows it.
    Hyper-parameters have the letters of the docstrings (α, β, λ, ε, …), a schedule with
    the index k; those that are exactly 0 are left out, as the code does. The memory is
    named as in the code. The point has one component, so ‖g‖ reads \\|g\\|.

    Args:
        rule: an update rule, with ``init(x)`` and ``step(x, grad, memory, t)``.

    Raises:
        TypeError: it is no rule.
        ValueError: its step compares numbers, which letters do not allow.

    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Ball:
    ...     lr: float = 0.1
    ...     def init(self, x): return 0 * x
    ...     def step(self, x, grad, v, t):
    ...         v = v + grad
    ...         return x - self.lr * v, v
    >>> equation_of(Ball())
    v_{k+1} = v_k + g_k
    x_{k+1} = x_k - alpha*v_{k+1}
    """
    if not is_dataclass(rule) or not hasattr(rule, "step") or isinstance(rule, type):
        raise TypeError(
            f"rule must be an update rule, got {shown(rule)}. "
            "Give one such as Momentum(lr=0.1)."
        )
    x = letter(list(inspect.signature(type(rule).step).parameters)[1] + "_k")
    try:
        lettered = on_letters(rule)
        memory, old = memory_on_letters(rule, lettered.init(x))
        point, memory = lettered.step(x, letter("g_k"), memory, INDEX + 1)
    except (TypeError, AttributeError):
        raise ValueError(
            f"the step of the rule must be plain arithmetic, got {shown(rule)}. "
            "It compares numbers or takes matrices; run it on numbers."
        ) from None
    new = (exact(part) for part in (*leaves(memory), point))
    return _in_lines(dict(zip((*old, x), new, strict=True)), x)


def after(old: sp.Symbol) -> sp.Symbol:
    """The letter one update later: v_{k+1} for v_k."""
    return letter(old.name.removesuffix("_k") + "_{k+1}")


def before(new: sp.Symbol) -> sp.Symbol:
    """The letter one update before: v_k for v_{k+1}."""
    return letter(new.name.removesuffix("_{k+1}") + "_k")


def exact(formula: Any) -> sp.Expr:
    """The formula with whole numbers and halves where the code has 1.0 and 0.5."""

    def plain(number: sp.Float) -> sp.Expr:
        twice = 2 * float(number)
        return sp.Rational(int(twice), 2) if twice.is_integer() else number

    return sp.sympify(formula).replace(lambda part: part.is_Float, plain)


def _in_lines(formulas: dict, x: sp.Symbol) -> Update:
    """One line per letter that changes, short ones first, as long ones hold them."""
    changing = {old: new for old, new in formulas.items() if new != old or old == x}
    lines: list[tuple[sp.Symbol, sp.Expr]] = []
    for old in sorted(changing, key=lambda old: sp.count_ops(changing[old])):
        formula = changing[old]
        for named, above in lines:
            whole = changing[before(named)]
            if not whole.is_Atom:
                # Inside \|…\| SymPy has turned the signs of sums.
                for known in (whole, above, sp.signsimp(whole)):
                    formula = formula.subs(known, named)
        lines.append((after(old), formula))
    return Update(tuple(lines), {after(old): new for old, new in changing.items()})


def _beginning_with(old: sp.Symbol, formula: sp.Expr, hand: Lettering) -> str:
    """The formula as text, x_k in front: x_k + v_{k+1}, where SymPy has v + x."""
    if not (isinstance(formula, sp.Add) and old in formula.args):
        return hand.expression(formula)
    rest = hand.expression(formula - old)
    sign, rest = ("-", rest[1:]) if rest.startswith("-") else ("+", rest)
    return f"{hand.expression(old)} {sign} {rest.strip()}"
