"""Lesson 10: E10.1, usual wrong schedules."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcourse.checks.schedules_library import library as library
from gdcourse.checks.schedules_library import right


def wave(high: Any, low: Any, share: Any) -> Any:
    return low + (high - low) * (1 + np.cos(np.pi * share)) / 2


def slip(changed: str, slipping: str, hint: str, rule: Callable) -> None:
    """A mutant that has one schedule wrong: rule(k, lr, T, gamma, low)."""

    def answer(name, k, lr, T, gamma, low):
        wrong = rule if name == changed else None
        return (wrong or (lambda *rest: right(name, *rest)))(k, lr, T, gamma, low)

    answer.__name__ = slipping
    library.mutant(hint)(answer)


slip(
    "step",
    "drops_too_early",
    "step: the first drop comes at k = T, after T updates, not at T − 1.",
    lambda k, lr, T, gamma, low: lr * gamma ** ((k + 1) // T),
)
slip(
    "step",
    "falls_without_steps",
    "step: without the floor ⌊k/T⌋ there are no steps.",
    lambda k, lr, T, gamma, low: lr * gamma ** (k / T),
)
slip(
    "exponential",
    "spreads_over_T",
    "exponential: γ multiplies at every update, so T plays no part.",
    lambda k, lr, T, gamma, low: lr * gamma ** (k / T),
)
slip(
    "exponential",
    "takes_gamma_for_lambda",
    "exponential: lr γᵏ. Yours is e^(−γk): γ is a factor here, not a rate λ.",
    lambda k, lr, T, gamma, low: lr * np.exp(-gamma * k),
)
slip(
    "1/t",
    "counts_from_one",
    "1/t: at k = 0 the rate is lr. k counts the updates already made.",
    lambda k, lr, T, gamma, low: lr / (1 + gamma * (k + 1)),
)
slip(
    "1/t",
    "forgets_gamma",
    "1/t: γ belongs to k: lr/(1 + γk), not lr/(1 + k).",
    lambda k, lr, T, gamma, low: lr / (1 + k),
)
slip(
    "cosine",
    "ends_at_T_minus_one",
    "cosine: low must be reached at k = T. Yours is there at T − 1: T steps lead "
    "from 0 to T.",
    lambda k, lr, T, gamma, low: wave(lr, low, np.minimum(k, T - 1) / (T - 1)),
)
slip(
    "cosine",
    "climbs_back",
    "cosine: look at T + 1. The wave climbs back, and nothing restarts: hold k at T.",
    lambda k, lr, T, gamma, low: wave(lr, low, k / T),
)
slip(
    "cosine",
    "cuts_the_decimals_off",
    "cosine: k // T is 0 until the end, so that nothing falls. Divide with one /.",
    lambda k, lr, T, gamma, low: wave(lr, low, np.minimum(k, T) // T),
)
slip(
    "cosine",
    "takes_degrees",
    "cosine: np.cos wants radians: half a turn is π, not 180.",
    lambda k, lr, T, gamma, low: (
        low + (lr - low) * (1 + np.cos(180 * np.minimum(k, T) / T)) / 2
    ),
)
slip(
    "cosine",
    "adds_low_twice",
    "cosine: at k = 0 it gives more than lr. Only the difference lr − low falls.",
    lambda k, lr, T, gamma, low: low + wave(lr, 0, np.minimum(k, T) / T),
)
slip(
    "cosine",
    "forgets_the_half",
    "cosine: halved once too little: 1 + cos runs from 2 to 0.",
    lambda k, lr, T, gamma, low: 2 * wave(lr, low, np.minimum(k, T) / T) - low,
)
slip(
    "cosine",
    "falls_to_nothing",
    "cosine: after T it is low that stays, not 0.",
    lambda k, lr, T, gamma, low: np.where(k <= T, wave(lr, low, k / T), 0.0),
)
slip(
    "warmup",
    "wastes_an_update",
    "warmup: 0 at k = 0 wastes the first update. The update t = k + 1 has lr · t/T.",
    lambda k, lr, T, gamma, low: lr * np.minimum(k, T) / T,
)
slip(
    "warmup",
    "climbs_for_ever",
    "warmup: it climbs past lr. After T updates it stays.",
    lambda k, lr, T, gamma, low: lr * (k + 1) / T,
)
slip(
    "warmup",
    "cuts_the_warmup",
    "warmup: whole numbers only? (k + 1)//T is 0 until the end. Divide with one /.",
    lambda k, lr, T, gamma, low: lr * np.minimum((k + 1) // T, 1),
)
slip(
    "linear",
    "goes_below_zero",
    "linear: a rate below 0 walks uphill. After T it stays at 0.",
    lambda k, lr, T, gamma, low: lr * (1 - k / T),
)
slip(
    "linear",
    "stops_too_early",
    "linear: 0 is reached at k = T, so that the last update, T − 1, still moves.",
    lambda k, lr, T, gamma, low: lr * (1 - np.minimum(k, T - 1) / (T - 1)),
)
slip(
    "linear",
    "cuts_the_decimals",
    "linear: k // T cuts the decimals off: 0 until T. Divide with one /.",
    lambda k, lr, T, gamma, low: lr * (1 - np.minimum(k // T, 1)),
)
slip(
    "linear",
    "ends_at_low",
    "linear: this one falls to 0, not to low.",
    lambda k, lr, T, gamma, low: low + (lr - low) * (1 - np.minimum(k, T) / T),
)


@library.mutant("An array of whole numbers cuts decimals off: make room for floats.")
def writes_into_whole_numbers(name, k, lr, T, gamma, low):
    found = right(name, k, lr, T, gamma, low)
    return found.astype(int) if isinstance(k, np.ndarray) else found


@library.mutant("Right for one k. For an array, each entry needs a rate of its own.")
def looks_at_the_last_only(name, k, lr, T, gamma, low):
    found = right(name, k, lr, T, gamma, low)
    return found[-1].item() if isinstance(k, np.ndarray) else found


@library.mutant(
    "k[k > T] = T writes into the caller's array. np.minimum makes a new one."
)
def writes_into_k(name, k, lr, T, gamma, low):
    found = right(name, k, lr, T, gamma, low)
    if name in ("cosine", "linear") and isinstance(k, np.ndarray):
        k[k > T] = T
    return found
