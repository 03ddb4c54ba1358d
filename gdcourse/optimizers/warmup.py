"""Lesson 10: schedules that begin small, and schedules made of parts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.arguments import function, shown
from gdcourse.optimizers.hyper_parameters import is_unknown, one_of, settle
from gdcourse.optimizers.schedule import Schedule, instants, place, updates
from gdcourse.optimizers.schedules import constant, cosine, polynomial


@dataclass(frozen=True)
class linear_warmup(Schedule):
    """Rise along a straight line to lr, and stay there.

    α_k = lr (s + (1 - s) k / T),  s = start_factor, T = total_iters;  lr after T

    lr ≥ 0; total_iters ≥ 1; start_factor from 0 to 1. It is ``LinearLR`` with its
    defaults: from a third of lr to lr in 5 updates. Papers often write lr · t / T for
    t = 1, 2, …: that is start_factor = 1 / T with total_iters = T - 1. A start_factor
    of 0, as in optax's examples, wastes the first update; torch refuses it.

    >>> [linear_warmup(1.0, total_iters=4, start_factor=0.5)(k) for k in (0, 2, 4, 5)]
    [0.5, 0.75, 1.0, 1.0]
    """

    lr: float
    total_iters: int = 5
    start_factor: float = 1 / 3

    def _rate(self, k: Any) -> Any:
        done = np.minimum(k, self.total_iters) / self.total_iters
        return self.lr * (self.start_factor + (1 - self.start_factor) * done)


@dataclass(frozen=True)
class sequence(Schedule):
    """One schedule after the other; each counts from its own start.

    α_k = part_i(k - m_i)  for m_i ≤ k < m_{i+1},  m_0 = 0, milestones = (m_1, m_2, …)

    parts are functions of k; milestones, in rising order, say at which k each part but
    the first begins: one fewer than parts. It is ``SequentialLR`` and optax's
    ``join_schedules``. There is a jump where the end of a part is not the beginning of
    the next. Parts that are not made for arrays can only be asked for one k.

    Raises ValueError if the numbers of parts and milestones do not fit.

    >>> schedule = sequence([constant(0.1), polynomial(0.1, total_iters=4)], [10])
    >>> [schedule(k) for k in (0, 9, 10, 12, 14)]
    [0.1, 0.1, 0.1, 0.05, 0.0]
    """

    parts: Sequence[Callable[[Any], Any]]
    milestones: Sequence[int]

    def __post_init__(self) -> None:
        hint = "Each part is a schedule, such as constant(0.1)."
        if not isinstance(self.parts, (list, tuple)):
            raise TypeError(
                f"parts must be a list of schedules, got {shown(self.parts)}. {hint}"
            )
        for part in self.parts:
            function("a part", part, hint)
            is_unknown("a part", part)  # raises for a class
        parts = tuple(self.parts)
        milestones = instants("milestones", self.milestones)
        if len(parts) != len(milestones) + 1:
            raise ValueError(
                f"milestones must be one fewer than the {len(parts)} parts, "
                f"got {shown(self.milestones)}. Say where each later part begins."
            )
        if any(a >= b for a, b in zip((0, *milestones), milestones, strict=False)):
            raise ValueError(
                f"milestones must rise from above 0, got {shown(self.milestones)}. "
                "Every part needs at least one update."
            )
        settle(self, parts=parts, milestones=milestones)

    def _rate(self, k: Any) -> Any:
        starts = (0, *self.milestones)
        i = place(self.milestones, k, side="right")
        if isinstance(k, int):
            return self.parts[i](k - starts[i])
        rates = np.empty(k.shape)
        for j, part in enumerate(self.parts):
            rates[i == j] = part(k[i == j] - starts[j])
        return rates


def warmup_cosine(
    lr: float,
    total_steps: int,
    warmup_steps: int,
    start_factor: float = 0.01,
    eta_min: float = 0.0,
) -> sequence:
    """A linear warmup, then half a wave down to eta_min, which is reached at the end.

    α_k = linear_warmup(k)      for k < W,      W = warmup_steps ≥ 1
          cosine(k - W)         from W on,      with T_max = T - W,  T = total_steps > W

    It is ``SequentialLR([LinearLR, CosineAnnealingLR], [W])`` and, with init_value
    = lr · start_factor, optax's ``warmup_cosine_decay_schedule``, whose decay_steps is
    T. Source: (LoshchilovHutter2017), (GoyalEtAl2017).

    >>> schedule = warmup_cosine(0.1, total_steps=100, warmup_steps=5)
    >>> [round(schedule(k), 8) for k in (0, 1, 5, 6, 100)]
    [0.001, 0.0208, 0.1, 0.09997266, 0.0]
    """
    decay_steps = _rest("total_steps", total_steps, warmup_steps)
    rise = linear_warmup(lr, warmup_steps, start_factor)
    return sequence([rise, cosine(lr, decay_steps, eta_min)], [warmup_steps])


def warmup_stable_decay(
    lr: float,
    total_steps: int,
    warmup_steps: int,
    decay_steps: int,
    start_factor: float = 0.01,
    eta_min: float = 0.0,
    decay: str = "linear",
) -> sequence:
    """A linear warmup, then a constant rate, then a decay that ends with the run.

    α_k = linear_warmup(k)      for k < W,      W = warmup_steps ≥ 1
          lr                    until T - D,    T = total_steps, D = decay_steps ≥ 1
          falling to eta_min    from T - D to T

    decay is "linear" or "cosine". The middle part does not know T: the same run can go
    on, or cool down at any moment. Source: (HuEtAl2024), (HageleEtAl2024).

    >>> schedule = warmup_stable_decay(1.0, 100, warmup_steps=10, decay_steps=20)
    >>> [round(schedule(k), 6) for k in (0, 5, 10, 80, 90, 99, 100)]
    [0.01, 0.505, 1.0, 1.0, 0.5, 0.05, 0.0]
    """
    stable = _rest("total_steps", total_steps, warmup_steps, decay_steps)
    rise = linear_warmup(lr, warmup_steps, start_factor)
    if one_of("decay", decay, ("linear", "cosine")) == "linear":
        fall: Schedule = polynomial(lr, decay_steps, eta_min=eta_min)
    else:
        fall = cosine(lr, decay_steps, eta_min)
    milestones = [warmup_steps, warmup_steps + stable]
    return sequence([rise, constant(lr), fall], milestones)


def _rest(name: str, total: int, *parts: int) -> int:
    """How many updates the parts leave over: at least one."""
    taken = sum(updates("warmup_steps or decay_steps", part) for part in parts)
    if updates(name, total) <= taken:
        raise ValueError(
            f"{name} must be more than the {taken} updates of its parts, "
            f"got {shown(total)}. Make a part shorter."
        )
    return total - taken
