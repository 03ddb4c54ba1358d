"""Lesson 08: E08.5, what usually goes wrong when a valley is turned."""

from math import degrees as in_degrees

import numpy as np

from gdcourse.checks.adaptive_methods_turning import (
    adam,
    count,
    distance,
    filled,
    hessian,
    plain,
    turn,
    turning,
    updates,
)

ONES = np.ones(2)


def counts(kappa, H, start, lr) -> dict:
    """Both counts for another Hessian or start."""
    start = start.tolist()
    found = {"adam": count(H, start, adam(lr))}
    return found | {"descent": count(H, start, plain(1 / kappa))}


@turning.mutant("You say that Adam does not notice the turn. Run it on the turned f.")
def calls_adam_invariant(kappa, degrees, lr):
    return filled(kappa, degrees, lr, adam=updates(kappa, 0.0, lr))


@turning.mutant(
    "You test the distance to 0. The test is on f: the flat part counts less."
)
def tests_the_distance(kappa, degrees, lr):
    found = {"adam": updates(kappa, degrees, lr, distance)}
    found["descent"] = updates(kappa, degrees, None, distance)
    return filled(kappa, degrees, lr, **found)


@turning.mutant("The start stays at (1, 1) with you. It turns with the valley.")
def leaves_the_start(kappa, degrees, lr):
    H = hessian(kappa, degrees)
    return filled(kappa, degrees, lr, start=ONES.copy(), **counts(kappa, H, ONES, lr))


@turning.mutant("You turn clockwise: (1, 0) must become (cos θ, +sin θ).")
def turns_clockwise(kappa, degrees, lr):
    return filled(kappa, -degrees, lr)


@turning.mutant("H turns one way, the start the other: H = R diag(1, κ) Rᵀ.")
def turns_them_apart(kappa, degrees, lr):
    H, start = hessian(kappa, -degrees), turn(degrees) @ ONES
    return filled(kappa, degrees, lr, H=H, **counts(kappa, H, start, lr))


@turning.mutant("Your H is still diagonal: only the start has been turned.")
def leaves_the_valley(kappa, degrees, lr):
    H, start = hessian(kappa, 0.0), turn(degrees) @ ONES
    return filled(kappa, degrees, lr, H=H, **counts(kappa, H, start, lr))


@turning.mutant("cos and sin take radians: np.radians(degrees).")
def takes_degrees_for_radians(kappa, degrees, lr):
    return filled(kappa, in_degrees(degrees) % 360, lr)


@turning.mutant("That is one more: count updates, not points. The start is k = 0.")
def counts_points(kappa, degrees, lr):
    right = filled(kappa, degrees, lr)
    return right | {"adam": right["adam"] + 1, "descent": right["descent"] + 1}


@turning.mutant("1e-6 is relative: a millionth of f at the start.")
def tests_the_height_itself(kappa, degrees, lr):
    def above(H, x, y):
        f = (H[0][0] * x * x + 2 * H[0][1] * x * y + H[1][1] * y * y) / 2
        return float(f > 1e-6)

    found = {"adam": updates(kappa, degrees, lr, above)}
    found["descent"] = updates(kappa, degrees, None, above)
    return filled(kappa, degrees, lr, **found)


@turning.mutant("Gradient descent runs at 1/κ here, not at Adam's rate.")
def gives_descent_adams_rate(kappa, degrees, lr):
    H, start = hessian(kappa, degrees), turn(degrees) @ ONES
    return filled(kappa, degrees, lr, descent=count(H, start.tolist(), plain(lr)))


@turning.mutant("You watch f in the valley that lies straight, at turned points.")
def measures_in_the_straight_valley(kappa, degrees, lr):
    def straight(H, x, y):
        return (x * x + kappa * y * y) / 2

    found = {"adam": updates(kappa, degrees, lr, straight)}
    found["descent"] = updates(kappa, degrees, None, straight)
    return filled(kappa, degrees, lr, **found)


@turning.mutant("m and v begin at 0, and t at 1: your Adam forgets the correction.")
def leaves_adam_uncorrected(kappa, degrees, lr):
    def step(x, g, m, v, t):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        return x - lr * m / (v**0.5 + 1e-8), m, v

    H, start = hessian(kappa, degrees), turn(degrees) @ ONES
    return filled(kappa, degrees, lr, adam=count(H, start.tolist(), step))
