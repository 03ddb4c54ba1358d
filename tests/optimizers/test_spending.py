"""What a call costs is measured while it runs, and only then."""

import tracemalloc

import numpy as np
import pytest

from gdcourse.optimizers.spending import least_seconds, peak_memory


def test_the_most_is_counted_that_lives_at_one_time():
    apart = peak_memory(lambda: [np.ones(10_000).sum() for _ in range(5)])[1]
    together = peak_memory(lambda: sum([np.ones(10_000) for _ in range(5)]).sum())[1]
    assert 80_000 <= apart < 170_000  # one array, two while the next is made
    assert together >= 400_000


def test_what_existed_before_the_call_is_not_counted():
    old = np.ones(100_000)
    result, most = peak_memory(lambda x: x.sum(), old)
    assert result == 100_000
    assert most < 10_000


def test_counting_ends_with_the_call_even_if_it_fails():
    with pytest.raises(ZeroDivisionError):
        peak_memory(lambda: 1 / 0)
    assert not tracemalloc.is_tracing()


def test_the_least_time_is_that_of_the_quickest_call():
    lengths = iter([200_000, 10, 200_000])
    calls = []

    def work():
        calls.append(sum(range(next(lengths))))

    least = least_seconds(work, repeats=3)
    assert len(calls) == 3
    assert 0 < least < least_seconds(sum, range(200_000))


@pytest.mark.parametrize("measure", [peak_memory, least_seconds])
def test_only_functions_can_be_measured(measure):
    with pytest.raises(TypeError, match="call must be a function"):
        measure(3)
