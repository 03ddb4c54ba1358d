"""Lesson 03: runs on strongly convex functions, and what was promised for them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.problems import Problem, Walk, random_strongly_convex, walk
from gdcourse.proofs.theorem import Run
from gdcourse.proofs.worst_functions import parabola

Measure = Callable[[Problem, float, int], Run]


def rate(lr: float, mu: float, L: float) -> float:
    """ρ = max(1 - αμ, αL - 1), what one step multiplies an error by at most.

    >>> rate(lr=0.5, mu=1.0, L=3.0), rate(lr=0.625, mu=1.0, L=3.0)
    (0.5, 0.875)
    """
    return max(1 - lr * mu, lr * L - 1)


def best_rate(mu: float, L: float) -> float:
    """(L - μ)/(L + μ) = (κ - 1)/(κ + 1), the rate of α = 2/(L + μ)."""
    return (L - mu) / (L + mu)


def _shrinking(run: Walk, measured: np.ndarray, factor: float) -> Run:
    return Run(run.ks, measured, factor**run.ks * measured[0])


def gaps(problem: Problem, lr: float, steps: int) -> Run:
    """f(x_k) - f*, against ρ^{2k} times the first."""
    run = walk(problem, GradientDescent(lr), steps)
    return _shrinking(run, run.gaps, rate(lr, problem.mu, problem.L) ** 2)


def slopes(problem: Problem, lr: float, steps: int) -> Run:
    """‖∇f(x_k)‖², against ρ^{2k} times the first."""
    run = walk(problem, GradientDescent(lr), steps)
    return _shrinking(run, run.gradients, rate(lr, problem.mu, problem.L) ** 2)


def distances(problem: Problem, lr: float, steps: int) -> Run:
    """‖x_k - y_k‖² of two runs, against ρ^{2k} times the first."""
    run = walk(problem, GradientDescent(lr), steps)
    other = replace(problem, start=problem.minimizer - 2)
    pairs = zip(run.points, walk(other, GradientDescent(lr), steps).points, strict=True)
    apart = np.array([np.dot(x - y, x - y) for x, y in pairs])
    return _shrinking(run, apart, rate(lr, problem.mu, problem.L) ** 2)


def distances_to_best(problem: Problem, lr: float, steps: int) -> Run:
    """‖x_k - x*‖², against (1 - 2αμL/(L + μ))^k times the first."""
    run = walk(problem, GradientDescent(lr), steps)
    mu, L = problem.mu, problem.L
    return _shrinking(run, run.distances, 1 - 2 * lr * mu * L / (L + mu))


def random_runs(measure: Measure) -> Callable:
    """An experiment: 12 steps of a random α < 2/L on a random function."""

    def experiment(rng: np.random.Generator) -> Run:
        problem = random_strongly_convex(rng)
        return measure(problem, rng.uniform(0.01, 2) / problem.L, 12)

    return experiment


def random_runs_up_to_the_best(measure: Measure) -> Callable:
    """The same with a random α < 2/(L + μ)."""

    def experiment(rng: np.random.Generator) -> Run:
        problem = random_strongly_convex(rng)
        longest = 2 / (problem.L + problem.mu)
        return measure(problem, rng.uniform(0.01, 1) * longest, 12)

    return experiment


def both_parabolas(measure: Measure, mu: float = 0.1) -> Callable:
    """The worst case with L = 1: μ x²/2 and a short step, then x²/2 and a long one."""

    def worst_case(k: int) -> Run:
        flat = measure(replace(parabola(mu), L=1.0), 1.0, k)
        steep = measure(replace(parabola(1.0), mu=mu), 1 + 1 / (1 + mu), k)
        joined = np.concatenate
        return Run(
            joined([flat.ks, steep.ks]),
            joined([flat.measured, steep.measured]),
            joined([flat.bounds, steep.bounds]),
        )

    return worst_case


def slower_parabola(lr: float, mu: float, L: float) -> float:
    """What one step multiplies x by, on the slower of μ x²/2 and L x²/2."""
    rule = GradientDescent(lr)
    return max(abs(walk(parabola(c), rule, 1).points[1]) for c in (mu, L))


def try_steps(rng: np.random.Generator) -> Run:
    """An experiment: the rate of the best step, against five random steps."""
    mu, L = np.sort(rng.exponential(size=2))
    found = [slower_parabola(lr, mu, L) for lr in rng.uniform(0, 3, 5) / L]
    return Run(np.arange(5), np.full(5, best_rate(mu, L)), np.array(found))


def best_steps(k: int) -> Run:
    """The worst case: the best step for κ = 2, …, k + 2 is no faster than promised."""
    mus = [1 / (i + 2) for i in range(k + 1)]
    found = np.array([slower_parabola(2 / (1 + mu), mu, 1.0) for mu in mus])
    return Run(np.arange(k + 1), np.array([best_rate(mu, 1.0) for mu in mus]), found)


def round_bowl(center: np.ndarray, start: np.ndarray, L: float) -> Problem:
    """L/2 ‖x - c‖², the same curvature in all directions."""
    return Problem(
        value=lambda x: L / 2 * np.dot(x - center, x - center),
        gradient=lambda x: L * (x - center),
        L=L,
        mu=L,
        start=start,
        minimizer=center,
    )


def _by_one_factor(problem: Problem, lr: float, steps: int) -> Run:
    run = walk(problem, GradientDescent(lr), steps)
    return _shrinking(run, run.distances, (1 - lr * problem.L) ** 2)


def try_equal_curvatures(rng: np.random.Generator) -> Run:
    """An experiment: three steps of a random α < 2/L."""
    center, start = rng.normal(size=(2, rng.integers(1, 5)))
    L = rng.exponential() + 0.1
    return _by_one_factor(round_bowl(center, start, L), rng.uniform(0.01, 2) / L, 3)


def on_one_parabola(k: int) -> Run:
    """The worst case, which is every case."""
    return _by_one_factor(parabola(2.0), 0.1, k)
