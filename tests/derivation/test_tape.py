"""The tape against SymPy, against closed forms, and at kinks."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.derivation import Tape, central_difference, complex_step
from gdcourse.derivation.tape import summed_to

# One formula for both: of SymPy's functions, or of the tape's methods.
FORMULAS = {
    "product": lambda f, x, y: x * y + 3 * x - y / 2,
    "quotient": lambda f, x, y: (x - y) / (x * x + 1) + 2 / y,
    "powers": lambda f, x, y: (
        x**3 * y**-2 + (x * x + y * y) ** 0.5 + y**0 - (-x) ** 1 + x**y + 2**x
    ),
    "exponential": lambda f, x, y: f.exp(x * y - 1) * f.exp(-y),
    "logarithm": lambda f, x, y: f.log(x * x + f.exp(y)) - 1 / f.log(y + 3),
    "hyperbolic": lambda f, x, y: f.tanh(x / y) * (1 - f.tanh(2 * y)) ** 2,
    "reused": lambda f, x, y: f.exp(f.tanh(x * x * x + y) * x) / (1 + f.exp(x * y)),
}


class Methods:
    exp, log, tanh = (
        staticmethod(lambda v, name=name: getattr(v, name)())
        for name in ("exp", "log", "tanh")
    )


def slopes_of(formula, *points):
    tape = Tape()
    inputs = [tape.variable(point) for point in points]
    return tape.gradients(formula(*inputs), *inputs)


@pytest.mark.parametrize("name", FORMULAS)
def test_the_tape_agrees_with_sympy_to_twelve_digits(name):
    x, y = sp.symbols("x y", real=True)
    expression = FORMULAS[name](sp, x, y)
    for a, b in np.random.default_rng(0).uniform(0.5, 2, size=(6, 2)):
        exact = [
            float(expression.diff(s).evalf(30, subs={x: sp.Float(a, 30), y: b}))
            for s in (x, y)
        ]
        found = slopes_of(lambda u, v: FORMULAS[name](Methods, u, v), a, b)
        assert [float(s) for s in found] == pytest.approx(exact, rel=1e-12)


def test_values_are_those_of_numpy():
    tape = Tape()
    a = tape.variable([[1.0, 2.0], [3.0, 4.0]])
    result = (2 - a) @ np.array([1.0, -1.0]) / 4 + 1
    assert (result.value == (2 - a.value) @ [1.0, -1.0] / 4 + 1).all()
    assert a.sum(axis=1).value.tolist() == [[3.0], [7.0]]
    assert (np.eye(2) @ a).value.tolist() == a.value.tolist()
    assert repr(a) == "Variable([[1.0, 2.0], [3.0, 4.0]])"


SHAPES = [((3, 2), (2, 4)), ((3, 2), (2,)), ((2,), (2, 4)), ((2,), (2,))]


@pytest.mark.parametrize(("left", "right"), SHAPES)
def test_matrix_products_of_any_shape_pass_gradients_to_both_sides(left, right):
    rng = np.random.default_rng(1)
    A, B = rng.normal(size=left), rng.normal(size=right)
    weights = rng.normal(size=(A @ B).shape)
    to_a, to_b = slopes_of(lambda a, b: (weights * (a @ b)).sum(), A, B)
    by_a = complex_step(lambda a: (weights * (a.reshape(left) @ B)).sum(), A.ravel())
    by_b = complex_step(lambda b: (weights * (A @ b.reshape(right))).sum(), B.ravel())
    assert np.allclose(to_a, by_a.reshape(left), rtol=1e-14)
    assert np.allclose(to_b, by_b.reshape(right), rtol=1e-14)


@pytest.mark.parametrize(
    "shape", [(), (1,), (4,), (1, 4), (3, 1), (3, 4), (1, 1, 1), (2, 1, 4)]
)
@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__mul__", "__truediv__"])
def test_what_was_broadcast_is_summed_on_the_way_back(operation, shape):
    rng = np.random.default_rng(2)
    a, b = rng.uniform(1, 2, size=shape), rng.uniform(1, 2, size=(3, 4))
    weights = rng.normal(size=np.broadcast_shapes(shape, (3, 4)))

    def total(u, v):
        return (weights * getattr(u, operation)(v)).sum()

    to_a, to_b = slopes_of(total, a, b)
    assert (to_a.shape, to_b.shape) == (a.shape, b.shape)
    by_a = complex_step(lambda u: total(u.reshape(shape), b), a.ravel())
    by_b = complex_step(lambda v: total(a.astype(complex), v.reshape(3, 4)), b.ravel())
    assert np.allclose(to_a.ravel(), by_a, rtol=1e-13)
    assert np.allclose(to_b.ravel(), by_b, rtol=1e-13)


def test_a_variable_used_often_gets_the_sum_of_all_shares():
    (slope,) = slopes_of(lambda x: x * x * x + x + x, 2.0)
    assert slope == 14.0


def test_a_chain_of_doublings_is_swept_once_and_not_along_every_path():
    # 2⁴⁰ paths lead from y to x; a sweep in order visits each of 40 nodes once.
    tape = Tape()
    x = y = tape.variable(1.0)
    for _ in range(40):
        y = y + y
    assert tape.gradients(y, x)[0] == 2.0**40
    assert len(tape.variables) == 41


def test_what_the_answer_does_not_depend_on_has_gradient_zero():
    to_x, to_y = slopes_of(lambda x, y: x * x, 3.0, [1.0, 2.0])
    assert (to_x, to_y.tolist()) == (6.0, [0.0, 0.0])


def test_at_its_kink_relu_has_slope_zero_and_an_identity_made_of_it_too():
    assert slopes_of(lambda x: x.relu().sum(), [-1.0, 0.0, 2.0])[0].tolist() == [
        0,
        0,
        1,
    ]
    identity = {x: slopes_of(lambda v: v.relu() - (-v).relu(), x) for x in (-2.0, 0.0)}
    assert identity[-2.0] == [1.0]
    assert identity[0.0] == [0.0]  # the function is x: its derivative is 1
    assert central_difference(lambda x: max(x, 0) - max(-x, 0), 0.0) == 1.0


def test_the_sweep_finds_the_gradient_of_a_network_at_once():
    rng = np.random.default_rng(3)
    X, Y = rng.normal(size=(5, 6)), np.eye(3)[rng.integers(0, 3, 6)].T
    shapes = [(4, 5), (4, 1), (3, 4), (3, 1)]
    theta = [rng.normal(size=shape) for shape in shapes]

    def loss(W, b, V, c):
        scores = V @ (W @ X + b).tanh() + c
        return (scores.exp().sum(axis=0).log() - (Y * scores).sum(axis=0)).sum() / 6

    def plain(flat):
        cuts = np.cumsum([np.prod(shape) for shape in shapes])[:-1]
        parts = zip(np.split(flat, cuts), shapes, strict=True)
        W, b, V, c = (part.reshape(shape) for part, shape in parts)
        scores = V @ np.tanh(W @ X + b) + c
        return (np.log(np.exp(scores).sum(axis=0)) - (Y * scores).sum(axis=0)).sum() / 6

    found = np.concatenate([slope.ravel() for slope in slopes_of(loss, *theta)])
    exact = complex_step(plain, np.concatenate([part.ravel() for part in theta]))
    assert np.allclose(found, exact, rtol=1e-12, atol=1e-15)


def test_float32_stays_float32_on_the_tape():
    x = np.array([0.5, 2.0], np.float32)
    tape = Tape()
    v = tape.variable(x)
    answer = ((2.0 * v - np.ones(2)) / 3 + v.tanh() * v.exp() + v.log().relu()).sum()
    assert answer.value.dtype == np.float32
    assert tape.gradients(answer, v)[0].dtype == np.float32


def test_a_broadcast_array_gets_the_sum_over_its_copies():
    assert summed_to(np.ones((2, 3)), (3,)).tolist() == [2, 2, 2]
    assert summed_to(np.ones((2, 3)), ()) == 6
    assert summed_to(np.ones((1, 3)), (1, 3)).shape == (1, 3)


def mixed():
    return Tape().variable(1.0) + Tape().variable(2.0)


def of_two():
    tape = Tape()
    x = tape.variable([1.0, 2.0])
    return tape.gradients(x * x, x)


BAD = [
    (lambda: Tape().variable([np.nan]), ValueError, "value must be finite, got"),
    (lambda: Tape().variable("one"), TypeError, "value must be real numbers, got"),
    (
        lambda: Tape().gradients(3.0),
        ValueError,
        "variables of this tape, got 3.0. Make",
    ),
    (mixed, ValueError, r"must be on one tape, got Variable\(2.0\) from another. Make"),
    (of_two, ValueError, r"answer must be one number, got shape \(2,\). Take .sum"),
]


@pytest.mark.parametrize(("call", "error", "words"), BAD)
def test_bad_input_to_the_tape_is_told_in_one_line(call, error, words):
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize(
    ("compute", "error", "words"),
    [
        (lambda x: x + None, TypeError, "a constant must be real numbers, got None"),
        (lambda x: x * "a", TypeError, "a constant must be real numbers, got 'a'"),
        (lambda x: x * np.nan, ValueError, "a constant must be finite, got nan"),
        (
            lambda x: np.ones((2, 3, 3)) @ x,
            ValueError,
            r"@ takes .* got \(2, 3, 3\)",
        ),
    ],
)
def test_what_would_give_a_wrong_gradient_is_refused(compute, error, words):
    with pytest.raises(error, match=words):
        compute(Tape().variable([1.0, 2.0, 3.0]))
