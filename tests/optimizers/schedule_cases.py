"""Our schedules beside those of torch, optax and Keras that must have the same values.

A peer of torch is made from (lr_scheduler, optimizer), one of optax or Keras from the
module that holds its schedules. Every learning rate begins at or climbs to 1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.cycles import cyclic, one_cycle, warm_restarts
from gdcourse.optimizers.schedules import (
    constant,
    cosine,
    exponential,
    inverse_time,
    linear_to_zero,
    multi_step,
    polynomial,
    step_decay,
)
from gdcourse.optimizers.warmup import linear_warmup, sequence, warmup_cosine

EXACT = 1e-14
SHORT = range(121)
FAR = 100_000
LONG = (0, 1, 2, 10, 100, 999, *range(5_000, FAR, 5_000), FAR - 1, FAR)
THIRDS = [(3**n - 1) // 2 for n in range(1, 12)]  # restarts for T_0 = 1, T_mult = 3


@dataclass(frozen=True)
class Case:
    """name : unique in its library;  ours : a function of k;  peer : builds theirs

    reads : "lr", "momentum", or "closed form" for torch's own closed form
    tolerance : the largest |Δ|; above 1e-14 only where the peer itself is less exact
    """

    library: str
    name: str
    ours: Callable[[Any], Any]
    peer: Callable[..., Any]
    ks: tuple[int, ...] = tuple(SHORT)
    reads: str = "lr"
    tolerance: float = EXACT

    def __str__(self) -> str:
        return f"{self.library} {self.name}"


def torch(name: str, ours: Callable, peer: Callable, ks: Any = SHORT, **more: Any):
    return Case("torch", name, ours, peer, tuple(ks), **more)


def both(name: str, ours: Any, peer: Callable, ks: Any = SHORT, **more: Any):
    """The learning rate and the momentum of one cycle."""
    return (
        torch(name, ours, peer, ks, **more),
        torch(f"{name}, momentum", ours.momentum, peer, ks, reads="momentum", **more),
    )


def once(steps: int, ks: Any = None, **options: Any) -> tuple[Case, Case]:
    """OneCycleLR with these options, and ours; asked for its own steps alone."""
    words = ", ".join(f"{name}={value}" for name, value in options.items())
    return both(
        f"OneCycleLR({steps}) {words}".strip(),
        one_cycle(1.0, steps, **options),
        lambda s, o: s.OneCycleLR(o, 1.0, total_steps=steps, **options),
        range(steps) if ks is None else ks,
    )


def again(words: str, ks: Any = SHORT, tolerance: float = EXACT, **options: Any):
    return both(
        f"CyclicLR {words}",
        cyclic(0.1, 1.0, 7, **options),
        lambda s, o: s.CyclicLR(o, 0.1, 1.0, 7, **options),
        ks,
        tolerance=tolerance,
    )


# One step after the other, as training does it.
STEP_BY_STEP = [
    torch("ConstantLR(1)", constant(1.0), lambda s, o: s.ConstantLR(o, 1.0)),
    torch("StepLR", step_decay(1.0, 30, 0.1), lambda s, o: s.StepLR(o, 30, 0.1)),
    torch("MultiStepLR", multi_step(1.0, (60, 30, 0, 60), 0.5),
          lambda s, o: s.MultiStepLR(o, [60, 30, 0, 60], 0.5)),
    torch("ExponentialLR", exponential(1.0, 0.95),
          lambda s, o: s.ExponentialLR(o, 0.95)),
    torch("LambdaLR 1/t", inverse_time(1.0, 0.1),
          lambda s, o: s.LambdaLR(o, lambda k: 1 / (1 + 0.1 * k))),
    torch("PolynomialLR(50, 2)", polynomial(1.0, 50, 2.0),
          lambda s, o: s.PolynomialLR(o, 50, 2.0)),
    torch("PolynomialLR(50, 0.5)", polynomial(1.0, 50, 0.5),
          lambda s, o: s.PolynomialLR(o, 50, 0.5)),
    torch("PolynomialLR(50)", linear_to_zero(1.0, 50),
          lambda s, o: s.PolynomialLR(o, 50)),
    torch("CosineAnnealingLR until T_max", cosine(1.0, 50, 0.1),
          lambda s, o: s.CosineAnnealingLR(o, 50, 0.1), range(51)),
    torch("CosineAnnealingLR climbs again", cosine(1.0, 50, 0.1, climbs_again=True),
          lambda s, o: s.CosineAnnealingLR(o, 50, 0.1)),
    torch("LinearLR", linear_warmup(1.0), lambda s, o: s.LinearLR(o)),
    torch("LinearLR(0.01, 17)", linear_warmup(1.0, 17, 0.01),
          lambda s, o: s.LinearLR(o, 0.01, 1.0, 17)),
    torch("CosineAnnealingWarmRestarts(10)", warm_restarts(1.0, 10, eta_min=0.1),
          lambda s, o: s.CosineAnnealingWarmRestarts(o, 10, 1, 0.1)),
    torch("CosineAnnealingWarmRestarts(10, 2)", warm_restarts(1.0, 10, 2),
          lambda s, o: s.CosineAnnealingWarmRestarts(o, 10, 2)),
    torch("CosineAnnealingWarmRestarts(1, 3)", warm_restarts(1.0, 1, 3),
          lambda s, o: s.CosineAnnealingWarmRestarts(o, 1, 3),
          sorted(k + i for k in THIRDS for i in (-1, 0, 1))),
    torch("SequentialLR warmup, cosine", warmup_cosine(1.0, 100, 5),
          lambda s, o: s.SequentialLR(
              o, [s.LinearLR(o, 0.01, 1.0, 5), s.CosineAnnealingLR(o, 95)], [5]),
          range(101)),
    torch("SequentialLR warmup, steps",
          sequence([linear_warmup(1.0, 10, 0.1), step_decay(1.0, 30)], [10]),
          lambda s, o: s.SequentialLR(
              o, [s.LinearLR(o, 0.1, 1.0, 10), s.StepLR(o, 30, 0.1)], [10])),
    torch("SequentialLR with a jump",
          sequence([linear_warmup(1.0, 20, 0.1), exponential(1.0, 0.9),
                    warm_restarts(1.0, 7, 2)], [10, 25]),
          lambda s, o: s.SequentialLR(
              o, [s.LinearLR(o, 0.1, 1.0, 20), s.ExponentialLR(o, 0.9),
                  s.CosineAnnealingWarmRestarts(o, 7, 2)], [10, 25])),
    *once(100), *once(101), *once(1), *once(100, three_phase=True),
    *once(101, three_phase=True, pct_start=0.43), *once(100, anneal_strategy="linear"),
    *once(10, three_phase=True, pct_start=0.05, anneal_strategy="linear"),
    *once(10, pct_start=0.05), *once(10, pct_start=0.0), *once(10, pct_start=1.0),
    *once(60, div_factor=10.0, final_div_factor=100.0, base_momentum=0.8),
    *again("triangular"), *again("down 13", step_size_down=13),
    *again("triangular2", mode="triangular2"),
    *again("exp_range", mode="exp_range", gamma=0.99),
]  # fmt: skip

# pct_start · T = 1 divides by zero in torch: one rounding below, it does not.
JUST_BELOW = [
    torch("OneCycleLR(10) just below pct_start=0.1", one_cycle(1.0, 10, 0.1),
          lambda s, o: s.OneCycleLR(
              o, 1.0, total_steps=10, pct_start=0.09999999999999999), range(10)),
]  # fmt: skip

# After up to 100,000 steps. Tolerances above 1e-14 are what torch's recursions lose.
FAR_OUT = [
    torch("StepLR, far", step_decay(1.0, 5000, 0.9),
          lambda s, o: s.StepLR(o, 5000, 0.9), LONG),
    torch("LambdaLR 1/t, far", inverse_time(1.0, 0.1),
          lambda s, o: s.LambdaLR(o, lambda k: 1 / (1 + 0.1 * k)), LONG),
    torch("CosineAnnealingWarmRestarts(10, 2), far", warm_restarts(1.0, 10, 2),
          lambda s, o: s.CosineAnnealingWarmRestarts(o, 10, 2), LONG),
    *once(FAR, ks=[k for k in LONG if k < FAR]),
    torch("CosineAnnealingLR closed form, far", cosine(1.0, FAR, 0.1),
          lambda s, o: s.CosineAnnealingLR(o, FAR, 0.1), LONG, reads="closed form"),
    torch("CosineAnnealingLR closed form, 100 waves",
          cosine(1.0, 1000, 0.1, climbs_again=True),
          lambda s, o: s.CosineAnnealingLR(o, 1000, 0.1), LONG, reads="closed form"),
    torch("ExponentialLR closed form, far", exponential(1.0, 0.9999),
          lambda s, o: s.ExponentialLR(o, 0.9999), LONG, reads="closed form"),
    torch("PolynomialLR closed form, far", polynomial(1.0, FAR, 2.0),
          lambda s, o: s.PolynomialLR(o, FAR, 2.0), LONG, reads="closed form"),
    torch("LinearLR closed form, far", linear_warmup(1.0, FAR, 0.01),
          lambda s, o: s.LinearLR(o, 0.01, 1.0, FAR), LONG, reads="closed form"),
]  # fmt: skip

DRIFTING = [
    torch("CosineAnnealingLR recursion, far", cosine(1.0, FAR, 0.1),
          lambda s, o: s.CosineAnnealingLR(o, FAR, 0.1), LONG, tolerance=1e-12),
    torch("CosineAnnealingLR recursion, 100 waves",
          cosine(1.0, 1000, 0.1, climbs_again=True),
          lambda s, o: s.CosineAnnealingLR(o, 1000, 0.1), LONG, tolerance=1e-10),
    torch("ExponentialLR recursion, far", exponential(1.0, 0.9999),
          lambda s, o: s.ExponentialLR(o, 0.9999), LONG, tolerance=1e-12),
    torch("PolynomialLR recursion, far", polynomial(1.0, FAR, 2.0),
          lambda s, o: s.PolynomialLR(o, FAR, 2.0), LONG, tolerance=1e-12),
    torch("LinearLR recursion, far", linear_warmup(1.0, FAR, 0.01),
          lambda s, o: s.LinearLR(o, 0.01, 1.0, FAR), LONG, tolerance=1e-12),
    *again("triangular, far", LONG, tolerance=1e-12),
]  # fmt: skip

OPTAX = [
    Case("optax", "cosine_onecycle_schedule(100)",
         one_cycle(1.0, 100, convention="optax"),
         lambda s: s.cosine_onecycle_schedule(100, 1.0)),
    Case("optax", "cosine_onecycle_schedule(101, pct_start=0.25)",
         one_cycle(1.0, 101, 0.25, convention="optax"),
         lambda s: s.cosine_onecycle_schedule(101, 1.0, 0.25)),
    Case("optax", "warmup_cosine_decay_schedule",
         warmup_cosine(1.0, 100, 10, start_factor=0.1, eta_min=0.05),
         lambda s: s.warmup_cosine_decay_schedule(0.1, 1.0, 10, 100, 0.05)),
    Case("optax", "linear_schedule from 0", linear_warmup(1.0, 10, start_factor=0.0),
         lambda s: s.linear_schedule(0.0, 1.0, 10)),
    Case("optax", "cosine_decay_schedule", cosine(1.0, 50, 0.1),
         lambda s: s.cosine_decay_schedule(1.0, 50, alpha=0.1)),
    Case("optax", "polynomial_schedule", polynomial(1.0, 50, 2.0, eta_min=0.1),
         lambda s: s.polynomial_schedule(1.0, 0.1, 2.0, 50)),
    Case("optax", "sgdr_schedule: each cycle begins with a warmup",
         sequence([warmup_cosine(1.0, T, 2, start_factor=0.1) for T in (10, 20, 40)],
                  [10, 30]),
         lambda s: s.sgdr_schedule([
             {"init_value": 0.1, "peak_value": 1.0, "warmup_steps": 2,
              "decay_steps": T} for T in (10, 20, 40)])),
]  # fmt: skip

# On JAX, Keras 3.15 computes cosines in float32, whatever the type of its numbers.
SINGLE = 1e-7
KERAS = [
    Case("keras", "CosineDecayRestarts(10): t_mul is 2", warm_restarts(1.0, 10, 2),
         lambda s: s.CosineDecayRestarts(1.0, 10), tolerance=SINGLE),
    Case("keras", "CosineDecayRestarts(10, t_mul=1)",
         warm_restarts(1.0, 10, eta_min=0.1),
         lambda s: s.CosineDecayRestarts(1.0, 10, t_mul=1.0, alpha=0.1),
         tolerance=SINGLE),
    Case("keras", "CosineDecay", cosine(1.0, 50, 0.1),
         lambda s: s.CosineDecay(1.0, 50, alpha=0.1), tolerance=SINGLE),
    Case("keras", "CosineDecay with a warmup: T_max counts from its end",
         warmup_cosine(1.0, 100, 10, start_factor=0.1),
         lambda s: s.CosineDecay(0.1, 90, warmup_target=1.0, warmup_steps=10),
         tolerance=SINGLE),
    Case("keras", "InverseTimeDecay", inverse_time(1.0, 0.1),
         lambda s: s.InverseTimeDecay(1.0, 1, 0.1)),
    Case("keras", "PolynomialDecay", polynomial(1.0, 50, 2.0, eta_min=0.1),
         lambda s: s.PolynomialDecay(1.0, 50, 0.1, 2.0)),
]  # fmt: skip

# Options of ReduceLROnPlateau; the losses fall, stall, rise, and hold one NaN.
PLATEAUS = {
    "defaults": {},
    "patience 0": {"patience": 0, "factor": 0.5},
    "patience 2, cooldown 3": {"patience": 2, "cooldown": 3, "factor": 0.5},
    "absolute": {"patience": 1, "threshold": 0.01, "threshold_mode": "abs"},
    "relative": {"patience": 1, "threshold": 0.1},
    "max": {"mode": "max", "patience": 2, "factor": 0.7},
    "max, absolute": {"mode": "max", "patience": 1, "threshold": 0.5,
                      "threshold_mode": "abs", "factor": 0.7},
    "min_lr": {"patience": 0, "min_lr": 0.03},
    "eps": {"patience": 0, "eps": 1e-3},
}  # fmt: skip
_noise = np.random.default_rng(20261122).normal(size=150)
LOSSES = (1 + 3 * np.exp(-np.arange(150) / 20) + 0.05 * _noise).tolist()
LOSSES[60], LOSSES[100:110] = float("nan"), [5.0] * 10

CASES = [*STEP_BY_STEP, *JUST_BELOW, *FAR_OUT, *DRIFTING, *OPTAX, *KERAS]
LIBRARIES = ("torch", "optax", "keras")


def values(case: Case) -> np.ndarray:
    return case.ours(np.array(case.ks))
