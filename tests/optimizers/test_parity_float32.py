"""In float32 the rules stay in float32 and go the same way, to its precision."""

import numpy as np
import pytest
from parity import KEPT, distance, walk
from parity_cases import CASES, stored_points

STORED = stored_points()
SINGLE = np.dtype("float32")
TOLERANCE = 1e-5  # 200 steps, each rounded to 6e-8


def arrays(memory):
    """Every array in the memory of a rule."""
    if isinstance(memory, (tuple, list)):
        return [array for part in memory for array in arrays(part)]
    return [memory] if isinstance(memory, np.ndarray) else []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_float32_is_kept_and_the_way_is_the_same(case):
    points = []
    for x, memory in walk(case, dtype=np.float32):
        assert {array.dtype for array in (x, *arrays(memory))} == {SINGLE}
        points.append(x)
    ours = np.array([points[t - 1] for t in KEPT], dtype=float)
    assert distance(ours, STORED[case.library][case.name]) < TOLERANCE
