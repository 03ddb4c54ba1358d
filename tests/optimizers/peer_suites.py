"""What other libraries check of their optimizers, told again for rules of ours.

Each check was read in the library's own tests and written anew; a suite takes a rule
and says whether it passes.
"""

from collections.abc import Callable
from typing import Any

import numpy as np


def steps(rule: Any, x: np.ndarray, gradient: Callable, count: int) -> np.ndarray:
    memory = rule.init(x)
    for k in range(count):
        x, memory = rule.step(x, gradient(x, k), memory, k + 1)
    return x


def torch_direction(rule: Any) -> bool:
    """``test_forloop_goes_right_direction``: the loss is lower after 20 steps."""
    return all(_is_lower_after_20_steps(rule, seed) for seed in range(5))


def _is_lower_after_20_steps(rule: Any, seed: int) -> bool:
    random = np.random.default_rng(seed)
    x, data = random.normal(size=60), random.normal(size=5)

    def residual(x: np.ndarray) -> np.ndarray:
        return x[:50].reshape(10, 5) @ data + x[50:]

    def gradient(x: np.ndarray, k: int) -> np.ndarray:
        error = 2 * residual(x)
        return np.concatenate([np.outer(error, data).ravel(), error])

    end = steps(rule, x, gradient, 20)
    return bool((residual(end) ** 2).sum() < (residual(x) ** 2).sum())


def rosenbrock(x: float, y: float) -> tuple[float, float]:
    return -400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)


def torch_rosenbrock(rule: Any) -> bool:
    """``_test_rosenbrock_sparse``: after 2000 steps no farther than at the start."""
    start = np.array([1.5, 1.5])

    def one_component(x: np.ndarray, k: int) -> np.ndarray:
        grad = np.array(rosenbrock(*x.tolist()))
        grad[1 - k % 2] = 0.0
        return grad

    end = steps(rule, start, one_component, 2000)
    return bool(np.hypot(*(end - 1)) <= np.hypot(*(start - 1)))


def optax_alias(rule: Any) -> bool:
    """``alias_test``: a parabola and Rosenbrock to 3e-2 within 10,000 steps.

    Both at once: these rules treat each component alone.
    """
    goal = np.array([1.0, -1.0, 1.0, 1.0, 1.0])

    def gradient(x: np.ndarray, k: int) -> np.ndarray:
        a, b, c, *rest = x.tolist()
        return np.array([2 * (a - 1), 2 * (b + 1), 2 * (c - 1), *rosenbrock(*rest)])

    end = steps(rule, np.array([-1.0, 10.0, 1.0, 0.0, 0.0]), gradient, 10_000)
    return bool(np.allclose(end, goal, rtol=3e-2, atol=3e-2))


def keras_golden(golden: list) -> Callable[[Any], bool]:
    """``test_correctness_with_golden``: five stored points, to 5e-4."""

    def suite(rule: Any) -> bool:
        x, agrees = np.ones(10), True
        memory = rule.init(x)
        for k, wanted in enumerate(golden):
            grad = np.full(10, 0.01) if k == 0 else np.arange(0.1, 1.05, 0.1)
            x, memory = rule.step(x, grad, memory, k + 1)
            agrees &= np.allclose(x, wanted, rtol=5e-4, atol=5e-4)
        return bool(agrees)

    return suite


KERAS_SGD = [0.9999] + [0.9999 - 1e-3 * k * np.arange(1, 11) for k in range(1, 5)]
KERAS_AMSGRAD = [0.999, 0.9982, 0.9974, 0.9965, 0.9955]
KERAS_ADAGRAD = [
    0.9963,
    [0.9604, 0.9278, 0.9003, 0.8784, 0.8615, 0.8487, 0.8388, 0.8313, 0.8255, 0.8209],
    [0.9251, 0.8629, 0.8137, 0.7768, 0.7497, 0.7298, 0.7151, 0.704, 0.6956, 0.6891],
    [0.8903, 0.8012, 0.7342, 0.6862, 0.6521, 0.6277, 0.6099, 0.5967, 0.5867, 0.579],
    [0.856, 0.7422, 0.6604, 0.6037, 0.5644, 0.5367, 0.5168, 0.5021, 0.491, 0.4825],
]
KERAS_ADAMW = [
    0.4998,
    [0.2486, 0.2475, 0.2463, 0.2451, 0.244, 0.2428, 0.2417, 0.2405, 0.2394, 0.2382],
    [0.1223, 0.1198, 0.1174, 0.1149, 0.1124, 0.11, 0.1075, 0.1051, 0.1027, 0.1003],
    [0.0586, 0.0549, 0.0512, 0.0475, 0.0439, 0.0402, 0.0366, 0.033, 0.0294, 0.0258],
    [0.0263, 0.0215, 0.0167, 0.012, 0.0073, 0.0026, -0.0021, -0.0067, -0.0113, -0.0159],
]

WEIGHTS, SLOPES = np.linspace(-0.4, 0.6, 20), np.linspace(-0.6, 0.4, 20)
AVERAGE, SQUARE = np.linspace(0.6, 0.9, 20), np.linspace(0.7, 0.5, 20)
# fmt: off
CS231N_ADAM = [
    -0.40094747, -0.34836187, -0.29577703, -0.24319299, -0.19060977,
    -0.1380274, -0.08544591, -0.03286534, 0.01971428, 0.0722929,
    0.1248705, 0.17744702, 0.23002243, 0.28259667, 0.33516969,
    0.38774145, 0.44031188, 0.49288093, 0.54544852, 0.59801459,
]
CS231N_RMSPROP = [
    -0.39223849, -0.34037513, -0.28849239, -0.23659121, -0.18467247,
    -0.132737, -0.08078555, -0.02881884, 0.02316247, 0.07515774,
    0.12716641, 0.17918792, 0.23122175, 0.28326742, 0.33532447,
    0.38739248, 0.43947102, 0.49155973, 0.54365823, 0.59576619,
]
CS231N_MOMENTUM = [
    0.1406, 0.20738947, 0.27417895, 0.34096842, 0.40775789,
    0.47454737, 0.54133684, 0.60812632, 0.67491579, 0.74170526,
    0.80849474, 0.87528421, 0.94207368, 1.00886316, 1.07565263,
    1.14244211, 1.20923158, 1.27602105, 1.34281053, 1.4096,
]
# fmt: on


def cs231n(golden: list, *memories: Any, t: int) -> Callable[[Any], bool]:
    """The course's notebook: one step from a given memory, eight digits."""

    def suite(rule: Any) -> bool:
        ends = [rule.step(WEIGHTS, SLOPES, memory, t)[0] for memory in memories]
        return min(_relative(end, np.array(golden)) for end in ends) < 3e-7

    return suite


def _relative(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


NOTHING = 0 * WEIGHTS
HAT = {"eps_form": "hat"}
# The course's velocity has -lr in it: either convention may pass.
VELOCITIES = (AVERAGE / -1e-3, AVERAGE)
DIRECTION, ROSENBROCK = "torch direction", "torch Rosenbrock"
ALIAS, GOLDEN, COURSE = "optax alias", "Keras golden", "cs231n arrays"

# Family -> library -> (its check, our rule with its settings).
SUITES: dict[str, dict[str, tuple[Callable, Callable]]] = {
    "Adam": {
        DIRECTION: (torch_direction, lambda r: r.Adam()),
        ROSENBROCK: (torch_rosenbrock, lambda r: r.Adam(4e-2)),
        ALIAS: (optax_alias, lambda r: r.Adam(0.1)),
        COURSE: (cs231n(CS231N_ADAM, (AVERAGE, SQUARE, NOTHING), t=6),
                 lambda r: r.Adam(1e-2)),
    },
    "AMSGrad": {
        DIRECTION: (torch_direction, lambda r: r.Adam(amsgrad=True)),
        ALIAS: (optax_alias, lambda r: r.Adam(0.1, amsgrad=True)),
        GOLDEN: (keras_golden(KERAS_AMSGRAD),
                 lambda r: r.Adam(amsgrad=True, eps=1e-7, **HAT)),
    },
    "AdamW": {
        DIRECTION: (torch_direction, lambda r: r.AdamW(weight_decay=0.1)),
        ALIAS: (optax_alias, lambda r: r.AdamW(0.1, weight_decay=1e-4)),
        GOLDEN: (keras_golden(KERAS_ADAMW),
                 lambda r: r.AdamW(1.0, weight_decay=0.5, eps=2.0, **HAT)),
    },
    "momentum": {
        DIRECTION: (torch_direction, lambda r: r.Momentum(1e-2)),
        ROSENBROCK: (torch_rosenbrock, lambda r: r.Momentum(4.8e-3, momentum=0.0)),
        ALIAS: (optax_alias, lambda r: r.Momentum(1e-3)),
        COURSE: (cs231n(CS231N_MOMENTUM, *VELOCITIES, t=2),
                 lambda r: r.Momentum(1e-3)),
    },
    "Nesterov": {
        DIRECTION: (torch_direction, lambda r: r.Momentum(1e-2, nesterov=True)),
        ALIAS: (optax_alias, lambda r: r.Momentum(1e-3, nesterov=True)),
        # Keras runs it with momentum 0, which our rule refuses with nesterov.
        GOLDEN: (keras_golden(KERAS_SGD),
                 lambda r: r.Momentum(1e-2, momentum=1e-300, nesterov=True)),
    },
    "RMSprop": {
        DIRECTION: (torch_direction, lambda r: r.RMSprop(1e-2)),
        ALIAS: (optax_alias, lambda r: r.RMSprop(5e-3, alpha=0.9)),
        COURSE: (cs231n(CS231N_RMSPROP, (AVERAGE, NOTHING, NOTHING), t=2),
                 lambda r: r.RMSprop(1e-2)),
    },
    "AdaGrad": {
        DIRECTION: (torch_direction, lambda r: r.AdaGrad(1e-2)),
        ROSENBROCK: (torch_rosenbrock, lambda r: r.AdaGrad(0.1)),
        ALIAS: (optax_alias, lambda r: r.AdaGrad(
            1.0, initial_accumulator_value=0.1, eps=1e-7)),
        GOLDEN: (keras_golden(KERAS_ADAGRAD), lambda r: r.AdaGrad(
            0.2, initial_accumulator_value=0.3, eps=1e-6)),
    },
}  # fmt: skip
