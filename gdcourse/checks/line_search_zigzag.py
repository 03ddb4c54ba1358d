"""Lesson 04: E04.3, how often a path crosses its valley."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import number
from gdcourse.checks.task import Task

VALLEY = np.diag([1.0, 100.0])
SIDE = np.diag([100.0, 1.0])
RISING = np.diag([1.0, 2.0])
BOX = np.array([[4.0, 1.0, 2.0], [1.0, 3.0, 0.0], [2.0, 0.0, 5.0]])


def walk(H: np.ndarray, x0: np.ndarray, lr: float, n: int) -> np.ndarray:
    """The points of gradient descent on ½ xᵀHx, one row each."""
    points = [np.array(x0, dtype=float)]
    for _ in range(n):
        points.append(points[-1] - lr * (H @ points[-1]))
    return np.stack(points)


def turned(H: np.ndarray, degrees: float) -> np.ndarray:
    """The same bowl, turned counterclockwise."""
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    R = np.array([[c, -s], [s, c]])
    return R @ H @ R.T


ACROSS = turned(VALLEY, 30)
ONES = np.ones(2)
STANDS = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, -1.0], [1.0, 0.0], [1.0, 0.0]])

zigzag = Task(
    "E04.3",
    "count_flips(points, H)",
    points=5,
    returns=number,
    probes=[
        (walk(VALLEY, ONES, 0.019, 7), VALLEY),
        (walk(SIDE, ONES, 0.019, 7), SIDE),
        (walk(ACROSS, np.array([1.0, 2.0]), 0.019, 7), ACROSS),
        (walk(ACROSS, np.array([1.0, 2.0]), 0.005, 7), ACROSS),
        (walk(VALLEY, ONES, 0.021, 7), VALLEY),
        (walk(RISING, np.array([1.0, 1.0]), 1.7, 7), RISING),
        (STANDS, VALLEY),
        (walk(BOX, np.array([1.0, -1.0, 2.0]), 0.2, 9), BOX),
    ],
    hints=[
        "Which eigenvalue owns that coordinate?",
        "np.linalg.eigh(H) gives eigenvalues in increasing order and eigenvectors as "
        "columns. The steep coordinate of x is a product of x with one column.",
        "steep = points @ axes[:, -1]; a flip is where steep[k] * steep[k + 1] < 0.",
    ],
)


def steep_coordinate(points: np.ndarray, H: np.ndarray) -> np.ndarray:
    """Where each point stands along the axis of the largest curvature."""
    return points @ np.linalg.eigh(H)[1][:, -1]


def flips(s: np.ndarray) -> int:
    return int((s[:-1] * s[1:] < 0).sum())


def right(points, H) -> int:
    """The right answer."""
    return flips(steep_coordinate(points, H))


@zigzag.property("κ = 100, 50 steps: 0 flips at 1/L, 50 at 1.9/L and 2/(μ + L).", 2)
def the_published_paths(call, rng):
    for steps in (2, 50):
        for lr, wanted in ((0.005, 0), (0.019, steps), (2 / 101, steps)):
            words = f"the path of rate {lr:.3g} from (1, 1), {steps} steps."
            yield call(walk(VALLEY, ONES, lr, steps), VALLEY), wanted, words
    words = "at 1/L one step reaches the floor of the valley, and stays there."
    yield call(walk(VALLEY, ONES, 0.01, 50), VALLEY), 0, words


@zigzag.property("it does not matter along which coordinate the valley lies.", points=1)
def turned_valleys(call, rng):
    yield call(walk(SIDE, ONES, 0.019, 3), SIDE), 3
    for degrees in (30.0, inputs.number(rng, 20, 70), inputs.number(rng, 100, 160)):
        H = turned(VALLEY, degrees)
        x0 = np.linalg.eigh(H)[1] @ np.array([3.0, 1.0])
        for lr, wanted in ((0.005, 0), (0.019, 9)):
            words = f"the valley is turned by {degrees:g}°; the rate is {lr:g}."
            yield call(walk(H, x0, lr, 9), H), wanted, words


@zigzag.property("in any dimension, with any path.", points=1)
def any_path(call, rng):
    points = walk(BOX, np.array([1.0, -1.0, 2.0]), 0.2, 9)
    yield call(points, BOX), right(points, BOX)  # random paths may agree by chance
    for dimension in (1, 3, 5):
        H = inputs.positive_definite(rng, dimension)
        points = rng.normal(size=(inputs.count(rng, 5, 20), dimension))
        yield call(points, H), right(points, H)
    H, lr = RISING, 1.7
    words = "f rises here at each step; only the signs of one coordinate count."
    yield call(walk(H, np.array([1.0, 1e-3]), lr, 6), H), 6, words


@zigzag.property("a coordinate that is exactly 0 has no sign to flip.", points=1)
def zero_is_no_flip(call, rng):
    yield call(STANDS[:2], VALLEY), 0, "from 1 to 0 the sign does not turn over."
    yield call(STANDS, VALLEY), 0, "from 1 over 0 to −1: no step has both signs."
    for points in paths(rng):
        call(points, VALLEY)
        yield call.passed[0], points, "it must not change the points."


def paths(rng: Generator) -> Iterator[np.ndarray]:
    yield walk(VALLEY, inputs.point(rng) + 6.0, 0.019, 4)


@zigzag.mutant("Here x is the flat coordinate. Which one crosses the valley?")
def follows_the_first_coordinate(points, H):
    return flips(points[:, 0])


@zigzag.mutant("The last coordinate is not always the steep one: turn the valley.")
def follows_the_last_coordinate(points, H):
    return flips(points[:, -1])


@zigzag.mutant("Large on the diagonal is not steep: a turned valley has no such axis.")
def follows_the_largest_diagonal_entry(points, H):
    return flips(points[:, np.argmax(np.diag(H))])


@zigzag.mutant("f may fall at every step of a zigzag. Look at signs, not at heights.")
def counts_the_rises_of_f(points, H):
    heights = ((points @ H) * points).sum(axis=1)
    return int((np.diff(heights) > 0).sum())


@zigzag.mutant("eigh lists the smallest eigenvalue first. Its axis is the flat one.")
def follows_the_flat_axis(points, H):
    return flips(points @ np.linalg.eigh(H)[1][:, 0])


@zigzag.mutant("Eigenvectors are the columns of eigh's matrix; you took a row.")
def takes_a_row_of_the_eigenvectors(points, H):
    return flips(points @ np.linalg.eigh(H)[1][-1])


@zigzag.mutant("How many points lie on the other side is not how often a step crosses.")
def counts_points_across(points, H):
    s = steep_coordinate(points, H)
    return int((s * s[0] < 0).sum())


@zigzag.mutant("From a point exactly on the floor no step crosses it: mind the zeros.")
def counts_zeros(points, H):
    s = steep_coordinate(points, H)
    return int((s[:-1] * s[1:] <= 0).sum())


@zigzag.mutant("np.sign(0) is 0, and 0 differs from 1. Is that a flip?")
def compares_signs(points, H):
    s = np.sign(steep_coordinate(points, H))
    return int((s[:-1] != s[1:]).sum())


@zigzag.mutant("Count all coordinates' flips, and the flat ones are counted, too.")
def counts_all_coordinates(points, H):
    s = points @ np.linalg.eigh(H)[1]
    return int((s[:-1] * s[1:] < 0).sum())
