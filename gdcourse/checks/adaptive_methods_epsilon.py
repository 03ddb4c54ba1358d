"""Lesson 08: E08.2, the two places of ε, and a rate without a bound."""

from collections.abc import Iterator

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import number, table
from gdcourse.checks.task import Task

KEYS = ("outside", "inside", "adam", "growth", "after")

places = Task(
    "E08.2",
    "where_is_epsilon(g, zeros, lr, rho, eps)",
    points=6,
    returns=table(**dict.fromkeys(KEYS, number)),
    probes=[
        (1e-4, 400, 0.01, 0.99, 1e-8),
        (3.0, 10, 0.5, 0.75, 1e-3),
        (-1e-6, 6000, 1.0, 0.99, 1e-8),
    ],
    hints=[
        "For g = 1e-6, √(1e-12 + 1e-8) is dominated by 1e-8. And √1e-12 + 1e-8?",
        "In the first step v holds one gradient: (1 − ρ) g². Adam's v̂ is corrected: "
        "what is it after one gradient?",
        "Each zero multiplies v by ρ. After them the rate is lr/(√v + ε): compare it "
        "with the one at v = 1. For “after”, v takes in g first.",
    ],
)


def answer(g, zeros, lr, rho, eps) -> dict[str, float]:
    """The right table."""
    size, v = abs(g), (1 - rho) * g * g
    left = rho**zeros
    return {
        "outside": lr * size / (v**0.5 + eps),
        "inside": lr * size / (v + eps) ** 0.5,
        "adam": lr * size / (size + eps),
        "growth": (1 + eps) / (left**0.5 + eps),
        "after": lr * size / ((rho * left + v) ** 0.5 + eps),
    }


def given(rng: Generator) -> Iterator[tuple]:
    """g, zeros, rate, ρ and ε: the published ones first."""
    for g in (1.0, 1e-4, 1e-6, 1e-8):
        yield g, 3000, 0.001, 0.99, 1e-8
    for _ in range(5):
        g = inputs.number(rng, 0.1, 9.9) * 10.0 ** -inputs.count(rng, 0, 8)
        g, lr = g * float(rng.choice([-1, 1])), inputs.rate(rng)
        rho, eps = (
            float(rng.choice([0.9, 0.95, 0.999])),
            float(rng.choice([1e-8, 1e-4])),
        )
        yield g, inputs.count(rng, 1, 5000), lr, rho, eps


def compared(key: str, call, rng) -> Iterator[tuple]:
    """One entry of the table, over all settings."""
    for setting in given(rng):
        yield call(*setting)[key], answer(*setting)[key]


def demand(claim: str, key: str, points: float) -> None:
    """The property that one entry is right."""

    @places.property(claim, points, rtol=1e-5)
    def entry(call, rng):
        yield from compared(key, call, rng)


demand("the length of RMSprop's first step with √v + ε.", "outside", 1)
demand("the length of its first step with √(v + ε).", "inside", 1)
demand("the length of Adam's first step, corrected, with ε after the root.", "adam", 1)
demand("how many times the rate lr/(√v + ε) is as large after the zeros.", "growth", 2)
demand("the step of g after the zeros: v takes in g first.", "after", 1)


def other(**entries):
    """A wrong answer: the right table with these entries replaced."""

    def table_of(g, zeros, lr, rho, eps):
        found = answer(g, zeros, lr, rho, eps)
        for key, rule in entries.items():
            found[key] = rule(abs(g), zeros, lr, rho, eps)
        return found

    return table_of


def wrong(name: str, hint: str, **entries) -> None:
    """A mutant that misses these entries."""
    table_of = other(**entries)
    table_of.__name__ = name
    places.mutant(hint)(table_of)


def outside(g, zeros, lr, rho, eps):
    return answer(g, zeros, lr, rho, eps)["outside"]


def inside(g, zeros, lr, rho, eps):
    return answer(g, zeros, lr, rho, eps)["inside"]


wrong(
    "takes_one_place_for_both",
    "Both steps are alike with you. Try g = 1e-6: √(1e-12 + 1e-8) is nearly 1e-4.",
    inside=outside,
)
wrong(
    "exchanges_the_places",
    "The two are exchanged: inside means √(v + ε).",
    inside=outside,
    outside=inside,
)
wrong(
    "takes_the_whole_square",
    "RMSprop's v begins at 0: after one gradient it holds (1 − ρ) g², not g².",
    outside=lambda g, zeros, lr, rho, eps: lr * g / (g + eps),
    inside=lambda g, zeros, lr, rho, eps: lr * g / (g * g + eps) ** 0.5,
)
wrong(
    "takes_the_root_twice",
    "√v + √ε is a third form. Inside, v and ε are added before the root.",
    inside=lambda g, zeros, lr, rho, eps: (
        lr * g / (((1 - rho) * g * g) ** 0.5 + eps**0.5)
    ),
)
wrong(
    "leaves_adam_uncorrected",
    "Adam corrects: after one gradient m̂ is g and v̂ is g², whatever β.",
    adam=lambda g, zeros, lr, rho, eps: lr * 0.1 * g / (0.001**0.5 * g + eps),
)
wrong(
    "puts_adams_epsilon_inside",
    "Adam's ε stands after the root: where |g| = ε, half of the step is left.",
    adam=lambda g, zeros, lr, rho, eps: lr * g / (g * g + eps) ** 0.5,
)
wrong(
    "forgets_adams_epsilon",
    "Adam's step is near α for large gradients only. What does ε do to 1e-8?",
    adam=lambda g, zeros, lr, rho, eps: lr,
)
wrong(
    "calls_the_rate_bounded",
    "You say that the rate never grows. Which v is left after so many zeros?",
    growth=lambda g, zeros, lr, rho, eps: 1.0,
)
wrong(
    "forgets_the_root_of_v",
    "The rate divides by √v, and √v shrinks by √ρ with every zero.",
    growth=lambda g, zeros, lr, rho, eps: (1 + eps) / (rho**zeros + eps),
)
wrong(
    "grows_without_epsilon",
    "1/√v grows for ever. With ε beside it the rate stops at lr/ε.",
    growth=lambda g, zeros, lr, rho, eps: rho ** (-zeros / 2),
)
wrong(
    "gives_the_new_rate",
    "That is the rate after the zeros. How many times the old one is it?",
    growth=lambda g, zeros, lr, rho, eps: lr / (rho ** (zeros / 2) + eps),
)
wrong(
    "steps_before_v_sees_g",
    "v takes in the new g first, and then divides. So the step stays bounded.",
    after=lambda g, zeros, lr, rho, eps: lr * g / (rho ** (zeros / 2) + eps),
)
wrong(
    "forgets_what_was_left",
    "v is not 0 before g comes: of the 1 before the zeros something is left.",
    after=outside,
)
wrong(
    "counts_one_zero_less",
    "One update more has passed: v shrinks by ρ when it takes in g, too.",
    after=lambda g, zeros, lr, rho, eps: (
        lr * g / ((rho**zeros + (1 - rho) * g * g) ** 0.5 + eps)
    ),
)


@places.mutant("A length is never negative: take |g|.")
def keeps_the_sign(g, zeros, lr, rho, eps):
    sign = -1 if g < 0 else 1
    found = answer(g, zeros, lr, rho, eps)
    return found | {k: sign * found[k] for k in ("outside", "inside", "adam", "after")}
