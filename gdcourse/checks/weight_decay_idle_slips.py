"""Lesson 09: E09.4, what is usually said about a weight that the data leave alone."""

from math import cos, exp, pi

from gdcourse.checks.weight_decay_idle import answer, coupled, idle, rates, shrunk


def wrong(name: str, hint: str, **entries) -> None:
    """A mutant that misses these entries."""

    def table_of(strengths, lr, n):
        found = answer(strengths, lr, n)
        return found | {key: rule(strengths, lr, n) for key, rule in entries.items()}

    table_of.__name__ = name
    idle.mutant(hint)(table_of)


def each(rule):
    """One number for each λ."""
    return lambda strengths, lr, n: [rule(one, lr, n) for one in strengths]


def plain(strengths, lr, n):
    return answer(strengths, lr, n)["adamw"]


wrong(
    "lets_a_larger_decay_shrink_more",
    "Your l2 listens to λ. Divide λw by its own size: what is left of λ?",
    l2=plain,
)
wrong(
    "exchanges_the_two",
    "l2 and adamw are exchanged: AdamW's factor is 1 − αλ.",
    l2=plain,
    adamw=coupled,
)
wrong(
    "takes_one_for_all",
    "Each λ needs a run of its own: near ε = 1e-8 they differ.",
    l2=lambda strengths, lr, n: coupled([1.0], lr, n) * len(strengths),
)
wrong(
    "steps_by_the_whole_rate",
    "1 − αn holds for signs. Adam's m̂ and v̂ remember the larger weight from before: "
    "run it.",
    l2=each(lambda one, lr, n: 1 - lr * n),
)
wrong(
    "lets_adam_see_zero",
    "The gradient of the data is 0, but L2 adds λw to it: the weight moves.",
    l2=each(lambda one, lr, n: 1.0),
)
wrong(
    "leaves_adam_uncorrected",
    "Your first step is longer than α: m and v begin at 0. Correct both.",
    l2=lambda *given: coupled(*given, bias_correction=False),
)
wrong(
    "puts_epsilon_inside",
    "Your ε stands inside the root: it drowns every λ below 1e-4.",
    l2=lambda *given: coupled(*given, eps=1e-4),
)
wrong(
    "forgets_epsilon",
    "Without ε every λ gives the same. With it, λ = 1e-8 does not: add ε = 1e-8.",
    l2=lambda *given: coupled(*given, eps=1e-300),
)
wrong(
    "decays_without_the_rate",
    "AdamW's factor holds α, too: 1 − αλ.",
    adamw=each(lambda one, lr, n: (1 - one) ** n),
)
wrong(
    "adds_the_shrinks",
    "The shrinks multiply: (1 − αλ)ⁿ, not 1 − nαλ.",
    adamw=each(lambda one, lr, n: 1 - n * lr * one),
)
wrong(
    "shrinks_at_a_constant_rate",
    "Your cosine is the constant rate. α_k falls: multiply 1 − α_k λ.",
    cosine=plain,
)
wrong(
    "takes_the_estimate_for_the_product",
    "Your cosine is the estimate. The product is near it, not the same: multiply.",
    cosine=each(lambda one, lr, n: exp(-lr * one * n / 2)),
)
wrong(
    "takes_the_mean_rate",
    "One mean rate for all is near. Multiply the n factors 1 − α_k λ.",
    cosine=each(lambda one, lr, n: (1 - lr * one / 2) ** n),
)
wrong(
    "begins_the_cosine_late",
    "The first update has k = 0 and the full α; the last one k = n − 1.",
    cosine=lambda strengths, lr, n: shrunk(strengths, [*rates(lr, n)[1:], 0.0]),
)
wrong(
    "lets_the_cosine_go_below_zero",
    "Without the 1 your rates turn negative: α_k = ½α(1 + cos(πk/n)).",
    cosine=lambda strengths, lr, n: shrunk(
        strengths, [lr * cos(pi * k / n) for k in range(n)]
    ),
)
wrong(
    "estimates_the_constant_rate",
    "Your estimate is for a constant rate. The mean of the cosine is α/2.",
    estimate=each(lambda one, lr, n: exp(-lr * one * n)),
)
wrong(
    "estimates_with_a_line",
    "1 − λαn/2 is good for small λ only. Many small shrinks make a power of e.",
    estimate=each(lambda one, lr, n: 1 - lr * one * n / 2),
)
wrong(
    "estimates_with_the_sum_itself",
    "That is the exact sum of the rates. One line: n rates whose mean is near α/2.",
    estimate=lambda strengths, lr, n: [
        exp(-one * sum(rates(lr, n))) for one in strengths
    ],
)
wrong(
    "takes_a_power_of_e_for_the_product",
    "e to −αλn is near (1 − αλ)ⁿ, not the same: adamw is the product.",
    adamw=each(lambda one, lr, n: exp(-lr * one * n)),
)
wrong(
    "keeps_the_first_gradient",
    "With you the gradient stays λ. It is λ times the weight as it is now.",
    l2=each(lambda one, lr, n: 1 - n * lr * one / (one + 1e-8)),
)
wrong(
    "shrinks_by_the_rate",
    "A factor 1 − α in each update needs the size of w now. v̂ remembers the older, "
    "larger ones: run Adam.",
    l2=each(lambda one, lr, n: (1 - lr) ** n),
)
wrong(
    "takes_a_power_of_e_for_adam",
    "The first step of Adam is exactly α, and e to −αn is not: run it.",
    l2=each(lambda one, lr, n: exp(-lr * n)),
)
