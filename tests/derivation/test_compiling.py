"""Compiled expressions: points and grids, types, and the traps of ``lambdify``."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.derivation.compiling import as_point, compile_expressions

x, y = sp.symbols("x y", real=True)
GRID = np.random.default_rng(0).uniform(-2, 2, size=(2, 7, 5))


def test_a_constant_fills_the_grid():
    rows = compile_expressions([x + y**2, sp.Integer(1), sp.pi], (x, y))(GRID)
    assert rows.shape == (3, 7, 5)
    assert (rows[1] == 1).all()
    assert (rows[2] == np.pi).all()


def test_a_grid_equals_its_points_bit_for_bit():
    f = compile_expressions([x**3 * y - sp.sqrt(2) * y, (x - y) ** 5 / 3], (x, y))
    one_by_one = [f(p) for p in GRID.reshape(2, -1).T]
    assert (one_by_one == f(GRID).reshape(2, -1).T).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex64, np.complex128])
def test_the_type_of_the_point_is_kept(dtype):
    f = compile_expressions([sp.sqrt(2) * x + sp.Rational(1, 3), 1 / y], (x, y))
    assert f(GRID.astype(dtype)).dtype == dtype
    assert f(np.array([1, 2], dtype)).dtype == dtype


def test_integers_become_floats():
    f = compile_expressions([x / 2, 1 / y], (x, y))
    assert f([1, 2]).tolist() == [0.5, 0.5]
    assert f(np.array([1, -2])).dtype == np.float64


def test_the_caller_s_array_is_not_changed():
    p = GRID.copy()
    compile_expressions([x, y, x * y], (x, y))(p)[:] = 7
    assert (p == GRID).all()


def test_overflow_and_nan_pass_through_without_a_warning():
    f = compile_expressions([x**4, sp.exp(x), sp.log(y), x / y], (x, y))
    with np.errstate(all="raise"):
        rows = f([1e200, 0.0])
    assert rows.tolist() == [np.inf, np.inf, -np.inf, np.inf]
    assert np.isnan(f([np.nan, 1.0])[:2]).all()
    assert np.isnan(f([-1.0, -1.0])[2])


@pytest.mark.parametrize("power", [-9, -8, -3, -1, 2, 3, 8, 9, 31])
def test_powers_are_products_with_the_same_value(power):
    f = compile_expressions([x**power, (x - y) ** power], (x, y))
    u, v = GRID
    assert np.allclose(f(GRID)[0], u**power, rtol=1e-14, atol=0)
    assert np.allclose(f(GRID)[1], (u - v) ** power, rtol=1e-14, atol=0)


def test_no_slow_power_is_left_up_to_the_eighth(monkeypatch):
    seen = []
    real = sp.lambdify

    def kept(*arguments, **named):
        seen.append(real(*arguments, **named))
        return seen[0]

    monkeypatch.setattr(sp, "lambdify", kept)
    compile_expressions([x**8 + (x - y) ** 3 / (x + 1) ** 4], (x, y))
    assert "**" not in seen[0].__doc__.partition("SOURCE CODE:")[2]


def test_whole_numbers_beyond_64_bits_are_accepted():
    f = compile_expressions([10**30 * x + y / 10**30], (x, y))
    assert f([1.0, 1.0])[0] == 1e30
    assert f(np.array([1.0, 1.0], np.float32)).dtype == np.float32


def test_variables_may_be_called_like_python_words_or_common_parts():
    x0, word = sp.symbols("x0 list", real=True)
    f = compile_expressions([(x0 + word) ** 3 + sp.sin(x0 + word)], (x0, word))
    assert f([1.0, 2.0])[0] == pytest.approx(27 + np.sin(3), rel=1e-15)


@pytest.mark.parametrize(
    ("expression", "derivative"),
    [
        (sp.Abs(x), -1.0),
        (sp.Max(x, y, -3), 0.0),
        (sp.Min(x, y), 1.0),
        (sp.Piecewise((x**2, x < 0), (x, True)), -2.0),
        (sp.Piecewise((x**2, sp.And(x < 0, y > 0)), (x, True)), -2.0),
    ],
)
def test_a_complex_step_passes_through_kinks(expression, derivative):
    f = compile_expressions([expression], (x, y))
    assert f(np.array([-1 + 1e-200j, 0.5])).imag[0] / 1e-200 == derivative


def test_a_piece_without_a_last_case_is_nan_outside():
    f = compile_expressions([sp.Piecewise((x, x < 0))], (x, y))
    assert f([-1.0, 0.0])[0] == -1
    assert np.isnan(f([1.0, 0.0])[0])


def test_one_variable_takes_a_plain_number():
    assert compile_expressions([x**2], (x,))(3).tolist() == [9.0]


@pytest.mark.parametrize("p", [3.0, [1.0], [1, 2, 3], np.ones((3, 2)), [[1, 2]]])
def test_a_wrong_dimension_names_the_components(p):
    with pytest.raises(ValueError, match=r"2 components \(x, y\), got shape .*first"):
        as_point(p, ("x", "y"))


@pytest.mark.parametrize("p", ["ab", [None, 1], [[1], [1, 2]], [x, y]])
def test_a_point_that_is_no_array_of_numbers_is_a_type_error(p):
    with pytest.raises(TypeError, match="array of numbers, got .*Give 2 numbers"):
        as_point(p, ("x", "y"))


def test_one_point_says_nan_and_infinity_where_a_grid_does():
    x, y = sp.symbols("x y", real=True)
    both = compile_expressions([x ** sp.Rational(1, 3), 1 / y, x**200], (x, y))
    for p in ([-1.0, 0.0], [1e10, 2.0], [8.0, -4.0]):
        column = both(np.array(p)[:, None])[:, 0]
        assert np.array_equal(both(np.array(p)), column, equal_nan=True)
