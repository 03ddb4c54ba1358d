"""The penguins: what is kept, what is left out, what the numbers look like."""

from collections import Counter

import numpy as np

from gdcourse.datasets import load_penguins
from gdcourse.datasets.files import read_rows


def test_exactly_the_rows_without_sizes_are_left_out():
    _, rows = read_rows("penguins.csv")
    empty = [row for row in rows if row[2:] == ["NA"] * 4]
    penguins = load_penguins()
    assert penguins.left_out == len(empty) == 2
    assert len(penguins.species) == 344 - 2
    assert sum("NA" in row[2:] for row in rows) == len(empty)


def test_species_are_counted_as_published():
    _, rows = read_rows("penguins.csv")
    published = {"Adelie": 152, "Chinstrap": 68, "Gentoo": 124}
    assert Counter(row[0] for row in rows) == published
    kept = Counter(load_penguins().species.tolist())
    assert kept == {"Adelie": 151, "Chinstrap": 68, "Gentoo": 123}


def test_unknown_sex_is_said_and_not_guessed():
    sex = Counter(load_penguins().sex.tolist())
    assert sex == {"male": 168, "female": 165, "NA": 9}


def test_sizes_are_finite_floats_in_their_units():
    penguins = load_penguins()
    ranges = {
        "bill_length": (32.1, 59.6),
        "bill_depth": (13.1, 21.5),
        "flipper_length": (172.0, 231.0),
        "body_mass": (2700.0, 6300.0),
    }
    for name, (low, high) in ranges.items():
        column = getattr(penguins, name)
        assert column.dtype == np.float64
        assert column.shape == penguins.species.shape
        assert (column.min(), column.max()) == (low, high)


def test_representation_is_one_short_line():
    assert repr(load_penguins()) == "Penguins(342 rows, 2 left out)"
