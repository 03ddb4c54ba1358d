"""Functions that mean the same for numbers, arrays, grids and SymPy symbols.

Rules are plain arithmetic. These few are what arithmetic does not have. A symbol is
handed to SymPy, which is loaded already if there is one.
"""

from typing import Any

import numpy as np


def maximum(a: Any, b: Any) -> Any:
    """The larger of two, entry by entry.

    >>> maximum(1.0, 2.0)
    2.0
    >>> maximum(np.array([1.0, 5.0]), np.array([2.0, 3.0]))
    array([2., 5.])
    """
    if _is_symbolic(a) or _is_symbolic(b):
        from sympy import Max

        return Max(a, b)
    if isinstance(a, float) and isinstance(b, float):
        return float(np.maximum(a, b))  # unlike max, keeps NaN wherever it stands
    return np.maximum(a, b)


def sign(a: Any) -> Any:
    """−1, 0 or 1, entry by entry.

    >>> sign(-3.0), sign(0.0)
    (-1.0, 0.0)
    """
    if _is_symbolic(a):
        from sympy import sign as symbolic_sign

        return symbolic_sign(a)
    return float(np.sign(a)) if isinstance(a, float) else np.sign(a)


def norm(a: Any) -> Any:
    """The Euclidean length over the components (axis 0): one number for each run.

    >>> norm(-3.0)
    3.0
    >>> float(norm(np.array([3.0, 4.0])))
    5.0
    """
    if np.ndim(a) == 0:
        return abs(a)
    # An array to the power ½ is a root; a NumPy number to the power ½ is ``pow``, which
    # can differ in the last digit, and a single run would not be the run in a grid.
    return ((a * a).sum(axis=0, keepdims=True) ** 0.5)[0]


def _is_symbolic(a: Any) -> bool:
    return hasattr(a, "free_symbols")
