"""Lesson 10: learning rates that change while we walk.

A schedule is a function of k, the number of updates already made: k = 0, 1, 2, …
Parameters are named as in ``torch.optim.lr_scheduler``. ``Schedule`` says the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.schedule import Schedule, place


@dataclass(frozen=True)
class constant(Schedule):
    """The same learning rate at every step: α_k = lr, for lr ≥ 0.

    >>> constant(0.1)(0), constant(0.1)(1000)
    (0.1, 0.1)
    """

    lr: float

    def _rate(self, k: Any) -> Any:
        return self.lr + 0 * k


@dataclass(frozen=True)
class step_decay(Schedule):
    """Multiply by gamma after every step_size updates.

    α_k = lr · gamma^⌊k / step_size⌋

    lr ≥ 0; step_size ≥ 1; gamma from 0 to 1. It is ``StepLR``. A recipe in epochs
    becomes one in updates by step_size = epochs · batches per epoch.

    >>> [step_decay(0.1, step_size=50, gamma=0.5)(k) for k in (0, 49, 50, 199)]
    [0.1, 0.1, 0.05, 0.0125]
    """

    lr: float
    step_size: int
    gamma: float = 0.1

    def _rate(self, k: Any) -> Any:
        return self.lr * self.gamma ** (k // self.step_size)


@dataclass(frozen=True)
class multi_step(Schedule):
    """Multiply by gamma at each milestone.

    α_k = lr · gamma^n,  n = how many of the milestones are ≤ k

    lr ≥ 0; milestones are whole numbers ≥ 0 in any order, and one that is named twice
    counts twice; gamma from 0 to 1. It is ``MultiStepLR``.

    >>> schedule = multi_step(1.0, milestones=(30, 60), gamma=0.5)
    >>> [schedule(k) for k in (0, 29, 30, 59, 60)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """

    lr: float
    milestones: Sequence[int]
    gamma: float = 0.1

    def _rate(self, k: Any) -> Any:
        n = place(self.milestones, k, side="right")
        return self.lr * self.gamma**n


@dataclass(frozen=True)
class exponential(Schedule):
    """Multiply by gamma at every update.

    α_k = lr · gammaᵏ = lr · e^(-λk),  gamma = e^(-λ)

    lr ≥ 0; gamma from 0 to 1. It is ``ExponentialLR``. All the rates together are only
    lr / (1 - gamma), so that a run can stop short of the minimizer.

    >>> [exponential(0.1, gamma=0.5)(k) for k in (0, 1, 2)]
    [0.1, 0.05, 0.025]
    """

    lr: float
    gamma: float

    def _rate(self, k: Any) -> Any:
        return self.lr * self.gamma**k


@dataclass(frozen=True)
class inverse_time(Schedule):
    """The 1/t decay: the rates sum to infinity, their squares do not.

    α_k = lr / (1 + decay_rate · k)

    lr ≥ 0; decay_rate ≥ 0. In torch it is a ``LambdaLR``, in Keras
    ``InverseTimeDecay`` with decay_steps = 1. Source: (RobbinsMonro1951).

    >>> [inverse_time(0.1)(k) for k in (0, 1, 3)]
    [0.1, 0.05, 0.025]
    """

    lr: float
    decay_rate: float = 1.0

    def _rate(self, k: Any) -> Any:
        return self.lr / (1 + self.decay_rate * k)


@dataclass(frozen=True)
class inverse_sqrt(Schedule):
    """Decay like 1 / √t; with decay_rate = 1 it is lr / √t for the update t = k + 1.

    α_k = lr / √(1 + decay_rate · k)

    lr ≥ 0; decay_rate ≥ 0. After a warmup of W updates, decay_rate = 1 / W goes on as
    lr · √(W / k), the schedule of the first transformers (VaswaniEtAl2017).

    >>> [inverse_sqrt(1.0)(k) for k in (0, 3, 99)]
    [1.0, 0.5, 0.1]
    """

    lr: float
    decay_rate: float = 1.0

    def _rate(self, k: Any) -> Any:
        return self.lr / (1 + self.decay_rate * k) ** 0.5


@dataclass(frozen=True)
class polynomial(Schedule):
    """Fall from lr to eta_min along a power of the time that is left.

    α_k = eta_min + (lr - eta_min) (1 - k / T)^power,  T = total_iters; eta_min after T

    lr ≥ 0; total_iters ≥ 1 (torch's default is 5); power ≥ 0; eta_min from 0 to lr.
    With eta_min = 0 it is ``PolynomialLR``.

    >>> [polynomial(0.1, total_iters=4, power=2.0)(k) for k in (0, 2, 4, 5)]
    [0.1, 0.025, 0.0, 0.0]
    """

    lr: float
    total_iters: int
    power: float = 1.0
    eta_min: float = 0.0

    def _rate(self, k: Any) -> Any:
        left = 1 - np.minimum(k, self.total_iters) / self.total_iters
        return self.eta_min + (self.lr - self.eta_min) * left**self.power


@dataclass(frozen=True)
class linear_to_zero(Schedule):
    """Fall along a straight line that reaches 0 after the last update.

    α_k = lr (1 - k / T),  T = total_iters; 0 after T

    lr ≥ 0; total_iters ≥ 1: with T updates, k = 0 … T-1, the last one still moves, by
    lr / T. Source: (DefazioEtAl2023).

    >>> [linear_to_zero(0.1, total_iters=4)(k) for k in (0, 2, 4, 5)]
    [0.1, 0.05, 0.0, 0.0]
    """

    lr: float
    total_iters: int

    def _rate(self, k: Any) -> Any:
        return self.lr * (1 - np.minimum(k, self.total_iters) / self.total_iters)


@dataclass(frozen=True)
class cosine(Schedule):
    """Fall from lr to eta_min along half a wave: slow, fast, slow.

    α_k = eta_min + ½ (lr - eta_min) (1 + cos(π k / T_max));  eta_min after T_max

    lr ≥ 0; T_max ≥ 1; eta_min from 0 to lr. With climbs_again=True the wave goes on
    and is back at lr after 2 T_max, as ``CosineAnnealingLR`` does; optax and Keras stay
    at eta_min. Source: (LoshchilovHutter2017).

    >>> schedule = cosine(0.1, T_max=100, eta_min=0.001)
    >>> [round(schedule(k), 6) for k in (0, 25, 50, 75, 100, 101)]
    [0.1, 0.085502, 0.0505, 0.015498, 0.001, 0.001]
    """

    lr: float
    T_max: int
    eta_min: float = 0.0
    climbs_again: bool = False

    def _rate(self, k: Any) -> Any:
        k = k if self.climbs_again else np.minimum(k, self.T_max)
        wave = (1 + np.cos(np.pi * k / self.T_max)) / 2
        return self.eta_min + (self.lr - self.eta_min) * wave
