"""Lesson 01: the quadratic losses, least squares and ridge, derived line by line.

Least squares is L(w) = 1/(2n) ‖Xw − y‖², half the mean of the squared residuals; ridge
adds (λ/2) ‖w‖², and λ is called ``strength``.

>>> import numpy as np
>>> X, y = np.array([[1.0, 0.0], [1.0, 2.0]]), np.array([1.0, 3.0])
>>> float(least_squares.value([0.0, 0.0], X, y))
2.5
>>> least_squares.gradient([0.0, 0.0], X, y)
array([-2., -3.])
"""

from gdcourse.derivation.matrix_data import (
    regression_columns,
    ridge_columns,
)
from gdcourse.derivation.matrix_lines import (
    MatrixForm,
    change,
    differential,
    gradient,
    hessian,
    letters,
    loss,
)
from gdcourse.derivation.matrix_words import (
    dot,
    identity,
    norm2,
    rows,
)

least_squares = MatrixForm(
    "least squares",
    (
        loss(
            "definition: half the mean of the squared residuals",
            lambda w, X, y: norm2(X @ w - y) / (2 * rows(X)),
        ),
        differential(
            "product rule: in ‖r‖² = rᵀr both factors change, by X dw",
            lambda w, X, y, dw: (
                (dot(X @ dw, X @ w - y) + dot(X @ w - y, X @ dw)) / (2 * rows(X))
            ),
        ),
        differential(
            "the two products are the same number",
            lambda w, X, y, dw: dot(X @ w - y, X @ dw) / rows(X),
        ),
        differential(
            "transpose: aᵀ(X b) = (Xᵀa)ᵀ b",
            lambda w, X, y, dw: dot(X.T @ (X @ w - y), dw) / rows(X),
        ),
        gradient(
            "read off from dL = ∇Lᵀ dw",
            lambda w, X, y: X.T @ (X @ w - y) / rows(X),
        ),
        change(
            "linear in w: Xw − y changes by X dw",
            lambda w, X, y, dw: X.T @ (X @ dw) / rows(X),
        ),
        hessian(
            "read off from d∇L = ∇²L dw; the same everywhere",
            lambda w, X, y: X.T @ X / rows(X),
        ),
    ),
    letters("w", "X", "y"),
    regression_columns,
)

ridge = MatrixForm(
    "ridge",
    (
        loss(
            "definition: least squares and a price on long w",
            lambda w, X, y, strength: (
                norm2(X @ w - y) / (2 * rows(X)) + strength / 2 * norm2(w)
            ),
        ),
        differential(
            "sum rule, and ‖v‖² changes by 2 vᵀ dv",
            lambda w, X, y, strength, dw: (
                dot(X @ w - y, X @ dw) / rows(X) + strength * dot(w, dw)
            ),
        ),
        differential(
            "transpose, and put the factors of dw together",
            lambda w, X, y, strength, dw: dot(
                X.T @ (X @ w - y) / rows(X) + strength * w, dw
            ),
        ),
        gradient(
            "read off from dL = ∇Lᵀ dw",
            lambda w, X, y, strength: X.T @ (X @ w - y) / rows(X) + strength * w,
        ),
        change(
            "linear in w: Xw − y changes by X dw",
            lambda w, X, y, strength, dw: X.T @ (X @ dw) / rows(X) + strength * dw,
        ),
        hessian(
            "read off from d∇L = ∇²L dw; λ lifts every eigenvalue",
            lambda w, X, y, strength: X.T @ X / rows(X) + strength * identity(X),
        ),
    ),
    letters("w", "X", "y", "strength"),
    ridge_columns,
)
