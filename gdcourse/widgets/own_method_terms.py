"""Lesson 08: rules that differ from a reference by one term, each with its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from gdcourse.optimizers import Adam, Momentum
from gdcourse.widgets.own_method_rules import references

CONSTANTS = (0.5, 0.8, 0.95, 0.99, 0.999)  # other values that people use


class Variation(NamedTuple):
    """A reference with one term off: which term, in words, and the rule for a rate."""

    of: str
    term: str
    words: str
    rule: Callable[[float], Any]


@dataclass(frozen=True)
class Late:
    """A rule whose count of steps begins with 2: the bias correction is off by one."""

    rule: Any

    def init(self, x: Any) -> Any:
        """The memory of the rule."""
        return self.rule.init(x)

    def step(self, x: Any, grad: Any, memory: Any, t: int) -> tuple[Any, Any]:
        """The step of the rule, counted one too far."""
        return self.rule.step(x, grad, memory, t + 1)


@dataclass(frozen=True)
class Inside:
    """Adam with ε inside the root: √(v̂ + ε), as if each g² were larger by ε."""

    rule: Adam

    def init(self, x: Any) -> Any:
        """The memory of the rule."""
        return self.rule.init(x)

    def step(self, x: Any, grad: Any, memory: Any, t: int) -> tuple[Any, Any]:
        """Adam's step without its own ε, and with a v that has been lifted."""
        (m, v, largest), beta = memory, self.rule.betas[1]
        lifted = m, v + self.rule.eps * (1 - beta) / beta, largest
        return replace(self.rule, eps=0.0).step(x, grad, lifted, t)


@dataclass(frozen=True)
class Uphill:
    """A rule with the wrong sign: it goes as far, the other way."""

    rule: Any

    def init(self, x: Any) -> Any:
        """The memory of the rule."""
        return self.rule.init(x)

    def step(self, x: Any, grad: Any, memory: Any, t: int) -> tuple[Any, Any]:
        """The rule's step for the negative gradient."""
        return self.rule.step(x, -grad, memory, t)


def variations(settings: Mapping[str, Any]) -> list[Variation]:
    """Every reference with one term off."""
    rules = references(settings)
    found = []
    for of, changes in tables(settings).items():
        for term, words, change in changes:
            found.append(Variation(of, term, words, changed(rules[of], change)))
        found.append(
            Variation(of, "sign", "it walks uphill", changed(rules[of], Uphill))
        )
    return found


def changed(rule: Callable, change: Any) -> Callable[[float], Any]:
    """A rule with other fields, or inside another rule."""
    if isinstance(change, dict):
        return lambda lr: replace(rule(lr), **change)
    return lambda lr: change(rule(lr))


def tables(s: Mapping[str, Any]) -> dict[str, list[tuple[str, str, Any]]]:
    """Reference -> term, words, and the fields that differ."""
    decay = ("decay", "a weight decay λx is added to the gradient")
    l2 = [(*decay, {"weight_decay": s["weight_decay"]})]
    plain = [(*decay, lambda rule: Momentum(rule.lr, 0.0, 0.0, s["weight_decay"]))]
    return {
        "gradient descent": [*rates(), *plain],
        "heavy ball, outside": [*balls(s), *l2],
        "heavy ball, inside": others("velocity", "β", "momentum", s["momentum"]),
        "Nesterov, constant β": others("velocity", "β", "momentum", s["momentum"]),
        "AdaGrad": [*epsilons(), *starts(), *l2],
        "RMSprop": [*epsilons(), *squares(s), *l2],
        "Adam": [*adams(s), *l2],
        "AdamW": decays(s),
        "sign descent": l2,
    }


def rates() -> list[tuple[str, str, Any]]:
    """The learning rate left out, or used twice."""
    return [
        ("rate", "the learning rate is missing", {"lr": 1.0}),
        ("rate", "the learning rate counts twice", lambda r: replace(r, lr=r.lr**2)),
    ]


def others(term: str, letter: str, field: str, used: float) -> list[tuple]:
    """Other values of an averaging constant."""
    listed = [value for value in (*CONSTANTS, 0.9) if value != used]
    return [(term, f"{letter} is {v:g}, not {used:g}", {field: v}) for v in listed]


def balls(s: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """What goes wrong in a velocity."""
    beta, words = s["momentum"], "(1 − β) on every gradient but the first (dampening)"
    damped = [("velocity", words, {"dampening": beta})] if beta else []
    return [*damped, *others("velocity", "β", "momentum", beta)]


def epsilons() -> list[tuple[str, str, Any]]:
    """Where ε stands."""
    return [
        ("ε place", "ε stands inside the root", {"eps_inside": True}),
        ("ε place", "ε is missing, or too small to be seen", {"eps": 0.0}),
    ]


def starts() -> list[tuple[str, str, Any]]:
    """Where the sum of squares begins."""
    words = "the sum of squares begins at 0.1 (optax, Keras)"
    return [("square average", words, {"initial_accumulator_value": 0.1})]


def squares(s: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """What goes wrong in the average of squares."""
    rho, term = s["rho"], "square average"
    hat = {"betas": (0.0, rho), "eps": s["eps"]}
    return [
        (term, "ρ and 1 − ρ are exchanged", {"alpha": 1 - rho}),
        (term, "the mean is taken off (centered)", {"centered": True}),
        ("bias correction", "v is corrected", lambda r: Adam(r.lr, **hat)),
        *others(term, "ρ", "alpha", rho),
    ]


def adams(s: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """What goes wrong in Adam."""
    b1, b2 = s["betas"]
    return [
        ("bias correction", "it is missing", {"bias_correction": False}),
        ("bias correction", "t begins with 2", Late),
        ("ε place", "ε is added before v is corrected", {"eps_form": "hat"}),
        ("ε place", "ε is missing, or too small to be seen", {"eps": 0.0}),
        ("ε place", "ε stands inside the root", Inside),
        ("velocity", "β₁ and β₂ are exchanged", {"betas": (b2, b1)}),
        ("velocity", "g stands in place of its mean m", {"betas": (0.0, b2)}),
        ("square average", "v never falls (AMSGrad)", {"amsgrad": True}),
        *[
            ("square average", f"β₂ is {v:g}, not {b2:g}", {"betas": (b1, v)})
            for v in (0.9, 0.95, 0.99)
            if v != b2
        ],
    ]


def decays(s: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """What goes wrong in AdamW."""
    through = "the decay passes through the gradient (L2)"
    return [
        ("decay", through, {"decoupled_weight_decay": False}),
        ("bias correction", "it is missing", {"bias_correction": False}),
        ("bias correction", "t begins with 2", Late),
    ]
