"""Bad input: every kind, at every door, gets one line in three parts.

What is wrong, what came, what to try: ``lr must be positive, got -0.1. A negative
learning rate walks uphill; try 1 / L.``
"""

import re

import bad_networks
import bad_rules
import bad_schedules
import numpy as np
import pytest

from gdcourse import arguments, datasets, derivation, landscapes, optimizers, plotting

THREE_PARTS = re.compile(
    r"(?P<wrong>\S.+), got (?P<came>.+?)\. (?P<hint>[A-Z].+[.?)]'?)"
)
KINDS = (
    "wrong shape",
    "NaN",
    "negative learning rate",
    "not differentiable",
    "misspelled",
    "complex",
    "empty",
    "missing function",
    "no data",
    "no generator",
    "no grid",
    "no minimum",
    "out of range",
    "uphill",
    "wrong type",
)

NAN = float("nan")
X, Y = np.array([[1.0, 2.0], [3.0, 5.0], [0.0, 1.0]]), np.array([1.0, 2.0, 0.0])
LABELS = np.array([0, 1, 2])
RULE = optimizers.GradientDescent(lr=0.1)


def descend(start, gradient=lambda x: 2 * x):
    return optimizers.minimize(lambda x: (x**2).sum(axis=0), gradient, start, RULE)


def formula(text):
    return lambda: derivation.derive(text)


def bowl():
    return landscapes.quadratic(kappa=10.0)


DOORS = [
    ("wrong shape", "minimize", lambda: descend([1.0, 2.0], lambda x: np.ones(3))),
    ("wrong shape", "standardize", lambda: datasets.standardize(np.ones((2, 2, 2)))),
    ("wrong shape", "value", lambda: bowl().value([1.0, 2.0, 3.0])),
    ("wrong shape", "gradient", lambda: bowl().gradient([1.0, 2.0, 3.0])),
    ("wrong shape", "hessian", lambda: bowl().hessian([1.0, 2.0, 3.0])),
    ("wrong shape", "derived", lambda: derivation.derive("x*y").gradient([1.0])),
    ("wrong shape", "least_squares", lambda: landscapes.least_squares(X, Y[:2])),
    ("wrong shape", "ridge", lambda: landscapes.ridge(X, Y[:2], 0.1)),
    ("wrong shape", "logistic", lambda: landscapes.logistic(X, [0, 1])),
    ("wrong shape", "softmax", lambda: landscapes.softmax(X, LABELS[:2])),
    ("wrong shape", "window", lambda: plotting.contours(None, max, (0.0, 1.0))),
    (
        "wrong shape",
        "check_gradient",
        lambda: derivation.check_gradient(
            lambda p: p @ p, lambda p: np.ones(3), np.ones(2)
        ),
    ),
    ("NaN", "minimize", lambda: descend([1.0, NAN])),
    ("NaN", "learning rate", lambda: optimizers.GradientDescent(lr=NAN)),
    ("NaN", "standardize", lambda: datasets.standardize([[1.0], [NAN]])),
    ("NaN", "least_squares", lambda: landscapes.least_squares(X * NAN, Y)),
    ("NaN", "ridge", lambda: landscapes.ridge(X, Y, NAN)),
    ("NaN", "logistic", lambda: landscapes.logistic(X * NAN, [0, 1, 1])),
    ("NaN", "softmax", lambda: landscapes.softmax(X * NAN, LABELS)),
    ("NaN", "quadratic", lambda: landscapes.quadratic(kappa=NAN)),
    ("NaN", "window", lambda: plotting.contours(None, max, ((0, NAN), (0, 1)))),
    ("negative learning rate", "rule", lambda: optimizers.GradientDescent(lr=-0.1)),
    (
        "negative learning rate",
        "grid",
        lambda: optimizers.GradientDescent(lr=np.array([0.1, -0.1])),
    ),
    ("negative learning rate", "constant", lambda: optimizers.constant(-0.1)),
    ("not differentiable", "abs", formula("abs(x) + y")),
    ("not differentiable", "max", formula("max(x, y)")),
    ("misspelled", "function", formula("sinn(x)")),
    ("misspelled", "variable", formula("x + z")),
    ("misspelled", "power", formula("x^2")),
    ("misspelled", "unfinished", formula("x +")),
    ("misspelled", "hostile", formula("__import__('os').getcwd()")),
    ("misspelled", "nothing", formula("")),
    ("misspelled", "method", lambda: plotting.style.method("gradient decent")),
    ("complex", "minimize", lambda: descend([1.0 + 2.0j])),
    ("complex", "gradient", lambda: descend([1.0], lambda x: x * 1j)),
    ("complex", "learning rate", lambda: optimizers.GradientDescent(lr=0.1j)),
    ("complex", "standardize", lambda: datasets.standardize([1.0j, 2.0])),
    ("complex", "least_squares", lambda: landscapes.least_squares(X * 1j, Y)),
    ("complex", "formula", formula("sqrt(-1) * x")),
    ("empty", "minimize", lambda: descend([])),
    ("empty", "standardize", lambda: datasets.standardize(np.empty((0, 3)))),
    ("empty", "least_squares", lambda: landscapes.least_squares(X[:0], Y[:0])),
    ("empty", "ridge", lambda: landscapes.ridge(X[:0], Y[:0], 0.1)),
    ("empty", "logistic", lambda: landscapes.logistic(X[:0], [])),
    ("empty", "softmax", lambda: landscapes.softmax(X[:0], [])),
    ("empty", "alt text", lambda: plotting.show(plotting.figure()[0], alt=" ")),
    *bad_rules.DOORS,
    *bad_schedules.DOORS,
    *bad_networks.DOORS,
]


@pytest.mark.parametrize(
    ("kind", "door", "enter"), DOORS, ids=[f"{kind}-{door}" for kind, door, _ in DOORS]
)
def test_bad_input_gets_one_line_in_three_parts(kind, door, enter):
    with pytest.raises((ValueError, TypeError)) as caught:
        enter()
    message = str(caught.value)
    assert THREE_PARTS.fullmatch(message), message
    assert len(message) < 300


def test_every_kind_of_bad_input_is_tried():
    assert {kind for kind, _, _ in DOORS} == set(KINDS)


def test_the_form_is_recognized():
    with pytest.raises(ValueError, match="must be positive") as caught:
        arguments.positive("lr", -0.1, "A negative learning rate walks uphill.")
    assert THREE_PARTS.fullmatch(str(caught.value))
    for bad in (
        "lr must be positive.",
        "lr must be positive, got -0.1.",
        "a, got\nb. C.",
    ):
        assert not THREE_PARTS.fullmatch(bad)
