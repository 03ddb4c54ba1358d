"""What the judge lends can be used as agreed, and no further."""

import numpy as np
import pytest

from gdcourse.checks.inputs import Function
from gdcourse.grading.handles import Lent, overwrite, remote
from gdcourse.grading.wire import Unreadable


def plain(value):
    return value


def wished(lent, kind, **more):
    return lent.answer({"wish": kind, **more}, plain, plain)


def test_a_thing_has_one_number():
    lent, f, g = Lent(), Function("x", abs), Function("y", abs)
    assert [lent.handle(t)["i"] for t in (f, g, f)] == [0, 1, 0]
    assert lent.handle(f) | {"text": "x", "call": True} == lent.handle(f)


def test_a_lent_function_is_called_here():
    lent, f = Lent(), Function("x", abs)
    lent.handle(f)
    assert wished(lent, "call", i=0, a=[-3]) == 3
    assert (f.calls, lent.calls) == (1, 1)
    assert wished(lent, "read", i=0, name="calls") == 1


@pytest.mark.parametrize("name", ["rule", "__call__", "__class__", "__init__", ""])
def test_only_named_parts_can_be_read(name):
    lent = Lent()
    lent.handle(Function("x", abs))
    with pytest.raises(AttributeError):
        wished(lent, "read", i=0, name=name)


@pytest.mark.parametrize("number", [-1, 1, 10**9, "0", None, True, 0.0])
def test_what_was_not_lent_is_not_found(number):
    lent = Lent()
    lent.handle(Function("x", abs))
    with pytest.raises(Unreadable):
        wished(lent, "call", i=number, a=[])


def test_too_many_numbers_are_refused():
    lent = Lent()
    lent.handle(np.diag)
    with pytest.raises(MemoryError):
        wished(lent, "call", i=0, a=[np.zeros(10**5)])


def test_a_remote_thing_has_the_name_of_its_kind_and_no_hidden_parts():
    data = {"i": 3, "kind": "generator", "name": "g", "call": False, "walk": True}
    found = remote(None, data, {})
    assert type(found).__name__ == "generator"
    assert not callable(found)
    for name in ("__array__", "__float__", "_sympy_", "__length_hint__"):
        assert not hasattr(found, name)
    assert type(remote(None, data | {"kind": "A\n<b>"}, {})).__name__ == "object"


def test_overwriting_follows_the_argument():
    x, y, z = np.zeros(2), [1], ({"a": 1}, [np.zeros(3)])
    overwrite(x, np.ones(2))
    overwrite(y, [2, 3])
    overwrite(z, ({"b": 2}, [np.ones(3)]))
    assert (x.tolist(), y, z[0]) == ([1, 1], [2, 3], {"b": 2})
    overwrite(x, np.ones(3))
    assert x.shape == (3,)
