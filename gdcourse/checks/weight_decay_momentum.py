"""Lesson 09: E09.2, momentum separates L2 from decoupled decay."""

from collections.abc import Iterator

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import number, table
from gdcourse.checks.task import Task

KEYS = ("joined", "beside", "joined_rest", "beside_rest")

resting = Task(
    "E09.2",
    "two_decays(a, c, strength, beta, lr, n)",
    points=5,
    returns=table(**dict.fromkeys(KEYS, number)),
    probes=[
        (1.0, 0.5, 0.1, 0.9, 0.1, 50),
        (2.0, -3.0, 0.5, 0.5, 0.2, 7),
        (0.5, 4.0, 0.3, 0.0, 0.3, 3),
    ],
    hints=[
        "The walks: first v takes in g, with or without λx, then x moves by the new v.",
        "At the fixed point v is constant: v = βv + g gives v = g/(1 − β).",
        "Joined: g and λx must cancel. Beside: the decay αλx and the step αv must.",
        "Beside: λx = −a(x − c)/(1 − β). Solve for x.",
    ],
)


def walk(a, c, strength, beta, lr, n, kind) -> float:
    """x after n updates from 1; ``kind(x, v, g)`` gives the next x and v."""
    x, v = 1.0, 0.0
    for _ in range(n):
        x, v = kind(x, v, a * (x - c))
    return x


def answer(a, c, strength, beta, lr, n) -> dict[str, float]:
    """The right table."""

    def joined(x, v, g):
        v = beta * v + g + strength * x
        return x - lr * v, v

    def beside(x, v, g):
        v = beta * v + g
        return (1 - lr * strength) * x - lr * v, v

    given = (a, c, strength, beta, lr, n)
    return {
        "joined": walk(*given, joined),
        "beside": walk(*given, beside),
        "joined_rest": a * c / (a + strength),
        "beside_rest": a * c / (a + strength * (1 - beta)),
    }


def cases(rng: Generator) -> Iterator[tuple]:
    """Curvature, minimizer, λ, β, α and n: the published ones first."""
    yield 1.0, 0.5, 0.1, 0.9, 0.1, 1
    yield 1.0, 0.5, 0.1, 0.9, 0.1, 50
    for _ in range(5):
        a, c = inputs.rate(rng, 0.5, 2.0), inputs.number(rng, 0.5, 5.0)
        strength, beta = inputs.rate(rng, 0.1, 0.9), float(rng.choice([0.5, 0.8, 0.9]))
        yield a, c, strength, beta, inputs.rate(rng, 0.05, 0.3), inputs.count(rng, 2, 9)


def demand(claim: str, key: str) -> None:
    """The property that one entry is right."""
    close = 1e-6 if key.endswith("rest") else 1e-9

    @resting.property(claim, points=1, rtol=close)
    def entry(call, rng):
        for given in cases(rng):
            yield call(*given)[key], answer(*given)[key]


@resting.property("with β = 0 both walk the same way, to the same rest.", 1, 1e-6)
def same_without_momentum(call, rng):
    for a, c, strength, _, lr, n in cases(rng):
        given = (a, c, strength, 0.0, lr, n)
        found, wanted = call(*given), answer(*given)
        yield [found[key] for key in KEYS], [wanted[key] for key in KEYS]


demand("joined: x after n updates with λx in the gradient, so in v.", "joined")
demand("beside: x after n updates with v free of λx, and αλx taken from x.", "beside")
demand("joined_rest: where the first one stands still.", "joined_rest")
demand("beside_rest: where the second one stands still.", "beside_rest")
