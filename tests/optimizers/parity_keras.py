"""Our rules with the conventions of Keras: the learning rate inside, ε = 1e-7."""

from collections.abc import Callable
from typing import Any

from parity import Case

RMS = {"alpha": 0.9, "eps": 1e-7, "eps_inside": True, "convention": "inside"}
HAT = {"eps": 1e-7, "eps_form": "hat"}


def case(name: str, peer: Callable, rule: Callable, **more: Any) -> Case:
    """peer : keras.optimizers -> optimizer;  rule : Rules -> our rule."""
    return Case("keras", name, rule, peer, **more)


KERAS = [
    case("SGD", lambda k: k.SGD(), lambda r: r.GradientDescent(0.01)),
    case("SGD: momentum", lambda k: k.SGD(momentum=0.9),
         lambda r: r.Momentum(0.01, convention="inside")),
    case("SGD: nesterov", lambda k: k.SGD(momentum=0.9, nesterov=True),
         lambda r: r.Momentum(0.01, convention="inside", nesterov=True)),
    case("Adam", lambda k: k.Adam(), lambda r: r.Adam(**HAT)),
    case("Adam: amsgrad", lambda k: k.Adam(amsgrad=True),
         lambda r: r.Adam(amsgrad="raw", **HAT)),
    case("AdamW", lambda k: k.AdamW(), lambda r: r.AdamW(weight_decay=0.004, **HAT)),
    case("Nadam", lambda k: k.Nadam(),
         lambda r: r.NAdam(lr=1e-3, momentum_decay=1.0, eps=1e-7)),
    case("Adamax: hardly any eps", lambda k: k.Adamax(epsilon=1e-30),
         lambda r: r.Adamax(lr=1e-3, eps=1e-30)),
    case("RMSprop", lambda k: k.RMSprop(), lambda r: r.RMSprop(1e-3, **RMS)),
    case("RMSprop: centered, momentum",
         lambda k: k.RMSprop(centered=True, momentum=0.9),
         lambda r: r.RMSprop(1e-3, centered=True, momentum=0.9, **RMS)),
    case("Adagrad", lambda k: k.Adagrad(), lambda r: r.AdaGrad(
            1e-3, initial_accumulator_value=0.1, eps=1e-7, eps_inside=True)),
    case("Adadelta", lambda k: k.Adadelta(),
         lambda r: r.Adadelta(1e-3, rho=0.95, eps=1e-7)),
    case("Lion", lambda k: k.Lion(weight_decay=0.1),
         lambda r: r.Lion(1e-3, weight_decay=0.1)),
    case("Lamb: weight decay", lambda k: k.Lamb(weight_decay=0.1), lambda r: r.LAMB(
            weight_decay=0.1, decoupled_weight_decay=True, eps=1e-7)),
    case("SGD: global_clipnorm", lambda k: k.SGD(global_clipnorm=10.0),
         lambda r: r.Clipped(r.GradientDescent(0.01), limit=10.0)),
    case("SGD: clipvalue", lambda k: k.SGD(clipvalue=2.0),
         lambda r: r.Clipped(r.GradientDescent(0.01), by="value", limit=2.0)),
]  # fmt: skip
