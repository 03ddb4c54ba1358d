"""Laws of all rules: a hyper-parameter may be a schedule, and may not be nonsense."""

import re
from dataclasses import fields, replace

import numpy as np
import pytest
from parts_of_rules import hypers, leaves, read, same_bits, written
from rules import ROWS
from valley import START, Valley

from gdcourse.optimizers.evaluations import NEEDED
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.hyper_parameters import Hyper

THREE_PARTS = re.compile(
    r"(?P<wrong>\S.+), got (?P<came>.+?)\. (?P<hint>[A-Z].+[.?)]'?)"
)
NAN, INF = float("nan"), float("inf")


def schedulable():
    return [
        pytest.param(row, name, place, id=f"{row}-{name}-{place or 0}")
        for row in ROWS
        for name, place in hypers(row.rule)
        if name not in row.plain
    ]


@pytest.mark.parametrize(("row", "name", "place"), schedulable())
def test_a_schedule_is_read_at_the_number_of_updates_already_made(row, name, place):
    valley, asked = Valley(), []
    first = min(read(row.rule, name, place) or 0.3, 0.95)
    values = [first * (1 - 0.05 * k) for k in range(6)]

    def schedule(k):
        asked.append(k)
        return values[k]

    rule = valley.ready(written(row.rule, name, place, schedule))
    x, memory = START, rule.init(START)
    for t in range(1, 7):
        asked.clear()
        fixed = valley.ready(written(row.rule, name, place, values[t - 1]))
        grad = valley.gradient(x)
        expected = fixed.step(x, grad, memory, t)
        x, memory = rule.step(x, grad, memory, t)
        assert set(asked) == {t - 1}
        assert all(map(same_bits, leaves((x, memory)), leaves(expected)))


@pytest.mark.parametrize(("row", "name", "place"), schedulable())
def test_a_schedule_that_gives_numpy_numbers_keeps_float32(row, name, place):
    valley, x = Valley(), START.astype(np.float32)
    value = np.float64(min(read(row.rule, name, place) or 0.3, 0.95))
    rule = valley.ready(written(row.rule, name, place, lambda k: value))
    memory = rule.init(x)
    for t in (1, 2, 3):
        x, memory = rule.step(x, valley.gradient(x), memory, t)
    arrays = [x, *(part for part in leaves(memory) if isinstance(part, np.ndarray))]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


# what is refused

RULES = list({type(row.rule): row.rule for row in ROWS}.values())
NUMBERS = {
    "NaN": NAN,
    "infinite": INF,
    "negative": -1.0,
    "text": "0.1",
    "complex": 1j,
    "empty": [],
    "ragged": [[1.0], [1.0, 2.0]],
    "grid with NaN": np.array([0.1, NAN]),
    "grid with a negative": np.array([0.1, -1.0]),
    "None": None,
}
# What would be nonsense elsewhere, and means something here.
MEANT = {
    ("PolyakStep", "minimum", "negative"): "the lowest value may be below 0",
    ("PolyakStep", "minimum", "grid with a negative"): "the lowest value may be",
    ("PolyakStep", "lr_max", "infinite"): "no limit",
    ("CoordinateDescent", "lr", "None"): "1 / H_ii",
}


def numeric(rule):
    """(field, place) of everything that holds a number."""
    for field in fields(rule):
        if field.type in (Hyper, Hyper | None, float, int):
            yield field.name, None
        elif field.type == tuple[Hyper, Hyper]:
            yield from ((field.name, place) for place in (0, 1))


def nonsense():
    for rule in RULES:
        kind = type(rule).__name__
        for name, place in numeric(rule):
            for what, value in NUMBERS.items():
                if (kind, name, what) not in MEANT:
                    label = f"{kind}-{name}-{place or 0}-{what}"
                    yield pytest.param(rule, name, place, value, id=label)


def refused(make) -> None:
    with pytest.raises((ValueError, TypeError)) as caught:
        make()
    message = str(caught.value)
    assert THREE_PARTS.fullmatch(message), message
    assert len(message) < 300


@pytest.mark.parametrize(("rule", "name", "place", "value"), list(nonsense()))
def test_a_number_that_cannot_work_is_refused(rule, name, place, value):
    refused(lambda: written(rule, name, place, value))


def with_fields(kind, *values):
    for rule in RULES:
        for field in fields(rule):
            if field.type == kind:
                for value in values:
                    label = f"{type(rule).__name__}-{field.name}-{value}"
                    yield pytest.param(rule, field.name, value, id=label)


NO_PAIRS = (0.9, (0.9,), (0.9, 0.9, 0.9), "ab", (0.9, 1.0), (1.0, 0.9))
PAIRS = list(with_fields(tuple[Hyper, Hyper], *NO_PAIRS))


@pytest.mark.parametrize(("rule", "name", "value"), PAIRS)
def test_what_is_no_pair_of_fractions_is_refused(rule, name, value):
    refused(lambda: replace(rule, **{name: value}))


CHOICES = [*with_fields(str, "torc", None, 3), *with_fields(bool | str, "torc", 3)]


@pytest.mark.parametrize(("rule", "name", "value"), CHOICES)
def test_a_misspelled_choice_is_refused(rule, name, value):
    refused(lambda: replace(rule, **{name: value}))


WRAPPERS = [rule for rule in RULES if hasattr(rule, "rule")]


@pytest.mark.parametrize("inner", [None, 0.1, "Adam", GradientDescent], ids=str)
@pytest.mark.parametrize("rule", WRAPPERS, ids=lambda rule: type(rule).__name__)
def test_what_wraps_a_rule_refuses_what_is_none(rule, inner):
    refused(lambda: replace(rule, rule=inner))


LACKING = [
    pytest.param(row.rule, id=str(row))
    for row in ROWS
    if any(getattr(row.rule, name, 0) is None for name in NEEDED)
    and str(row) != "CoordinateDescent-fixed"  # needs no Hessian for its step
]


@pytest.mark.parametrize("rule", LACKING)
def test_a_rule_without_its_function_says_which_one(rule):
    refused(lambda: rule.step(START, START, rule.init(START), 1))
