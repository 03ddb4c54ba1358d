"""Bad input to schedules and batches: each kind of mistake, at each door."""

import numpy as np

from gdcourse import derivation, optimizers

NAN = float("nan")
X, Y = np.array([[1.0, 2.0], [3.0, 5.0], [0.0, 1.0]]), np.array([1.0, 2.0, 0.0])
RULE = optimizers.GradientDescent(lr=0.1)
RNG = np.random.default_rng(0)


def search(**options):
    loss = (lambda x: (x**2).sum()), (lambda x: 2 * x), [1.0, 2.0]
    return optimizers.find_learning_rate(*loss, **{"rule": RULE, **options})


DOORS = [
    ("wrong shape", "batches", lambda: optimizers.batches(X, Y[:2], size=1, rng=RNG)),
    (
        "wrong shape",
        "with_replacement",
        lambda: optimizers.with_replacement(X, Y[:2], size=1, rng=RNG),
    ),
    (
        "wrong shape",
        "stream chunk",
        lambda: next(optimizers.stream([(X, Y[:2])], 1, chunks=True)),
    ),
    ("empty", "batches", lambda: optimizers.batches(X[:0], size=1, rng=RNG)),
    ("out of range", "batch size", lambda: optimizers.batches(X, size=0, rng=RNG)),
    (
        "out of range",
        "batch size dropped",
        lambda: optimizers.batches(X, size=4, rng=RNG, drop_last=True),
    ),
    (
        "out of range",
        "epochs",
        lambda: optimizers.batches(X, size=1, rng=RNG, epochs=0),
    ),
    ("out of range", "stream size", lambda: optimizers.stream([1.0], size=0)),
    ("no generator", "batches", lambda: optimizers.batches(X, size=1, rng=0)),
    (
        "no generator",
        "with_replacement",
        lambda: optimizers.with_replacement(X, size=1, rng=None),
    ),
    ("wrong type", "stream", lambda: optimizers.stream(3, size=1)),
    ("misspelled", "equation_of", lambda: derivation.equation_of("Adam")),
    (
        "wrong type",
        "wrapped rule",
        lambda: optimizers.Clipped(optimizers.GradientDescent),
    ),
    ("negative learning rate", "cosine", lambda: optimizers.cosine(-0.1, T_max=10)),
    ("NaN", "exponential", lambda: optimizers.exponential(NAN, gamma=0.9)),
    ("NaN", "find_learning_rate", lambda: search(high=NAN)),
    (
        "misspelled",
        "one_cycle",
        lambda: optimizers.one_cycle(0.1, 10, anneal_strategy="cosine"),
    ),
    ("misspelled", "cyclic", lambda: optimizers.cyclic(0.1, 1.0, mode="triangle")),
    (
        "misspelled",
        "warmup_stable_decay",
        lambda: optimizers.warmup_stable_decay(0.1, 10, 2, 2, decay="cosin"),
    ),
    (
        "misspelled",
        "ReduceOnPlateau",
        lambda: optimizers.ReduceOnPlateau(mode="minimum"),
    ),
    ("out of range", "step_decay", lambda: optimizers.step_decay(0.1, step_size=0)),
    ("out of range", "multi_step", lambda: optimizers.multi_step(0.1, milestones=30)),
    (
        "out of range",
        "inverse_time",
        lambda: optimizers.inverse_time(0.1, decay_rate=-1.0),
    ),
    (
        "out of range",
        "inverse_sqrt",
        lambda: optimizers.inverse_sqrt(0.1, decay_rate=-1.0),
    ),
    ("out of range", "polynomial", lambda: optimizers.polynomial(0.1, 10, power=-1.0)),
    ("out of range", "linear_to_zero", lambda: optimizers.linear_to_zero(0.1, 0)),
    ("out of range", "cosine floor", lambda: optimizers.cosine(0.1, 10, eta_min=0.2)),
    (
        "out of range",
        "linear_warmup",
        lambda: optimizers.linear_warmup(0.1, 10, start_factor=2.0),
    ),
    (
        "out of range",
        "warmup_cosine",
        lambda: optimizers.warmup_cosine(0.1, 10, warmup_steps=10),
    ),
    ("out of range", "warm_restarts", lambda: optimizers.warm_restarts(0.1, T_0=0)),
    ("out of range", "one_cycle", lambda: optimizers.one_cycle(0.1, 10, pct_start=30)),
    ("out of range", "cyclic", lambda: optimizers.cyclic(1.0, 0.1)),
    ("out of range", "ReduceOnPlateau", lambda: optimizers.ReduceOnPlateau(factor=1.0)),
    ("out of range", "k", lambda: optimizers.cosine(0.1, 10)(-1)),
    (
        "out of range",
        "momentum of a cycle",
        lambda: optimizers.one_cycle(0.1, 10).momentum(0.5),
    ),
    ("out of range", "range", lambda: search(low=1.0, high=0.1)),
    ("out of range", "rates that never help", lambda: search(low=5.0)),
    (
        "wrong shape",
        "sequence",
        lambda: optimizers.sequence([optimizers.constant(0.1)], [5]),
    ),
    ("wrong type", "sequence", lambda: optimizers.sequence([0.1, 0.2], [5])),
    ("wrong type", "find_learning_rate", lambda: search(rule="Adam")),
]
