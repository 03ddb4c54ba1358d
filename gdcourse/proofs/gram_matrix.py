"""Lesson 03: what is left over as a matrix of floats, to be drawn."""

from collections.abc import Mapping

import numpy as np

from gdcourse.proofs.forms import Form


def gram(leftover: Form, numbers: Mapping[str, float]) -> tuple[list[str], np.ndarray]:
    """The letters of a leftover and its symmetric matrix in floats, to be drawn.

    It is a sum of squares where no eigenvalue is negative. Function values are left
    out: a proof has none left.

    >>> from sympy import Symbol
    >>> from gdcourse.proofs.vectors import Vector
    >>> x, g = Vector.letter("x"), Vector.letter("g")
    >>> names, matrix = gram(x**2 * Symbol("L") - 2 * (x * g), {"L": 3})
    >>> names, matrix.tolist()
    (['x', 'g'], [[3.0, -1.0], [-1.0, 0.0]])
    """
    pairs = {pair: c for pair, c in leftover.parts.items() if len(pair) == 2}
    letters = sorted({a for pair in pairs for a in pair}, key=lambda a: a.born)
    place = {letter: i for i, letter in enumerate(letters)}
    matrix = np.zeros((len(letters), len(letters)))
    for (a, b), c in pairs.items():
        known = {s: numbers[s.name] for s in c.free_symbols if s.name in numbers}
        entry = float(c.subs(known)) / 2
        matrix[place[a], place[b]] += entry
        matrix[place[b], place[a]] += entry
    return [letter.name for letter in letters], matrix
