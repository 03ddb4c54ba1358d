"""Lesson 01: the log-losses, logistic and softmax regression, derived line by line.

Both are the mean of −log of the probability that the model gives to the true label.
Labels are 0 or 1 for ``logistic``; for ``softmax`` they are one-hot rows, or the
numbers of the classes. Every part stays finite where eᶻ overflows.

>>> import numpy as np
>>> X, y = np.array([[800.0], [-800.0]]), np.array([0.0, 0.0])
>>> float(logistic.value([1.0], X, y)), logistic.gradient([1.0], X, y)
(400.0, array([400.]))
"""

from gdcourse.derivation.matrix_data import class_stack, label_columns
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
    call,
    class_covariances,
    dot,
    inner,
    log,
    logsumexp,
    row_sums,
    rows,
    sigmoid,
    softmax,
    softplus,
    total,
    weighted_gram,
)


def chances(w, X):
    """p, the probability of label 1 for each row of X."""
    return call("p", sigmoid(X @ w), "the chance of label 1; σ(z) = 1/(1 + e⁻ᶻ)")


def slopes(w, X):
    """s, the slope of σ at each row of X."""
    p = chances(w, X)
    return call("s", p * (1 - p), "the slope of σ at Xw")


def class_chances(W, X):
    """P, the probability of each class (column) for each row of X."""
    return call("P", softmax(X @ W), "the chance of each class; row i is pᵢ")


logistic = MatrixForm(
    "logistic regression",
    (
        loss(
            "definition: the mean of −log of the chance given to the true label",
            lambda w, X, y: (
                -(
                    (dot(y, log(chances(w, X))) + dot(1 - y, log(1 - chances(w, X))))
                    / rows(X)
                )
            ),
        ),
        loss(
            "log σ(z) = z − log(1 + eᶻ) and log(1 − σ(z)) = −log(1 + eᶻ)",
            lambda w, X, y: (total(softplus(X @ w)) - dot(y, X @ w)) / rows(X),
        ),
        differential(
            "chain rule: log(1 + eᶻ) has the slope σ(z), and z = Xw changes by X dw",
            lambda w, X, y, dw: (dot(chances(w, X), X @ dw) - dot(y, X @ dw)) / rows(X),
        ),
        differential(
            "put the factors of dw together: aᵀ(X b) = (Xᵀa)ᵀ b",
            lambda w, X, y, dw: dot(X.T @ (chances(w, X) - y), dw) / rows(X),
        ),
        gradient(
            "read off from dL = ∇Lᵀ dw",
            lambda w, X, y: X.T @ (chances(w, X) - y) / rows(X),
        ),
        change(
            "chain rule: σ has the slope σ(1 − σ)",
            lambda w, X, y, dw: X.T @ (slopes(w, X) * (X @ dw)) / rows(X),
        ),
        hessian(
            "read off from d∇L = ∇²L dw, since s ⊙ a = diag(s) a",
            lambda w, X, y: weighted_gram(X, slopes(w, X)) / rows(X),
        ),
    ),
    letters("w", "X", "y"),
    label_columns,
)

softmax_regression = MatrixForm(
    "softmax regression",
    (
        loss(
            "definition: the mean of −log of the chance given to the true label",
            lambda W, X, Y: -(inner(Y, log(class_chances(W, X))) / rows(X)),
        ),
        loss(
            "log softmax(s) = s − logsumexp(s), and each row of Y sums to 1",
            lambda W, X, Y: (total(logsumexp(X @ W)) - inner(Y, X @ W)) / rows(X),
        ),
        differential(
            "chain rule: logsumexp has the gradient softmax, and XW changes by X dW",
            lambda W, X, Y, dW: (
                (inner(class_chances(W, X), X @ dW) - inner(Y, X @ dW)) / rows(X)
            ),
        ),
        differential(
            "put the factors of dW together: ⟨A, X B⟩ = ⟨XᵀA, B⟩",
            lambda W, X, Y, dW: inner(X.T @ (class_chances(W, X) - Y), dW) / rows(X),
        ),
        gradient(
            "read off from dL = ⟨∇L, dW⟩",
            lambda W, X, Y: X.T @ (class_chances(W, X) - Y) / rows(X),
        ),
        change(
            "quotient rule: with S = XW, each row of P changes by p ⊙ (ds − pᵀds 1)",
            lambda W, X, Y, dW: (
                X.T
                @ (
                    class_chances(W, X)
                    * (X @ dW - row_sums(class_chances(W, X) * (X @ dW)))
                )
                / rows(X)
            ),
        ),
        hessian(
            "read off, with the rows of W laid one after another in one vector",
            lambda W, X, Y: class_covariances(X, class_chances(W, X)) / rows(X),
        ),
    ),
    letters("W", "X", "Y"),
    class_stack,
)
