"""Lesson 10: E10.6, schedules that keep the velocity, in a race with intervals."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import anything, boolean, table, text
from gdcourse.checks.task import Task
from gdcourse.optimizers import cycles, schedules, warmup


def field(lr: float, n: int) -> dict[str, Function]:
    """Five schedules for n updates, and the words that show them."""
    half, tenth = max(n // 2, 1), max(n // 10, 1)
    made = {
        "constant": schedules.constant(lr),
        "step": schedules.step_decay(lr, half, 0.1),
        "cosine": schedules.cosine(lr, n),
        "linear": schedules.linear_to_zero(lr, n),
        "warmup-stable-decay": warmup.warmup_stable_decay(lr, n, tenth, tenth),
    }
    return {name: Function(f"{name}, {lr:g}", rule) for name, rule in made.items()}


def one_cycle(lr: float, n: int) -> dict[str, Function]:
    return {"one-cycle": Function(f"one-cycle, {lr:g}", cycles.one_cycle(lr, n))}


def steady(lr: float) -> dict[str, Function]:
    return {"constant": Function(f"constant {lr:g}", lambda k: lr)}


def silence(n: int, d: int = 1) -> np.ndarray:
    return np.zeros((1, n, d))


NOISE = np.random.default_rng(5).normal(size=(4, 12, 2))
BOTH = {
    "early": Function("0.3, then 0.1", lambda k: 0.3 if k < 5 else 0.1),
    "late": Function("0.1, then 0.3", lambda k: 0.1 if k < 5 else 0.3),
}
WIDE = {
    name: Function(f"{lr:g}/(1 + k)^0.3", lambda k, lr=lr: lr / (1 + k) ** 0.3)
    for name, lr in (("a", 0.02), ("b", 0.5), ("c", 0.05))
}
BOWL = np.array([1.0, 0.5])

race = Task(
    "E10.6",
    "race(schedules, noise, h, beta, epochs)",
    points=6,
    returns=table(ends=anything, report=anything, winner=text, clear=boolean),
    seconds=4.0,
    probes=[
        (BOTH, NOISE, BOWL, 0.5, 3),
        (BOTH, 5 * NOISE[::-1], BOWL, 0.8, 4),
        (WIDE, NOISE, BOWL, 0.0, 2),
        (WIDE, 0.001 * NOISE, BOWL, 0.5, 2),
        (one_cycle(0.3, 12), silence(12), np.ones(1), 0.9, 3),
    ],
    hints=[
        "Where does v live? It begins at 0 once for each run, before the first epoch.",
        "The schedule wants k, the updates made so far: epoch · (n // epochs) + i.",
        "np.quantile(ends, [0.25, 0.5, 0.75]) gives a row of the report.",
        "“clear”: the winner's upper quartile is below the lower quartile of every "
        "other schedule.",
    ],
)


def run(rate: Callable, noise: np.ndarray, h: np.ndarray, beta: float, epochs: int):
    """f at the end of each seed; all seeds walk at once."""
    x = np.ones((len(noise), len(h)))
    v = np.zeros_like(x)
    for k in range(noise.shape[1]):
        v = beta * v + h * x + noise[:, k]
        x = x - rate(k) * v
    return (x * x) @ h / 2


def quartiles(ends: np.ndarray) -> list[float]:
    return np.quantile(ends, [0.25, 0.5, 0.75]).tolist()


def judged(ends: dict, rows=quartiles, best=None, clear=None) -> dict[str, object]:
    """The table for these ends."""
    report = {name: rows(np.array(found)) for name, found in ends.items()}
    winner = best(ends, report) if best else min(report, key=lambda n: report[n][1])
    others = [report[name] for name in report if name != winner]
    sure = clear or (lambda mine, others: all(mine[2] < one[0] for one in others))
    return {
        "ends": {name: list(map(float, found)) for name, found in ends.items()},
        "report": report,
        "winner": winner,
        "clear": bool(sure(report[winner], others)),
    }


def answer(plans, noise, h, beta, epochs, walk=run, **more) -> dict[str, object]:
    """The right table; what is changed is given by name."""
    ends = {name: walk(plan, noise, h, beta, epochs) for name, plan in plans.items()}
    return judged(ends, **more)


STEEP = np.array([1.0, 0.1])


def published() -> tuple:
    """The race of the goal; 10,000 updates, so it is run once."""
    noise = np.random.default_rng(0).normal(size=(10, 200, 2))
    return field(0.1, 200), noise, STEEP, 0.9, 10


def settings(rng: Generator) -> Iterator[tuple]:
    """Shorter races with five schedules."""
    for size in (0.001, 0.5, 1.0):
        n, epochs = 12 * inputs.count(rng, 2, 4), inputs.count(rng, 2, 4)
        noise = size * rng.normal(size=(inputs.count(rng, 5, 9), n, 2))
        beta = float(rng.choice([0.0, 0.5, 0.8]))
        yield field(inputs.rate(rng, 0.1, 0.4), n), noise, STEEP, beta, epochs


def alone(plans: dict[str, Function], n: int, beta: float, epochs: int) -> tuple:
    """One schedule, no noise, one parameter."""
    return plans, silence(n), np.ones(1), beta, epochs


@race.property("one epoch, one update: x − α g, from x = 1 and v = 0.", 1, rtol=1e-9)
def first(call, rng):
    for _ in range(3):
        given = alone(steady(inputs.rate(rng)), 1, 0.9, 1)
        yield call(*given)["ends"], answer(*given)["ends"]


@race.property("v lives on from epoch to epoch: it is made once per run.", 1, 1e-9)
def velocity(call, rng):
    for epochs in (2, 4, 8):
        given = alone(steady(0.1), 8, 0.9, epochs)
        yield call(*given)["ends"], answer(*given)["ends"]


@race.property("a schedule gets k, counted from the beginning of the run.", 1, 1e-9)
def counted(call, rng):
    for beta, epochs in ((0.0, 1), (0.0, 3), (0.9, 4), (0.5, 6)):
        for plans in (one_cycle(inputs.rate(rng), 12), field(inputs.rate(rng), 12)):
            given = alone(plans, 12, beta, epochs)
            yield call(*given)["ends"], answer(*given)["ends"]


@race.property("each seed starts anew and has its own noise.", points=1, rtol=1e-8)
def seeds(call, rng):
    for given in [published(), *settings(rng)]:
        yield call(*given)["ends"], answer(*given)["ends"]
        yield call.passed[1], given[1], "it must leave the noise as it was."


@race.property("report: the quartiles of the ends, the median between.", 1, rtol=1e-8)
def intervals(call, rng):
    for given in settings(rng):
        yield call(*given)["report"], answer(*given)["report"]


@race.property("winner and clear: the lowest median, and no overlap.", points=1)
def verdict(call, rng):
    for given in [*settings(rng), *race.probes]:
        found, wanted = call(*given), answer(*given)
        yield found["winner"], wanted["winner"]
        yield found["clear"], wanted["clear"]
