"""Run other libraries on the gradients of ``parity`` and store where they arrive.

    python tests/optimizers/record_parity.py torch optax keras [--into FOLDER]

writes one file per library, with its version and torch's own table of configurations.
The live tests run this script too, so that stored and live go the same way.
"""

import argparse
import os
import platform
import sys
import tempfile
import types
import unittest
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from parity import (
    KEPT,
    START,
    STEPS,
    STORED,
    Case,
    factor,
    given,
    negative,
    write,
)
from parity_optax import OPTAX

PACKAGES = {"torch": ["torch"], "optax": ["optax", "jax"], "keras": ["keras", "jax"]}
FAMILIES = (
    *("SGD", "Adam", "AdamW", "RMSprop", "Adagrad"),
    *("Adadelta", "Adamax", "NAdam", "RAdam"),
)


def kept(points: list[np.ndarray]) -> list[list[float]]:
    return [points[t - 1].tolist() for t in KEPT]


def record_torch() -> list[dict]:
    """NAdam keeps a product of numbers in the default dtype: that must be float64."""
    import torch
    from parity_torch import MORE, case_of

    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        cases = [case_of(*row) for row in configurations() + MORE]
        return [
            {"name": case.name, **case.peer, "points": kept(walk_torch(case))}
            for case in cases
        ]
    finally:
        torch.set_default_dtype(before)


def configurations() -> list[tuple[str, str, dict]]:
    """What torch tests its own optimizers with, on the CPU."""
    # torch's table imports this package, which pip does not install with torch.
    missing = types.ModuleType("expecttest")
    missing.TestCase = unittest.TestCase
    sys.modules.setdefault("expecttest", missing)
    from torch.testing._internal.common_optimizers import optim_db

    rows = []
    for info in optim_db:
        if (optimizer := info.optim_cls.__name__) in FAMILIES:
            for one in info.optim_inputs_func(device="cpu"):
                options = {name: plain(value) for name, value in one.kwargs.items()}
                rows.append((optimizer, one.desc, options))
    return rows


def plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def walk_torch(case: Case) -> list[np.ndarray]:
    import torch
    from parity_torch import CLIPS, apart

    x = torch.nn.Parameter(torch.tensor(START))
    peer = getattr(torch.optim, case.peer["optimizer"])
    options, clips = apart(case.peer["options"])
    maximize = case.gradient is negative
    rule = peer([x], foreach=False, maximize=maximize, **options)
    (group,) = rule.param_groups
    lr, points = group["lr"], []
    for k in range(STEPS):
        group["lr"] = lr * factor(k)
        x.grad = torch.tensor(given(x, k))
        for name, limit in clips.items():
            getattr(torch.nn.utils, CLIPS[name])([x], limit)
        rule.step()
        points.append(x.detach().numpy().copy())
    return points


def record_optax() -> list[dict]:
    return [{"name": case.name, "points": kept(walk_optax(case))} for case in OPTAX]


def walk_optax(case: Case) -> list[np.ndarray]:
    """The layers are a list of arrays, which optax treats one by one."""
    import jax
    import jax.numpy as jnp
    import optax

    lr, make = case.peer
    rule = make(optax, lambda count: lr * jnp.where(count < STEPS // 2, 1.0, 0.1))
    x = [jnp.asarray(START[layer]) for layer in case.layers]
    state, points = rule.init(x), []

    @jax.jit
    def update(x: Any, grad: Any, state: Any) -> tuple:
        step, state = rule.update(grad, state, x, **case.asks(x))
        return optax.apply_updates(x, step), state

    for k in range(STEPS):
        grad = case.gradient(np.concatenate(x), k)
        x, state = update(x, [jnp.asarray(grad[one]) for one in case.layers], state)
        points.append(np.concatenate(x))
    return points


def record_keras() -> list[dict]:
    import keras
    from parity_keras import KERAS

    keras.backend.set_floatx("float64")
    return [{"name": case.name, "points": kept(walk_keras(case))} for case in KERAS]


def walk_keras(case: Case) -> list[np.ndarray]:
    import keras

    rule = case.peer(keras.optimizers)
    x = [keras.Variable(START[layer], dtype="float64") for layer in case.layers]
    rule.build(x)
    lr, points = float(rule.learning_rate), []
    for k in range(STEPS):
        rule.learning_rate = lr * factor(k)
        grad = case.gradient(np.concatenate([one.numpy() for one in x]), k)
        rule.apply([keras.ops.array(grad[one]) for one in case.layers], x)
        points.append(np.concatenate([one.numpy() for one in x]))
    return points


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("libraries", nargs="+", choices=PACKAGES)
    parser.add_argument("--into", type=Path, default=STORED)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as settings:
        os.environ.update(KERAS_BACKEND="jax", KERAS_HOME=settings)
        os.environ.update(JAX_ENABLE_X64="1", JAX_PLATFORMS="cpu")
        for library in options.libraries:
            write(options.into, library, versions(library), RECORD[library]())


def versions(library: str) -> dict[str, str]:
    names = (*PACKAGES[library], "numpy")
    found = {name: version(name) for name in names}
    return {**found, "python": platform.python_version()}


RECORD = {"torch": record_torch, "optax": record_optax, "keras": record_keras}


if __name__ == "__main__":
    main()
