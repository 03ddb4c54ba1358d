"""One update of a parameter vector, by our rules, by torch.optim and by optax.

Every peer gets the same start, the same gradient and the same hyper-parameters, and
keeps its parameters and memory between calls, as in training.
"""

from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple

import numpy as np

LR, BETA, BETAS, EPS = 1e-3, 0.9, (0.9, 0.999), 1e-8
GD, MOMENTUM, ADAM = METHODS = ("gradient descent", "momentum", "Adam")


class Walker(NamedTuple):
    """Somebody who makes one update per call, and can say where they are."""

    step: Callable[[], object]
    x: Callable[[], np.ndarray]


Build = Callable[[str, np.ndarray, np.ndarray], Walker]


def our_rule(method: str) -> Any:
    """The course's rule of that name with the shared hyper-parameters."""
    from gdcourse.optimizers.adam import Adam
    from gdcourse.optimizers.gradient_descent import GradientDescent
    from gdcourse.optimizers.momentum import Momentum

    rules = {
        GD: GradientDescent(LR),
        MOMENTUM: Momentum(LR, BETA),
        ADAM: Adam(LR, BETAS, EPS),
    }
    return rules[method]


def ours(method: str, x: np.ndarray, grad: np.ndarray) -> Walker:
    """The rule's own ``step``, as in a lesson."""
    rule = our_rule(method)
    memory, times = rule.init(x), count(1)

    def step() -> None:
        nonlocal x, memory
        x, memory = rule.step(x, grad, memory, next(times))

    return Walker(step, lambda: x)


def in_blocks(method: str, x: np.ndarray, grad: np.ndarray) -> Walker:
    """The same ``step``, applied to one block of the vector after the other."""
    from gdcourse.optimizers.blocks import step_in_blocks

    rule = our_rule(method)
    x = x.copy()
    memory, times = rule.init(x), count(1)

    def step() -> None:
        nonlocal memory
        memory = step_in_blocks(rule, x, grad, memory, next(times))

    return Walker(step, lambda: x)


def bare_formula(method: str, x: np.ndarray, grad: np.ndarray) -> Walker:
    """The textbook's lines in NumPy: no checks, no options, no schedules."""
    v, second, times = np.zeros_like(x), np.zeros_like(x), count(1)
    beta, beta2 = BETAS

    def descend() -> None:
        nonlocal x
        x = x - LR * grad

    def roll() -> None:
        nonlocal x, v
        v = BETA * v + grad
        x = x - LR * v

    def adapt() -> None:
        nonlocal x, v, second
        t = next(times)
        v = beta * v + (1 - beta) * grad
        second = beta2 * second + (1 - beta2) * grad * grad
        v_hat, second_hat = v / (1 - beta**t), second / (1 - beta2**t)
        x = x - LR * v_hat / (np.sqrt(second_hat) + EPS)

    steps = {GD: descend, MOMENTUM: roll, ADAM: adapt}
    return Walker(steps[method], lambda: x)


def torch_optim(**options: bool) -> Build:
    """torch.optim.SGD or Adam with ``foreach`` or ``fused``, or as it comes."""

    def build(method: str, x: np.ndarray, grad: np.ndarray) -> Walker:
        import torch

        torch.set_num_threads(1)
        parameter = torch.nn.Parameter(torch.from_numpy(x.copy()))
        parameter.grad = torch.from_numpy(grad.copy())
        if method == ADAM:
            optimizer = torch.optim.Adam([parameter], LR, BETAS, EPS, **options)
        else:
            beta = BETA if method == MOMENTUM else 0.0
            optimizer = torch.optim.SGD([parameter], LR, beta, **options)
        return Walker(optimizer.step, lambda: parameter.detach().numpy())

    return build


def optax_jitted(method: str, x: np.ndarray, grad: np.ndarray) -> Walker:
    """optax, compiled, with parameters and memory donated and so updated in place."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    rules = {
        GD: lambda: optax.sgd(LR),
        MOMENTUM: lambda: optax.sgd(LR, BETA),
        ADAM: lambda: optax.adam(LR, *BETAS, EPS),
    }
    rule = rules[method]()
    point, slope = jax.numpy.array(x), jax.numpy.array(grad)
    memory = rule.init(point)

    def update(point: Any, memory: Any, slope: Any) -> tuple[Any, Any]:
        change, memory = rule.update(slope, memory, point)
        return optax.apply_updates(point, change), memory

    compiled = jax.jit(update, donate_argnums=(0, 1))

    def step() -> None:
        nonlocal point, memory
        point, memory = compiled(point, memory, slope)
        point.block_until_ready()

    return Walker(step, lambda: np.asarray(point))


OURS, BLOCKS, BARE = "ours", "ours, in blocks", "the bare formula"
TORCH, FUSED = "torch, default", "torch, fused"
PEERS: dict[str, Build] = {
    OURS: ours,
    BLOCKS: in_blocks,
    BARE: bare_formula,
    TORCH: torch_optim(),
    "torch, foreach": torch_optim(foreach=True),
    FUSED: torch_optim(fused=True),
    "optax, jitted": optax_jitted,
}
