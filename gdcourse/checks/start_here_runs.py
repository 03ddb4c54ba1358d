"""Lesson 00: E00.3, reading a run: updates, convergence, final loss."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import boolean, number, table
from gdcourse.checks.task import Task

Run = tuple[list[float], list[float], float]

many_updates = Task(
    "E00.3",
    "read_run(losses, slopes, tol)",
    points=4,
    returns=table(updates=number, converged=boolean, loss=number),
    probes=[
        ([4.0, 1.0], [4.0, 2.0], 0.5),
        ([4.0, 1.0, 0.25], [4.0, 2.0, 1.0], 1.5),
        ([9.0, 1.0, 0.01, 4.0], [6.0, 2.0, 0.2, 4.0], 0.5),
        ([9.0, 0.01, 1.0, 4.0], [6.0, 0.2, 2.0, 4.0], 0.5),
        ([4.0, 0.04], [4.0, 0.4], 0.1),
        ([4.0, 3.99, 3.98], [4.0, 3.9, 3.8], 0.1),
    ],
    hints=[
        "The first entry is the start, not an update.",
        "Both lists hold one entry per stored point; the last belongs to the end.",
        "Converged asks one thing: is the slope at the last point at most tol?",
    ],
)


def listing_run(momentum: float = 0.0, ahead: float = 0.0, cap: int = 100) -> Run:
    """The popular loop on (x − 2)² + (y − 3)² from 0: losses, slopes, tol.

    It stops when the gradient that it used was below tol, or at the cap. The learning
    rate 0.1 stands outside the velocity: v = βv + g, x = x − 0.1 v.
    """
    bottom, tol, x, v = np.array([2.0, 3.0]), 1e-6, np.zeros(2), np.zeros(2)
    points = [x]
    for _ in range(cap):
        grad = 2 * (x - 0.1 * ahead * v - bottom)
        v = momentum * v + grad
        x = x - 0.1 * v
        points.append(x)
        if np.linalg.norm(grad) < tol:
            break
    away = np.linalg.norm(np.array(points) - bottom, axis=1)
    return (away**2).tolist(), (2 * away).tolist(), tol


def short_runs(rng: Generator) -> Iterator[tuple[Run, dict]]:
    """Small runs with what is to be read: typical ones, then random ones."""
    yield ([4.0, 1.0], [4.0, 2.0], 0.5), answer(1, False, 1.0)
    yield ([4.0, 0.04], [4.0, 0.4], 0.5), answer(1, True, 0.04)
    yield ([4.0, 0.04], [4.0, 0.4], 0.1), answer(1, False, 0.04)
    yield ([0.0], [0.0], 0.1), answer(0, True, 0.0)
    yield ([9.0, 0.01, 4.0], [6.0, 0.2, 4.0], 0.5), answer(2, False, 4.0)
    for _ in range(4):
        n, shrink = inputs.count(rng), inputs.rate(rng, 0.3, 0.8)
        slopes = [4 * shrink**k for k in range(n + 1)]
        losses = [slope**2 / 4 for slope in slopes]
        for tol, converged in ((0.9 * slopes[-1], False), (1.1 * slopes[-1], True)):
            yield (losses, slopes, tol), answer(n, converged, losses[-1])


def listing_runs() -> Iterator[tuple[Run, dict]]:
    """The three runs of the lesson, and the one whose loop stops a step too late."""
    plain, heavy, ahead = listing_run(), listing_run(0.9), listing_run(0.9, 0.9)
    yield plain, answer(72, True, plain[0][-1])
    yield heavy, answer(100, False, heavy[0][-1])
    yield ahead, answer(92, True, ahead[0][-1])
    longer = listing_run(0.9, cap=300)
    yield longer, answer(250, False, longer[0][-1])


def answer(updates: int, converged: bool, loss: float) -> dict:
    return {"updates": updates, "converged": converged, "loss": loss}


def read_off(call, rng: Generator, key: str) -> Iterator[tuple]:
    """One entry of the answer for all runs, as pairs (came, wanted)."""
    for runs in (short_runs(rng), listing_runs()):
        for (losses, slopes, tol), wanted in runs:
            yield {key: call(losses, slopes, tol)[key]}, {key: wanted[key]}


@many_updates.property("a run of n updates stores n + 1 points.", points=1)
def updates_are_counted(call, rng):
    yield from read_off(call, rng, "updates")


@many_updates.property("converged: the slope at the last point is at most tol.", 2)
def convergence_is_read(call, rng):
    yield from read_off(call, rng, "converged")


@many_updates.property("the final loss is the loss at the last point.", points=1)
def loss_is_the_last(call, rng):
    yield from read_off(call, rng, "loss")


def correct(losses: list[float], slopes: list[float], tol: float) -> dict:
    """What a reader should say of a run."""
    return answer(len(losses) - 1, slopes[-1] <= tol, losses[-1])


@many_updates.mutant("How many updates lead from the first stored point to the second?")
def counts_stored_points(losses, slopes, tol):
    return correct(losses, slopes, tol) | {"updates": len(losses)}


@many_updates.mutant("A loop may end because its cap is reached. Look at the slope.")
def trusts_that_the_loop_ended(losses, slopes, tol):
    return correct(losses, slopes, tol) | {"converged": True}


@many_updates.mutant("A run can fly past the floor. Which slope belongs to its end?")
def takes_the_smallest_slope(losses, slopes, tol):
    return correct(losses, slopes, tol) | {"converged": min(slopes) <= tol}


@many_updates.mutant("One more step follows that slope. Which one is at the end?")
def takes_the_slope_before_the_last_step(losses, slopes, tol):
    return correct(losses, slopes, tol) | {"converged": slopes[-2:][0] <= tol}


@many_updates.mutant("tol is a limit for the slope; you compare a loss with it.")
def compares_the_loss_with_tol(losses, slopes, tol):
    return correct(losses, slopes, tol) | {"converged": losses[-1] <= tol}


@many_updates.mutant("A loss that hardly changes may only mean that steps are small.")
def looks_at_the_change_of_the_loss(losses, slopes, tol):
    change = abs(losses[-1] - losses[-2]) if len(losses) > 1 else 0.0
    return correct(losses, slopes, tol) | {"converged": change <= tol}


@many_updates.mutant("You name the best loss; the run ended at another point.")
def names_the_best_loss(losses, slopes, tol):
    return correct(losses, slopes, tol) | {"loss": min(losses)}


@many_updates.mutant("One update is missing: 2 stored points are 1 update, not 0.")
def counts_one_update_too_few(losses, slopes, tol):
    return correct(losses, slopes, tol) | {"updates": len(losses) - 2}
