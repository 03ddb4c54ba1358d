"""One sequence of gradients, to run through our rules and through other libraries.

The gradients do not depend on the point, so that an error of the rule is seen and not
its echo. They span nine decades, across every usual ε, and the learning rate falls to a
tenth half-way: whoever puts ε or the learning rate in the wrong place is found out.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

STORED = Path(__file__).parent / "stored"
STEPS, SIZE = 200, 10
KEPT = (1, 2, 3, *range(10, STEPS + 1, 10))
TOLERANCE = 1e-12

_random = np.random.default_rng(20261122)
START = _random.normal(size=SIZE)
GRADIENTS = _random.normal(size=(STEPS, SIZE)) * np.logspace(-8, 1, SIZE)
GRADIENTS[:5, 4] = 0.0  # and nothing yet to divide by
CURVATURES = np.logspace(-2, 2, SIZE)

# Where each rule lives; a mutant is the same name from a changed module.
MODULES = {
    "GradientDescent": "gradient_descent",
    "Momentum": "momentum",
    "Adam": "adam",
    "AdamW": "adam",
    "AdaGrad": "adaptive_methods",
    "RMSprop": "adaptive_methods",
    "Adadelta": "adaptive_methods",
    "NAdam": "adam_family",
    "RAdam": "adam_family",
    "Adamax": "adam_family",
    "LARS": "layerwise",
    "LAMB": "layerwise",
    "SAM": "sharpness",
    "PolyakStep": "polyak_step",
    "SignDescent": "sign_methods",
    "Lion": "sign_methods",
    "Clipped": "clipping",
    "accumulate": "accumulation",
}


class Rules:
    """The rules by name, from the modules that ``load`` returns."""

    def __init__(self, load: Callable[[str], Any] = import_module) -> None:
        self._load = load

    def __getattr__(self, name: str) -> Any:
        return getattr(self._load(f"gdcourse.optimizers.{MODULES[name]}"), name)


def given(x: np.ndarray, k: int) -> np.ndarray:
    """The gradient of update k, wherever we are."""
    return GRADIENTS[k]


def negative(x: np.ndarray, k: int) -> np.ndarray:
    """What ``maximize=True`` makes of it."""
    return -GRADIENTS[k]


def of_valley(x: np.ndarray, k: int = 0) -> np.ndarray:
    """The gradient of a quadratic over four decades, for rules that ask elsewhere."""
    return (CURVATURES * (x - 1)).astype(x.dtype)


def height(x: np.ndarray) -> Any:
    """A value at x, for rules that ask for one; its minimum is 1."""
    return 1 + 0.5 * ((x - 1) ** 2).sum()


@dataclass(frozen=True)
class Case:
    """A rule of ours beside a rule of another library that must do the same.

    rule : Rules -> our rule, with a constant learning rate
    peer : what ``record_parity`` needs to build theirs
    layers : the slices of the parameters that the peer gets as arrays of their own
    asks : for optax, what a rule is told at x beside the gradient
    """

    library: str
    name: str
    rule: Callable[[Rules], Any]
    peer: Any
    gradient: Callable = given
    layers: tuple[slice, ...] = (slice(0, SIZE),)
    asks: Callable[[list], dict] = lambda x: {}

    def __str__(self) -> str:
        return f"{self.library} {self.name}"


def factor(k: int) -> float:
    """What the learning rate of update k is multiplied with."""
    return 1.0 if k < STEPS // 2 else 0.1


def scheduled(rule: Any) -> Any:
    """The rule with its learning rate lowered half-way."""
    if hasattr(rule, "rule"):
        return replace(rule, rule=scheduled(rule.rule))
    if not hasattr(rule, "lr"):
        return rule
    lr = rule.lr
    return replace(rule, lr=lambda k: lr * factor(k))


def walk(case: Case, rules: Rules | None = None, dtype: Any = float) -> Iterator[tuple]:
    """(point, memory) after each update of our rule."""
    rule, x = scheduled(case.rule(rules or Rules())), START.astype(dtype)
    memory = rule.init(x)
    for k in range(STEPS):
        grad = case.gradient(x, k).astype(dtype)
        x, memory = rule.step(x, grad, memory, k + 1)
        yield x, memory


def path(case: Case, rules: Rules | None = None, dtype: Any = float) -> np.ndarray:
    """Our points after the updates that are kept."""
    points = [x for x, _ in walk(case, rules, dtype)]
    return np.array([points[t - 1] for t in KEPT])


def distance(ours: np.ndarray, theirs: np.ndarray) -> float:
    """The largest |Δ| / (1 + |x|); NaN if anything is NaN."""
    return float(np.max(np.abs(ours - theirs) / (1 + np.abs(theirs))))


def write(folder: Path, library: str, versions: dict, cases: list[dict]) -> None:
    """One line per case: small changes stay small in a diff."""
    lines = ",\n".join(json.dumps(case) for case in cases)
    sequence = [GRADIENTS[0].tolist(), GRADIENTS[-1].tolist()]
    (folder / f"{library}.json").write_text(
        f'{{"versions": {json.dumps(versions)},\n"steps": {json.dumps(KEPT)},\n'
        f'"gradients": {json.dumps(sequence)},\n"cases": [\n{lines}\n]}}\n',
        encoding="utf-8",
    )


def read(folder: Path, library: str) -> dict:
    return json.loads((folder / f"{library}.json").read_text(encoding="utf-8"))


def points_of(recording: dict) -> dict[str, np.ndarray]:
    """Name of the case -> the peer's points after the updates that are kept."""
    return {case["name"]: np.array(case["points"]) for case in recording["cases"]}
