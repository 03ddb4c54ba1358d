"""Lesson 01: a formula typed as text becomes a SymPy expression; no code is run."""

import ast
import keyword
import re
import warnings
from collections.abc import Sequence

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.derivation.reading import CONSTANTS, FUNCTIONS, RULES, Reader

LONGEST = 10_000  # characters
MOST_OPERATIONS = 1_000  # SymPy differentiates these in seconds
OPERATIONS = (ast.BinOp, ast.UnaryOp, ast.Call)
SYNTAX_HINTS = (
    (r"\d\s*[a-zA-Z(]|\)\s*[\w(]", "Write every product with *: 2*x, not 2x."),
    (r"[²³]", "Write powers with **: x**2."),
    (r"[×·−÷]", "Write operators as + - * / **."),
    (r"\|", "Write |x| as abs(x)."),
    (r"[^=<>]=[^=]", "Give only the right-hand side: x**2, not f = x**2."),
    (r"\w\s+\w", "Write every product with * and every function with parentheses."),
)


def parse_formula(text: str, names: str | Sequence[str] = ("x", "y")) -> sp.Expr:
    """The SymPy expression that a formula's text means, exact and over real symbols.

    Args:
        text: for example ``"(1 - x)**2 + 1.05*exp(-y)"``; decimals become fractions.
        names: the variables that may occur.

    Raises:
        ValueError: the text is not a formula of these variables.
        TypeError: the formula is not text.

    >>> parse_formula("1.05*x**2 + softplus(y)")
    21*x**2/20 + log(exp(y) + 1)
    >>> parse_formula("sine(x)")
    Traceback (most recent call last):
        ...
    ValueError: the formula has the unknown function sine, got 'sine(x)'. \
Did you mean sin?
    """
    if not isinstance(text, str):
        raise TypeError(f'a formula must be text, got {shown(text)}. Try "x**2 + y".')
    symbols = {name: sp.Symbol(name, real=True) for name in variable_names(names)}
    tree = _tree(text)
    _require_few(sum(isinstance(node, OPERATIONS) for node in ast.walk(tree)))
    expression = Reader(text, symbols).read(tree)
    _require_few(expression.count_ops())
    return expression


def _require_few(operations: int) -> None:
    """Refuse a formula that SymPy would take minutes for, as typed or as read."""
    if operations > MOST_OPERATIONS:
        raise ValueError(
            f"a formula must have at most {MOST_OPERATIONS} operations, "
            f"got {operations}. For sums over data use landscapes."
        )


def variable_names(names: str | Sequence[str | sp.Symbol]) -> tuple[str, ...]:
    """The variables' names, checked: identifiers that mean nothing else, each once.

    SymPy symbols give their names.

    >>> variable_names("x y")
    ('x', 'y')
    """
    parts = re.split(r"[\s,]+", names.strip()) if isinstance(names, str) else [*names]
    parts = [part.name if isinstance(part, sp.Symbol) else part for part in parts]
    for name in parts:
        text = isinstance(name, str) and name.isidentifier()
        if not text or keyword.iskeyword(name) or name in (FUNCTIONS | CONSTANTS):
            raise ValueError(
                f"a variable's name must be a free word, got {shown(name)}. "
                "Try x, y or w1."
            )
    if not parts or len(set(parts)) < len(parts):
        raise ValueError(
            f"each variable must be named once, got {shown(names)}. "
            "Try names=['x', 'y']."
        )
    return tuple(parts)


def _tree(text: str) -> ast.expr:
    if len(text) > LONGEST:
        wrong = f"a formula must be at most {LONGEST} characters long"
        raise ValueError(f"{wrong}, got {len(text)}. Write it in a shorter form.")
    if not text.strip():
        raise ValueError(f'the formula is empty, got {text!r}. Try "x**2 + y**2".')
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        deep = "nest" in str(error) or isinstance(error, (RecursionError, MemoryError))
        hints = [hint for pattern, hint in SYNTAX_HINTS if re.search(pattern, text)]
        hint = "Use fewer nested parentheses." if deep else [*hints, RULES][0]
        wrong = "the formula cannot be read"
        raise ValueError(f"{wrong}, got {shown(text)}. {hint}") from None
