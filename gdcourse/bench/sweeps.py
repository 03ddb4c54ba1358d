"""Thousands of settings at once: our sweep, loops over floats, torch and JAX."""

from collections.abc import Callable, Mapping

import numpy as np

from gdcourse.bench import sweep_peers
from gdcourse.bench.report import Aim, Section, digits, duration
from gdcourse.bench.sweep_peers import Peer
from gdcourse.bench.timing import CLOCK, Clock, medians, seconds_of

STEPS = 200
RATES, BETAS = np.geomspace(1e-5, 3e-3, 200), np.linspace(0.0, 0.99, 200)
SAMPLE = 10  # a loop runs for every tenth rate, and its time counts ten times

OURS, LOOP, JAX = "ours: sweep", "loop over floats", "jitted JAX"
BARE_LOOP = f"{LOOP}, without calls"
FIRST = f"{JAX}, first call (compiles)"
LOOPS: dict[str, Peer] = {
    LOOP: sweep_peers.float_loop,
    BARE_LOOP: sweep_peers.float_loop_without_calls,
}
PEERS: dict[str, Peer] = {
    OURS: sweep_peers.ours,
    **LOOPS,
    "torch, vmap of grad": sweep_peers.torch_vmap,
    "torch, gradient by hand": sweep_peers.torch_batched,
    JAX: sweep_peers.jax_jitted,
}

Costs = dict[
    str, float | str
]  # peer -> seconds for the whole grid, or why there are none


def costs(
    rates: np.ndarray,
    betas: np.ndarray,
    peers: Mapping[str, Peer] = PEERS,
    time: Callable[..., dict[str, float]] = medians,
    clock: Clock = CLOCK,
) -> Costs:
    """Seconds for the whole grid, for each peer; JAX also with its compilation."""
    found: Costs = {}
    runs = {}
    for name, peer in peers.items():
        part = rates[::SAMPLE] if name in LOOPS else rates
        found[name] = "–"
        try:
            runs[name] = peer(part, betas, STEPS)
        except ModuleNotFoundError as error:
            if name == OURS:
                raise
            found[name] = f"no {error.name}"
        if name == JAX:
            found[FIRST] = found[JAX]
            if JAX in runs:
                found[FIRST] = seconds_of(runs[JAX], 1, clock)
    for name, seconds in time(runs).items():
        scale = rates.size / rates[::SAMPLE].size if name in LOOPS else 1
        found[name] = seconds * scale
    return found


def different(rates: np.ndarray, betas: np.ndarray) -> tuple[int, int]:
    """How many settings do not end where the float loop ends, and how many stay finite.

    Bit for bit: to be nearly equal is to be different.
    """
    sweep, loop = (PEERS[name](rates, betas, STEPS)() for name in (OURS, LOOP))
    same = (sweep == loop) | (np.isnan(sweep) & np.isnan(loop))
    return int((~same.all(axis=0)).sum()), int(np.isfinite(loop).all(axis=0).sum())


def section(rates: np.ndarray = RATES, betas: np.ndarray = BETAS) -> Section:
    """Measure everybody on the grid, and compare the ends of all its runs."""
    return table(costs(rates, betas), rates.size * betas.size, *different(rates, betas))


def table(found: Costs, settings: int, unequal: int, finite: int) -> Section:
    """Peers down; all settings, one step of one of them, and ours as the unit."""
    rows = [(name, *cells(found[name], found[OURS], settings)) for name in found]
    aims = (
        Aim(f"speed over the {LOOP}", ratio(found, LOOP, OURS), 40.0),
        Aim(f"time over {JAX}", ratio(found, OURS, JAX), 3.0, at_least=False),
        Aim(f"ends unlike the {LOOP}", unequal, 0, at_least=False, unit="settings"),
    )
    notes = (
        f"Loops: every {SAMPLE}th rate is measured, and the time multiplied.",
        f"Ends are compared bit for bit; {finite:,} of the {settings:,} are finite.",
    )
    title = f"{settings:,} settings × {STEPS} steps of momentum, Rosenbrock's function"
    header = ("", "all settings", "a step of one", "÷ ours")
    return Section(title, header, tuple(rows), aims, notes)


def cells(cost: float | str, ours: float, settings: int) -> tuple[str, str, str]:
    if isinstance(cost, str):
        return cost, "–", "–"
    return duration(cost), duration(cost / settings / STEPS), digits(cost / ours)


def ratio(found: Costs, above: str, below: str) -> float | None:
    """One time over the other, where both were measured."""
    times = found.get(above), found.get(below)
    if not all(isinstance(seconds, float) for seconds in times):
        return None
    return times[0] / times[1]
