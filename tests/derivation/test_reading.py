"""The reader's tables: each function that may be typed is the function it names."""

import ast
import inspect

import numpy as np
import pytest
import sympy as sp

from gdcourse.derivation import derive, formula, reading

NUMPY = {name: getattr(np, name) for name in ("abs", "cos", "cosh", "exp", "log")}
NUMPY |= {name: getattr(np, name) for name in ("sin", "sinh", "sqrt", "tan", "tanh")}
NUMPY |= {
    "acos": np.arccos,
    "asin": np.arcsin,
    "atan": np.arctan,
    "ln": np.log,
    "logistic": lambda z: 1 / (1 + np.exp(-z)),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.logaddexp(0, z),
}


def test_every_function_of_one_argument_is_covered():
    assert set(NUMPY) == set(reading.FUNCTIONS) - {"max", "min", "sign"}


@pytest.mark.parametrize("name", NUMPY)
def test_a_function_computes_what_its_name_says(name):
    z = np.linspace(0.05, 0.95, 19)
    f = derive(f"{name}(x)", ["x"], kinks=True)
    assert np.allclose(f.value(z[None]), NUMPY[name](z), rtol=1e-14, atol=0)


@pytest.mark.parametrize("name", ["max", "min"])
def test_max_and_min_compare_points_one_by_one(name):
    p = np.random.default_rng(0).normal(size=(2, 20))
    f = derive(f"{name}(x, y, 0.1)", kinks=True)
    assert (f.value(p) == getattr(np.vstack([p, [[0.1] * 20]]), name)(axis=0)).all()


@pytest.mark.parametrize("module", [formula, reading])
def test_reading_a_formula_never_runs_it(module):
    called = {
        node.func.id
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"eval", "exec", "compile", "__import__", "sympify"}


def test_only_named_methods_read_nodes():
    kinds = {name[5:] for name in vars(reading.Reader) if name.startswith("read_")}
    assert kinds == {"BinOp", "Call", "Constant", "IfExp", "Name", "UnaryOp"}


def test_constants_are_exact():
    assert {"pi": sp.pi, "e": sp.E} == reading.CONSTANTS


@pytest.mark.parametrize("text", ["1e-300", "1e300", "10**300", "x/10**300"])
def test_numbers_of_any_size_that_is_named_are_taken(text):
    assert derive(f"x*({text})", ["x"])


@pytest.mark.parametrize("text", ["9e-301", "1.1e300"])
def test_other_numbers_are_refused_and_the_sizes_named(text):
    with pytest.raises(ValueError, match=r"got .*between 1e-300 and 1e300"):
        derive(f"x*({text})", ["x"])
