"""Lesson 01: E01.3, the usual blunders of a gradient checker, each with its hint."""

import numpy as np

from gdcourse.checks.gradients_checking import central, checker, largest

__all__ = ["checker"]


@checker.mutant(
    "Your step is too small: f(x + h) and f(x − h) share all but few digits."
)
def steps_too_small(f, g, x):
    return largest(*central(f, g, x, h=1e-12))


@checker.mutant(
    "An error of 1 is huge if the slopes are near 1, and tiny at a million."
)
def measures_the_absolute_error(f, g, x):
    slopes, given = central(f, g, x)
    return np.max(np.abs(given - slopes))


@checker.mutant("A forward difference is good to 8 digits only: look ahead and behind.")
def looks_ahead_only(f, g, x):
    x, slopes = np.array(x, dtype=float), np.empty(len(x))
    base = f(x)
    for i in range(len(x)):
        ahead, step = x.copy(), 1.5e-8 * max(1.0, abs(x[i]))
        ahead[i] += step
        slopes[i] = (f(ahead) - base) / step
    return largest(slopes, g(x))


@checker.mutant("Compare x before and after the call: is each entry set back?")
def moves_the_point_itself(f, g, x):
    h, slopes = 6e-6, np.empty(len(x))
    for i in range(len(x)):
        step = h * max(1.0, abs(x[i]))
        x[i] += step
        ahead = f(x.copy())
        x[i] -= 2 * step
        slopes[i] = (ahead - f(x.copy())) / (2 * step)
        x[i] += 2 * step
    return largest(slopes, g(x))


@checker.mutant("The mean of 50 errors hides one: which error should be reported?")
def averages_the_error(f, g, x):
    slopes, given = central(f, g, x)
    return np.mean(np.abs(given - slopes)) / np.max(np.abs(slopes))


@checker.mutant(
    "Near 3000000 neighboring numbers are 5e-10 apart: how large must h be?"
)
def keeps_the_step_fixed(f, g, x):
    return largest(*central(f, g, x, fixed=True))


@checker.mutant("How far apart are x + h and x − h? Divide by that distance.")
def divides_by_one_step(f, g, x):
    return largest(*central(f, g, x, span=1.0))


@checker.mutant("An error has no sign: without |…| a slope that is too small passes.")
def keeps_the_sign(f, g, x):
    slopes, given = central(f, g, x)
    return max(0.0, np.max(given - slopes) / np.max(np.abs(slopes)))


@checker.mutant("How long is your step where xᵢ = 0?")
def stands_still_at_zero(f, g, x):
    return largest(*central(f, g, x, least=0.0))


@checker.mutant("A step that fits the largest coordinate is too long for a small one.")
def takes_one_step_for_all(f, g, x):
    return largest(*central(f, g, x, least=np.max(np.abs(x))))


@checker.mutant("Divide by the largest |dᵢ| only: one slope alone may be zero.")
def divides_by_each_slope(f, g, x):
    slopes, given = central(f, g, x)
    return np.max(np.abs(given - slopes) / np.abs(slopes))


@checker.mutant("Are your two points two arrays? b = a is one array with two names.")
def gives_one_array_two_names(f, g, x):
    x = np.array(x, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return largest(np.array([f(x) - f(x) for _ in x]), g(x))
