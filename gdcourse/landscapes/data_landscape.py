"""Lesson 02: a loss on data, with everything that is known about it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gdcourse.derivation import matrix_forms
from gdcourse.derivation.entrywise import sigmoid, softmax
from gdcourse.derivation.matrix_data import one_hot
from gdcourse.derivation.matrix_lines import MatrixForm
from gdcourse.landscapes.data import batch_or_all, checked_width, fixed
from gdcourse.landscapes.flat_vectors import one_point
from gdcourse.landscapes.newton import newton_minimizer

STEEPEST = {  # the largest curvature of the loss of one row, as a function of x·w
    "least squares": 1.0,
    "ridge": 1.0,
    "logistic regression": 1 / 4,
    "softmax regression": 1 / 2,
}
PREDICTED = {  # the prediction for one row, as a function of x·w
    "least squares": np.positive,
    "ridge": np.positive,
    "logistic regression": sigmoid,
    "softmax regression": softmax,
}


@dataclass(frozen=True, eq=False, repr=False)
class DataLandscape:
    """A loss on data with the attributes of a ``Landscape``.

    ``L`` and ``mu`` bound the curvature everywhere; for logistic and softmax L is the
    usual bound (¼ and ½ of the largest curvature of least squares), which need not be
    attained. ``mu`` is None where the loss is not strongly convex. ``minimizers`` holds
    one point or none; of many minimizers of least squares it is the shortest one.

    ``value``, ``gradient`` and ``hessian`` take a mini-batch after the parameters, rows
    of X with their y (class numbers or one-hot rows for softmax): then the mean is over
    these rows. The penalty counts whole, so the mean over equal batches is the loss.
    """

    form: MatrixForm
    X: np.ndarray
    y: np.ndarray  # targets, labels, or one-hot rows
    strength: float = 0.0

    @property
    def name(self) -> str:
        """The model and the size of its data."""
        n, d = self.X.shape
        return f"{self.form.name} on {n} rows and {d} columns"

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the parameters: (d,), or (d, c) for softmax."""
        return (self.X.shape[1], *self.y.shape[1:])

    @property
    def dimension(self) -> int:
        """How many parameters there are."""
        return int(np.prod(self.shape))

    @property
    def names(self) -> tuple[str, ...]:
        """w1, w2, …: one name for each entry of the flat vector."""
        return tuple(f"w{i + 1}" for i in range(self.dimension))

    @cached_property
    def formula(self) -> str:
        """The loss as text, for reading."""
        lines = [row[3] for row in self.form.written_rows() if row[3].startswith("L ")]
        penalized = self.strength and self.form is not matrix_forms.ridge
        return lines[0][6:] + (" + λ/2 ‖w‖²" if penalized else "")

    def _parts(self, batch: tuple) -> tuple[tuple, ...]:
        """The forms whose sum the loss is, each with its data."""
        X, y = batch_or_all(batch, self.X, self.y)
        if batch:
            X = checked_width(X, self.X.shape[1])
            y = one_hot(y, *self.shape[1:]) if np.ndim(y) < self.y.ndim else y
        if self.form is matrix_forms.ridge:
            return ((self.form, (X, y, self.strength)),)
        # Ridge on one row of zeros is the penalty alone.
        none = (np.zeros((1, self.dimension)), np.zeros(1), self.strength)
        penalty = ((matrix_forms.ridge, none),) if self.strength else ()
        return ((self.form, (X, y)), *penalty)

    def value(self, w: np.ndarray, *batch: np.ndarray) -> np.ndarray:
        """f(w), shape ``()`` or ``batch``."""
        return sum(form.value(w, *data) for form, data in self._parts(batch))

    def gradient(self, w: np.ndarray, *batch: np.ndarray) -> np.ndarray:
        """∇f(w), in the shape of ``w``."""
        return sum(form.gradient(w, *data) for form, data in self._parts(batch))

    def hessian(self, w: np.ndarray, *batch: np.ndarray) -> np.ndarray:
        """∇²f(w), shape ``(d, d)`` or ``(d, d, *batch)``."""
        return sum(form.hessian(w, *data) for form, data in self._parts(batch))

    def per_example_gradients(self, w: np.ndarray, *batch: np.ndarray) -> np.ndarray:
        """∇ℓᵢ(w) + λ w of each row i, as columns: shape (dimension, n).

        ∇ℓᵢ = xᵢ (prediction − yᵢ)ᵀ for all four losses. Their mean is ``gradient``.
        """
        (form, data), *_ = self._parts(batch)
        _, (W, X, Y, *_) = form.arrange(one_point(w, "w"), data)
        missed = PREDICTED[form.name](X @ W.reshape(X.shape[1], -1)) - Y
        each = X[:, :, None] * missed[:, None, :]
        return each.reshape(len(X), -1).T + self.strength * W.reshape(-1, 1)

    def unpack(self, w: np.ndarray) -> np.ndarray:
        """The parameters in their own shape, (d, c) for softmax: a view of ``w``."""
        return w.reshape(*self.shape, *w.shape[1:])

    @cached_property
    def _curvatures(self) -> tuple[float, float]:
        """Smallest and largest eigenvalue of XᵀX/n, a zero recognized as zero."""
        n, d = self.X.shape
        values = np.linalg.svd(self.X, compute_uv=False) / np.sqrt(n)
        least = values[-1] if n >= d else 0.0
        zero = values[0] * max(n, d) * np.finfo(float).eps
        return (float(least**2) if least > zero else 0.0, float(values[0] ** 2))

    @property
    def L(self) -> float:
        """Smoothness: no curvature is larger."""
        return STEEPEST[self.form.name] * self._curvatures[1] + self.strength

    @property
    def mu(self) -> float | None:
        """Strong convexity: no curvature is smaller; None if there is no such bound."""
        quadratic = STEEPEST[self.form.name] == 1
        return (self._curvatures[0] if quadratic else 0.0) + self.strength or None

    @property
    def kappa(self) -> float | None:
        """Condition number L / μ, if μ exists."""
        return self.L / self.mu if self.mu else None

    @cached_property
    def minimizers(self) -> np.ndarray:
        """Shape (1, d), or (0, d) on separable data, where no minimizer exists."""
        if STEEPEST[self.form.name] == 1:
            return fixed(self._closed_form()[None])
        w = newton_minimizer(self, self.start)
        return fixed(np.zeros((0, self.dimension)) if w is None else w[None])

    def _closed_form(self) -> np.ndarray:
        """Least squares by the singular values of X: more digits than XᵀX leaves."""
        n, d = self.X.shape
        X, y = self.X / np.sqrt(n), self.y / np.sqrt(n)
        if self.strength:
            X = np.vstack([X, np.sqrt(self.strength) * np.eye(d)])
            y = np.concatenate([y, np.zeros(d)])
        return np.linalg.lstsq(X, y, rcond=None)[0]

    @cached_property
    def minimum(self) -> float | None:
        """f at the minimizer, or None where there is none."""
        return self.value(self.minimizers[0]) if len(self.minimizers) else None

    @cached_property
    def start(self) -> np.ndarray:
        """All parameters zero."""
        return fixed(np.zeros(self.dimension))

    @property
    def window(self) -> tuple[tuple[float, float], ...]:
        """A box around the minimizer in which zero lies too; for maps, so d ≤ 2."""
        if self.dimension > 2 or not len(self.minimizers):
            return ((-5.0, 5.0),) * self.dimension
        center = self.minimizers[0]
        half = 1.5 * np.maximum(np.abs(center), np.abs(center).max() / 2)
        half = np.where(half > 0, half, 1.0)
        return tuple(
            zip((center - half).tolist(), (center + half).tolist(), strict=True)
        )

    @property
    def source(self) -> str:
        """Empty: the source of the data is named where they are loaded."""
        return ""

    @property
    def derivation(self) -> MatrixForm:
        """The matrix form behind the numbers: its lines, as a notebook shows them."""
        return self.form

    def __repr__(self) -> str:
        return f"DataLandscape({self.name}: {self.formula})"
