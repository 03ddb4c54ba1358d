"""Streams: batches of data that pass by once."""

from itertools import count, islice

import numpy as np
import pytest

from gdcourse.landscapes import least_squares
from gdcourse.optimizers.accumulation import accumulate
from gdcourse.optimizers.streams import stream


def pieces(*lengths):
    """Chunks (X, y) of the numbers 0, 1, …; X holds y and its square."""
    ends = np.cumsum(lengths)
    y = np.arange(ends[-1])
    X = np.stack([y, y**2], axis=1)
    return zip(np.split(X, ends[:-1]), np.split(y, ends[:-1]), strict=True)


def test_samples_are_grouped_in_the_order_of_their_arrival():
    samples = ((np.array([i, -i]), i) for i in range(7))
    got = [(X.tolist(), y.tolist()) for X, y in stream(samples, size=3)]
    assert got == [
        ([[0, 0], [1, -1], [2, -2]], [0, 1, 2]),
        ([[3, -3], [4, -4], [5, -5]], [3, 4, 5]),
        ([[6, -6]], [6]),
    ]


def test_single_values_need_no_tuple():
    assert [x.tolist() for (x,) in stream([1.0, 2.0, 3.0], size=2)] == [[1, 2], [3]]


@pytest.mark.parametrize("lengths", [(7,), (1,) * 7, (3, 4), (6, 1), (2, 2, 2, 1)])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 9])
def test_chunks_of_any_lengths_become_batches_of_one_length(lengths, size):
    got = list(stream(pieces(*lengths), size, chunks=True))
    assert [len(y) for _, y in got[:-1]] == [size] * (len(got) - 1)
    assert np.concatenate([y for _, y in got]).tolist() == list(range(7))
    assert all(np.array_equal(X[:, 1], y**2) for X, y in got)


def test_what_is_left_at_the_end_can_be_dropped():
    got = stream(range(7), size=3, drop_last=True)
    assert [len(x) for (x,) in got] == [3, 3]


def test_an_endless_source_is_read_no_further_than_needed():
    read = []

    def source():
        for i in count():
            read.append(i)
            yield i

    assert len(list(islice(stream(source(), size=4), 3))) == 3
    assert len(read) == 12


def test_a_source_that_reuses_its_array_does_no_harm():
    def source():
        buffer = np.zeros(3)
        for i in range(4):
            buffer[:] = i
            yield (buffer,)

    got = np.concatenate([x for (x,) in stream(source(), size=5, chunks=True)])
    assert got.tolist() == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3


def test_the_type_of_the_data_is_kept():
    chunk = (np.ones((3, 2), np.float32), np.ones(3, np.int8))
    got = next(stream([chunk], size=2, chunks=True))
    assert [part.dtype for part in got] == [np.float32, np.int8]


def test_the_gradient_over_a_stream_is_the_gradient_over_its_data():
    rng = np.random.default_rng(0)
    X, y, w = rng.normal(size=(50, 3)), rng.normal(size=50), np.ones(3)

    def gradient(w, X, y):
        return least_squares(X, y).gradient(w)

    parts = list(stream(zip(X, y, strict=True), size=8))
    sizes = [len(part_y) for _, part_y in parts]
    seen = accumulate((gradient(w, *part) for part in parts), sizes)
    np.testing.assert_allclose(seen, gradient(w, X, y), rtol=1e-12)


def test_a_stream_without_samples_has_no_batches():
    assert list(stream([], size=3)) == []


@pytest.mark.parametrize("size", [0, -1, 2.5, None, True])
def test_a_size_below_one_is_refused_at_once(size):
    with pytest.raises(ValueError, match=r"size must be a whole number .*, got"):
        stream([1, 2], size)


def test_what_cannot_be_iterated_is_refused_at_once():
    with pytest.raises(TypeError, match=r"samples must be an iterable, got 3\. Give"):
        stream(3, size=1)


def test_a_chunk_with_a_missing_target_is_refused_when_it_comes():
    run = stream([(np.ones(2), np.ones(2)), (np.ones(3), np.ones(2))], 2, chunks=True)
    assert len(next(run)) == 2
    with pytest.raises(ValueError, match=r"equally long, got lengths \[3, 2\]\. Give"):
        next(run)
