"""Lesson 09: right answers of its exercises, written differently."""

import math

import numpy as np

from gdcourse import landscapes
from gdcourse.derivation import complex_step
from gdcourse.optimizers import (
    AdamW,
    GradientDescent,
    Momentum,
    ProximalGradient,
    cosine,
    minimize,
)

# E09.1 -------------------------------------------------------------------------------


def ridge_by_complex_step(X, y, w, b, strength, lr):
    def F(p):
        residuals = X @ p[:-1] + p[-1] - y
        return (residuals**2).mean() / 2 + strength / 2 * (p[:-1] ** 2).sum()

    slope = complex_step(F, np.array([*w, b]))
    after = {kind: 2.0 - lr * strength * kind * 2.0 for kind in (1, 2)}
    return {
        "bias": slope[-1],
        "slope": slope[:-1],
        "half": after[1] / 2.0,
        "whole": after[2] / 2.0,
    }


def ridge_entry_by_entry(X, y, w, b, strength, lr):
    N, d = X.shape
    slope, bias = strength * w, 0.0
    for row, target in zip(X, y, strict=True):
        r = sum(row[i] * w[i] for i in range(d)) + b - target
        slope, bias = slope + r * row / N, bias + r / N
    shrink = lr * strength
    factors = {"half": 1.0 - shrink, "whole": 1.0 - shrink - shrink}
    return factors | {"slope": slope, "bias": np.float64(bias)}


# E09.2 -------------------------------------------------------------------------------


def decays_with_the_library(a, c, strength, beta, lr, n):
    def walk(joined, steps):
        rule = Momentum(lr, momentum=beta, weight_decay=joined * strength)
        x, v = 1.0, rule.init(1.0)
        for t in range(1, steps + 1):
            decay = 0.0 if joined else lr * strength * x
            x, v = rule.step(x, a * (x - c), v, t)
            x -= decay
        return x

    return {
        "joined": walk(1, n),
        "beside": walk(0, n),
        "joined_rest": walk(1, 5000),
        "beside_rest": walk(0, 5000),
    }


def decays_by_matrices(a, c, strength, beta, lr, n):
    found = {}
    for name, inner, outer in (("joined", strength, 0.0), ("beside", 0.0, strength)):
        # (x, v) goes to M (x, v) + m: v first, then x with the new v.
        v_row = np.array([a + inner, beta])
        M = np.array([[1 - lr * outer, 0.0] - lr * v_row, v_row])
        m = a * c * np.array([lr, -1.0])
        rest = np.linalg.solve(np.eye(2) - M, m)
        away = np.linalg.matrix_power(M, n) @ (np.array([1.0, 0.0]) - rest)
        found[name], found[f"{name}_rest"] = (rest + away)[0], rest[0]
    return found


def decays_in_torchs_order(a, c, strength, beta, lr, n):
    x, v, y, u = 1.0, 0.0, 1.0, 0.0
    for _ in range(n):
        v *= beta
        v += a * (x - c) + strength * x
        x -= lr * v
        u = u * beta + a * (y - c)
        y *= 1 - lr * strength
        y -= lr * u
    rests = c / (1 + strength / a), c / (1 + strength / a - beta * strength / a)
    names = ("joined_rest", "beside_rest")
    return {"joined": x, "beside": y} | dict(zip(names, rests, strict=True))


# E09.3 -------------------------------------------------------------------------------


def adamw_with_the_library(w, grad, memory, t, lr, strength, mask):
    both = []
    for decay in (strength, 0.0):
        rule = AdamW(lr, weight_decay=decay)
        both.append(rule.step(w, grad, (*memory, 0 * w), t))
    return np.where(mask, both[0][0], both[1][0]), both[0][1][:2]


def adamw_entry_by_entry(w, grad, memory, t, lr, strength, mask):
    after, m, v = w.copy(), memory[0].copy(), memory[1].copy()
    for place in np.ndindex(w.shape):
        g = float(grad[place])
        m[place] += (g - m[place]) * 0.1
        v[place] += (g * g - v[place]) * 0.001
        if mask[place]:
            after[place] -= lr * strength * w[place]
        root = math.sqrt(v[place] / (1 - 0.999**t)) + 1e-8
        after[place] -= lr * m[place] / ((1 - 0.9**t) * root)
    return after, [m, v]


def adamw_as_torch_writes_it(w, grad, memory, t, lr, strength, mask):
    m, v = memory
    w = w * (1 - lr * strength * np.asarray(mask, dtype=float))
    m = m + (grad - m) * (1 - 0.9)
    v = v * 0.999 + (1 - 0.999) * grad * grad
    divisor = np.sqrt(v) / math.sqrt(1 - 0.999**t) + 1e-8
    return w - lr / (1 - 0.9**t) * (m / divisor), (m, v)


# E09.4 -------------------------------------------------------------------------------


def idle_written_out(strengths, lr, n):
    found = {"l2": [], "adamw": [], "cosine": [], "estimate": []}
    for decay in strengths:
        w, m, v, plain, falling = 1.0, 0.0, 0.0, 1.0, 1.0
        for k in range(n):
            g = decay * w
            m, v = m + 0.1 * (g - m), v + 0.001 * (g * g - v)
            m_hat, v_hat = m / (1 - 0.9 ** (k + 1)), v / (1 - 0.999 ** (k + 1))
            w -= lr * m_hat / (math.sqrt(v_hat) + 1e-8)
            plain -= lr * decay * plain
            falling -= lr * math.cos(math.pi * k / (2 * n)) ** 2 * decay * falling
        found["l2"].append(w)
        found["adamw"].append(plain)
        found["cosine"].append(falling)
        found["estimate"].append(math.e ** (-decay * lr / 2 * n))
    return found


def idle_with_the_rules(strengths, lr, n):
    decay = np.array(strengths)

    def left(rate, decoupled):
        rule = AdamW(rate, weight_decay=decay, decoupled_weight_decay=decoupled)
        w, memory = np.ones(len(decay)), rule.init(np.ones(len(decay)))
        for t in range(1, n + 1):
            w, memory = rule.step(w, 0 * w, memory, t)
        return w

    return {
        "estimate": np.exp(-decay * n * lr * 0.5),
        "cosine": left(cosine(lr, T_max=n), True),
        "adamw": left(lr, True),
        "l2": left(lr, False),
    }


# E09.5 -------------------------------------------------------------------------------


def lasso_with_minimize(X, y, strength, lr, n):
    f, start = landscapes.least_squares(X, y), np.zeros(X.shape[1])

    def F(w):
        return f.value(w) + strength * np.sum(abs(w))

    def slope(w):
        return f.gradient(w) + strength * np.sign(w)

    def falling(k):
        return lr / math.sqrt(k + 1)

    ways = (
        (f.gradient, ProximalGradient(lr, strength)),
        (slope, GradientDescent(falling)),
    )
    ends = [minimize(F, g, start, rule, steps=n, tol=0).x for g, rule in ways]
    return {
        "ista": ends[0],
        "subgradient": ends[1],
        "zeros": [np.count_nonzero(w == 0) for w in ends],
        "objectives": np.array([F(w) for w in ends]),
    }


def lasso_by_cases(X, y, strength, lr, n):
    rows, columns = X.shape
    both = [[0.0] * columns, [0.0] * columns]
    for k in range(n):
        pulls = [X.T @ (X @ np.array(w) - y) / rows for w in both]
        for i in range(columns):
            z, tau = both[0][i] - lr * pulls[0][i], lr * strength
            both[0][i] = z - tau if z > tau else z + tau if z < -tau else 0.0
            sign = int(both[1][i] > 0) - int(both[1][i] < 0)
            both[1][i] -= lr * (k + 1) ** -0.5 * (pulls[1][i] + strength * sign)
    ends = [np.array(w) for w in both]
    penalties = [strength * np.linalg.norm(w, 1) for w in ends]
    losses = [np.dot(X @ w - y, X @ w - y) / (2 * rows) for w in ends]
    return {
        "ista": ends[0],
        "subgradient": ends[1],
        "zeros": [w.count(0.0) for w in both],
        "objectives": [sum(parts) for parts in zip(losses, penalties, strict=True)],
    }


VARIANTS = {
    "E09.1": [ridge_by_complex_step, ridge_entry_by_entry],
    "E09.2": [decays_with_the_library, decays_by_matrices, decays_in_torchs_order],
    "E09.3": [
        adamw_with_the_library,
        adamw_entry_by_entry,
        adamw_as_torch_writes_it,
    ],
    "E09.4": [idle_written_out, idle_with_the_rules],
    "E09.5": [lasso_with_minimize, lasso_by_cases],
}
