"""Rules with a velocity on the parabola ½ a x², where every step is linear.

One step is then a matrix, made here by stepping from unit states: no formula of the
theory is copied, the rule itself is asked.
"""

import numpy as np
import sympy as sp


def close(a, b, tolerance=1e-12):
    """Equal up to a relative and absolute tolerance."""
    np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


def walked(rule, gradient, x0, steps):
    """All points and all memories of a run, without a stopping test."""
    x = np.array(x0, dtype=float) if np.ndim(x0) else x0
    points, memories = [x], [rule.init(x)]
    for t in range(1, steps + 1):
        x, memory = rule.step(points[-1], gradient(points[-1]), memories[-1], t)
        points.append(x)
        memories.append(memory)
    return points, memories


def bowl(*curvatures):
    """The gradient of ½ Σ aᵢ xᵢ²."""
    diagonal = np.array(curvatures, dtype=float)
    return lambda x: diagonal * x


def transition(rule, a, kept=lambda v: v, back=lambda memory: memory):
    """The matrix that takes (x, v) one step further, in SymPy or in numbers."""
    columns = []
    for x, v in ((1, 0), (0, 1)):
        moved, memory = rule.step(x, a * x, kept(v), 2)
        columns.append((moved, back(memory)))
    return sp.Matrix(columns).T


def radius(matrix):
    """The factor by which a step shrinks the slowest part."""
    return abs(np.linalg.eigvals(np.array(matrix, dtype=complex))).max()
