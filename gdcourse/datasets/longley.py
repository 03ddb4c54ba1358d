"""Longley's regression: hard for a computer, with an answer certified to 15 digits."""

from typing import NamedTuple

import numpy as np

from gdcourse.datasets.files import frozen, read_rows

CERTIFIED = (
    -3482258.63459582,
    15.0618722713733,
    -0.0358191792925910,
    -2.02022980381683,
    -1.03322686717359,
    -0.0511041056535807,
    1829.15146461355,
)


class Longley(NamedTuple):
    """16 years of an economy; the arrays are closed for writing.

    ``X`` (16, 6) holds the columns ``names``: price deflator (1954 = 100), gross
    national product (millions of dollars), unemployed, armed forces and population
    (thousands), year. ``y`` (16,) is employment (thousands). ``certified`` (7,) is
    the least-squares answer: the intercept, then one coefficient per column of ``X``.
    """

    X: np.ndarray
    y: np.ndarray
    names: tuple[str, ...]
    certified: np.ndarray

    def __repr__(self) -> str:
        return f"Longley({len(self.y)} years, {len(self.names)} predictors)"


def load_longley() -> Longley:
    """The data of Longley and the coefficients that NIST certifies for them.

    With a column of ones the condition number of ``X`` is 4.9e9, that of the Hessian
    its square. No value is missing, no row is left out.

    Source: Longley1967 (public domain, see ``longley.txt``).

    >>> data = load_longley()
    >>> data
    Longley(16 years, 6 predictors)
    >>> residuals = data.y - data.certified[0] - data.X @ data.certified[1:]
    >>> round(float((residuals**2).sum()), 4)
    836424.0555
    """
    header, rows = read_rows("longley.csv")
    table = np.array(rows, dtype=float)
    return Longley(
        X=frozen(table[:, 1:].copy()),
        y=frozen(table[:, 0].copy()),
        names=tuple(header[1:]),
        certified=frozen(np.array(CERTIFIED)),
    )
