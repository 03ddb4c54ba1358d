"""Lesson 10: E10.5, the losses on which a range test is tried."""

from functools import lru_cache

import numpy as np

from gdcourse.checks.inputs import Function

ROWS, FEATURES, BATCH = 1000, 20, 64


@lru_cache(maxsize=1)
def rows() -> tuple[np.ndarray, np.ndarray, float]:
    """1,000 rows of 20 features of sizes 1 to 0.1, noisy targets, and L."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((ROWS, FEATURES)) * np.geomspace(1, 0.1, FEATURES)
    y = X @ rng.standard_normal(FEATURES) + 0.1 * rng.standard_normal(ROWS)
    return X, y, float(np.linalg.eigvalsh(X.T @ X / ROWS)[-1])


@lru_cache(maxsize=24)
def regression(seed: int, units: float = 1.0) -> tuple[Function, Function]:
    """Loss and gradient of batch k of this seed; units multiplies the curvature."""
    X, y, _ = rows()
    X, rng = X * units**0.5, np.random.default_rng(seed)
    drawn = rng.integers(ROWS, size=(300, BATCH))

    def loss(w, k):
        i = drawn[k]
        return float(((X[i] @ w - y[i]) ** 2).mean() / 2)

    def gradient(w, k):
        part = X[drawn[k]]
        return (part @ w - y[drawn[k]]) @ part / BATCH

    words = f"seed {seed}"
    return Function(f"loss of {words}", loss), Function(
        f"gradient of {words}", gradient
    )


def parabola(h: float) -> tuple[Function, Function]:
    """½hw², the same for every k."""
    words = f"{h / 2:g}w²"
    value = Function(words, lambda w, k: float(h * w[0] ** 2 / 2))
    return value, Function(f"({words})'", lambda w, k: h * w)


def trained(rates: np.ndarray) -> np.ndarray:
    """The whole loss after 300 updates from 0, one column per rate."""
    X, y, _ = rows()
    w, rng = np.zeros((FEATURES, len(rates))), np.random.default_rng(1)
    with np.errstate(all="ignore"):
        for _ in range(300):
            i = rng.integers(ROWS, size=BATCH)
            w = w - rates * (X[i].T @ (X[i] @ w - y[i][:, None])) / BATCH
        return ((X @ w - y[:, None]) ** 2).mean(0) / 2
