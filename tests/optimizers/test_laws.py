"""Laws of all rules: what turning, moving and scaling a landscape does to a run."""

import re
from dataclasses import is_dataclass, replace

import numpy as np
import pytest
from parts_of_rules import all_rules, leaves, longer, same_bits, without_eps
from rules import ROWS
from valley import MINIMUM, START, Valley, turned, walk

from gdcourse.optimizers.adam import Adam

every = pytest.mark.parametrize("row", ROWS, ids=str)


def rows_where(**wanted):
    rows = [r for r in ROWS if all(getattr(r, k) == v for k, v in wanted.items())]
    assert rows
    return pytest.mark.parametrize("row", rows, ids=str)


def far(a, b) -> float:
    """The largest distance of two paths, in units of the longest move."""
    return float(np.abs(a - b).max() / np.abs(b - b[0]).max())


def test_every_public_rule_is_in_the_table():
    assert {type(row.rule) for row in ROWS} == all_rules()


def test_every_row_has_a_name_of_its_own():
    assert len({str(row) for row in ROWS}) == len(ROWS)


@every
def test_every_rule_walks_downhill(row):
    path = walk(row.rule, steps=30)
    assert np.isfinite(path).all()
    assert Valley().value(path[-1]) < Valley().value(path[0])


# turning


@rows_where(turns=True)
def test_runs_turn_with_the_landscape(row):
    plain = walk(row.rule)
    there = walk(row.rule, Valley(turn=True), turned(START))
    np.testing.assert_allclose(there, turned(plain), rtol=0, atol=1e-12)


@rows_where(turns=False)
def test_runs_that_look_at_single_components_do_not_turn(row):
    there = walk(row.rule, Valley(turn=True), turned(START))
    assert far(there, turned(walk(row.rule))) > 0.01


# moving


@rows_where(shifts=True)
def test_runs_move_with_the_landscape(row):
    there = walk(row.rule, Valley(shift=0.5), START + 0.5)
    np.testing.assert_allclose(there, walk(row.rule) + 0.5, rtol=0, atol=1e-12)


@rows_where(shifts=False)
def test_rules_that_look_at_the_weights_know_where_zero_is(row):
    there = walk(row.rule, Valley(shift=0.5), START + 0.5)
    assert far(there, walk(row.rule) + 0.5) > 0.01


# scaling


@rows_where(scale="longer")
def test_scaling_f_is_scaling_the_learning_rate(row):
    there = walk(row.rule, Valley(scale=0.25))
    np.testing.assert_allclose(there, walk(longer(row.rule, 0.25)), rtol=0, atol=1e-14)
    assert far(there, walk(row.rule)) > 0.1


@rows_where(scale="same")
@pytest.mark.parametrize("scale", [2.0**-20, 2.0**20])
def test_scaling_f_changes_nothing_without_eps(row, scale):
    rule = without_eps(row.rule)
    there = walk(rule, Valley(scale=scale))
    np.testing.assert_allclose(there, walk(rule), rtol=0, atol=1e-12)


@rows_where(scale=None)
def test_scaling_f_is_no_other_learning_rate_and_changes_the_run(row):
    there = walk(row.rule, Valley(scale=2.0**-6))
    assert far(there, walk(row.rule)) > 1e-3
    if hasattr(row.rule, "lr"):
        assert far(there, walk(longer(row.rule, 2.0**-6))) > 1e-3


# resting


@rows_where(rests=True)
def test_a_run_that_starts_at_a_minimizer_rests_there(row):
    path = walk(row.rule, x=MINIMUM)
    assert (path == MINIMUM).all()


@rows_where(rests=False)
def test_weight_decay_leaves_the_minimizer_toward_zero(row):
    start, end = walk(row.rule, x=MINIMUM, steps=1)
    assert ((end - start) * start < 0).all()


# a step is pure


def frozen(thing):
    for array in leaves(thing):
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    return thing


@every
def test_a_step_changes_none_of_its_arguments(row):
    valley, x = Valley(), frozen(START.copy())
    rule = valley.ready(row.rule)
    memory = rule.init(x)
    for t in range(1, 9):
        grad, before = frozen(valley.gradient(x)), [np.copy(m) for m in leaves(memory)]
        copies = x.copy(), grad.copy()
        after = rule.step(x, grad, frozen(memory), t)
        assert np.array_equal(x, copies[0])
        assert np.array_equal(grad, copies[1])
        assert all(map(np.array_equal, leaves(memory), before))
        x, memory = frozen(after[0].copy()), after[1]


@every
def test_the_same_step_twice_is_the_same_step(row):
    valley = Valley()
    rule = valley.ready(row.rule)
    x, memory = START, rule.init(START)
    for t in range(1, 6):
        once, twice = (rule.step(x, valley.gradient(x), memory, t) for _ in "ab")
        assert same_bits(once[0], twice[0])
        assert all(map(same_bits, leaves(once[1]), leaves(twice[1])))
        x, memory = once


@every
def test_the_start_is_not_the_memory(row):
    """Or a driver that writes into x in place would change the memory."""
    memory = row.rule.init(START)
    arrays = [part for part in leaves(memory) if isinstance(part, np.ndarray)]
    assert not any(np.shares_memory(part, START) for part in arrays)


@every
def test_float32_stays_float32_in_point_and_memory(row):
    types = []

    def look(x, memory):
        arrays = [part for part in leaves(memory) if isinstance(part, np.ndarray)]
        types.extend(part.dtype for part in (x, *arrays))

    x = START.astype(np.float32)
    look(x, row.rule.init(x))
    walk(row.rule, x=x, steps=8, seen=look)
    assert set(types) == {np.dtype(np.float32)}


@every
def test_float32_runs_end_near_the_float64_runs(row):
    single = walk(row.rule, x=START.astype(np.float32))
    np.testing.assert_allclose(single, walk(row.rule), rtol=0, atol=2e-4)


@every
def test_a_rule_is_frozen_and_equal_to_its_copy(row):
    assert is_dataclass(row.rule)
    assert replace(row.rule) == row.rule
    with pytest.raises(AttributeError, match=re.escape("cannot assign")):
        row.rule.lr = 3.0


def test_eps_is_what_breaks_the_law_of_scale():
    tiny = Valley(scale=2.0**-40)
    assert far(walk(Adam(0.1, eps=1e-8), tiny), walk(Adam(0.1))) > 0.5
