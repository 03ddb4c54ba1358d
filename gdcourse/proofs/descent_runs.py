"""Lesson 03: how f and its slopes fall along runs, and what was promised for them."""

from collections.abc import Callable

import numpy as np

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.problems import Problem, random_smooth, walk
from gdcourse.proofs.theorem import Run


def slope_bound(k: int, gap: float, lr: float, L: float) -> float:
    """What the smallest of ‖∇f(x_0)‖², …, ‖∇f(x_k)‖² cannot exceed, for lr ≤ 1/L.

    (f(x_0) - inf f) / (k α (4 - αL)/4 + 1/(2L)); with α = 1/L it is
    4 L (f(x_0) - inf f) / (3k + 2).

    >>> slope_bound(k=10, gap=1.0, lr=1.0, L=1.0)
    0.125
    """
    return gap / (k * lr * (4 - lr * L) / 4 + 1 / (2 * L))


def long_slope_bound(k: int, gap: float, lr: float, L: float) -> float:
    """The same for lr < 2/L: gap / (k α (1 - αL/2) + 1/(2L))."""
    return gap / (k * lr * (1 - lr * L / 2) + 1 / (2 * L))


def one_slope(problem: Problem, lr: float, steps: int) -> Run:
    """f after each step, and the height before it less what is paid."""
    run = walk(problem, GradientDescent(lr), steps)
    price = lr * (1 - lr * problem.L / 2)
    bounds = run.gaps[:-1] - price * run.gradients[:-1]
    return Run(run.ks[1:], run.gaps[1:], bounds)


def two_slopes(problem: Problem, lr: float, steps: int) -> Run:
    """f after each step with the price of the slope there, and the same before it."""
    run = walk(problem, GradientDescent(lr), steps)
    price = lr * (3 - lr * problem.L) / 4
    measured = run.gaps[1:] + lr / 4 * run.gradients[1:]
    return Run(run.ks[1:], measured, run.gaps[:-1] - price * run.gradients[:-1])


def slopes(
    problem: Problem, lr: float, steps: int, bound: Callable = slope_bound
) -> Run:
    """The smallest slope up to x_k."""
    run = walk(problem, GradientDescent(lr), steps)
    least = np.minimum.accumulate(run.gradients)
    return Run(run.ks, least, bound(run.ks, run.gaps[0], lr, problem.L))


def long_step_slopes(problem: Problem, lr: float, steps: int) -> Run:
    """The same, measured against the bound for every α < 2/L."""
    return slopes(problem, lr, steps, long_slope_bound)


def random_runs(measure: Callable, longest: float) -> Callable:
    """An experiment: 12 steps of a random α < longest / L on a random function."""

    def experiment(rng: np.random.Generator) -> Run:
        problem = random_smooth(rng)
        return measure(problem, rng.uniform(0.01, longest) / problem.L, 12)

    return experiment
