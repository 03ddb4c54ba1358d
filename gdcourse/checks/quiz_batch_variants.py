"""Lesson 05: its exit quiz."""

from gdcourse.checks import quiz_batch_variants_sums as sums
from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q2.1", source="BAT-10, INT-02")
def which_have_the_right_mean(rng):
    size = int(rng.choice([8, 16, 32]))
    return Choice(
        "Which of these have the full gradient as their mean? (1) the gradient of one "
        f"row, drawn evenly; (2) the mean over the first {size} rows, in every update; "
        f"(3) the mean over {size} rows, drawn evenly; (4) the gradient of one row, "
        "drawn evenly and clipped to length 1.",
        right="1 and 3",
        wrong={
            "1, 3 and 4": "Clipping shortens some gradients and not others: the mean "
            "moves. Try the lengths 1 and 9.",
            "3 alone": "A single row is noisy, but noise is not bias: over all rows "
            "it hits the mean.",
            "1, 2 and 3": "The first rows are always the same: their mean has no "
            "noise, and its error never goes away.",
        },
        why="An even draw gives each row the same weight, as the full gradient does.",
    )


@item("Q2.2", source="BAT-20, INT-02")
def larger_batches(rng):
    small, more = int(rng.choice([16, 32])), int(rng.choice([4, 9, 16]))
    root = more**0.5
    return Numbers(
        f"The batch grows from {small} to {more * small} rows, drawn with replacement. "
        "By which factor does the variance of its gradient change, and by which the "
        "standard deviation? And what is the variance if all n rows are drawn without "
        "replacement?",
        key=(1 / more, 1 / root, 0.0),
        wrong={
            (1 / root, 1 / more, 0.0): "These two are exchanged.",
            (1 / root, 1 / root**0.5, 0.0): "The variance of a mean of B is σ²/B.",
            (1 / more, 1 / more, 0.0): "The standard deviation is the root of the "
            "variance.",
            (float(more), root, 0.0): "More rows, less noise.",
        },
        why="σ²/B; its root for the deviation; all n rows leave nothing to chance.",
    )


@item("Q2.3", source="BAT-03, LAND-15")
def the_undisputed_reason(rng):
    N, B = int(rng.choice([20_000, 50_000])), int(rng.choice([25, 50, 100]))
    return Choice(
        f"{N:,} rows, batches of {B}. Which reason for mini-batches is not disputed?",
        right=f"{N // B:,} updates for the price of one on the whole set",
        wrong={
            "their noise leads out of saddles": "The whole set can do that too, with "
            "a little noise on purpose. Studies disagree.",
            "their noise regularizes": "Contested: networks have been trained on the "
            "whole set without losing accuracy.",
            "the whole set does not fit into memory": "Gradients add: it can be read "
            "in parts, at the memory of one part.",
        },
        why="Rows resemble each other; a part tells nearly what the whole would tell.",
    )


CASES = (  # the case, what suits it, and three wrong choices
    (
        "500 rows, logistic regression",
        "whole set",
        "mini-batches",
        "mini-batches",
        "whole set",
    ),
    (
        "ten million rows on disk",
        "mini-batches",
        "mini-batches",
        "whole set",
        "mini-batches",
    ),
    (
        "a sensor that never stops",
        "one by one",
        "mini-batches",
        "one by one",
        "whole set",
    ),
    (
        "60,000 images on a GPU",
        "mini-batches",
        "mini-batches",
        "mini-batches",
        "one by one",
    ),
)


@item("Q2.4", source="BAT-18, INT-02")
def choose_a_variant(rng):
    drawn = [CASES[k] for k in rng.permutation(4)]
    asked = "; ".join(f"({k}) {case[0]}" for k, case in enumerate(drawn, 1))
    right, none, big, strange = (
        ", ".join(case[k] for case in drawn) for k in (1, 2, 3, 4)
    )
    return Choice(
        f"Which variant suits each case? {asked}.",
        right=right,
        wrong={
            none: "500 rows are cheap as a whole, and exact. And what is an epoch of "
            "a stream?",
            big: "Ten million gradients for one update: a part of them would nearly "
            "do.",
            strange: "A stream has no whole set; one image at a time leaves the GPU "
            "idle.",
        },
        why="Small: exact. Large: mini-batches. A stream: each sample as it comes.",
    )


@item("Q2.5", source="BAT-34, BAT-23")
def a_universal_size(rng):
    rows = int(rng.choice([342, 150, 442]))
    return Choice(
        "“Modern deep learning uses batches between 32 and 512.” Which example shows "
        "that this is not universal?",
        right="language models are trained with millions of tokens in a batch",
        wrong={
            "ImageNet networks are trained with 256 images in a batch": "256 lies "
            "within the range.",
            f"a linear regression uses all of its {rows} rows": f"{rows} lies within "
            "the range, and it is no deep network.",
            "none: the range is universal": "Which models are the largest today, and "
            "what is in their batches?",
        },
        why="The useful size depends on the noise of the gradient, so on the problem.",
    )


SAYINGS = (  # what is said, how well it is known, and three wrong grades
    ("larger batches generalize worse", "contested", "true", "false", "contested"),
    ("powers of two are faster", "folklore", "true", "folklore", "true"),
    (
        "accumulation equals one large batch",
        "exact for means over rows",
        "true",
        "only nearly, always",
        "exact for any network",
    ),
)


@item("Q2.6", source="BAT-25, FAQ-03")
def three_sayings(rng):
    drawn = [SAYINGS[k] for k in rng.permutation(3)]
    asked = "; ".join(f"({k}) {grade[0]}" for k, grade in enumerate(drawn, 1))
    right, naive, strict, loose = (
        "; ".join(grade[k] for grade in drawn) for k in (1, 2, 3, 4)
    )
    return Choice(
        f"How well are these known? {asked}.",
        right=right,
        wrong={
            naive: "One of them has studies on both sides, one depends on the machine.",
            strict: "On generalization studies find both; and a sum of parts is exact "
            "up to rounding.",
            loose: "Time sizes 60 to 68 on your machine. And batch normalization makes "
            "the rows of a batch see each other.",
        },
        why="One is a matter of evidence, one of hardware, one of algebra.",
    )


updates_of_an_epoch = sums.updates_of_an_epoch
mean_of_means = sums.mean_of_means
the_scaling_rule = sums.the_scaling_rule
a_shuffle_that_does_nothing = sums.a_shuffle_that_does_nothing
the_data_twice = sums.the_data_twice
