"""Lesson 01: derivations in matrix notation, all in one place.

A ``MatrixForm`` is a loss derived in ``MatrixLine``s (``matrix_lines``), which are
written with the words of ``matrix_words`` and checked by ``matrix_checks``. The four
forms are described in ``matrix_forms``.
"""

from gdcourse.derivation.matrix_data import one_hot
from gdcourse.derivation.matrix_forms import (
    FORMS,
    least_squares,
    logistic,
    ridge,
    softmax,
)
from gdcourse.derivation.matrix_lines import MatrixForm, MatrixLine

__all__ = [
    "FORMS",
    "MatrixForm",
    "MatrixLine",
    "least_squares",
    "logistic",
    "one_hot",
    "ridge",
    "softmax",
]
