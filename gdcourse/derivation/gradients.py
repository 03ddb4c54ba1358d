"""Lesson 01: the gradient and the Hessian of a formula, derived and made fast."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import sympy as sp

from gdcourse.arguments import shown
from gdcourse.derivation.compiling import compile_expressions
from gdcourse.derivation.formula import parse_formula, variable_names
from gdcourse.derivation.stable import stable

KINKS = (sp.Abs, sp.Max, sp.Min, sp.Piecewise)
JUMPS = (sp.sign, sp.Heaviside, sp.floor, sp.ceiling)


@dataclass(frozen=True)
class Derivation:
    """A formula with its derivatives, as SymPy expressions and as NumPy functions.

    ``value``, ``gradient`` and ``hessian`` take a point of shape ``(d,)`` or a grid of
    shape ``(d, *batch)`` and return shapes ``batch``, ``(d, *batch)`` and
    ``(d, d, *batch)``. The expressions are the plain derivatives; what NumPy evaluates
    is the same function in a form that does not overflow (``derivation/stable.py``).
    """

    expression: sp.Expr
    variables: tuple[sp.Symbol, ...]

    @cached_property
    def gradient_expressions(self) -> tuple[sp.Expr, ...]:
        """The partial derivatives, one for each variable."""
        return _gradient(self.expression, self.variables)

    @property
    def gradient_latex(self) -> tuple[str, ...]:
        """The partial derivatives as LaTeX."""
        return tuple(sp.latex(slope) for slope in self.gradient_expressions)

    @cached_property
    def hessian_expressions(self) -> sp.ImmutableMatrix:
        """The second derivatives as a matrix."""
        rows = [_gradient(g, self.variables) for g in self.gradient_expressions]
        return sp.ImmutableMatrix(rows)

    def value(self, p: np.ndarray) -> np.ndarray:
        """f(p): one number, or one for each point of a grid."""
        return self._value(p)[0]

    def gradient(self, p: np.ndarray) -> np.ndarray:
        """∇f(p), in the shape of ``p``."""
        slopes = self._gradient(p)
        return slopes if slopes.ndim == np.ndim(p) else slopes.reshape(np.shape(p))

    def hessian(self, p: np.ndarray) -> np.ndarray:
        """∇²f(p), of shape ``(d, d)`` or ``(d, d, *batch)``."""
        return self._hessian(p)[self._hessian_rows]

    @cached_property
    def _stable(self) -> sp.Expr:
        return stable(self.expression)

    @cached_property
    def _stable_gradient(self) -> tuple[sp.Expr, ...]:
        return _gradient(self._stable, self.variables)

    @cached_property
    def _value(self) -> Callable[[np.ndarray], np.ndarray]:
        return compile_expressions([self._stable], self.variables)

    @cached_property
    def _gradient(self) -> Callable[[np.ndarray], np.ndarray]:
        return compile_expressions(self._stable_gradient, self.variables)

    @cached_property
    def _hessian(self) -> Callable[[np.ndarray], np.ndarray]:
        # The Hessian is symmetric: only its upper triangle is derived and computed.
        upper = [
            entry
            for i, g in enumerate(self._stable_gradient)
            for entry in _gradient(g, self.variables[i:])
        ]
        return compile_expressions(upper, self.variables)

    @cached_property
    def _hessian_rows(self) -> np.ndarray:
        d = len(self.variables)
        rows = np.zeros((d, d), int)
        rows[np.triu_indices(d)] = np.arange(d * (d + 1) // 2)
        return np.maximum(rows, rows.T)

    def _repr_latex_(self) -> str:
        names = ", ".join(map(sp.latex, self.variables))
        f, gradient = self.expression, sp.Matrix(self.gradient_expressions)
        return (
            rf"$\displaystyle f({names}) = {sp.latex(f)}, \qquad "
            rf"\nabla f({names}) = {sp.latex(gradient)}$"
        )


def derive(
    formula: str | sp.Expr,
    names: str | Sequence[str | sp.Symbol] = ("x", "y"),
    kinks: bool = False,
) -> Derivation:
    """Gradient and Hessian of a formula, as expressions and as fast functions.

    Args:
        formula: text such as ``"(1 - x)**2 + y**4"``, or a SymPy expression.
        names: the variables, words or symbols, in the order of the point's components;
            those that do not occur in the formula get a zero component.
        kinks: False refuses abs, max, min and ``a if c else b``, which may have no
            derivative somewhere. True takes their one-sided derivatives, and at a kink
            the middle of the two (0 for abs); the Hessian is the one beside the kink.

    Raises:
        ValueError: the formula does not parse, may have a kink, jumps, or is not real.
        TypeError: the formula is neither text nor a SymPy expression.

    >>> f = derive("(1 - x)**2 + 100*(y - x**2)**2")
    >>> f.gradient_expressions
    (-400*x*(-x**2 + y) + 2*x - 2, -200*x**2 + 200*y)
    >>> f.gradient([0, 1])
    array([ -2., 200.])
    """
    names = variable_names(names)
    variables = tuple(sp.Symbol(name, real=True) for name in names)
    if isinstance(formula, str):
        return _derived_text(formula, names, bool(kinks))
    return _derived(_from_sympy(formula, variables), variables, kinks)


@lru_cache(maxsize=256)
def _derived_text(text: str, names: tuple[str, ...], kinks: bool) -> Derivation:
    """The same text gives the same record, compiled once."""
    variables = tuple(sp.Symbol(name, real=True) for name in names)
    return _derived(parse_formula(text, names), variables, kinks)


def _derived(
    expression: sp.Expr, variables: tuple[sp.Symbol, ...], kinks: bool
) -> Derivation:
    _require_smooth(expression, kinks)
    return Derivation(expression, variables)


def _from_sympy(formula: object, variables: tuple[sp.Symbol, ...]) -> sp.Expr:
    """The expression with real symbols in place of the caller's."""
    try:
        expression = sp.sympify(formula, strict=True)
    except sp.SympifyError:
        expression = None
    if not isinstance(expression, sp.Expr) or expression.is_Matrix:
        raise TypeError(
            "a formula must be text or a SymPy expression, "
            f'got {shown(formula)}. Try "x**2 + y**2".'
        )
    known = {symbol.name: symbol for symbol in variables}
    for symbol in sorted(expression.free_symbols, key=str):
        if symbol.name not in known:
            raise ValueError(
                f"the formula has the unknown variable {symbol.name}, got "
                f"{shown(expression)}. The variables are {', '.join(known)}; "
                "name others with names=[...]."
            )
    return expression.subs({s: known[s.name] for s in expression.free_symbols})


def _require_smooth(expression: sp.Expr, kinks: bool) -> None:
    if expression.has(sp.I, sp.nan, sp.zoo, sp.oo, sp.core.function.AppliedUndef):
        raise ValueError(
            f"a formula must be a real, known function, got {shown(expression)}. "
            "Give a real formula of the variables."
        )
    if expression.has(*JUMPS):
        raise ValueError(
            f"the formula jumps, so it has no gradient, got {shown(expression)}. "
            "Try a smooth step such as tanh(10*x)."
        )
    if not kinks and expression.has(*KINKS):
        raise ValueError(
            f"the formula may have a kink, where no gradient exists, got "
            f"{shown(expression)}. Try a smooth form such as sqrt(x**2 + 0.01), or "
            "derive(..., kinks=True) for a subgradient."
        )


def _gradient(f: sp.Expr, variables: Sequence[sp.Symbol]) -> tuple[sp.Expr, ...]:
    return tuple(_beside_kinks(sp.diff(f, v)) for v in variables)


def _beside_kinks(derivative: sp.Expr) -> sp.Expr:
    """Steps written as signs (½ at the step); the curvature of a kink left out."""
    if not derivative.has(sp.Heaviside, sp.DiracDelta):
        return derivative
    derivative = derivative.replace(sp.DiracDelta, lambda *args: sp.Integer(0))
    return derivative.replace(sp.Heaviside, lambda u, *_: (1 + sp.sign(u)) / 2)
