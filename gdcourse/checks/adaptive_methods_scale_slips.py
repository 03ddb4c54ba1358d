"""Lesson 08: E08.3, what usually goes wrong with scale, first steps and rates."""

from gdcourse.checks.adaptive_methods_scale import bare, ends_of, filled, scale, slip

__all__ = ["scale"]

slip(
    "Adam needs a rate, too: with yours all rates end alike. Hand each one on.",
    "tunes_by_itself",
    lambda f, g, rates, units, betas, n: {
        "ends": ends_of(f, g, [0.001] * len(rates), 1.0, betas, n)
    },
)
slip(
    "Those are Adam's steps with correction: all as long as α. Leave it out.",
    "corrects_all_the_same",
    lambda f, g, rates, units, betas, n: {"bare": [1.0] * 5},
)
slip(
    "Does the correction enlarge? v, too, begins at 0, and it stands below, in a root.",
    "lets_the_correction_enlarge",
    lambda f, g, rates, units, betas, n: {"bare": [1 / x for x in bare(betas)]},
)
slip(
    "Your m is small, but so is v: divide by √v.",
    "looks_at_m_alone",
    lambda f, g, rates, units, betas, n: {
        "bare": [1 - betas[0] ** t for t in range(1, 6)]
    },
)
slip(
    "Your bare steps begin with the second one: t = 1, 2, 3, 4, 5.",
    "begins_with_the_second",
    lambda f, g, rates, units, betas, n: {"bare": bare(betas, 2)},
)
slip(
    "Take the root of 1 − β₂ᵗ: the step divides by √v.",
    "forgets_the_root",
    lambda f, g, rates, units, betas, n: {
        "bare": [(1 - betas[0] ** t) / (1 - betas[1] ** t) for t in range(1, 6)]
    },
)
slip(
    "Correction is switched off in the first five steps alone, not in the runs.",
    "runs_uncorrected",
    lambda f, g, rates, units, betas, n: {
        "ends": ends_of(f, g, rates, 1.0, betas, n, bias_correction=False)
    },
)
slip(
    "Your runs use Adam's usual β. Hand on the ones that are given.",
    "keeps_its_own_betas",
    lambda f, g, rates, units, betas, n: {
        "ends": ends_of(f, g, rates, 1.0, (0.9, 0.999), n),
        "bare": bare((0.9, 0.999)),
    },
)
slip(
    "Your runs are one update too long.",
    "takes_one_update_more",
    lambda f, g, rates, units, betas, n: {
        "ends": ends_of(f, g, rates, 1.0, betas, n + 1)
    },
)
slip(
    "You read the end in the new units. Read f itself: only Adam sees units · f.",
    "reads_in_the_new_units",
    lambda f, g, rates, units, betas, n: {
        "scaled": [units * end for end in ends_of(f, g, rates, units, betas, n)]
    },
)
slip(
    "Adam's rates stay as they are: what does units do to m̂/√v̂?",
    "scales_adams_rates_too",
    lambda f, g, rates, units, betas, n: {
        "scaled": ends_of(f, g, [lr / units for lr in rates], units, betas, n)
    },
)
slip(
    "Alike is not the same: where units · g comes near ε, ε is seen. Run it.",
    "copies_the_ends",
    lambda f, g, rates, units, betas, n: {
        "scaled": ends_of(f, g, rates, 1.0, betas, n)
    },
)
slip(
    "Steeper by units: the rate of descent must become smaller, not larger.",
    "multiplies_the_rates_of_descent",
    lambda f, g, rates, units, betas, n: {"descent": [lr * units for lr in rates]},
)
slip(
    "A step of descent grows with the gradient. Which rates undo that?",
    "leaves_the_rates_of_descent",
    lambda f, g, rates, units, betas, n: {"descent": list(rates)},
)


@scale.mutant("The spread is a quotient: how many times as high is the worst end?")
def subtracts(value, gradient, rates, units, betas, n):
    found = filled(value, gradient, rates, units, betas, n)
    return found | {"spread": max(found["ends"]) - min(found["ends"])}


@scale.mutant("The spread compares the largest end with the smallest, in any order.")
def compares_first_and_last(value, gradient, rates, units, betas, n):
    found = filled(value, gradient, rates, units, betas, n)
    return found | {"spread": found["ends"][0] / found["ends"][-1]}


@scale.mutant("You compare the rates. Compare where they end.")
def compares_the_rates(value, gradient, rates, units, betas, n):
    found = filled(value, gradient, rates, units, betas, n)
    return found | {"spread": max(rates) / min(rates)}
