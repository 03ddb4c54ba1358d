"""Worst cases that PEPit finds numerically: a semidefinite program for each of them.

``python tests/proofs/record_pepit.py`` writes stored/pepit.json. It needs PEPit and
Clarabel, which the tests do not: they compare the stored values with our bounds.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

STORED = Path(__file__).parent / "stored" / "pepit.json"
L, MU = 1.0, 0.1
SLOPES = [(1, 1.0), (3, 1.0), (3, 0.5)]
GAPS = [(1, 1.0), (2, 1.0), (3, 1.0), (5, 1.0), (1, 0.5), (3, 0.5), (4, 0.8), (1, 1.5)]
RATES = [0.5, 1.0, 1.9]
STEPS = [1, 2, 3, 4, 5]


def solved(problem):
    return problem.solve(wrapper="cvxpy", solver="CLARABEL", verbose=0)


def smallest_slope(steps, lr):
    """1c: the smallest ‖∇f‖² where f(x_0) - inf f ≤ 1, L-smooth."""
    from PEPit import PEP
    from PEPit.functions import SmoothFunction

    problem = PEP()
    f = problem.declare_function(SmoothFunction, L=L)
    x = problem.set_initial_point()
    first = f(x)
    for _ in range(steps):
        g = f.gradient(x)
        problem.set_performance_metric(g**2)
        x = x - lr * g
    g = f.gradient(x)
    problem.set_performance_metric(g**2)
    problem.set_initial_condition(first - (f(x) - g**2 / (2 * L)) <= 1)
    return solved(problem)


def last_gap(steps, lr):
    """2c: f(x_N) - f* where ‖x_0 - x*‖ ≤ 1, convex and L-smooth."""
    from PEPit import PEP
    from PEPit.functions import SmoothConvexFunction

    problem = PEP()
    f = problem.declare_function(SmoothConvexFunction, L=L)
    best = f.stationary_point()
    x = problem.set_initial_point()
    problem.set_initial_condition((x - best) ** 2 <= 1)
    for _ in range(steps):
        x = x - lr * f.gradient(x)
    problem.set_performance_metric(f(x) - f(best))
    return solved(problem)


def one_step(quantity, lr):
    """3a, 3d, 3e: one step where the quantity was 1, strongly convex and L-smooth."""
    from PEPit import PEP
    from PEPit.functions import SmoothStronglyConvexFunction

    problem = PEP()
    f = problem.declare_function(SmoothStronglyConvexFunction, mu=MU, L=L)
    best = f.stationary_point()
    measures = {
        "distance": lambda x: (x - best) ** 2,
        "gap": lambda x: f(x) - f(best),
        "slope": lambda x: f.gradient(x) ** 2,
    }
    x = problem.set_initial_point()
    problem.set_initial_condition(measures[quantity](x) <= 1)
    problem.set_performance_metric(measures[quantity](x - lr * f.gradient(x)))
    return solved(problem)


def accelerated_gap(steps, final):
    """5c, 5d: the last gap of two accelerated methods, convex and L-smooth.

    final : "optimized" (5c) or "momentum" k/(k + 3) (5d)
    """
    from PEPit import PEP
    from PEPit.functions import SmoothConvexFunction

    problem = PEP()
    f = problem.declare_function(SmoothConvexFunction, L=L)
    best = f.stationary_point()
    start = problem.set_initial_point()
    problem.set_initial_condition((start - best) ** 2 <= 1)
    last = {"optimized": optimized, "momentum": pushed}[final](f, start, steps)
    problem.set_performance_metric(f(last) - f(best))
    return solved(problem)


def optimized(f, x, steps):
    """5c in the form with two sequences: y_N."""
    y, z, theta = x, x, 1.0
    for k in range(steps):
        g = f.gradient(y)
        z = z - 2 * theta / L * g
        theta = (1 + (1 + (8 if k == steps - 1 else 4) * theta**2) ** 0.5) / 2
        y = (1 - 1 / theta) * (y - g / L) + z / theta
    return y


def pushed(f, x, steps):
    """5d: x_N."""
    y = x
    for k in range(steps):
        before, x = x, y - f.gradient(y) / L
        y = x + k / (k + 3) * (x - before)
    return x


def searched_gap(steps):
    """7c: f(x_N) - f* with exact line search, where f(x_0) - f* ≤ 1.

    PEPit knows x_{k+1} by its right angles, as our certificate does: ∇f(x_{k+1}) is
    orthogonal to ∇f(x_k) and to the step.
    """
    from PEPit import PEP
    from PEPit.functions import SmoothStronglyConvexFunction
    from PEPit.primitive_steps import exact_linesearch_step

    problem = PEP()
    f = problem.declare_function(SmoothStronglyConvexFunction, mu=MU, L=L)
    best = f.stationary_point()
    x = problem.set_initial_point()
    problem.set_initial_condition(f(x) - f(best) <= 1)
    g = f.gradient(x)
    for _ in range(steps):
        x, g, _ = exact_linesearch_step(x, f, [g])
    problem.set_performance_metric(f(x) - f(best))
    return solved(problem)


def recorded():
    rows = [["smallest slope", N, lr, smallest_slope(N, lr)] for N, lr in SLOPES]
    rows += [["last gap", N, lr, last_gap(N, lr)] for N, lr in GAPS]
    for quantity in ("distance", "gap", "slope"):
        rows += [[quantity, 1, lr, one_step(quantity, lr)] for lr in RATES]
    rows += [["optimized gap", N, 1.0, accelerated_gap(N, "optimized")] for N in STEPS]
    rows += [["momentum gap", N, 1.0, accelerated_gap(N, "momentum")] for N in STEPS]
    rows += [["searched gap", N, None, searched_gap(N)] for N in STEPS]
    versions = {name: version(name) for name in ("PEPit", "cvxpy", "clarabel")}
    return {"versions": versions, "L": L, "mu": MU, "rows": rows}


if __name__ == "__main__":
    STORED.parent.mkdir(exist_ok=True)
    found = recorded()
    rows = ",\n  ".join(json.dumps(row) for row in found.pop("rows"))
    text = f'{json.dumps(found)[:-1]},\n "rows": [\n  {rows}\n]}}\n'
    STORED.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
