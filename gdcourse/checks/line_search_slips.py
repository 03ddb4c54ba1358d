"""Lesson 04: E04.1, the usual slips in a backtracking search, each with its hint."""

import numpy as np

from gdcourse.checks.line_search_armijo import armijo, right, trials

__all__ = ["armijo"]


def refused(g, d, start) -> float:
    """The slope along d, after the refusals that a mutant gets right."""
    slope = float(g @ d)
    if not slope < 0 or np.isnan(start):
        raise ValueError("no descent")
    return slope


@armijo.mutant("Any fall will do for you. How much of the promise does c ask for?")
def forgets_c(f, x, d, g, alpha0, rho, c):
    start = f(x)
    refused(g, d, start)
    return trials(f, x, d, lambda alpha: start, alpha0, rho)


@armijo.mutant("g · d is below 0 already: is your line rising?")
def lets_the_line_rise(f, x, d, g, alpha0, rho, c):
    start = f(x)
    slope = refused(g, d, start)
    return trials(f, x, d, lambda alpha: start - c * alpha * slope, alpha0, rho)


@armijo.mutant("Your line is flat: it must fall with α.")
def leaves_alpha_out_of_the_line(f, x, d, g, alpha0, rho, c):
    start = f(x)
    slope = refused(g, d, start)
    return trials(f, x, d, lambda alpha: start + c * slope, alpha0, rho)


@armijo.mutant("The slope along d is g · d. It is −‖g‖² only for d = −g.")
def takes_every_direction_for_the_gradient(f, x, d, g, alpha0, rho, c):
    start = f(x)
    refused(g, d, start)
    return trials(f, x, d, lambda alpha: start - c * alpha * (g @ g), alpha0, rho)


@armijo.mutant("You try points along −g. The trials are x + αd, whatever d is.")
def walks_along_the_gradient(f, x, d, g, alpha0, rho, c):
    start = f(x)
    slope = refused(g, d, start)
    return trials(f, x, -g, lambda alpha: start + c * alpha * slope, alpha0, rho)


@armijo.mutant("x wanders: each trial starts at x itself. Did you write x += …?")
def walks_while_it_searches(f, x, d, g, alpha0, rho, c):
    start, alpha = f(x), alpha0
    slope = refused(g, d, start)
    for _ in range(60):
        x += alpha * d
        if f(x) <= start + c * alpha * slope:
            return alpha
        alpha *= rho
    raise ValueError("no fall")


@armijo.mutant("alpha0 itself is the first trial. Is it ever tried?")
def shrinks_before_the_first_trial(f, x, d, g, alpha0, rho, c):
    start = f(x)
    slope = refused(g, d, start)
    first = rho * alpha0
    return trials(f, x, d, lambda alpha: start + c * alpha * slope, first, rho)


@armijo.mutant("This step was the last to be refused. Return the one that passed.")
def returns_the_last_refused(f, x, d, g, alpha0, rho, c):
    return min(right(f, x, d, g, alpha0, rho, c) / rho, alpha0)


@armijo.mutant("NaN > line is False, and so is NaN <= line. Which test lets NaN pass?")
def lets_nan_pass(f, x, d, g, alpha0, rho, c):
    start, alpha = f(x), alpha0
    slope = refused(g, d, start)
    for _ in range(60):
        if not f(x + alpha * d) > start + c * alpha * slope:
            return alpha
        alpha *= rho
    raise ValueError("no fall")


@armijo.mutant("Uphill f never falls for short steps. What must be asked before it?")
def searches_uphill(f, x, d, g, alpha0, rho, c):
    start = f(x)
    if np.isnan(start):
        raise ValueError("no start")
    slope = float(g @ d)
    return trials(f, x, d, lambda alpha: start + c * alpha * slope, alpha0, rho)


@armijo.mutant("A wrong gradient keeps this loop turning. After 60 trials, give up.")
def never_gives_up(f, x, d, g, alpha0, rho, c):
    start = f(x)
    slope = refused(g, d, start)
    alone = {"alpha": alpha0, "rho": rho, "cap": 2000}
    return trials(f, x, d, lambda alpha: start + c * alpha * slope, **alone)


@armijo.mutant("Count your trials: alpha0 is the first, and the 60th may still pass.")
def gives_up_one_trial_early(f, x, d, g, alpha0, rho, c):
    start = f(x)
    slope = refused(g, d, start)
    alone = {"alpha": alpha0, "rho": rho, "cap": 59}
    return trials(f, x, d, lambda alpha: start + c * alpha * slope, **alone)
