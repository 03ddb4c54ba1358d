"""Values in a report are short, exact where that matters, and never break it."""

import numpy as np
import pytest

from gdcourse.checks.showing import called, pair, show


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2.0"),
        (-0.1, "-0.1"),
        (1e20, "1e+20"),
        (float("nan"), "nan"),
        (np.int64(3), "3"),
        (10**400, "about 2**1329"),
        (True, "True"),
        (np.True_, "True"),
        ((1.0,), "(1.0,)"),
        ([], "[]"),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), "[[1.0, 2.0], [3.0, 4.0]]"),
        (np.array(5.0), "5.0"),
        ("text\nof lines", r"'text\nof lines'"),
        (None, "None"),
        (len, "len"),
        (object(), "an object"),
        (ValueError("no"), "ValueError"),
        ({"a": 1.0}, "{'a': 1.0}"),
        (1 + 2j, "(1+2j)"),
    ],
)
def test_values_are_written_as_one_would_type_them(value, text):
    assert show(value) == text


def test_long_values_are_cut():
    assert len(show("x" * 1000)) <= 60
    assert len(show([[1.23456789] * 8] * 8)) <= 60
    assert show(np.zeros(1000)).endswith("(1000 entries)")


def test_more_digits_are_shown_where_few_hide_the_difference():
    assert pair(0.3, 0.1 + 0.2) == ("0.29999999999999999", "0.30000000000000004")
    assert pair(1.0, 2.0) == ("1.0", "2.0")


def test_a_list_within_itself_is_shown():
    ring = []
    ring.append(ring)
    assert show(ring).startswith("[[")


def test_a_hostile_object_is_shown_by_its_kind():
    class Hostile:
        def __repr__(self):
            raise RuntimeError

        __getattr__ = __str__ = __len__ = __iter__ = __repr__

    assert show([Hostile(), {"a": Hostile()}]) == "[a Hostile, {'a': a Hostile}]"


def test_arguments_carry_their_names():
    assert called(("x0", "lr"), (1.0, 0.1)) == "x0 = 1.0, lr = 0.1"
    assert called(("x0",), (1.0, 0.1)) == "x0 = 1.0, * = 0.1"
