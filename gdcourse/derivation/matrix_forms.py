"""Lesson 01: four losses of machine learning, derived line by line in matrix notation.

Every loss is a mean over the n rows of X, so it does not grow with the data:

- ``least_squares``: 1/(2n) ‖Xw − y‖², half the mean of the squared residuals
- ``ridge``: least squares plus (λ/2) ‖w‖², with λ the ``strength``
- ``logistic``: mean log-loss of labels y that are 0 or 1
- ``softmax``: mean cross-entropy of one-hot rows Y, or of class numbers
"""

from gdcourse.derivation.log_losses import logistic
from gdcourse.derivation.log_losses import softmax_regression as softmax
from gdcourse.derivation.quadratic_losses import least_squares, ridge

FORMS = {form.name: form for form in (least_squares, ridge, logistic, softmax)}

__all__ = ["FORMS", "least_squares", "logistic", "ridge", "softmax"]
