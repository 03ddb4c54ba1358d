"""Bad input to update rules and line searches: each kind of mistake, at each door."""

import numpy as np

from gdcourse import optimizers

NAN = float("nan")
X, Y = np.array([[1.0, 2.0], [3.0, 5.0], [0.0, 1.0]]), np.array([1.0, 2.0, 0.0])
RULE = optimizers.GradientDescent(lr=0.1)
THREE, GRID = np.ones(3), np.ones((2, 3))


DOORS = [
    ("negative learning rate", "AdaGrad", lambda: optimizers.AdaGrad(lr=-0.1)),
    ("negative learning rate", "LAMB", lambda: optimizers.LAMB(lr=-0.1)),
    ("NaN", "RMSprop eps", lambda: optimizers.RMSprop(eps=NAN)),
    ("NaN", "SAM rho", lambda: optimizers.SAM(RULE, rho=NAN)),
    ("complex", "Adadelta rho", lambda: optimizers.Adadelta(rho=0.9j)),
    ("empty", "Adamax eps", lambda: optimizers.Adamax(eps=[])),
    ("out of range", "RMSprop alpha", lambda: optimizers.RMSprop(alpha=1.0)),
    ("out of range", "RAdam betas", lambda: optimizers.RAdam(betas=(0.9, 1.0))),
    (
        "out of range",
        "NAdam momentum_decay",
        lambda: optimizers.NAdam(momentum_decay=-1),
    ),
    (
        "out of range",
        "AdaGrad start",
        lambda: optimizers.AdaGrad(initial_accumulator_value=-1),
    ),
    (
        "out of range",
        "overlapping layers",
        lambda: optimizers.LARS(layers=(slice(0, 3), slice(2, 5))),
    ),
    (
        "out of range",
        "layers beyond x",
        lambda: optimizers.LAMB(layers=(slice(0, 5),)).init(np.ones(4)),
    ),
    ("misspelled", "LARS ratio", lambda: optimizers.LARS(ratio="papr")),
    (
        "misspelled",
        "RMSprop convention",
        lambda: optimizers.RMSprop(convention="torch"),
    ),
    ("wrong type", "SAM rule", lambda: optimizers.SAM(0.1)),
    (
        "missing function",
        "SAM gradient",
        lambda: optimizers.SAM(RULE).step(X[0], X[0], None, 1),
    ),
    ("negative learning rate", "LookAhead", lambda: optimizers.LookAhead(lr=-0.1)),
    ("negative learning rate", "Nesterov", lambda: optimizers.Nesterov(lr=-0.1)),
    ("negative learning rate", "SignDescent", lambda: optimizers.SignDescent(lr=-0.1)),
    ("negative learning rate", "Lion", lambda: optimizers.Lion(lr=-0.1)),
    ("negative learning rate", "Momentum", lambda: optimizers.Momentum(lr=-0.1)),
    ("NaN", "clip_by_norm", lambda: optimizers.clip_by_norm([NAN, 3.0], 1.0)),
    ("NaN", "clip_by_value", lambda: optimizers.clip_by_value([NAN, 3.0], 1.0)),
    ("NaN", "PolyakStep", lambda: optimizers.PolyakStep(minimum=NAN)),
    ("NaN", "sweep", lambda: optimizers.sweep(lambda x: x, [NAN], RULE, steps=5)),
    (
        "wrong shape",
        "sweep",
        lambda: optimizers.sweep(lambda x: THREE, [1.0, 2.0], RULE, steps=5),
    ),
    (
        "wrong shape",
        "accumulate",
        lambda: optimizers.accumulate([np.ones(2), THREE], [1, 1]),
    ),
    (
        "wrong shape",
        "step_in_blocks",
        lambda: optimizers.step_in_blocks(RULE, THREE, np.ones(2), None, 1),
    ),
    (
        "wrong type",
        "step_in_blocks",
        lambda: optimizers.step_in_blocks(RULE, [1.0], [1.0], None, 1),
    ),
    ("wrong type", "averaged", lambda: optimizers.averaged(None)),
    ("wrong type", "Clipped", lambda: optimizers.Clipped(0.1)),
    ("empty", "accumulate", lambda: optimizers.accumulate([], [])),
    ("misspelled", "convention", lambda: optimizers.Momentum(convention="ema")),
    ("misspelled", "clipped by", lambda: optimizers.Clipped(RULE, by="size")),
    ("out of range", "momentum", lambda: optimizers.Momentum(momentum=1.1)),
    (
        "out of range",
        "nesterov",
        lambda: optimizers.Momentum(momentum=0.9, dampening=0.5, nesterov=True),
    ),
    ("out of range", "look ahead", lambda: optimizers.LookAhead(momentum=1.1)),
    (
        "out of range",
        "strong convexity",
        lambda: optimizers.Nesterov(strong_convexity=-1.0),
    ),
    ("out of range", "Lion", lambda: optimizers.Lion(betas=(0.9, 1.0))),
    ("out of range", "lr_max", lambda: optimizers.PolyakStep(lr_max=0.0)),
    ("out of range", "limit", lambda: optimizers.Clipped(RULE, limit=0.0)),
    ("out of range", "clip_by_norm", lambda: optimizers.clip_by_norm([1.0], 0.0)),
    ("out of range", "start", lambda: optimizers.PolyakRuppert(RULE, start=-1)),
    ("out of range", "decay", lambda: optimizers.ExponentialAverage(RULE, decay=1.0)),
    ("out of range", "sizes", lambda: optimizers.accumulate([1.0], [0])),
    (
        "out of range",
        "steps",
        lambda: optimizers.sweep(lambda x: x, [1.0], RULE, steps=0),
    ),
    (
        "out of range",
        "blocks",
        lambda: optimizers.step_in_blocks(
            optimizers.Clipped(RULE), THREE, THREE, None, 1
        ),
    ),
    (
        "missing function",
        "LookAhead",
        lambda: optimizers.LookAhead().step(1.0, 1.0, 0.0, 1),
    ),
    (
        "missing function",
        "PolyakStep",
        lambda: optimizers.PolyakStep().step(1.0, 1.0, None, 1),
    ),
    (
        "out of range",
        "backtracking shrink",
        lambda: optimizers.Backtracking(shrink=1.0),
    ),
    (
        "out of range",
        "backtracking alpha0",
        lambda: optimizers.Backtracking(alpha0=0.0),
    ),
    ("out of range", "backtracking c", lambda: optimizers.Backtracking(c=1.0)),
    (
        "out of range",
        "backtrack",
        lambda: optimizers.backtrack(abs, 1.0, -1.0, -1.0, shrink=2.0),
    ),
    ("out of range", "Wolfe", lambda: optimizers.Wolfe(c1=0.5, c2=0.5)),
    ("out of range", "BFGS", lambda: optimizers.BFGS(c1=0.9, c2=0.1)),
    ("out of range", "Newton", lambda: optimizers.Newton(damping=-1.0)),
    (
        "out of range",
        "ProximalGradient",
        lambda: optimizers.ProximalGradient(strength=-1.0),
    ),
    (
        "negative learning rate",
        "BarzilaiBorwein",
        lambda: optimizers.BarzilaiBorwein(lr=-1.0),
    ),
    (
        "negative learning rate",
        "CoordinateDescent",
        lambda: optimizers.CoordinateDescent(lr=-1.0),
    ),
    (
        "misspelled",
        "BarzilaiBorwein",
        lambda: optimizers.BarzilaiBorwein(kind="middle"),
    ),
    (
        "misspelled",
        "ConjugateGradients",
        lambda: optimizers.ConjugateGradients("hestenes"),
    ),
    ("misspelled", "search", lambda: optimizers.ConjugateGradients(search="armijo")),
    ("wrong shape", "Preconditioned", lambda: optimizers.Preconditioned(RULE, GRID)),
    (
        "wrong shape",
        "Preconditioned step",
        lambda: optimizers.Preconditioned(RULE, [1.0, 1.0]).step(THREE, THREE, None, 1),
    ),
    (
        "out of range",
        "Preconditioned",
        lambda: optimizers.Preconditioned(RULE, [1.0, -1.0]),
    ),
    (
        "out of range",
        "Preconditioned symmetric",
        lambda: optimizers.Preconditioned(RULE, [[1.0, 2.0], [0.0, 1.0]]),
    ),
    ("NaN", "Preconditioned", lambda: optimizers.Preconditioned(RULE, [1.0, NAN])),
    ("NaN", "backtrack", lambda: optimizers.backtrack(lambda x: NAN, 1.0, -1.0, -1.0)),
    ("complex", "Preconditioned", lambda: optimizers.Preconditioned(RULE, [1j, 1.0])),
    ("empty", "Preconditioned", lambda: optimizers.Preconditioned(RULE, [])),
    ("wrong type", "Preconditioned", lambda: optimizers.Preconditioned(0.1, [1.0])),
    ("uphill", "backtrack", lambda: optimizers.backtrack(abs, 1.0, 1.0, 1.0)),
    (
        "uphill",
        "wrong gradient",
        lambda: optimizers.backtrack(abs, 1.0, 1.0, -1.0, gradient=lambda x: x),
    ),
    ("uphill", "exact_step", lambda: optimizers.exact_step(1.0, 1.0, 1.0)),
    ("no minimum", "exact_step", lambda: optimizers.exact_step(1.0, -1.0)),
    (
        "no minimum",
        "CoordinateDescent",
        lambda: optimizers.CoordinateDescent(hessian=lambda x: -1.0).step(
            1.0, 1.0, None, 1
        ),
    ),
    (
        "no minimum",
        "Newton",
        lambda: optimizers.Newton(hessian=lambda x: 0.0).step(1.0, 1.0, None, 1),
    ),
    ("no grid", "BFGS", lambda: optimizers.BFGS().init(GRID)),
    (
        "no grid",
        "ConjugateGradients",
        lambda: optimizers.ConjugateGradients().init(GRID),
    ),
    (
        "missing function",
        "Backtracking",
        lambda: optimizers.Backtracking().step(1.0, 1.0, None, 1),
    ),
    (
        "missing function",
        "ExactLineSearch",
        lambda: optimizers.ExactLineSearch().step(1.0, 1.0, None, 1),
    ),
    ("missing function", "Wolfe", lambda: optimizers.Wolfe().step(1.0, 1.0, 1.0, 1)),
    ("missing function", "Newton", lambda: optimizers.Newton().step(1.0, 1.0, None, 1)),
    (
        "missing function",
        "BFGS",
        lambda: optimizers.BFGS().step(np.ones(2), np.ones(2), None, 1),
    ),
    (
        "missing function",
        "CoordinateDescent",
        lambda: optimizers.CoordinateDescent().step(np.ones(2), np.ones(2), None, 1),
    ),
]
