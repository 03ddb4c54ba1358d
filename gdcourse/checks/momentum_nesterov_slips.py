"""Lesson 07: E07.3, what usually goes wrong in Nesterov's method."""

import numpy as np

from gdcourse.checks.momentum_nesterov import ahead, pushes, walk, walked


@ahead.mutant("You look back. The push leads on, in the direction of the last move.")
def looks_back(gradient, x0, lr, momentum, n):
    beta = pushes(momentum)
    return walk(gradient, x0, lr, lambda k: -beta(k), n)


@ahead.mutant("Where is your gradient taken? At x it is the heavy ball; here it is y.")
def takes_the_gradient_at_x(gradient, x0, lr, momentum, n):
    beta, before = pushes(momentum), None
    x = np.array(x0, dtype=float)
    points = [x]
    for k in range(n):
        move = 0 * x if before is None else beta(k - 1) * (x - before)
        before, x = x, x + move - lr * gradient(x)
        points.append(x)
    return np.stack(points), np.stack(points[:-1])


@ahead.mutant("The step begins at y. Is its gradient taken there, too, or still at x?")
def steps_from_y_with_the_slope_at_x(gradient, x0, lr, momentum, n):
    return walked(lambda x, y: y - lr * gradient(x), x0, pushes(momentum), n)


@ahead.mutant("Your x is the point after the push. x_{k+1} is the one before it.")
def keeps_the_pushed_points_alone(gradient, x0, lr, momentum, n):
    y = walk(gradient, x0, lr, pushes(momentum), n + 1)[1]
    return y, y[:n]


@ahead.mutant("x_{k+1} begins at y_k, not at x_k: the push is part of the step.")
def steps_from_x(gradient, x0, lr, momentum, n):
    return walked(lambda x, y: x - lr * gradient(y), x0, pushes(momentum), n)


@ahead.mutant("Your t begins at 0, and the first push throws x back. It begins at 1.")
def begins_t_at_zero(gradient, x0, lr, momentum, n):
    return walk(gradient, x0, lr, pushes(momentum, first=0.0), n)


@ahead.mutant("A constant 0.9 is not the growing momentum: it does not earn 1/k².")
def trusts_nine_tenths(gradient, x0, lr, momentum, n):
    return walk(gradient, x0, lr, pushes(0.9 if momentum == "t_k" else momentum), n)


@ahead.mutant("t moved on before β was known: β_k = (t_k − 1)/t_{k+1}, with β_0 = 0.")
def comes_one_t_late(gradient, x0, lr, momentum, n):
    beta = pushes(momentum)
    return walk(gradient, x0, lr, lambda k: beta(k + 1), n)


@ahead.mutant("Below the fraction stands the next t, not the same one.")
def divides_by_the_same_t(gradient, x0, lr, momentum, n):
    def beta(k):
        t = 1.0
        for _ in range(k):
            t = (1 + (1 + 4 * t * t) ** 0.5) / 2
        return (t - 1) / t

    return walk(gradient, x0, lr, beta if momentum == "t_k" else pushes(momentum), n)


@ahead.mutant("Above the fraction stands the old t. You overwrote it too soon.")
def overwrites_t_too_soon(gradient, x0, lr, momentum, n):
    def beta(k):
        t = 1.0
        for _ in range(k + 1):
            t = (1 + (1 + 4 * t * t) ** 0.5) / 2
        return (t - 1) / t

    return walk(gradient, x0, lr, beta if momentum == "t_k" else pushes(momentum), n)


@ahead.mutant("k/(k + 3) is as good, and has its own theorem. Here t_k was asked.")
def takes_the_simple_sequence(gradient, x0, lr, momentum, n):
    def beta(k):
        return k / (k + 3)

    return walk(gradient, x0, lr, beta if momentum == "t_k" else pushes(momentum), n)


@ahead.mutant("Mind the 4 under the root: t_{k+1} = (1 + √(1 + 4t_k²))/2.")
def forgets_the_four(gradient, x0, lr, momentum, n):
    def beta(k):
        t = 1.0
        for _ in range(k):
            t = (1 + (1 + t * t) ** 0.5) / 2
        return (t - 1) / ((1 + (1 + t * t) ** 0.5) / 2)

    return walk(gradient, x0, lr, beta if momentum == "t_k" else pushes(momentum), n)


@ahead.mutant("The push goes along the last move of x. You measure the move from y.")
def pushes_along_the_step_from_y(gradient, x0, lr, momentum, n):
    beta = pushes(momentum)
    x = y = np.array(x0, dtype=float)
    points, seen = [x], []
    for k in range(n):
        seen.append(y)
        x = y - lr * gradient(y)
        y = x + beta(k) * (x - y)
        points.append(x)
    return np.stack(points), np.stack(seen)


@ahead.mutant("The two are exchanged: first the iterates x, then the points y ahead.")
def gives_y_for_x(gradient, x0, lr, momentum, n):
    x, y = walk(gradient, x0, lr, pushes(momentum), n + 1)
    return y, x[: n + 1][:-1]


@ahead.mutant("momentum may be the text “t_k”: then β changes from update to update.")
def knows_numbers_alone(gradient, x0, lr, momentum, n):
    return walk(gradient, x0, lr, lambda k: momentum * 1.0, n)
