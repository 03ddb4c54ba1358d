"""Bad input to networks, tapes and estimators: each kind of mistake, at each door."""

import numpy as np

from gdcourse import derivation, landscapes

NAN = float("nan")
X, Y = np.array([[1.0, 2.0], [3.0, 5.0], [0.0, 1.0]]), np.array([1.0, 2.0, 0.0])
LABELS = np.array([0, 1, 2])
RNG = np.random.default_rng(0)
NET = landscapes.MLP((2, 3, 1), "tanh")


DOORS = [
    ("wrong shape", "network parameters", lambda: NET.value(np.zeros(8), X, LABELS)),
    ("wrong shape", "network rows", lambda: NET.value(np.zeros(9), X[:, :1], LABELS)),
    (
        "wrong shape",
        "network targets",
        lambda: NET.gradient(np.zeros(9), X, LABELS[:2]),
    ),
    (
        "wrong shape",
        "network grid",
        lambda: NET.per_example_gradients(np.zeros((9, 2)), X, LABELS),
    ),
    (
        "wrong shape",
        "mini-batch rows",
        lambda: landscapes.least_squares(X, Y).gradient(np.zeros(2), X[:, :1], Y),
    ),
    (
        "wrong shape",
        "mini-batch of softmax",
        lambda: landscapes.softmax(X, LABELS).gradient(np.zeros(6), X[:, :1], LABELS),
    ),
    ("wrong shape", "initializer", lambda: landscapes.he((3,), RNG)),
    (
        "wrong shape",
        "tape answer",
        lambda: (lambda tape: tape.gradients(tape.variable(X)))(derivation.Tape()),
    ),
    (
        "wrong shape",
        "pay of a choice",
        lambda: derivation.exact_gradient([0.0, 1.0], [1.0]),
    ),
    ("NaN", "network data", lambda: NET.on(X * NAN, LABELS)),
    ("NaN", "tape", lambda: derivation.Tape().variable([NAN])),
    ("NaN", "logits", lambda: derivation.reinforce([NAN, 0.0], [1.0, 2.0], RNG, 5)),
    ("NaN", "gain", lambda: landscapes.scaled(NAN)),
    ("complex", "network data", lambda: NET.on(X * 1j, LABELS)),
    ("complex", "exact gelu", lambda: landscapes.gelu(1j)),
    ("complex", "tape", lambda: derivation.Tape().variable(1j)),
    ("empty", "network data", lambda: NET.on(X[:0], [])),
    ("empty", "logits", lambda: derivation.exact_gradient([], [])),
    ("misspelled", "activation", lambda: landscapes.MLP((2, 3), "rellu")),
    ("misspelled", "loss", lambda: landscapes.MLP((2, 3), loss="mse")),
    ("out of range", "layer sizes", lambda: landscapes.MLP((2, 0))),
    ("out of range", "one layer size", lambda: landscapes.MLP((2,))),
    ("out of range", "class number", lambda: NET.on(X, [0, 1, 3])),
    ("out of range", "leaky slope", lambda: landscapes.leaky_relu(-0.1)),
    ("out of range", "gain", lambda: landscapes.scaled(0.0)),
    (
        "out of range",
        "temperature",
        lambda: derivation.gumbel_softmax(
            [0.0, 1.0], [1.0, 2.0], RNG, 5, temperature=0.0
        ),
    ),
    (
        "out of range",
        "samples",
        lambda: derivation.reinforce([0.0, 1.0], [1.0, 2.0], RNG, 0),
    ),
    (
        "out of range",
        "BatchNorm of one example",
        lambda: landscapes.BatchNorm(1).forward(
            [np.ones(1), np.zeros(1)], np.ones((1, 1))
        ),
    ),
    (
        "out of range",
        "running average",
        lambda: landscapes.Statistics(Y, Y).moved(
            landscapes.Statistics(Y, Y), momentum=1.5
        ),
    ),
    ("no generator", "start of a network", lambda: NET.initial(0)),
    (
        "no generator",
        "reinforce",
        lambda: derivation.reinforce([0.0, 1.0], [1.0, 2.0], 0, 5),
    ),
    ("no data", "network", lambda: NET.value(np.zeros(9))),
    (
        "no data",
        "mini-batch without targets",
        lambda: landscapes.least_squares(X, Y).gradient(np.zeros(2), X),
    ),
    ("wrong type", "activation", lambda: landscapes.tanh("a")),
    ("wrong type", "tape answer", lambda: derivation.Tape().gradients(3.0)),
    (
        "wrong type",
        "slope of straight-through",
        lambda: derivation.straight_through(0.0, 2.0, RNG, 5),
    ),
]
