"""Lesson 03: a fixed-step first-order method is a table of numbers.

With L = 1 and gradients g_0, g_1, …, such a method goes to

x_{k+1} = x_0 - h_{k,0} g_0 - h_{k,1} g_1 - … - h_{k,k} g_k,

where g_i is the gradient at x_i. Row k of the table holds the k + 1 numbers of this
step; for another L divide all of them by L. Gradient descent, heavy ball and
Nesterov's method are such tables, and so is anything that you make up yourself.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isqrt
from typing import Any

import sympy as sp

from gdcourse.arguments import integer, shown
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import exact

Table = tuple[tuple[Fraction, ...], ...]
MOST_STEPS = 60  # a proof for 60 steps takes seconds, and every further one longer
N_HINT = "It is the number of steps; try 5."


def fraction(name: str, value: Any) -> Fraction:
    """An exact number, or a refusal that says how to write it.

    >>> fraction("lr", sp.Rational(3, 2)), fraction("lr", 2)
    (Fraction(3, 2), Fraction(2, 1))
    >>> fraction("lr", 1.5)
    Traceback (most recent call last):
        ...
    gdcourse.proofs.refusal.Refused: a proof needs exact numbers, got 1.5. Write \
Rational(3, 2) or a fraction of symbols.
    """
    if isinstance(value, Fraction):
        return value
    is_number = isinstance(value, (int, float, sp.Expr)) or hasattr(value, "item")
    number = exact(value) if is_number and not isinstance(value, bool) else None
    if number is None or not number.is_Rational:
        raise Refused(
            f"{name} must be one exact number, got {shown(value)}. "
            "Write 1 or Fraction(3, 2)."
        )
    return Fraction(int(number.p), int(number.q))


def as_table(method: Sequence[Any]) -> Table:
    """Step sizes, or the rows of a table, as a table; anything else is refused.

    >>> as_table([1, Fraction(1, 2)]) == as_table([[1], [1, Fraction(1, 2)]])
    True
    """
    if not isinstance(method, (list, tuple)) or not method:
        raise Refused(
            f"a method is a list of step sizes or of rows, got {shown(method)}. "
            "Try [1, 1, 1] or nesterov(5)."
        )
    if len(method) > MOST_STEPS:
        raise Refused(
            f"a method must have at most {MOST_STEPS} steps, got {len(method)}. "
            "The proof is exact and slow; a shorter run shows the same."
        )
    if not any(isinstance(row, (list, tuple)) for row in method):
        return gradient_descent(method)
    return tuple(_row(k, row, len(method)) for k, row in enumerate(method))


def gradient_descent(lr: Any, N: int | None = None) -> Table:
    """x_{k+1} = x_k - α_k g_k, for one step size or a list of them.

    >>> [[int(h) for h in row] for row in gradient_descent(1, 3)]
    [[1], [1, 1], [1, 1, 1]]
    """
    if not isinstance(lr, (list, tuple)):
        lr = [lr] * integer("N", N, 1, N_HINT)
    steps = [fraction("lr", step) for step in lr]
    return tuple(tuple(steps[: k + 1]) for k in range(len(steps)))


def heavy_ball(N: int, lr: Any, momentum: Any) -> Table:
    """x_{k+1} = x_k - α g_k + β (x_k - x_{k-1}), beginning at rest. (Polyak1964)

    >>> [[str(h) for h in row] for row in heavy_ball(2, 1, Fraction(1, 2))]
    [['1'], ['3/2', '1']]
    """
    lr, momentum = fraction("lr", lr), fraction("momentum", momentum)
    x = before = _start(integer("N", N, 1, N_HINT))
    rows = []
    for k in range(N):
        before, x = x, _sum((1 + momentum, x), (-momentum, before))
        x[k] += lr
        rows.append(x)
    return _triangle(rows)


def with_momentum(N: int, momentum: Callable[[int], Any], lr: Any = 1) -> Table:
    """Nesterov's form: gradients are taken ahead of the point, by a momentum of k.

    x_{k+1} = y_k - α g(y_k), y_{k+1} = x_{k+1} + β(k) (x_{k+1} - x_k). The last row is
    x_N itself. (Nesterov1983)

    >>> constant = with_momentum(2, lambda k: Fraction(1, 2))
    >>> [[str(h) for h in row] for row in constant]
    [['3/2'], ['3/2', '1']]
    """
    lr = fraction("lr", lr)
    x = y = _start(integer("N", N, 1, N_HINT))
    rows = []
    for k in range(N):
        moved = list(y)
        moved[k] += lr
        beta = fraction("momentum", momentum(k))
        x, y = moved, _sum((1 + beta, moved), (-beta, x))
        rows.append(y)
    return _triangle([*rows[:-1], x])


def nesterov(N: int, shift: int = 3) -> Table:
    """Nesterov's method with the momentum k/(k + shift); 3 and 2 are usual.

    >>> [[str(h) for h in row] for row in nesterov(2)]
    [['1'], ['1', '1']]
    """
    shift = integer("shift", shift, 1, "The momentum is k/(k + shift); try 3.")
    return with_momentum(N, lambda k: Fraction(k, k + shift))


def optimized(N: int, blend: Any = Fraction(1, 100)) -> Table:
    """Nearly the best of all such methods: OGM, with a little gradient descent in it.

    OGM lies on the very edge of what is provable, and its numbers are square roots.
    Rounded ones fall off the edge; a blend of 1 % gradient descent stays on it.
    (KimFessler2016)

    >>> [str(h) for h in optimized(1)[0]]
    ['299/200']
    """
    blend = fraction("blend", blend)
    best = _ogm(_thetas(integer("N", N, 1, N_HINT)))
    # Every number in the table of gradient descent is 1.
    return tuple(tuple((1 - blend) * h + blend for h in row) for row in best)


def _ogm(theta: list[Fraction]) -> Table:
    """y_{k+1} = x_{k+1} + (θ_k - 1)/θ' (x_{k+1} - x_k) + θ_k/θ' (x_{k+1} - y_k)."""
    x = y = _start(len(theta) - 1)
    rows = []
    for k, (now, later) in enumerate(zip(theta[:-1], theta[1:], strict=True)):
        moved = list(y)
        moved[k] += 1
        one, two = (now - 1) / later, now / later
        x, y = moved, _sum((1 + one + two, moved), (-one, x), (-two, y))
        rows.append(y)
    return _triangle(rows)


def _thetas(N: int) -> list[Fraction]:
    """θ_0 = 1, θ' = (1 + √(4θ² + 1))/2 and √(8θ² + 1) at last, in thousandths."""
    theta, unit = [Fraction(1)], 1000
    for k in range(N):
        square = (8 if k == N - 1 else 4) * theta[-1] ** 2 + 1
        root = Fraction(isqrt(int(square * unit**2)), unit)
        theta.append((1 + root) / 2)
    return theta


def _start(N: int) -> list[Fraction]:
    return [Fraction(0)] * N


def _sum(*terms: tuple[Fraction, list[Fraction]]) -> list[Fraction]:
    return [
        sum((c * part for (c, _), part in zip(terms, parts, strict=True)), Fraction(0))
        for parts in zip(*(row for _, row in terms), strict=True)
    ]


def _triangle(rows: list[list[Fraction]]) -> Table:
    return tuple(tuple(row[: k + 1]) for k, row in enumerate(rows))


def _row(k: int, row: Any, N: int) -> tuple[Fraction, ...]:
    """The k + 1 numbers of a row; zeros may follow, as in a square table."""
    size = len(row) if isinstance(row, (list, tuple)) else 0
    if size not in (k + 1, N):
        raise Refused(
            f"row {k} of a method must have {k + 1} numbers, got {shown(row)}. "
            "One for each gradient that is known by then."
        )
    numbers = tuple(fraction("h", h) for h in row)
    if any(numbers[k + 1 :]):
        raise Refused(
            f"row {k} must not use gradients of later points, got {shown(row)}. "
            f"Let zeros follow its first {k + 1} numbers."
        )
    return numbers[: k + 1]
