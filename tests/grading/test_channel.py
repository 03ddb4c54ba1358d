"""Frames arrive whole or not at all, and nobody waits for ever."""

import socket
import struct
import threading

import pytest

from gdcourse.grading.channel import LARGEST, Channel, Closed, Deadline, Late


@pytest.fixture
def ends():
    one, other = socket.socketpair()
    yield Channel(one), Channel(other)
    one.close()
    other.close()


@pytest.mark.parametrize("size", [0, 1, 2**16, 3 * 2**20])
def test_a_frame_arrives_whole(ends, size):
    one, other = ends
    sender = threading.Thread(target=one.send, args=(b"x" * size,))
    sender.start()
    assert other.receive() == b"x" * size
    sender.join()


def test_frames_keep_their_order(ends):
    one, other = ends
    for number in range(10):
        one.send(b"%d" % number)
    assert [int(other.receive()) for _ in range(10)] == list(range(10))


def test_waiting_for_a_frame_ends(ends):
    with pytest.raises(Late):
        ends[0].receive(Deadline(0.1))
    ends[1].end.sendall(struct.pack("!I", 10) + b"half")
    with pytest.raises(Late):
        ends[0].receive(Deadline(0.1))


def test_sending_to_somebody_who_does_not_read_ends(ends):
    with pytest.raises(Late):
        ends[0].send(bytes(LARGEST), Deadline(0.1))


def test_a_frame_that_claims_too_much_closes(ends):
    ends[1].end.sendall(struct.pack("!I", LARGEST + 1))
    with pytest.raises(Closed):
        ends[0].receive()


def test_a_closed_end_is_told(ends):
    ends[1].close()
    with pytest.raises(Closed):
        ends[0].receive()
    with pytest.raises(Closed):
        ends[0].send(bytes(2**20))


def test_a_frame_that_is_too_large_is_not_sent(ends):
    with pytest.raises(ValueError, match="must have at most"):
        ends[0].send(bytes(LARGEST + 1))


def test_a_deadline_counts_work_or_wall():
    worked = iter([0.0, 0.5, 1.5])
    late = Deadline(1000, 1, lambda: next(worked))
    assert [late(), late()] == [False, True]
    assert Deadline(0)()
