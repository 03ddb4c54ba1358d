"""Lesson 08: the rules a learner's step may be, and their settings."""

from collections.abc import Callable, Mapping
from typing import Any

from gdcourse.optimizers import (
    AdaGrad,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    RMSprop,
    SignDescent,
)

SETTINGS: dict[str, Any] = {
    "momentum": 0.9,
    "betas": (0.9, 0.999),
    "rho": 0.99,
    "eps": 1e-8,
    "weight_decay": 0.01,
}
LOOKS = {
    "gradient descent": "gradient descent",
    "heavy ball, outside": "heavy ball",
    "heavy ball, inside": "heavy ball",
    "heavy ball, average": "heavy ball",
    "Nesterov, constant β": "Nesterov",
    "Nesterov, sequence t_k": "Nesterov",
    "AdaGrad": "AdaGrad",
    "RMSprop": "RMSprop",
    "Adam": "Adam",
    "AdamW": "AdamW",
    "sign descent": "other",
}


def references(settings: Mapping[str, Any]) -> dict[str, Callable[[float], Any]]:
    """The course's rules under their names, each as a function of the learning rate.

    >>> list(references(SETTINGS)) == list(LOOKS)
    True
    """
    s, beta = settings, settings["momentum"]
    adam = {"betas": s["betas"], "eps": s["eps"]}
    return {
        "gradient descent": GradientDescent,
        "heavy ball, outside": lambda a: Momentum(a, beta),
        "heavy ball, inside": lambda a: Momentum(a, beta, convention="inside"),
        "heavy ball, average": lambda a: Momentum(a, beta, convention="average"),
        "Nesterov, constant β": lambda a: Momentum(a, beta, nesterov=True),
        "Nesterov, sequence t_k": Nesterov,
        "AdaGrad": lambda a: AdaGrad(a, eps=s["eps"]),
        "RMSprop": lambda a: RMSprop(a, alpha=s["rho"], eps=s["eps"]),
        "Adam": lambda a: Adam(a, **adam),
        "AdamW": lambda a: AdamW(a, weight_decay=s["weight_decay"], **adam),
        "sign descent": SignDescent,
    }
