"""Lesson 03: is a quadratic form a sum of squares? Rational elimination decides.

The finder need not be trusted: ``certificate`` multiplies its squares out again and
compares. Elimination on rational numbers has no rounding, so a form that is zero in
some direction, as every tight bound has one, is no special case.
"""

from typing import Any

from gdcourse.proofs.forms import Letter, Pair
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.vectors import Vector
from gdcourse.proofs.wording import plain

Square = tuple[Any, dict[Letter, Any]]  # a coefficient and the letters of its vector


def sum_of_squares(rest: dict[Pair, Any], region: Region) -> list[Square]:
    """Squares that add up to the rest, or a refusal that names the first bad pivot."""
    matrix = _matrix(rest, region)
    left, squares = list(matrix), []
    while left:
        pivot = next((a for a in left if matrix[a][a]), None)
        if pivot is None:
            _refuse_indefinite(matrix, left)
            break
        size = matrix[pivot][pivot]
        if not region.has_no_minus(size):
            raise Refused(
                "what is left must be a sum of squares, got the pivot "
                f"{region.shown(size)} on {plain(pivot.name)}. Its sign is not "
                "settled: the multipliers or the region do not fit."
            )
        row = {b: matrix[pivot][b] / size for b in left if matrix[pivot][b]}
        squares.append((size, row))
        left.remove(pivot)
        _eliminate(matrix, pivot, size, left)
    return squares


def expanded(squares: list[Square], region: Region) -> dict[Pair, Any]:
    """The squares multiplied out."""
    total: dict[Pair, Any] = {}
    for size, row in squares:
        parts = list(row.items())
        for i, (a, c) in enumerate(parts):
            share = size * c
            for b, d in parts[i:]:
                pair = (a, b) if a.born <= b.born else (b, a)
                product = share * d if a is b else 2 * (share * d)
                total[pair] = total.get(pair, region.field.zero) + product
    return total


def written(squares: list[Square], region: Region) -> list[tuple[Any, Vector]]:
    """The squares as coefficients and vectors, for people."""
    return [
        (region.shown(size), Vector({a: region.shown(c) for a, c in row.items()}))
        for size, row in squares
    ]


def _matrix(rest: dict[Pair, Any], region: Region) -> dict[Letter, dict[Letter, Any]]:
    letters = sorted({a for pair in rest for a in pair}, key=lambda a: a.born)
    matrix = {a: dict.fromkeys(letters, region.field.zero) for a in letters}
    for (a, b), c in rest.items():
        matrix[a][b] += c / 2
        matrix[b][a] += c / 2
    return matrix


def _eliminate(matrix: dict, pivot: Letter, size: Any, left: list[Letter]) -> None:
    column = [(a, matrix[a][pivot]) for a in left if matrix[a][pivot]]
    for i, (a, c) in enumerate(column):
        share = c / size
        for b, d in column[i:]:
            matrix[a][b] = matrix[b][a] = matrix[a][b] - share * d


def _refuse_indefinite(matrix: dict, left: list[Letter]) -> None:
    for a in left:
        for b in left:
            if matrix[a][b]:
                raise Refused(
                    "what is left must be a sum of squares, got a product of "
                    f"{a.name} and {b.name} without a square of {a.name}. "
                    "A multiplier is missing or wrong."
                )
