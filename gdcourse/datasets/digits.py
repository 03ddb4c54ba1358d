"""Handwritten digits of 8 × 8 pixels, for classification with ten classes."""

from typing import NamedTuple

import numpy as np

from gdcourse.datasets.files import frozen, read_bytes


class Digits(NamedTuple):
    """``X`` (1797, 64): darkness 0 to 16 of each pixel; ``labels`` (1797,): 0 to 9.

    Both arrays are closed for writing; darkness counts points and has no unit.
    """

    X: np.ndarray
    labels: np.ndarray

    @property
    def images(self) -> np.ndarray:
        """The rows of ``X`` as pictures, shape (1797, 8, 8)."""
        return self.X.reshape(-1, 8, 8)

    def __repr__(self) -> str:
        return f"Digits({len(self.labels)} images of 8 x 8 pixels)"


def load_digits() -> Digits:
    """1,797 handwritten digits, one per row, and what they show.

    No value is missing, no row is left out.

    Source: AlpaydinKaynak1998 (CC BY 4.0, see ``digits.txt``).

    >>> X, labels = load_digits()
    >>> X.shape, labels[:4]
    ((1797, 64), array([0, 1, 2, 3]))
    """
    text = read_bytes("digits.csv.gz").decode("ascii")
    table = np.array(text.replace("\n", ",").rstrip(",").split(","), dtype=float)
    table = table.reshape(-1, 65)
    return Digits(frozen(table[:, :-1].copy()), frozen(table[:, -1].astype(int)))
