"""Rules on gradients that are given beforehand: a rule alone, without a landscape.

Starting at 0, the rules here see a list of gradients, whatever point they have reached.
So every closed form is one of the list alone.
"""

from dataclasses import replace

import numpy as np


def points(rule, gradients, x=0.0):
    """The points after each of the gradients."""
    memory, reached = rule.init(x), []
    for t, grad in enumerate(gradients, start=1):
        x, memory = rule.step(x, grad, memory, t)
        reached.append(x)
    return np.array(reached)


def moves(rule, gradients, x=0.0):
    """The steps x_k - x_{k+1}: against the gradient is positive."""
    return -np.diff(points(rule, gradients, x), axis=0, prepend=np.array([x]))


def nine_decades(steps=40, size=10, seed=0):
    """Random gradients whose components span the sizes 1e-8 … 10."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(steps, size)) * np.logspace(-8, 1, size)


def first_move(rule, grad):
    """The length of the first step from 0."""
    return moves(rule, [grad])[0]


def changes_nothing_it_is_given(rule):
    """Whether x, the gradient and the memory are as before after three steps."""
    x, grad = np.array([1.0, 2.0]), np.array([3.0, -4.0])
    memory = rule.init(x)
    for t in (1, 2, 3):
        before = [np.array(a) for a in parts(memory)]
        _, after = rule.step(x, grad, memory, t)
        same = all(
            np.array_equal(a, b) for a, b in zip(before, parts(memory), strict=True)
        )
        if not same or x.tolist() != [1, 2] or grad.tolist() != [3, -4]:
            return False
        memory = after
    return True


def parts(memory):
    """The arrays of a memory."""
    return memory if isinstance(memory, tuple) else (memory,)


def keeps_float32(rule):
    """Whether points and memory stay float32, for one run and for a grid."""
    for shape in ((3,), (3, 2)):
        x = np.ones(shape, dtype=np.float32)
        memory = rule.init(x)
        for t in range(1, 9):
            x, memory = rule.step(x, 2 * x, memory, t)
            kept = [np.asarray(part) for part in parts(memory) if np.ndim(part)]
            if any(array.dtype != np.float32 for array in (x, *kept)):
                return False
    return True


def grid_error(rule, settings, steps=30):
    """How far a grid of settings is from running them one by one.

    ``settings`` maps names of fields to lists; "betas" to a list of pairs.
    """
    count = len(next(iter(settings.values())))
    gradients = np.random.default_rng(1).normal(size=(steps, 3, count))
    grid = replace(rule, **{name: column(all_) for name, all_ in settings.items()})
    start = np.ones((3, count))
    together = points(grid, gradients, start)
    error = 0.0
    for i in range(count):
        one = replace(rule, **{name: all_[i] for name, all_ in settings.items()})
        alone = points(one, gradients[..., i], start[:, i])
        error = max(error, np.max(abs(together[..., i] - alone) / (1 + abs(alone))))
    return error


def column(values):
    """A list of numbers as an array, a list of pairs as a pair of arrays."""
    if isinstance(values[0], tuple):
        return tuple(np.array(entry) for entry in zip(*values, strict=True))
    return np.array(values)
