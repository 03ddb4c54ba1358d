"""Our rules with optax's conventions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from parity import SIZE, Case, height, of_valley

RMS = {"alpha": 0.9, "eps_inside": True, "convention": "inside"}
LAYERS = (slice(0, 4), slice(4, SIZE))


@dataclass(frozen=True)
class Accumulated:
    """A rule that moves once in every few gradients, along their mean."""

    rule: Any
    every: int
    accumulate: Callable

    def init(self, x: Any) -> tuple:
        return self.rule.init(x), []

    def step(self, x: Any, grad: Any, memory: tuple, t: int) -> tuple:
        inner, gradients = memory[0], [*memory[1], grad]
        if len(gradients) < self.every:
            return x, (inner, gradients)
        mean = self.accumulate(gradients, [1] * self.every)
        x, inner = self.rule.step(x, mean, inner, t // self.every)
        return x, (inner, [])


def sharp(optax: Any, rule: Any) -> Any:
    """SAM in optax: it gets the function that gives gradients, and steps once."""
    from optax import contrib

    uphill = optax.chain(contrib.normalize(), optax.sgd(0.05))
    return contrib.sam(rule, uphill, opaque_mode=True)


def case(name: str, lr: float, peer: Callable, rule: Callable, **more: Any) -> Case:
    """peer : (optax, schedule) -> transformation;  rule : (Rules, lr) -> our rule."""
    return Case("optax", name, lambda rules: rule(rules, lr), (lr, peer), **more)


VALLEY = {"gradient": of_valley}
SHARP = {**VALLEY, "asks": lambda x: {"grad_fn": lambda y, _: [of_valley(y[0])]}}

OPTAX = [
    case("sgd", 0.01, lambda o, lr: o.sgd(lr), lambda r, lr: r.GradientDescent(lr)),
    case("sgd: momentum", 0.01, lambda o, lr: o.sgd(lr, momentum=0.9),
         lambda r, lr: r.Momentum(lr)),
    case("sgd: nesterov", 0.01, lambda o, lr: o.sgd(lr, momentum=0.9, nesterov=True),
         lambda r, lr: r.Momentum(lr, nesterov=True)),
    case("adam", 1e-3, lambda o, lr: o.adam(lr), lambda r, lr: r.Adam(lr)),
    case("adam: betas, eps", 1e-3, lambda o, lr: o.adam(lr, 0.5, 0.9, eps=1e-3),
         lambda r, lr: r.Adam(lr, betas=(0.5, 0.9), eps=1e-3)),
    case("adamw", 1e-3, lambda o, lr: o.adamw(lr),
         lambda r, lr: r.AdamW(lr, weight_decay=1e-4)),
    case("amsgrad", 1e-3, lambda o, lr: o.amsgrad(lr),
         lambda r, lr: r.Adam(lr, amsgrad="corrected")),
    case("amsgrad: as in its paper", 1e-3, lambda o, lr: o.amsgrad(
            lr, bias_correction_mu=False, bias_correction_nu=False),
         lambda r, lr: r.Adam(lr, amsgrad="raw", bias_correction=False)),
    case("nadam", 1e-3, lambda o, lr: o.nadam(lr),
         lambda r, lr: r.NAdam(lr, momentum_decay=1e4)),
    case("radam: eps 0", 1e-3, lambda o, lr: o.radam(lr, eps=0.0),
         lambda r, lr: r.RAdam(lr, eps=0.0)),
    case("adamax", 1e-3, lambda o, lr: o.adamax(lr), lambda r, lr: r.Adamax(lr)),
    case("adagrad", 0.01, lambda o, lr: o.adagrad(lr), lambda r, lr: r.AdaGrad(
            lr, initial_accumulator_value=0.1, eps=1e-7, eps_inside=True)),
    case("rmsprop", 0.01, lambda o, lr: o.rmsprop(lr),
         lambda r, lr: r.RMSprop(lr, **RMS)),
    case("rmsprop: centered", 0.01, lambda o, lr: o.rmsprop(lr, centered=True),
         lambda r, lr: r.RMSprop(lr, centered=True, **RMS)),
    case("rmsprop: momentum", 0.01, lambda o, lr: o.rmsprop(lr, momentum=0.9),
         lambda r, lr: r.RMSprop(lr, momentum=0.9, **RMS)),
    case("rmsprop: eps outside", 0.01, lambda o, lr: o.rmsprop(lr, eps_in_sqrt=False),
         lambda r, lr: r.RMSprop(lr, alpha=0.9)),
    case("adadelta", 1.0, lambda o, lr: o.adadelta(lr), lambda r, lr: r.Adadelta(lr)),
    case("sign_sgd", 1e-3, lambda o, lr: o.sign_sgd(lr),
         lambda r, lr: r.SignDescent(lr)),
    case("lion", 1e-4, lambda o, lr: o.lion(lr),
         lambda r, lr: r.Lion(lr, weight_decay=1e-3)),
    case("lion: betas, weight decay", 1e-3, lambda o, lr: o.lion(
            lr, 0.5, 0.8, weight_decay=0.1),
         lambda r, lr: r.Lion(lr, betas=(0.5, 0.8), weight_decay=0.1)),
    case("lars", 0.1, lambda o, lr: o.lars(lr), lambda r, lr: r.LARS(lr)),
    case("lars: weight decay, layers", 0.1, lambda o, lr: o.lars(lr, weight_decay=0.1),
         lambda r, lr: r.LARS(lr, weight_decay=0.1, ratio="sum", layers=LAYERS),
         layers=LAYERS),
    case("lamb", 0.01, lambda o, lr: o.lamb(lr), lambda r, lr: r.LAMB(lr)),
    case("lamb: weight decay, layers", 0.01,
         lambda o, lr: o.lamb(lr, weight_decay=0.1),
         lambda r, lr: r.LAMB(lr, weight_decay=0.1, layers=LAYERS), layers=LAYERS),
    case("sam", 0.005, lambda o, lr: sharp(o, o.sgd(lr)),
         lambda r, lr: r.SAM(r.GradientDescent(lr), **VALLEY), **SHARP),
    case("sam: adam", 0.05, lambda o, lr: sharp(o, o.adam(lr)),
         lambda r, lr: r.SAM(r.Adam(lr), **VALLEY), **SHARP),
    case("polyak_sgd", 1.0, lambda o, lr: o.polyak_sgd(0.2, f_min=1.0),
         lambda r, lr: r.PolyakStep(minimum=1.0, lr_max=0.2, value=height),
         asks=lambda x: {"value": height(x[0])}),
    case("clip_by_global_norm", 0.01, lambda o, lr: o.chain(
            o.clip_by_global_norm(10.0), o.sgd(lr, momentum=0.9)),
         lambda r, lr: r.Clipped(r.Momentum(lr), limit=10.0)),
    case("clip", 0.01, lambda o, lr: o.chain(o.clip(2.0), o.adam(lr)),
         lambda r, lr: r.Clipped(r.Adam(lr), by="value", limit=2.0)),
    case("MultiSteps", 0.01, lambda o, lr: o.MultiSteps(
            o.adam(lr), 4, accumulator_dtype=float),
         lambda r, lr: Accumulated(r.Adam(lr), 4, r.accumulate)),
]  # fmt: skip
