"""Lesson 01: the words in which matrix derivations are written.

A word computes when it gets arrays and writes LaTeX when it gets written symbols.

Shapes: a parameter vector is a column, and a grid of them stands side by side, (d, B).
Parameter matrices of a softmax are stacked, (B, d, c). Sums run over all but B.
"""

from dataclasses import replace

import numpy as np

from gdcourse.derivation import entrywise
from gdcourse.derivation.written import (
    PRODUCT,
    SYMBOL,
    Written,
    applied,
    bracketed,
    named,
    symbol,
)

Value = np.ndarray | Written


def rows(X: Value) -> int | Written:
    """n, the number of data points."""
    if isinstance(X, Written):
        return symbol("n", scalar=True)
    return X.shape[0]


def call(letter: str, value: Value, reason: str) -> Value:
    """Give a value a name, ``call("p", sigmoid(X @ w), "…")``, explained once."""
    return named(letter, value, reason) if isinstance(value, Written) else value


def total(values: Value) -> Value:
    """1ᵀv, the sum of all entries."""
    if isinstance(values, Written):
        value = bracketed(values, PRODUCT)
        return applied(r"\mathbf{{1}}^{{\top}} {0}", "1ᵀ{0}", value, scalar=True)
    return values.sum(axis=0 if values.ndim <= 2 else (-2, -1))


def dot(a: Value, b: Value) -> Value:
    """aᵀb, the inner product of two vectors."""
    if isinstance(a, Written):
        return replace(a.T @ b, scalar=True)
    return total(a * b)


def inner(A: Value, B: Value) -> Value:
    """⟨A, B⟩, the sum of the products of matching entries of two matrices."""
    if isinstance(A, Written):
        latex = r"\langle {0},\, {1} \rangle"
        return applied(latex, "⟨{0}, {1}⟩", A, B, scalar=True)
    return total(A * B)


def norm2(v: Value) -> Value:
    """‖v‖², the squared length."""
    if isinstance(v, Written):
        return applied(r"\lVert {0} \rVert^2", "‖{0}‖²", v, scalar=True)
    return total(v * v)


def log(v: Value) -> Value:
    """The logarithm, entry by entry."""
    if isinstance(v, Written):
        return applied(r"\log({0})", "log({0})", v)
    return entrywise.log(v)


def softplus(z: Value) -> Value:
    """log(1 + eᶻ), entry by entry."""
    if isinstance(z, Written):
        return applied(r"\log(1 + e^{{{0}}})", "log(1 + exp({0}))", z)
    return entrywise.softplus(z)


def sigmoid(z: Value) -> Value:
    """σ(z) = 1 / (1 + e⁻ᶻ), entry by entry."""
    if isinstance(z, Written):
        return applied(r"\sigma({0})", "σ({0})", z)
    return entrywise.sigmoid(z)


def logsumexp(S: Value) -> Value:
    """log Σₖ e^{sₖ}, row by row."""
    if isinstance(S, Written):
        latex = r"\operatorname{{logsumexp}}({0})"
        return applied(latex, "logsumexp({0})", S)
    return entrywise.logsumexp(S)


def softmax(S: Value) -> Value:
    """e^{sₖ} / Σₗ e^{sₗ}, row by row."""
    if isinstance(S, Written):
        return applied(r"\operatorname{{softmax}}({0})", "softmax({0})", S)
    return entrywise.softmax(S)


def row_sums(A: Value) -> Value:
    """A 1 1ᵀ: every entry is the sum of its row."""
    if isinstance(A, Written):
        value = bracketed(A, SYMBOL)
        latex = r"{0} \mathbf{{1}} \mathbf{{1}}^{{\top}}"
        return applied(latex, "{0} 1 1ᵀ", value)
    return A.sum(axis=-1, keepdims=True)


def identity(X: Value) -> Value:
    """I, the identity matrix of size d."""
    if isinstance(X, Written):
        return symbol("I")
    return np.eye(X.shape[1], dtype=X.dtype)


def weighted_gram(X: Value, v: Value) -> Value:
    """Xᵀ diag(v) X = Σᵢ vᵢ xᵢxᵢᵀ, one matrix for every column of v."""
    if isinstance(X, Written):
        latex = r"{0}^{{\top}} \operatorname{{diag}}({1})\, {0}"
        return applied(latex, "{0}ᵀ diag({1}) {0}", X, v)
    if v.shape[1] == 1:
        return X.T @ (v * X)
    return np.tensordot((X[:, :, None] * X[:, None, :]).T, v, axes=1)


def class_covariances(X: Value, P: Value) -> Value:
    """Σᵢ xᵢxᵢᵀ ⊗ (diag(pᵢ) − pᵢpᵢᵀ), rows of W laid one after another."""
    if isinstance(X, Written):
        latex = (
            r"\sum_i x_i x_i^{{\top}} \otimes "
            r"\left(\operatorname{{diag}}(p_i) - p_i p_i^{{\top}}\right)"
        )
        return applied(latex, "Σᵢ xᵢxᵢᵀ ⊗ (diag(pᵢ) − pᵢpᵢᵀ)", X, P)
    size = X.shape[1] * P.shape[-1]
    one = np.eye(P.shape[-1], dtype=X.dtype)
    blocks = [weighted_classes(X, p[:, :, None] * (one - p[:, None, :])) for p in P]
    return np.stack([block.reshape(size, size) for block in blocks], axis=-1)


def weighted_classes(X: np.ndarray, C: np.ndarray) -> np.ndarray:
    """Σᵢ xᵢⱼ xᵢₗ Cᵢₖₘ at place (j, k, l, m)."""
    n, d = X.shape
    outer = (X[:, :, None] * X[:, None, :]).reshape(n, d * d)
    c = C.shape[1]
    mixed = (outer.T @ C.reshape(n, c * c)).reshape(d, d, c, c)
    return mixed.transpose(0, 2, 1, 3)
