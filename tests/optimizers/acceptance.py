"""The tables of test_acceptance.py, and quick ways to count steps.

A learning rate is the number i of 10^(-5 + i/10). Counts were measured with rules
written apart from this package, in NumPy and in PyTorch; the rows on data with ours.
"""

from typing import Any

import numpy as np
from problems import rosenbrock_chain

from gdcourse.landscapes import (
    beale,
    booth,
    himmelblau,
    logistic,
    quadratic,
    rastrigin,
    rosenbrock,
    styblinski_tang,
    three_hump_camel,
)
from gdcourse.landscapes import least_squares as least_squares_on
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.adaptive_methods import AdaGrad, RMSprop
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum

RATES = 10.0 ** (-5 + 0.1 * np.arange(61))
NEVER = -1


def on_data() -> tuple[Any, Any]:
    """Regression and classification on 100 rows of 4 columns."""
    rng = np.random.default_rng(0)
    X, w = rng.normal(size=(100, 4)), rng.normal(size=4)
    y = X @ w + 0.1 * rng.normal(size=100)
    labels = (X @ w + rng.normal(size=100) > 0).astype(int)
    return least_squares_on(X, y), logistic(X, labels, strength=0.1)


LEAST_SQUARES, LOGISTIC = on_data()
PROBLEMS = {
    "bowl 10": (quadratic(10.0), (10.0, 1.0)),
    "bowl 100": (quadratic(100.0), (100.0, 1.0)),
    "bowl 1000": (quadratic(1000.0), (1000.0, 1.0)),
    "booth": (booth, booth.start),
    "rosenbrock": (rosenbrock, rosenbrock.start),
    "chain": (rosenbrock_chain(10), (-1.2, 1.0) * 5),
    "beale": (beale, beale.start),
    "himmelblau": (himmelblau, himmelblau.start),
    "styblinski": (styblinski_tang, styblinski_tang.start),
    "camel": (three_hump_camel, three_hump_camel.start),
    "rastrigin": (rastrigin, rastrigin.start),
    "least squares": (LEAST_SQUARES, np.zeros(4)),
    "logistic": (LOGISTIC, np.zeros(4)),
}

RULES = {
    "gradient descent": GradientDescent,
    "heavy ball": Momentum,
    "Nesterov": lambda lr: Momentum(lr, nesterov=True),
    "AdaGrad": AdaGrad,
    "RMSprop": RMSprop,
    "Adam": Adam,
}


def table(text: str) -> dict[str, list[str]]:
    """Rows "name | cell | cell …" by name."""
    rows = [line.split("|") for line in text.strip().splitlines()]
    return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows}


def first_small(name: str, rule: Any, steps: int, small: float = 1e-6) -> np.ndarray:
    """After how many updates ‖∇f‖ ≤ small, for each of the rule's learning rates."""
    landscape, start = PROBLEMS[name]
    x = np.repeat(np.array(start, float)[:, None], len(rule.lr), axis=1)
    memory, updates = rule.init(x), np.full(len(rule.lr), NEVER)
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(steps + 1):
            grad = landscape.gradient(x)
            done = np.einsum("ij,ij->j", grad, grad) <= small * small
            updates = np.where(done & (updates == NEVER), k, updates)
            x, memory = rule.step(x, grad, memory, k + 1)
    return updates


def first_near(name: str, rule: Any, steps: int, gap: float = 1e-8) -> int:
    """After how many updates f(x) - f* ≤ gap; f is looked at in blocks of points."""
    landscape, x = PROBLEMS[name][0], np.array(PROBLEMS[name][1], float)
    memory, block = rule.init(x), np.empty((len(x), 256))
    for begin in range(0, steps + 1, block.shape[1]):
        for i in range(block.shape[1]):
            block[:, i] = x
            grad = landscape.gradient(x)
            x, memory = rule.step(x, grad, memory, begin + i + 1)
        done = np.flatnonzero(landscape.value(block) <= landscape.minimum + gap)
        if len(done):
            return begin + int(done[0])
    return NEVER
