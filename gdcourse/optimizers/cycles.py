"""Lesson 10: learning rates that rise and fall, once or again and again."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.hyper_parameters import plain
from gdcourse.optimizers.schedule import Schedule, chosen, counted, place


@dataclass(frozen=True)
class warm_restarts(Schedule):
    """Half a wave from lr down to eta_min, again and again, with a jump back to lr.

    α_k = eta_min + ½ (lr - eta_min) (1 + cos(π T_cur / T_i))
    T_cur = k - r_i,  T_i = T_0 · T_multⁱ,  restarts at r_i = T_0 + … + T_{i-1} ≤ k

    lr ≥ 0; T_0 ≥ 1; T_mult ≥ 1 (Keras's t_mul is 2 unless told); eta_min from 0 to lr.
    It is ``CosineAnnealingWarmRestarts``. Restarts are added up as whole numbers, never
    found by a logarithm, so that α is exactly lr at each of them. eta_min itself is
    never reached. optax's ``sgdr_schedule`` begins each cycle with a warmup.
    Source: (LoshchilovHutter2017).

    >>> schedule = warm_restarts(1.0, T_0=10, T_mult=2)
    >>> [round(schedule(k), 4) for k in (0, 5, 9, 10, 29, 30)]
    [1.0, 0.5, 0.0245, 1.0, 0.0062, 1.0]
    """

    lr: float
    T_0: int
    T_mult: int = 1
    eta_min: float = 0.0

    def _rate(self, k: Any) -> Any:
        T_cur, T_i = self._cycle(k)
        wave = (1 + np.cos(np.pi * T_cur / T_i)) / 2
        return self.eta_min + (self.lr - self.eta_min) * wave

    def _cycle(self, k: Any) -> tuple[Any, Any]:
        """The updates since the last restart, and from it to the next."""
        if self.T_mult == 1:
            return k % self.T_0, self.T_0
        last = k if isinstance(k, int) else np.max(k, initial=0)
        restarts, lengths = [0], [self.T_0]
        while restarts[-1] + lengths[-1] <= last:
            restarts.append(restarts[-1] + lengths[-1])
            lengths.append(lengths[-1] * self.T_mult)
        i = place(restarts, k, side="right") - 1
        return k - chosen(restarts, i), chosen(lengths, i)


@dataclass(frozen=True)
class one_cycle(Schedule):
    """Rise to max_lr and fall far below the start, once; momentum moves the other way.

    learning rate:  first → max_lr → last,  first = max_lr / div_factor,
                    last = first / final_div_factor
    momentum:       max_momentum → base_momentum → max_momentum
    peak at k = pct_start · T - 1, end at k = T - 1,  T = total_steps

    Between two levels a and b, with q from 0 to 1 in this phase, the value is
    b + ½ (a - b) (1 + cos(π q)) for anneal_strategy "cos", a + (b - a) q for "linear".
    The cycle is the learning rate; ``cycle.momentum`` is the schedule of the momentum,
    for ``Momentum(lr=cycle, momentum=cycle.momentum)`` or Adam's
    ``betas=(cycle.momentum, 0.999)``.

    Parameters
    ----------
    max_lr : the peak, ≥ 0
    total_steps : T ≥ 1 updates. After them both values stay; torch raises an error.
    pct_start : the share of the updates before the peak, from 0 to 1. If it leaves
        no update before the peak (pct_start · T = 1) the peak is at k = 0; torch
        divides by zero.
    three_phase : True falls back to first until k = 2 pct_start · T - 2, and to last
        in a third phase in which the momentum stays (SmithTopin2019)
    convention : "torch", or "optax" for a peak at k = ⌊pct_start · T⌋ and the end
        at k = T (``cosine_onecycle_schedule``, which leaves momentum alone)

    A peak between two updates is passed, not reached. Source: (Smith2018).

    >>> cycle = one_cycle(max_lr=1.0, total_steps=100)
    >>> [round(cycle(k), 6) for k in (0, 29, 99)]
    [0.04, 1.0, 4e-06]
    >>> [round(cycle.momentum(k), 6) for k in (0, 29, 99)]
    [0.95, 0.85, 0.95]
    """

    max_lr: float
    total_steps: int
    pct_start: float = 0.3
    anneal_strategy: str = "cos"
    base_momentum: float = 0.85
    max_momentum: float = 0.95
    div_factor: float = 25.0
    final_div_factor: float = 1e4
    three_phase: bool = False
    convention: str = "torch"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.three_phase and self.convention == "optax":
            raise ValueError(
                "three_phase must be False with convention 'optax', got True. "
                "Three phases are torch's."
            )

    def momentum(self, k: Any) -> Any:
        """The momentum after k updates: low where the learning rate is high."""
        low, high = self.base_momentum, self.max_momentum
        levels = (high, low, high, high) if self.three_phase else (high, low, high)
        return plain(self._along(levels, counted(k)))

    def _rate(self, k: Any) -> Any:
        first = self.max_lr / self.div_factor
        last = first / self.final_div_factor
        back = (first,) if self.three_phase else ()
        return self._along((first, self.max_lr, *back, last), k)

    def _ends(self) -> tuple[float, ...]:
        """The k at which each phase ends."""
        peak, T = self.pct_start * self.total_steps, self.total_steps
        if self.convention == "optax":
            return int(peak), T
        return (
            (peak - 1, 2 * peak - 2, T - 1) if self.three_phase else (peak - 1, T - 1)
        )

    def _along(self, levels: tuple, k: Any) -> Any:
        """From level to level, one phase after the other."""
        ends = self._ends()
        k = min(k, ends[-1]) if isinstance(k, int) else np.minimum(k, ends[-1])
        phase = place(ends[:-1], k, side="left")
        begin, end = chosen((0, *ends), phase), chosen(ends, phase)
        # A phase without updates is over as soon as it begins: q = 1, not 0 / 0.
        empty = end == begin
        q = (k - begin) / (end - begin + empty) + empty
        a, b = chosen(levels, phase), chosen(levels, phase + 1)
        if self.anneal_strategy == "linear":
            return a + (b - a) * q
        return b + (a - b) / 2 * (1 + np.cos(np.pi * q))


@dataclass(frozen=True)
class cyclic(Schedule):
    """Rise and fall along straight lines between base_lr and max_lr, again and again.

    α_k = base_lr + (max_lr - base_lr) · h · scale
    h = p / up for p ≤ up, else (up + down - p) / down,    p = k mod (up + down)

    up = step_size_up ≥ 1 and down = step_size_down ≥ 1 updates (None: the same).
    mode "triangular": scale = 1; "triangular2": ½ᶜ, c = ⌊k / (up + down)⌋ cycles ago;
    "exp_range": gammaᵏ. ``cycle.momentum`` moves the other way, from max_momentum.
    It is ``CyclicLR``, whose rounding errors grow with k; p is a whole number here.
    Source: (Smith2017).

    >>> cycle = cyclic(base_lr=0.1, max_lr=1.1, step_size_up=4)
    >>> [round(cycle(k), 4) for k in (0, 2, 4, 6, 8)]
    [0.1, 0.6, 1.1, 0.6, 0.1]
    """

    base_lr: float
    max_lr: float
    step_size_up: int = 2000
    step_size_down: int | None = None
    mode: str = "triangular"
    gamma: float = 1.0
    base_momentum: float = 0.8
    max_momentum: float = 0.9

    def momentum(self, k: Any) -> Any:
        """The momentum after k updates: low where the learning rate is high."""
        height = self.max_momentum - self.base_momentum
        return plain(self.max_momentum - height * self._height(counted(k)))

    def _rate(self, k: Any) -> Any:
        return self.base_lr + (self.max_lr - self.base_lr) * self._height(k)

    def _height(self, k: Any) -> Any:
        up = self.step_size_up
        down = up if self.step_size_down is None else self.step_size_down
        p = k % (up + down)
        h = np.where(p <= up, p / up, (up + down - p) / down)
        if self.mode == "triangular2":
            return h * 0.5 ** (k // (up + down))
        return h * self.gamma**k if self.mode == "exp_range" else h
