"""Values cross as they are, and nothing but values."""

import json
from collections import OrderedDict, namedtuple
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from gdcourse.grading import wire
from gdcourse.grading.wire import Unreadable, decode, encode

X, A = sp.Symbol("x"), sp.Symbol("a", positive=True)
VALUES = [
    None,
    True,
    0,
    -(2**63),
    2**200,
    0.1,
    float("inf"),
    1 + 2j,
    "ü\n",
    [1, [2.0, ()]],
    (1, "a"),
    {1: "a", ("b", 2): [None]},
    {1, 2},
    frozenset({"a"}),
    Fraction(-3, 7),
    np.float32(0.5),
    np.int64(3),
    np.True_,
    X**2 + sp.sqrt(A) / 3 - sp.pi,
    sp.log(1 + sp.exp(-X)),
    sp.Rational(1, 3),
    sp.Float("0.25"),
    sp.Max(A, 2) - sp.Abs(X),
    sp.Piecewise((X, X < 1), (sp.oo, True)),
    sp.zoo,
    sp.Integer(0),
]


def crossed(value):
    def no_handle(thing):
        raise AssertionError(thing)

    return decode(json.loads(json.dumps(encode(value, no_handle))), no_handle)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_crosses_unchanged(value):
    found = crossed(value)
    assert found == value
    assert type(found) is type(value)


def test_not_a_number_crosses():
    assert np.isnan(crossed(float("nan")))
    assert str(crossed(-0.0)) == "-0.0"


@pytest.mark.parametrize("dtype", ["f8", "f4", "i8", "u1", "?", "c16"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 4)])
def test_arrays_cross_with_type_and_shape(dtype, shape):
    value = np.ones(shape, dtype)
    found = crossed(value)
    assert found.dtype == value.dtype
    assert found.shape == shape
    np.testing.assert_array_equal(found, value)
    assert found.flags.writeable


def test_arrays_of_formulas_cross_entry_by_entry():
    value = np.array([[X, 1], [Fraction(1, 2), "a"]], dtype=object)
    found = crossed(value)
    assert found.shape == (2, 2)
    assert found.tolist() == value.tolist()


def test_parts_of_arrays_cross_as_what_they_show():
    value = np.arange(12.0).reshape(3, 4).T[::2]
    np.testing.assert_array_equal(crossed(value), value)


def test_kinds_made_from_plain_ones_cross_as_plain_ones():
    class Odd(float):
        def __eq__(self, other):
            return True

        __hash__ = None

    assert type(crossed(Odd(3))) is float
    assert type(crossed(np.ones(2).view(np.matrix))) is np.ndarray


def test_a_container_of_its_own_kind_keeps_the_name_of_its_kind():
    pair = namedtuple("Pair", "a b")
    found = crossed([OrderedDict(a=1), pair(1, 2)])
    assert [type(one).__name__ for one in found] == ["OrderedDict", "Pair"]
    assert found == [{"a": 1}, (1, 2)]


def test_what_is_no_value_becomes_a_handle():
    things = [object(), len, ValueError(), iter([]), 2**100_000, X.diff, sp.Matrix([X])]
    for thing in things:
        assert encode(thing, lambda one: {"$": "handle"}) == {"$": "handle"}


def test_too_deep_becomes_a_handle():
    deep = []
    for _ in range(1000):
        deep = [deep]
    text = json.dumps(encode(deep, lambda thing: {"$": "handle"}))
    assert text.count("handle") == 1


def test_kinds_of_a_child_are_few():
    kinds = {}
    named = [{"$": "list", "v": [], "n": f"a{k}"} for k in range(300)]
    assert [type(v).__name__ for v in map_decode(named[:2] * 1000, kinds)][-1] == "a1"
    assert len(kinds) == 2
    with pytest.raises(Unreadable):
        map_decode(named, kinds)


def map_decode(entries, kinds):
    return decode({"$": "list", "v": entries}, refuse, kinds=kinds)


def test_keys_of_one_hash_are_refused_among_others_too():
    keys = [k * (2**61 - 1) for k in range(1, 200)] + list(range(10**6, 10**6 + 999))
    assert len(decode({"$": "set", "v": [-1, -2, *keys[199:]]}, refuse)) == 1001
    with pytest.raises(Unreadable):
        decode({"$": "set", "v": keys}, refuse)
    with pytest.raises(Unreadable):
        decode({"$": "dict", "v": [[key, 0] for key in keys]}, refuse)


BAD = [
    [1],
    {"$": "array", "d": "<f8", "s": [10**9, 10**9], "b": ""},
    {"$": "array", "d": "|O", "s": [1], "b": "AAAAAAAAAAA="},
    {"$": "array", "d": "<f8", "s": [-1], "b": "x"},
    {"$": "number", "d": "<f8", "b": ""},
    {"$": "int", "v": "0x" + "f" * 10**6},
    {"$": "int", "v": None},
    {"$": "fraction", "v": ["0x1", "0x0"]},
    {"$": "dict", "v": [[[], 1]]},
    {"$": "dict", "v": [[{"$": "list", "v": []}, 1]]},
    {"$": "set", "v": [{"$": "list", "v": []}]},
    {"$": "list"},
    {"$": "objects", "s": [2, 2], "v": [1]},
    {"$": "complex", "v": [1, 2, 3]},
    {"$": "formula", "v": ["__import__", "os"]},
    {"$": []},
]


def refuse(data):
    raise Unreadable


@pytest.mark.parametrize("data", BAD, ids=lambda data: str(data)[:40])
def test_what_has_not_the_form_is_refused(data):
    with pytest.raises((Unreadable, TypeError)):
        decode(data, refuse)


def test_no_way_leads_to_pickle():
    assert "pickle" not in vars(wire)
