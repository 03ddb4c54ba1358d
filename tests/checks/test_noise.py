"""Lesson 06: right answers written differently."""

from functools import reduce

import numpy as np

# E06.1 -------------------------------------------------------------------------------


def floor_in_closed_form(a, sigma, lr, beta, x0, noise):
    reach = 2 * (1 + beta) - lr * a
    exact = lr * sigma**2 * (1 + beta) / (a * (1 - beta) * reach)
    x, v = np.full(noise.shape[1], x0), np.zeros(noise.shape[1])
    total, half = 0.0, len(noise) // 2
    for k, e in enumerate(noise):
        v = beta * v + (a * x + sigma * e)
        x = x - lr * v
        total += np.mean(x**2) if k >= half else 0.0
    return exact, total / (len(noise) - half)


def floor_from_a_linear_system(a, sigma, lr, beta, x0, noise):
    """S = M S Mᵀ + Q for the covariance of (x, v), by Kronecker products."""
    M = np.array([[1 - lr * a, -lr * beta], [a, beta]])
    q = sigma * np.array([-lr, 1.0])
    S = np.linalg.solve(np.eye(4) - np.kron(M, M), np.outer(q, q).ravel())
    state = np.stack([np.full(noise.shape[1], x0), np.zeros(noise.shape[1])])
    seen = []
    for e in noise:
        state = M @ state + np.outer(q, e)
        seen.append(state[0])
    return S[0], np.var(seen[len(seen) // 2 :])


def floor_by_the_library(a, sigma, lr, beta, x0, noise):
    from gdcourse import optimizers

    rule = optimizers.Momentum(lr, momentum=beta)
    x = np.full((1, noise.shape[1]), float(x0))
    memory, late = rule.init(x), []
    for t, e in enumerate(noise, 1):
        x, memory = rule.step(x, a * x + sigma * e, memory, t)
        if t > len(noise) / 2:
            late.append(np.mean(x * x))
    exact = floor_from_a_linear_system(a, sigma, lr, beta, x0, noise[:2])[0]
    return exact, np.mean(late)


# E06.2 -------------------------------------------------------------------------------


def sums_from_a_table(kind, number):
    way = {"power": number <= 1, "exponential": number == 0, "step": number == 1}
    if kind == "power":
        return way[kind], not number <= 1 / 2
    return way.get(kind, False), not way.get(kind, False)


def sums_by_doubling(kind, number):
    """Does the second half of a power's sum add as much as the first one?"""

    def ends(p):
        k = 2.0 ** np.arange(20, 23)
        blocks = k * k ** (-p)
        return bool(blocks[1] < blocks[0])

    if kind == "cosine":
        return False, True
    if kind == "power":
        return not ends(number), ends(2 * number)
    rate = number if kind == "step" else np.exp(-number)
    return bool(rate == 1), bool(rate < 1)


# E06.3 -------------------------------------------------------------------------------


def stops_with_an_array(a, lr, decay, x0):
    return x0 * np.prod(1 - a * lr * np.exp(-decay * np.arange(20_000)))


def stops_by_the_library(a, lr, decay, x0):
    from gdcourse import optimizers

    rule = optimizers.GradientDescent(optimizers.exponential(lr, np.exp(-decay)))
    x, k = np.array([float(x0)]), 0
    while k * decay < 30:
        x, _ = rule.step(x, a * x, None, k + 1)
        k += 1
    return x[0]


def stops_in_logarithms(a, lr, decay, x0):
    """The large rates one by one; then log(1 − s) summed over the small ones."""
    rate, x = a * lr, x0
    while rate > 0.5:
        x, rate = x * (1 - rate), rate * np.exp(-decay)
    powers = np.arange(1, 60)
    logs = -(rate**powers) / powers / (1 - np.exp(-decay * powers))
    return x * np.exp(logs.sum())


# E06.4 -------------------------------------------------------------------------------


def rows_by_a_fold(X, y, lr, order):
    def run(rate):
        def step(w, i):
            return w - rate(X[i]) * (X[i].dot(w) - y[i]) * X[i]

        return reduce(step, order, np.zeros(X.shape[1]))

    both = np.linalg.matrix_rank(np.column_stack([X, y]))
    agree = both == np.linalg.matrix_rank(X)
    return run(lambda x: lr), run(lambda x: 1 / x.dot(x)), bool(agree)


def rows_by_projection(X, y, lr, order):
    w, p = np.zeros((2, X.shape[1]))
    for i in order:
        w -= lr * (X[i] @ w - y[i]) * X[i]
        unit = X[i] / np.linalg.norm(X[i])
        p += (y[i] / np.linalg.norm(X[i]) - unit @ p) * unit
    return w, p, np.allclose(X @ (np.linalg.pinv(X) @ y), y, atol=1e-8)


def rows_by_the_library(X, y, lr, order):
    from gdcourse import optimizers

    ends = []
    for exact in (False, True):
        w = np.zeros(X.shape[1])
        for i in order:
            rule = optimizers.GradientDescent(1 / np.sum(X[i] ** 2) if exact else lr)
            w, _ = rule.step(w, X[i] * (X[i] @ w - y[i]), None, 1)
        ends.append(w)
    left = np.linalg.norm(X @ np.linalg.lstsq(X, y, rcond=None)[0] - y)
    return *ends, left < 1e-8


# E06.5 -------------------------------------------------------------------------------


def regret_in_one_loop(z, rates, squared):
    x = paid = 0.0
    played = np.empty(len(z))
    for t in range(len(z)):
        played[t] = x
        away = x - z[t]
        paid += 0.5 * away**2 if squared else abs(away)
        x = np.clip(x - rates[t] * (away if squared else np.sign(away)), -1, 1)
    u = np.mean(z) if squared else sorted(z)[len(z) // 2]
    u = max(-1.0, min(1.0, u))
    rest = z - u
    return played, u, paid - (rest @ rest / 2 if squared else np.abs(rest).sum())


def regret_among_all_kinks(z, rates, squared):
    """|x − z| is least at a kink or at an end: try them all."""
    from gdcourse import optimizers

    rule = optimizers.GradientDescent(lambda k: rates[k])
    x, points = 0.0, []
    for t, target in enumerate(z, 1):
        points.append(x)
        g = x - target if squared else np.sign(x - target)
        x, _ = rule.step(x, g, None, t)
        x = min(1.0, max(-1.0, x))
    loss = (lambda u: (u - z) ** 2 / 2) if squared else (lambda u: abs(u - z))
    kinks = np.unique(np.clip(z, -1, 1))
    tries = [np.mean(z).clip(-1, 1)] if squared else kinks
    u = min(tries, key=lambda u: loss(u).sum())
    return np.array(points), u, (loss(np.array(points)) - loss(u)).sum()


VARIANTS = {
    "E06.1": [floor_in_closed_form, floor_from_a_linear_system, floor_by_the_library],
    "E06.2": [sums_from_a_table, sums_by_doubling],
    "E06.3": [stops_with_an_array, stops_by_the_library, stops_in_logarithms],
    "E06.4": [rows_by_a_fold, rows_by_projection, rows_by_the_library],
    "E06.5": [regret_in_one_loop, regret_among_all_kinks],
}
