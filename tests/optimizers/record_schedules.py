"""Ask other libraries for the learning rates of ``schedule_cases`` and store them.

    python tests/optimizers/record_schedules.py torch optax keras [--into FILE]

The live tests run this script too, so that stored and live go the same way.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

from schedule_cases import CASES, LIBRARIES, LOSSES, PLATEAUS, THIRDS, Case

STORED = Path(__file__).parent / "stored" / "schedules.json"


def record_torch(cases: list[Case]) -> dict[str, Any]:
    found = {case.name: walk_torch(case) for case in cases}
    plateaus = {name: reduced(**options) for name, options in PLATEAUS.items()}
    return {**found, "plateaus": plateaus, "failures": failures_of_torch()}


def walk_torch(case: Case) -> list[float]:
    """The values after k steps, one after the other, or torch's own closed form."""
    from torch.optim import lr_scheduler

    optimizer = sgd()
    optimizer.step()  # else the first step of the schedule warns
    schedule, found, wanted = case.peer(lr_scheduler, optimizer), [], set(case.ks)
    (group,) = optimizer.param_groups
    if case.reads == "closed form":
        return [closed_form(schedule, k) for k in case.ks]
    for k in range(max(case.ks) + 1):
        if k in wanted:
            found.append(float(group[case.reads]))
        if k < max(case.ks):
            schedule.step()
    return found


def sgd() -> Any:
    import torch

    weight = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    return torch.optim.SGD([weight], lr=1.0, momentum=0.9)


def closed_form(schedule: Any, k: int) -> float:
    schedule.last_epoch = k
    return float(schedule._get_closed_form_lr()[0])


def reduced(**options: Any) -> list[float]:
    """The learning rate after each measurement."""
    from torch.optim import lr_scheduler

    optimizer, found = sgd(), []
    schedule = lr_scheduler.ReduceLROnPlateau(optimizer, **options)
    for loss in LOSSES:
        schedule.step(loss)
        found.append(optimizer.param_groups[0]["lr"])
    return found


def failures_of_torch() -> dict[str, Any]:
    """What torch does where its formulas break."""
    from torch.optim import lr_scheduler

    try:
        lr_scheduler.OneCycleLR(sgd(), 1.0, total_steps=10, pct_start=0.1)
        said = "nothing"
    except ZeroDivisionError:
        said = "ZeroDivisionError"
    optimizer = sgd()
    schedule = lr_scheduler.CosineAnnealingWarmRestarts(optimizer, 1, 3)
    by_epoch = []
    for k in THIRDS:
        schedule.step(k)
        by_epoch.append(optimizer.param_groups[0]["lr"])
    return {"pct_start * T = 1": said, "T_mult = 3 by epoch": by_epoch}


def record_optax(cases: list[Case]) -> dict[str, Any]:
    import jax
    import optax

    return {
        case.name: jax.vmap(case.peer(optax))(jax.numpy.array(case.ks)).tolist()
        for case in cases
    }


def record_keras(cases: list[Case]) -> dict[str, Any]:
    import jax
    import keras

    return {
        case.name: jax.vmap(case.peer(keras.optimizers.schedules))(
            jax.numpy.array(case.ks)
        ).tolist()
        for case in cases
    }


RECORD = {"torch": record_torch, "optax": record_optax, "keras": record_keras}


def recorded(library: str) -> dict[str, Any]:
    cases = [case for case in CASES if case.library == library]
    packages = (library, "numpy", *(["jax"] if library != "torch" else []))
    versions = {name: version(name) for name in packages}
    versions["python"] = platform.python_version()
    return {"versions": versions, "values": RECORD[library](cases)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("libraries", nargs="+", choices=LIBRARIES)
    parser.add_argument("--into", type=Path, default=STORED)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as settings:
        os.environ.update(KERAS_BACKEND="jax", KERAS_HOME=settings)
        os.environ.update(JAX_ENABLE_X64="1", JAX_PLATFORMS="cpu")
        found = {library: recorded(library) for library in options.libraries}
    if options.into.exists():
        found = {**json.loads(options.into.read_text(encoding="utf-8")), **found}
    options.into.write_text(as_lines(found), encoding="utf-8")


def as_lines(found: dict[str, dict]) -> str:
    """One line per case: small changes stay small in a diff."""
    parts = []
    for library in sorted(found):
        rows = [
            f"{json.dumps(name)}: {json.dumps(values)}"
            for name, values in found[library]["values"].items()
        ]
        versions = json.dumps(found[library]["versions"])
        body = ",\n".join(rows)
        parts.append(f'"{library}": {{"versions": {versions}, "values": {{\n{body}}}}}')
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    sys.exit(main())
