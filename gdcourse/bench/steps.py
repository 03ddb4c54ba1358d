"""What one update costs, from 2 parameters to ten million."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np

from gdcourse.bench.peers import (
    ADAM,
    BLOCKS,
    FUSED,
    GD,
    METHODS,
    MOMENTUM,
    OURS,
    PEERS,
    TORCH,
    Build,
)
from gdcourse.bench.report import Aim, Section, duration
from gdcourse.bench.timing import medians

SMALL, LARGE, HUGE = (2, 100, 10**4), (10**6,), 10**7
FLOOR = "memory floor"
# Bytes per parameter at least: read the gradient, read and write everything else.
TRAFFIC = {GD: 24, MOMENTUM: 40, ADAM: 56}
COPIED = 16  # bytes per number that np.copyto reads and writes
FLOOR_FROM = 10**4  # below, a copy costs its call and not its bytes

Costs = dict[str, float | str]  # peer -> seconds per update, or why there are none


def costs(
    method: str,
    n: int,
    peers: Mapping[str, Build] = PEERS,
    time: Callable[..., dict[str, float]] = medians,
) -> Costs:
    """Seconds of one update with n parameters, for each peer and the memory floor."""
    rng = np.random.default_rng(n)
    x, grad = rng.standard_normal(n), rng.standard_normal(n)
    found: Costs = {}
    functions = {}
    for name, build in peers.items():
        try:
            functions[name] = build(method, x, grad).step
            found[name] = "–"
        except ModuleNotFoundError as error:
            if name in (OURS, BLOCKS):
                raise
            found[name] = f"no {error.name}"
    if n >= FLOOR_FROM:
        copy = np.empty(n)
        functions[FLOOR] = lambda: np.copyto(copy, x)
    found.update(time(functions))
    found[FLOOR] = floor(method, found[FLOOR]) if FLOOR in functions else "–"
    return found


def floor(method: str, copy: float) -> float:
    """The time of the update's least traffic at the speed of ``np.copyto``."""
    return copy * TRAFFIC[method] / COPIED


def section(method: str, table: Mapping[int, Costs]) -> Section:
    """One method: peers down, sizes across, and how much faster we are than torch."""
    names = list(dict.fromkeys(name for column in table.values() for name in column))
    rows = [
        (name, *(cell(column.get(name, "–")) for column in table.values()))
        for name in names
    ]
    aims = tuple(aim(method, n, column) for n, column in table.items() if n in WANTED)
    header = ("", *(f"n = {n:,}" for n in table))
    note = f"{FLOOR}: {TRAFFIC[method]} bytes per parameter at the speed of np.copyto."
    return Section(f"One update of {method}", header, tuple(rows), aims, (note,))


def cell(cost: float | str) -> str:
    return cost if isinstance(cost, str) else duration(cost)


# n -> (who of ours, how many times as fast as torch's default)
WANTED = {
    2: (OURS, 10.0),
    100: (OURS, 10.0),
    10**4: (OURS, 3.0),
    HUGE: (BLOCKS, 1.0),
}


def aim(method: str, n: int, column: Costs) -> Aim:
    """What was promised at this size, and the ratio that was measured."""
    who, limit = WANTED[n]
    ours, torch = column.get(who), column.get(TORCH)
    known = isinstance(ours, float) and isinstance(torch, float)
    words = f"{method}, n = {n:,}: {who}, speed over {TORCH}"
    return Aim(words, torch / ours if known else None, limit)


def sections(everything: bool) -> Iterator[Section]:
    """Measure all methods: briefly at small sizes, or at all sizes with patience."""
    for method in METHODS:
        if not everything:
            yield section(method, {n: costs(method, n) for n in SMALL})
            continue
        long = partial(medians, rounds=15, seconds=0.02)
        table = {n: costs(method, n, time=long) for n in SMALL + LARGE}
        few = {name: PEERS[name] for name in (OURS, BLOCKS, TORCH, FUSED)}
        yield section(method, table | {HUGE: costs(method, HUGE, few)})
