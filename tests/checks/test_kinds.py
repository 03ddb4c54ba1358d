"""Each kind takes what is meant and refuses the rest with a sentence."""

import numpy as np
import pytest

from gdcourse.checks import kinds
from gdcourse.checks.kinds import WrongKind


@pytest.mark.parametrize(
    ("kind", "value", "clean"),
    [
        (kinds.number, np.float32(0.5), 0.5),
        (kinds.number, np.array(2.0), 2.0),
        (kinds.number, 3, 3),
        (kinds.numbers, (1, np.float64(2.0)), [1, 2.0]),
        (kinds.numbers, np.array([1.0, 2.0]), [1.0, 2.0]),
        (kinds.numbers, [], []),
        (kinds.boolean, np.True_, True),
        (kinds.text, "budget", "budget"),
        (kinds.text, np.array(["budget"])[0], "budget"),
        (kinds.several(kinds.number, kinds.text), [1, "a"], (1, "a")),
        (kinds.several(kinds.number, kinds.number), np.arange(2.0), (0.0, 1.0)),
        (kinds.table(a=kinds.number), {"a": 1}, {"a": 1}),
        (kinds.anything, None, None),
    ],
)
def test_what_is_meant_comes_out_clean(kind, value, clean):
    assert kind(value) == clean
    assert type(kind(value)) is type(clean)


def test_a_record_of_scipy_is_an_optimize_result():
    record = type("OptimizeResult", (dict,), {})()
    assert kinds.kind_of(record) == "an OptimizeResult"


def test_an_array_stays_an_array():
    assert kinds.array(np.ones(2)).tolist() == [1.0, 1.0]
    assert kinds.array(np.float64(2.0)).shape == ()


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        (
            kinds.number,
            None,
            "it must return a number, got None. Does the function end with return?",
        ),
        (kinds.number, True, "it must return a number, got True."),
        (kinds.number, "1", "it must return a number, got the text '1'."),
        (kinds.number, 1j, "it must return a number, got a complex number."),
        (kinds.number, [1.0], "it must return a number, got a list."),
        (
            kinds.numbers,
            (x for x in [1]),
            "it must return a list of numbers, got a generator. "
            "Try list(...) around it.",
        ),
        (
            kinds.numbers,
            [1.0, [2.0]],
            "it must return a number as entry [1], got a list.",
        ),
        (
            kinds.array,
            [1.0],
            "it must return an array, got a list. Try np.array(...) around it.",
        ),
        (
            kinds.array,
            np.array([1j]),
            "it must return an array of real numbers, "
            "got an array of type complex128 of shape (1,).",
        ),
        (kinds.boolean, 1, "it must return True or False, got an int."),
        (kinds.text, 1, "it must return a text, got an int."),
        (
            kinds.several(kinds.array, kinds.text),
            np.ones(3),
            "it must return 2 values, got 3.",
        ),
        (
            kinds.table(a=kinds.number),
            {"b": 1},
            "it must return a dict with the keys a, got the keys ['b'].",
        ),
        (
            kinds.table(a=kinds.number),
            None,
            "it must return a dict with the keys a, got None. "
            "Does the function end with return?",
        ),
        (
            kinds.table(a=kinds.number),
            {"a": "yes"},
            "entry 'a': it must return a number, got the text 'yes'.",
        ),
    ],
)
def test_the_rest_is_refused_with_a_sentence(kind, value, sentence):
    with pytest.raises(WrongKind) as caught:
        kind(value)
    assert str(caught.value) == sentence


def test_objects_are_named_without_being_asked():
    class Hostile:
        def __repr__(self):
            raise RuntimeError

        __str__ = __len__ = __iter__ = __eq__ = __repr__
        __hash__ = None

    for kind in (kinds.number, kinds.numbers, kinds.array, kinds.boolean, kinds.text):
        with pytest.raises(WrongKind, match="got a Hostile"):
            kind(Hostile())
