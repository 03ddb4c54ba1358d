"""Lesson 08: right answers of its exercises, written differently."""

import math

import numpy as np

from gdcourse import landscapes
from gdcourse.checks.adaptive_methods_turning import turn
from gdcourse.optimizers import (
    AdaGrad,
    Adam,
    GradientDescent,
    RMSprop,
    inverse_sqrt,
    minimize,
)

# E08.1 -------------------------------------------------------------------------------


def step_with_the_library(method, x, grad, memory, t, lr):
    m, v, most = memory
    if method == "AdaGrad":
        x, v = AdaGrad(lr).step(x, grad, v, t)
    elif method == "RMSprop":
        x, (v, m, _) = RMSprop(lr).step(x, grad, (v, m, m), t)
    else:
        return Adam(lr, amsgrad=method == "AMSGrad").step(x, grad, memory, t)
    return x, (m, v, most)


def step_entry_by_entry(method, x, grad, memory, t, lr):
    after, new = np.empty(np.shape(x)), [np.array(one) for one in memory]
    rho = {"AdaGrad": 1.0, "RMSprop": 0.99}.get(method, 0.999)
    for place in np.ndindex(after.shape):
        g, (m, v, most) = grad[place], (one[place] for one in memory)
        v = rho * v + (1.0 if rho == 1 else 1 - rho) * g * g
        move = g / (math.sqrt(v) + (1e-10 if rho == 1 else 1e-8))
        if rho == 0.999:
            m = m + 0.1 * (g - m)
            most = max(most, v) if method == "AMSGrad" else most
            unit = math.sqrt(1 - rho**t)
            root = math.sqrt(most if method == "AMSGrad" else v) / unit
            move = m / (1 - 0.9**t) / (root + 1e-8)
        after[place] = x[place] - lr * move
        for one, value in zip(new, (m, v, most), strict=True):
            one[place] = value
    return after, new


def step_as_torch_writes_it(method, x, grad, memory, t, lr):
    m, v, most = (np.array(one, dtype=float) for one in memory)
    if method in ("AdaGrad", "RMSprop"):
        v *= 0.99 if method == "RMSprop" else 1.0
        v += (0.01 if method == "RMSprop" else 1.0) * grad * grad
        eps = 1e-8 if method == "RMSprop" else 1e-10
        return x - lr * grad / (v**0.5 + eps), (m, v, most)
    m += (grad - m) * (1 - 0.9)
    v = v * 0.999 + grad * grad * (1 - 0.999)
    if method == "AMSGrad":
        most = np.where(v > most, v, most)
    kept = v if method == "Adam" else most
    divisor = kept**0.5 / (1 - 0.999**t) ** 0.5 + 1e-8
    return x - (lr / (1 - 0.9**t)) * (m / divisor), [m, v, most]


# E08.2 -------------------------------------------------------------------------------


def epsilon_with_the_library(g, zeros, lr, rho, eps):
    def first(rule):
        return abs(float(rule.step(0.0, g, rule.init(0.0), 1)[0]))

    rule = RMSprop(lr, alpha=rho, eps=eps)
    memory, v = (1.0, 0.0, 0.0), 1.0
    for _ in range(zeros):
        _, memory = rule.step(0.0, 0.0, memory, 2)
    v = memory[0]
    return {
        "after": abs(rule.step(0.0, g, memory, 3)[0]),
        "growth": (lr / (v**0.5 + eps)) / (lr / (1 + eps)),
        "adam": first(Adam(lr, eps=eps)),
        "inside": first(RMSprop(lr, alpha=rho, eps=eps, eps_inside=True)),
        "outside": first(rule),
    }


def epsilon_with_logarithms(g, zeros, lr, rho, eps):
    g, root = np.abs(g), np.sqrt(1 - rho) * np.abs(g)
    left = np.exp(zeros / 2 * np.log(rho))
    return {
        "outside": lr / (root / g + eps / g),
        "inside": lr * g / np.hypot(root, np.sqrt(eps)),
        "adam": lr / (1 + eps / g),
        "growth": np.divide(1 + eps, left + eps),
        "after": lr * g / (np.hypot(np.sqrt(rho) * left, root) + eps),
    }


# E08.3 -------------------------------------------------------------------------------


def scale_with_minimize(value, gradient, rates, units, betas, n):
    def end(lr, rule, factor):
        slope = lambda x: factor * gradient(x)  # noqa: E731
        return value(minimize(value, slope, np.ones(2), rule, steps=n, tol=0).x)

    bare = Adam(1.0, betas, eps=0, bias_correction=False)
    x, memory, steps = 0.0, bare.init(0.0), []
    for t in range(1, 6):
        new, memory = bare.step(x, 4.0, memory, t)
        steps, x = [*steps, x - new], new
    ends = [end(lr, Adam(lr, betas), 1) for lr in rates]
    return {
        "bare": steps,
        "ends": np.array(ends),
        "scaled": [end(lr, Adam(lr, betas), units) for lr in rates],
        "descent": np.array(rates) / units,
        "spread": np.divide(np.max(ends), np.min(ends)),
    }


def scale_written_out(value, gradient, rates, units, betas, n):
    (b1, b2), ends = betas, {1.0: [], units: []}
    for factor, found in ends.items():
        for lr in rates:
            x, m, v = np.ones(2), np.zeros(2), np.zeros(2)
            for t in range(1, n + 1):
                g = factor * gradient(x)
                m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
                m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
                x = x - lr * m_hat / (v_hat**0.5 + 1e-8)
            found.append(float(value(x)))
    t = np.arange(1, 6)
    return {
        "bare": (1 - b1**t) * (1 - b2**t) ** -0.5,
        "ends": ends[1.0],
        "scaled": ends[units],
        "descent": [lr * (1 / units) for lr in rates],
        "spread": sorted(ends[1.0])[-1] / sorted(ends[1.0])[0],
    }


# E08.4 -------------------------------------------------------------------------------


def reddi_with_the_library(C, n, late):
    beta, rate = 1 / (1 + C * C), inverse_sqrt(0.1)
    adam = {"betas": (0.0, beta), "eps": 0, "bias_correction": False}
    rules = {
        "adam": Adam(rate, **adam),
        "amsgrad": Adam(rate, amsgrad=True, **adam),
        "descent": GradientDescent(rate),
    }
    found = {"best": -np.sign(C - 2)}
    for name, rule in rules.items():
        x, memory, points = 0.0, rule.init(0.0), []
        for t in range(1, n + 1):
            x, memory = rule.step(x, C if t % 3 == 1 else -1.0, memory, t)
            points.append(x := min(1.0, max(-1.0, x)))
        found[name] = np.mean(points[-late:])
    return found


def reddi_in_one_loop(C, n, late):
    x, sums = [0.0] * 3, [0.0] * 3
    v = most = 0.0
    for k in range(n):
        g = -1.0 if k % 3 else C
        v += (1 - 1 / (1 + C * C)) * (g * g - v)
        most = v if v > most else most
        for i, square in enumerate((v, most, 1.0)):
            moved = x[i] - 0.1 * g / math.sqrt((k + 1) * square)
            x[i] = -1.0 if moved < -1 else 1.0 if moved > 1 else moved
            sums[i] += x[i] if k >= n - late else 0.0
    names = ("adam", "amsgrad", "descent")
    means = {name: total / late for name, total in zip(names, sums, strict=True)}
    return means | {"best": min((-1, 1), key=lambda end: (C - 2) * end)}


# E08.5 -------------------------------------------------------------------------------


def axes_with_the_library(kappa, degrees, lr):
    f = landscapes.quadratic(kappa, angle=math.radians(degrees))
    start = turn(degrees) @ np.ones(2)
    found = {"H": f.hessian(np.zeros(2)), "start": start}
    for name, rule in {"adam": Adam(lr), "descent": GradientDescent(1 / kappa)}.items():
        run = minimize(f.value, f.gradient, start, rule, steps=7000, tol=0)
        found[name] = int(np.argmax(run.values <= 1e-6 * run.values[0]))
    return found


def axes_component_by_component(kappa, degrees, lr):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    H = np.array([[c * c + kappa * s * s, (1 - kappa) * s * c]] * 2)
    H[1] = (1 - kappa) * s * c, s * s + kappa * c * c
    (a, b), (_, d) = H.tolist()
    counts, start = {}, (c - s, s + c)
    for name in ("adam", "descent"):
        (x, y), k, m, v = start, 0, [0.0, 0.0], [0.0, 0.0]
        first = a * x * x + 2 * b * x * y + d * y * y
        while a * x * x + 2 * b * x * y + d * y * y > 1e-6 * first:
            k, g = k + 1, (a * x + b * y, b * x + d * y)
            if name == "descent":
                x, y = x - g[0] / kappa, y - g[1] / kappa
                continue
            m = [0.9 * old + 0.1 * new for old, new in zip(m, g, strict=True)]
            v = [0.999 * old + 0.001 * new**2 for old, new in zip(v, g, strict=True)]
            unit, units = 1 - 0.9**k, math.sqrt(1 - 0.999**k)
            x -= lr * m[0] / unit / (math.sqrt(v[0]) / units + 1e-8)
            y -= lr * m[1] / unit / (math.sqrt(v[1]) / units + 1e-8)
        counts[name] = k
    return {"H": H, "start": np.array(start), **counts}


# E08.6 -------------------------------------------------------------------------------


def reach_by_running(lr, n, counts, sizes):
    s = v = travel = last = 0.0
    for _ in range(n):
        s, v = s + 4.0, 0.99 * v + 0.01 * 4.0
        last = lr * 2.0 / s**0.5
        travel += last
    rates = []
    for count, size in zip(counts, sizes, strict=True):
        rates.append(lr / math.sqrt(sum([size * size] * count)))
    rms = lr * 2.0 / v**0.5
    return {"travel": travel, "last": last, "rmsprop": rms, "rates": rates}


def reach_with_arrays(lr, n, counts, sizes):
    steps = lr / np.sqrt(np.arange(1, n + 1))
    return {
        "rates": lr * np.array(counts) ** -0.5 / np.array(sizes),
        "rmsprop": lr / np.sqrt(-np.expm1(n * np.log(0.99))),
        "last": steps[-1],
        "travel": steps.sum(),
    }


VARIANTS = {
    "E08.1": [step_with_the_library, step_entry_by_entry, step_as_torch_writes_it],
    "E08.2": [epsilon_with_the_library, epsilon_with_logarithms],
    "E08.3": [scale_with_minimize, scale_written_out],
    "E08.4": [reddi_with_the_library, reddi_in_one_loop],
    "E08.5": [axes_with_the_library, axes_component_by_component],
    "E08.6": [reach_by_running, reach_with_arrays],
}
