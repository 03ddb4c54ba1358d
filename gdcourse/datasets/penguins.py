"""Lesson 02: the penguins of Palmer Station, to which a line is fitted from scratch."""

from typing import NamedTuple

import numpy as np

from gdcourse.datasets.files import frozen, read_rows


class Penguins(NamedTuple):
    """One entry per penguin in every array; the arrays are closed for writing.

    ``species`` and ``sex`` are words (``sex`` is "NA" where it is not known),
    ``bill_length``, ``bill_depth`` and ``flipper_length`` are in millimeters,
    ``body_mass`` is in grams. ``left_out`` counts the rows without measurements.
    """

    species: np.ndarray
    sex: np.ndarray
    bill_length: np.ndarray
    bill_depth: np.ndarray
    flipper_length: np.ndarray
    body_mass: np.ndarray
    left_out: int

    def __repr__(self) -> str:
        return f"Penguins({len(self.species)} rows, {self.left_out} left out)"


def load_penguins() -> Penguins:
    """The sizes of 342 penguins; two of the 344 rows have none and are left out.

    Every ``NA`` among the sizes drops its row, nothing is filled in. Lengths are in
    millimeters, masses in grams.

    Source: GormanEtAl2014, HorstHillGorman2020 (CC0, see ``penguins.txt``).

    >>> penguins = load_penguins()
    >>> penguins
    Penguins(342 rows, 2 left out)
    >>> penguins.flipper_length[:3], penguins.body_mass[:3]
    (array([181., 186., 195.]), array([3750., 3800., 3250.]))
    """
    _, rows = read_rows("penguins.csv")
    measured = [row for row in rows if "NA" not in row[2:]]
    species, sex, *sizes = zip(*measured, strict=True)
    return Penguins(
        frozen(np.array(species)),
        frozen(np.array(sex)),
        *(frozen(np.array(column, dtype=float)) for column in sizes),
        left_out=len(rows) - len(measured),
    )
