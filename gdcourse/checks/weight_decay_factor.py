"""Lesson 09: E09.1, what a penalty does to a weight, and what it leaves alone."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import array, number, table
from gdcourse.checks.task import Task

SMALL = np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.0]])

factor = Task(
    "E09.1",
    "ridge_step(X, y, w, b, strength, lr)",
    points=5,
    returns=table(half=number, whole=number, slope=array, bias=number),
    probes=[
        (SMALL, np.array([1.0, -2.0, 0.5]), np.array([2.0, -1.0]), 0.5, 0.4, 0.1),
        (SMALL[:2], np.array([3.0, 1.0]), np.array([0.5, 4.0]), -2.0, 1.5, 0.3),
    ],
    hints=[
        "Differentiate R first: what is the derivative of ½λw², and of λw²?",
        "The factor: w − α · (derivative of R) = (…) · w.",
        "r = Xw + b − y. The data give the mean of r times the row, Xᵀr/N; the penalty "
        "adds λw. b has no penalty: the mean of r.",
    ],
)


def answer(X, y, w, b, strength, lr) -> dict:
    """The right table."""
    r = X @ w + b - y
    return {
        "half": 1 - lr * strength,
        "whole": 1 - 2 * lr * strength,
        "slope": X.T @ r / len(y) + strength * w,
        "bias": float(r.mean()),
    }


def given(rng: Generator) -> Iterator[tuple]:
    """Data, weights, bias, λ and α: the simplest ones first."""
    one = np.array([[1.0]])
    yield one, np.array([0.0]), np.array([2.0]), 0.0, 0.5, 0.1
    yield one, np.array([1.0]), np.array([2.0]), 3.0, 0.0, 0.5
    for _ in range(5):
        rows, columns = inputs.count(rng, 2, 6), inputs.count(rng, 1, 4)
        X = np.round(rng.uniform(-5, 5, (rows, columns)), 1)
        y, w = inputs.point(rng, rows), inputs.point(rng, columns)
        yield X, y, w, inputs.number(rng), inputs.rate(rng), inputs.rate(rng)


def demand(claim: str, key: str, points: float) -> None:
    """The property that one entry is right."""

    @factor.property(claim, points)
    def entry(call, rng):
        for setting in given(rng):
            yield call(*setting)[key], answer(*setting)[key]


demand("half: the factor of one step with ½λ‖w‖² alone.", "half", 1)
demand("whole: the factor of one step with λ‖w‖² alone.", "whole", 1)
demand("slope: the derivative by the weights, data and penalty.", "slope", 2)
demand("bias: the derivative by b, which has no penalty.", "bias", 1)


def wrong(name: str, hint: str, **entries) -> None:
    """A mutant that misses these entries."""

    def table_of(X, y, w, b, strength, lr):
        found = answer(X, y, w, b, strength, lr)
        r = X @ w + b - y
        for key, rule in entries.items():
            found[key] = rule(X, r, w, b, strength, lr)
        return found

    table_of.__name__ = name
    factor.mutant(hint)(table_of)


def gradient(X, r, w, strength) -> np.ndarray:
    return X.T @ r / len(r) + strength * w


wrong(
    "takes_one_factor_for_both",
    "Your two factors are alike. One penalty has the derivative λw, the other 2λw.",
    whole=lambda X, r, w, b, strength, lr: 1 - lr * strength,
)
wrong(
    "exchanges_the_factors",
    "The two factors are exchanged: the ½ cancels the 2 of the square.",
    half=lambda X, r, w, b, strength, lr: 1 - 2 * lr * strength,
    whole=lambda X, r, w, b, strength, lr: 1 - lr * strength,
)
wrong(
    "forgets_the_learning_rate",
    "The step is α times the derivative: α belongs to both factors.",
    half=lambda X, r, w, b, strength, lr: 1 - strength,
    whole=lambda X, r, w, b, strength, lr: 1 - 2 * strength,
)
wrong(
    "lets_the_weight_grow",
    "Your factors are above 1. The step goes against the derivative.",
    half=lambda X, r, w, b, strength, lr: 1 + lr * strength,
    whole=lambda X, r, w, b, strength, lr: 1 + 2 * lr * strength,
)
wrong(
    "leaves_the_two_of_the_square_out",
    "Both factors are too near to 1: the derivative of w² is 2w.",
    half=lambda X, r, w, b, strength, lr: 1 - lr * strength / 2,
    whole=lambda X, r, w, b, strength, lr: 1 - lr * strength,
)
wrong(
    "gives_what_is_lost",
    "αλ is what is lost. The factor says what is left of the weight.",
    half=lambda X, r, w, b, strength, lr: lr * strength,
    whole=lambda X, r, w, b, strength, lr: 2 * lr * strength,
)
wrong(
    "gives_the_weight_itself",
    "A factor is a number by which the weight is multiplied, whatever the weight.",
    half=lambda X, r, w, b, strength, lr: float(w[0]) * (1 - lr * strength),
    whole=lambda X, r, w, b, strength, lr: float(w[0]) * (1 - 2 * lr * strength),
)
wrong(
    "decays_the_bias",
    "Your bias is pulled to 0 as well. The penalty holds w alone.",
    bias=lambda X, r, w, b, strength, lr: float(r.mean()) + strength * b,
)
wrong(
    "differentiates_the_other_penalty",
    "The slope is for ½λ‖w‖²: its derivative is λw, not 2λw.",
    slope=lambda X, r, w, b, strength, lr: gradient(X, r, w, 2 * strength),
)
wrong(
    "forgets_the_half_of_the_loss",
    "The loss is half of the mean square: the 2 of the square cancels.",
    slope=lambda X, r, w, b, strength, lr: 2 * X.T @ r / len(r) + strength * w,
    bias=lambda X, r, w, b, strength, lr: 2 * float(r.mean()),
)
wrong(
    "adds_up_the_rows",
    "You add up the rows. The loss is a mean: divide by N.",
    slope=lambda X, r, w, b, strength, lr: X.T @ r + strength * w,
    bias=lambda X, r, w, b, strength, lr: float(r.sum()),
)
wrong(
    "averages_the_penalty_too",
    "You divide the penalty by N as well. Only the data are averaged.",
    slope=lambda X, r, w, b, strength, lr: gradient(X, r, w, strength / len(r)),
)
wrong(
    "leaves_the_penalty_out",
    "That is the slope of the data alone. Where does λ pull?",
    slope=lambda X, r, w, b, strength, lr: gradient(X, r, w, 0.0),
)
wrong(
    "leaves_the_bias_out_of_the_residual",
    "The residual is Xw + b − y: b moves every prediction.",
    slope=lambda X, r, w, b, strength, lr: gradient(X, r - b, w, strength),
    bias=lambda X, r, w, b, strength, lr: float((r - b).mean()),
)
wrong(
    "turns_the_residual",
    "Your data part points the other way: the residual is prediction minus y.",
    slope=lambda X, r, w, b, strength, lr: gradient(X, -r, w, strength),
    bias=lambda X, r, w, b, strength, lr: -float(r.mean()),
)
wrong(
    "leaves_every_two_out",
    "The 2 of the square is missing everywhere: the derivative of ½λw² is λw.",
    half=lambda X, r, w, b, strength, lr: 1 - lr * strength / 2,
    whole=lambda X, r, w, b, strength, lr: 1 - lr * strength,
    slope=lambda X, r, w, b, strength, lr: gradient(X, r, w, strength / 2),
)
wrong(
    "keeps_the_half_in_the_slope",
    "The ½ of the penalty is still in your slope: the 2 of the square cancels it.",
    slope=lambda X, r, w, b, strength, lr: gradient(X, r, w, strength / 2),
)
wrong(
    "adds_up_the_rows_in_the_bias",
    "For b, too, the loss is a mean: divide by N.",
    bias=lambda X, r, w, b, strength, lr: float(r.sum()),
)
wrong(
    "gives_the_next_point",
    "That is where a step ends. Asked are the derivatives by w and by b.",
    slope=lambda X, r, w, b, strength, lr: w - lr * gradient(X, r, w, strength),
    bias=lambda X, r, w, b, strength, lr: b - lr * float(r.mean()),
)
