"""Laws of all rules: the same lines run on floats, arrays, grids and SymPy symbols."""

from itertools import count

import numpy as np
import pytest
import sympy as sp
from parts_of_rules import hypers, leaves, like, read, same_bits, written
from rules import ROWS
from valley import START, Valley, walk

BATCH = (2, 4)
POINTS = START[:, None, None] + np.random.default_rng(5).normal(size=(3, *BATCH))
FACTORS = np.random.default_rng(6).uniform(0.2, 1.0, size=BATCH)


def rows_where(**wanted):
    rows = [r for r in ROWS if all(getattr(r, k) == v for k, v in wanted.items())]
    assert rows
    return pytest.mark.parametrize("row", rows, ids=str)


def each_run():
    return np.ndindex(*BATCH)


# one component


class Alone(Valley):
    """The same slope in every component, and none looks at another."""

    def gradient(self, x):
        u = x - 0.25
        return u + 0.5 * u * u * u


@rows_where(entrywise=True)
def test_a_python_float_goes_the_way_of_one_component(row):
    together = walk(row.rule, Alone(), START)
    for i, x in enumerate(START.tolist()):
        alone = walk(row.rule, Alone(), x)
        np.testing.assert_allclose(alone, together[:, i], rtol=0, atol=1e-14)


@rows_where(entrywise=True)
def test_the_shape_of_the_parameters_does_not_matter(row):
    x = POINTS[:2]
    path = walk(row.rule, Alone(), x)
    flat = walk(row.rule, Alone(), x.ravel())
    assert path.shape == (13, 2, *BATCH)
    assert same_bits(path.reshape(13, -1), flat)


@rows_where(symbols=True)
def test_a_python_float_goes_the_way_of_an_array_of_one(row):
    number, array = walk(row.rule, x=1.5), walk(row.rule, x=np.array([1.5]))
    np.testing.assert_allclose(number, array[:, 0], rtol=0, atol=1e-14)


@rows_where(symbols=True)
def test_python_floats_stay_python_floats(row):
    kinds = set()
    walk(row.rule, x=1.5, seen=lambda x, memory: kinds.update(map(type, [x])))
    assert kinds <= {float, np.float64}


# many points, many settings


@rows_where(grids=True)
def test_a_grid_of_starts_is_its_single_runs(row):
    grid = walk(row.rule, x=POINTS)
    for run in each_run():
        single = walk(row.rule, x=POINTS[(..., *run)])
        assert close(row.exact, grid[(..., *run)], single)


def close(exact: bool, a, b) -> bool:
    return same_bits(a, b) if exact else np.allclose(a, b, rtol=0, atol=1e-12)


# β ** t: an array and a Python float to one power may differ in the last digit, as
# NumPy and the C library each have a ``pow`` of their own.
POWERS = ("betas", "momentum_decay")


def is_on(value) -> bool:
    return bool(np.any(value) and np.all(np.isfinite(value)))


def settings():
    """Each hyper-parameter that may be an array and is not switched off."""
    return [
        pytest.param(row, name, place, id=f"{row}-{name}-{place or 0}")
        for row in ROWS
        if row.grids
        for name, place in hypers(row.rule)
        if name not in row.plain and is_on(read(row.rule, name, place))
    ]


@pytest.mark.parametrize(("row", "name", "place"), settings())
def test_a_grid_of_settings_is_its_single_runs(row, name, place):
    values = FACTORS * read(row.rule, name, place)
    x = np.broadcast_to(START[:, None, None], (3, *BATCH))
    grid = walk(written(row.rule, name, place, values), x=x, steps=8)
    for run in each_run():
        rule = written(row.rule, name, place, values[run].item())
        exact = row.exact and name not in POWERS
        assert close(exact, grid[(..., *run)], walk(rule, steps=8))


# symbols


def on_symbols(rule, x, grad, memory, t):
    """One step on letters, then the numbers put in: point and memory as floats."""
    letters = (sp.Symbol(f"z_{i}", real=True) for i in count())
    numbers = [x, grad, *leaves(memory)]
    names = [next(letters) for _ in numbers]
    symbolic = like(memory, iter(names[2:]))
    moved = rule.step(names[0], names[1], symbolic, t)
    values = dict(zip(names, numbers, strict=True))
    return [float(sp.sympify(end).subs(values)) for end in leaves(moved)]


@rows_where(symbols=True)
def test_symbols_agree_with_floats(row):
    valley = Valley()
    rule = valley.ready(row.rule)
    x, memory = 1.5, rule.init(1.5)
    for t in range(1, 7):
        grad = valley.gradient(x)
        expected = rule.step(x, grad, memory, t)
        symbols = on_symbols(rule, x, grad, memory, t)
        np.testing.assert_allclose(
            symbols, list(leaves(expected)), rtol=1e-12, atol=1e-14
        )
        x, memory = expected


@rows_where(symbols=True)
def test_hyper_parameters_may_be_symbols(row):
    valley = Valley()
    rule = valley.ready(row.rule)
    x, memory, grad = 1.5, rule.init(1.5), valley.gradient(1.5)
    expected = list(leaves(rule.step(x, grad, memory, 1)))
    for name, place in hypers(rule):
        value, letter = read(rule, name, place), sp.Symbol("h", positive=True)
        if is_on(value) and name not in row.numbers:
            moved = written(rule, name, place, letter).step(x, grad, memory, 1)
            ends = [float(sp.sympify(e).subs(letter, value)) for e in leaves(moved)]
            np.testing.assert_allclose(ends, expected, rtol=1e-12, atol=1e-14)
