"""The allocator is warmed once, for large arrays only, and then keeps its pages."""

import platform
import subprocess
import sys

import numpy as np
import pytest

from gdcourse.optimizers import allocator
from gdcourse.optimizers.blocks import step_in_blocks
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.sweep import sweep

# Page faults of Adam in blocks of half a megabyte, in a process of its own.
COUNT = """
import resource, sys
import numpy as np
from gdcourse.optimizers import allocator
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.blocks import step_in_blocks

if sys.argv[1] == "cold":
    allocator._make_and_drop = lambda: None
x, grad, rule = np.ones(2**18), np.ones(2**18), Adam()
memory = step_in_blocks(rule, x, grad, rule.init(x), 1)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for t in range(2, 20):
    memory = step_in_blocks(rule, x, grad, memory, t)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def page_faults(how):
    command = [sys.executable, "-c", COUNT, how]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def warmings(monkeypatch):
    calls = []
    monkeypatch.setattr(allocator, "_make_and_drop", lambda: calls.append(1))
    return calls


@pytest.mark.parametrize(("entries", "times"), [(2**14 - 1, 0), (2**14, 1)])
def test_only_large_arrays_are_worth_it(monkeypatch, entries, times):
    calls = warmings(monkeypatch)
    allocator.warm_allocator(np.zeros(entries))
    assert len(calls) == times


def test_sweeps_and_blocks_warm_it(monkeypatch):
    calls = warmings(monkeypatch)
    rates = np.full(2**14, 0.1)
    sweep(lambda x: x, [1.0], Momentum(rates), steps=1)
    step_in_blocks(Momentum(), rates, rates.copy(), 0 * rates, 1)
    assert len(calls) == 2


def test_it_is_done_once_per_process():
    for _ in range(3):
        allocator.warm_allocator(np.zeros(2**14))
    assert allocator._make_and_drop.cache_info().misses == 1


def test_with_glibc_warm_steps_reuse_the_pages_that_cold_ones_fetch_anew():
    if platform.libc_ver()[0] == "glibc":
        assert 10 * page_faults("warm") < page_faults("cold")
    else:
        assert allocator.warm_allocator(np.zeros(2**14)) is None
