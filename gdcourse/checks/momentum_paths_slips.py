"""Lesson 07: E07.1, what usually goes wrong when momentum is written down."""

import numpy as np

from gdcourse.checks.inputs import Function
from gdcourse.checks.momentum_paths import march, paths, walk


@paths.mutant("The point moves with the velocity of before. The new one is v_{k+1}.")
def moves_before_the_velocity(gradient, x0, lr, beta, n, convention):
    def step(x, v, k):
        g, a = gradient(x), lr(k)
        if convention == "inside":
            return x + v, beta * v - a * g
        if convention == "average":
            return x - a / (1 - beta) * v, beta * v + (1 - beta) * g
        return x - a * v, beta * v + g

    return march(gradient, x0, n, step)


@paths.mutant("“inside” moves with the velocity of before. The new one is v_{k+1}.")
def moves_first_inside(gradient, x0, lr, beta, n, convention):
    if convention != "inside":
        return walk(gradient, x0, lr, beta, n, convention)
    return march(
        gradient, x0, n, lambda x, v, k: (x + v, beta * v - lr(k) * gradient(x))
    )


@paths.mutant("The gradient is taken at a point ahead: that is Nesterov's method.")
def looks_ahead(gradient, x0, lr, beta, n, convention):
    unit = {"inside": lambda k: -1.0, "average": lambda k: lr(k) / (1 - beta)}.get(
        convention, lr
    )

    def step(x, v, k):
        g = gradient(x - unit(k) * beta * v)
        if convention == "inside":
            v = beta * v - lr(k) * g
        else:
            v = beta * v + (1 - beta if convention == "average" else 1) * g
        return x - unit(k) * v, v

    return march(gradient, x0, n, step)


@paths.mutant("The average walks too short: (1 − β) g is a small velocity. Convert lr.")
def forgets_to_convert(gradient, x0, lr, beta, n, convention):
    def small(k):
        return lr(k) * (1 - beta if convention == "average" else 1)

    return walk(gradient, x0, small, beta, n, convention)


@paths.mutant("You converted the rate in the wrong direction: it must become larger.")
def converts_the_wrong_way(gradient, x0, lr, beta, n, convention):
    def smaller(k):
        return lr(k) * ((1 - beta) ** 2 if convention == "average" else 1)

    return walk(gradient, x0, smaller, beta, n, convention)


@paths.mutant("“inside” sums whole gradients, as “outside” does: its rate is lr(k).")
def converts_inside_too(gradient, x0, lr, beta, n, convention):
    def larger(k):
        return lr(k) / (1 - beta if convention == "inside" else 1)

    return walk(gradient, x0, larger, beta, n, convention)


@paths.mutant(
    "Your average takes the first gradient whole. v starts at 0 and is mixed."
)
def dampens_like_torch(gradient, x0, lr, beta, n, convention):
    if convention != "average":
        return walk(gradient, x0, lr, beta, n, convention)

    def step(x, v, k):
        g = gradient(x)
        v = g if k == 0 else beta * v + (1 - beta) * g
        return x - lr(k) / (1 - beta) * v, v

    return march(gradient, x0, n, step)


@paths.mutant("“inside” subtracts lr · g in the velocity and then adds the velocity.")
def turns_the_sign_inside(gradient, x0, lr, beta, n, convention):
    points, v = walk(gradient, x0, lr, beta, n, convention)
    return points, -v if convention == "inside" else v


@paths.mutant(
    "After a drop of lr your “inside” forgets the old rate. Which one is in v?"
)
def rescales_the_velocity_inside(gradient, x0, lr, beta, n, convention):
    points, v = walk(gradient, x0, lr, beta, n, "outside")
    if convention == "outside":
        return points, v
    return points, v * (-lr(n - 1) if convention == "inside" else 1 - beta)


@paths.mutant("Your “outside” multiplies the rate into the velocity: that is “inside”.")
def keeps_the_rate_inside_everywhere(gradient, x0, lr, beta, n, convention):
    points, v = walk(gradient, x0, lr, beta, n, "inside")
    if convention == "inside":
        return points, v
    gain = 1 - beta if convention == "average" else 1
    return points, -v * gain / lr(n - 1)


@paths.mutant("Your first update uses lr(1). How many updates came before it?")
def counts_from_one(gradient, x0, lr, beta, n, convention):
    return walk(gradient, x0, lambda k: lr(k + 1), beta, n, convention)


@paths.mutant("The path is right. Each convention has a velocity of its own size.")
def gives_one_velocity_for_all(gradient, x0, lr, beta, n, convention):
    points, _ = walk(gradient, x0, lr, beta, n, convention)
    return points, walk(gradient, x0, lr, beta, n, "outside")[1]


@paths.mutant("The velocity forgets: v = … must begin with β times the old v.")
def has_no_memory(gradient, x0, lr, beta, n, convention):
    return walk(gradient, x0, lr, 0.0, n, convention)


@paths.mutant("All rows are the same. x -= … changes the array that the path holds.")
def changes_the_rows_it_stored(gradient, x0, lr, beta, n, convention):
    points, v = walk(gradient, x0, lr, beta, n, convention)
    return np.stack([points[-1]] * (n + 1)), v


@paths.mutant("“inside”: all rows are the same. x += … changes the array in the path.")
def changes_its_rows_inside(gradient, x0, lr, beta, n, convention):
    points, v = walk(gradient, x0, lr, beta, n, convention)
    return (np.stack([points[-1]] * (n + 1)) if convention == "inside" else points), v


@paths.mutant(
    "In your two all rows are the same: += and -= change the array in the path."
)
def changes_the_rows_of_both(gradient, x0, lr, beta, n, convention):
    points, v = walk(gradient, x0, lr, beta, n, convention)
    return (points if convention == "outside" else np.stack([points[-1]] * (n + 1))), v


@paths.mutant("x -= … changes x0 itself, and every row that the path holds. Copy x0.")
def walks_in_the_array_of_the_caller(gradient, x0, lr, beta, n, convention):
    points, v = walk(gradient, x0, lr, beta, n, convention)
    x0[...] = points[-1]
    return np.stack([x0] * (n + 1)), v


@paths.mutant("The path climbs. The step goes against the velocity of the gradients.")
def walks_uphill(gradient, x0, lr, beta, n, convention):
    climb = Function("uphill", lambda x: -gradient(x))
    return walk(climb, x0, lr, beta, n, convention)
