"""Momentum on Rosenbrock's function for a grid of settings, in six ways.

Every peer gets the rates as a column and the betas as a row, and returns a function
that makes all steps and gives the last points, shape (2, rates, betas).
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.sweep import sweep

START = (-1.2, 1.0)

Run = Callable[[], np.ndarray]
Peer = Callable[[np.ndarray, np.ndarray, int], Run]


def slopes(x: Any, y: Any) -> tuple[Any, Any]:
    """The gradient of (1 - x)² + 100 (y - x²)², for whatever can be multiplied."""
    d = y - x * x
    return -400 * x * d - 2 * (1 - x), 200 * d


def height(point: Any) -> Any:
    """The function itself, for peers that derive the gradient."""
    x, y = point
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def ours(rates: np.ndarray, betas: np.ndarray, steps: int) -> Run:
    """The rule with arrays as hyper-parameters, repeated by ``sweep``."""
    rule = Momentum(rates[:, None], betas[None, :])
    return lambda: sweep(lambda p: np.stack(slopes(*p)), START, rule, steps)


def float_loop(rates: np.ndarray, betas: np.ndarray, steps: int) -> Run:
    """One setting after the other with plain floats."""

    def walk(lr: float, beta: float) -> tuple[float, float]:
        (x, y), u, v = START, 0.0, 0.0
        for _ in range(steps):
            dx, dy = slopes(x, y)
            u, v = beta * u + dx, beta * v + dy
            x, y = x - lr * u, y - lr * v
        return x, y

    return _every_setting(walk, rates, betas)


def float_loop_without_calls(rates: np.ndarray, betas: np.ndarray, steps: int) -> Run:
    """The same, with the gradient written into the loop: as quick as floats get."""

    def walk(lr: float, beta: float) -> tuple[float, float]:
        (x, y), u, v = START, 0.0, 0.0
        for _ in range(steps):
            d = y - x * x
            u = beta * u + (-400 * x * d - 2 * (1 - x))
            v = beta * v + 200 * d
            x -= lr * u
            y -= lr * v
        return x, y

    return _every_setting(walk, rates, betas)


def _every_setting(walk: Callable, rates: np.ndarray, betas: np.ndarray) -> Run:
    pairs = [(lr, beta) for lr in rates.tolist() for beta in betas.tolist()]
    shape = (2, rates.size, betas.size)
    return lambda: np.array([walk(*pair) for pair in pairs]).T.reshape(shape)


def torch_vmap(rates: np.ndarray, betas: np.ndarray, steps: int) -> Run:
    """torch.func: the gradient derived for one setting and mapped over all."""
    import torch

    slope = torch.func.vmap(torch.func.grad(height))
    lr, beta = _torch_settings(rates, betas)
    lr, beta = lr.reshape(-1, 1), beta.reshape(-1, 1)

    def run() -> np.ndarray:
        p = torch.tensor(START, dtype=torch.float64).repeat(lr.numel(), 1)
        v = torch.zeros_like(p)
        for _ in range(steps):
            v = beta * v + slope(p)
            p = p - lr * v
        return p.T.reshape(2, rates.size, betas.size).numpy()

    return run


def torch_batched(rates: np.ndarray, betas: np.ndarray, steps: int) -> Run:
    """torch with the gradient written by hand for the whole grid."""
    import torch

    lr, beta = _torch_settings(rates, betas)

    def run() -> np.ndarray:
        p = torch.empty((2, *lr.shape), dtype=torch.float64)
        p[0], p[1] = START
        v = torch.zeros_like(p)
        for _ in range(steps):
            v = beta * v + torch.stack(slopes(*p))
            p = p - lr * v
        return p.numpy()

    return run


def _torch_settings(rates: np.ndarray, betas: np.ndarray) -> tuple[Any, Any]:
    import torch

    torch.set_num_threads(1)
    grid = torch.meshgrid(*map(torch.from_numpy, (rates, betas)), indexing="ij")
    return grid[0].contiguous(), grid[1].contiguous()


def jax_jitted(rates: np.ndarray, betas: np.ndarray, steps: int) -> Run:
    """JAX: derived, scanned, mapped and compiled; the first call compiles."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    slope = jax.grad(height)

    def walk(lr: Any, beta: Any) -> Any:
        def step(state: tuple, _: None) -> tuple[tuple, None]:
            p, v = state
            v = beta * v + slope(p)
            return (p - lr * v, v), None

        start = jnp.array(START), jnp.zeros(2)
        return jax.lax.scan(step, start, None, length=steps)[0][0]

    compiled = jax.jit(jax.vmap(walk))
    lr, beta = (a.ravel() for a in np.meshgrid(rates, betas, indexing="ij"))
    lr, beta = jnp.array(lr), jnp.array(beta)
    shape = (2, rates.size, betas.size)
    return lambda: np.asarray(compiled(lr, beta)).T.reshape(shape)
