"""Lesson 06: questions of its exit quiz about means, searches, streams and regret."""

import numpy as np

from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q06.7", source="BAT-17")
def means_are_quieter(rng):
    lr, n = float(rng.choice([0.1, 0.2])), int(rng.choice([2_000, 5_000, 10_000]))
    sigma = float(rng.choice([1, 2]))
    floor = lr * sigma**2 / (2 - lr)
    return Numbers(
        f"½x², noise of variance {sigma**2:g} in each gradient, the constant "
        f"rate {lr:g}. In the end x has the variance {floor:.3g}. Which variance has "
        f"the mean of {n:,} iterates in a row? (To 5 %.)",
        key=sigma**2 / n,
        wrong={
            floor / n: "That holds for independent numbers. Neighbors here are nearly "
            "equal.",
            floor: "Ups and downs cancel in a mean.",
            floor / n**0.5: "A deviation falls like 1/√n, a variance like 1/n.",
        },
        why="Nearly, x̄ = −mean of the noise/a: σ²/(a²n), whatever the rate.",
        rtol=0.05,
    )


@item("Q06.8", source="LS-06, LS-08")
def sufficient_for_whom(rng):
    size = int(rng.choice([8, 16, 32]))
    return Choice(
        f"Backtracking on the loss of a batch of {size} rows accepts a step: Armijo's "
        "condition holds. What is sure?",
        right="the loss of this batch has fallen",
        wrong={
            "the loss over all rows has fallen": "The condition never saw the other "
            "rows. Count how often their loss rises.",
            "the loss of the next batch has fallen": "That one has other rows.",
            "the loss over all rows falls on average": "Near the minimum the batch "
            "pulls elsewhere, and search gives it a whole step.",
        },
        why="A search promises something about one function: the one that it asked.",
    )


@item("Q06.9", source="OCO-01, BAT-15")
def one_fixed_point(rng):
    played = rng.permutation([0.0, 1.0, 2.0, 1.0])
    targets = rng.permutation([0.0, 1.0, 1.0, 6.0]) + float(rng.choice([1, 3]))
    paid = float(np.sum((played - targets) ** 2))
    fixed = float(np.sum((targets - targets.mean()) ** 2))
    points, seen = (", ".join(f"{z:g}" for z in them) for them in (played, targets))
    return Numbers(
        f"Four rounds with the losses (x − z)². The points {points} were played, then "
        f"the targets {seen} were shown. What is the regret?",
        key=paid - fixed,
        wrong={
            paid: "That compares with the best point of each round. Regret takes one "
            "fixed u for all rounds.",
            paid - float(np.sum(targets**2)): "That compares with u = 0. Which u has "
            "the least total?",
            (paid - fixed) / 4: "That is the regret per round.",
            paid - float(np.sum((targets - targets[-1]) ** 2)): "The last target is "
            "one round's taste. u answers for all of them.",
        },
        why=f"{paid:g} was paid; the best fixed u = {targets.mean():g} pays {fixed:g}.",
    )


@item("Q06.10", source="OCO-02, OCO-03")
def what_sublinear_means(rng):
    c = float(rng.choice([2, 3, 5]))
    return Choice(
        f"For every stream of convex losses the regret is at most {c:g}√T. What "
        "follows for T → ∞?",
        right="the regret per round ends at or below 0",
        wrong={
            "the regret itself tends to 0": f"{c:g}√T grows. Divide by T.",
            "the points x_t converge to the best fixed u": "The losses may go on "
            "changing, and the points with them.",
            "in each round the loss is nearly the least": "u is fixed too: it may be "
            "poor in many rounds.",
        },
        why=f"R_T/T ≤ {c:g}/√T. Of a point this says something only for the mean.",
    )


@item("Q06.11", source="BAT-05, BAT-15")
def price_of_a_stream(rng):
    T = int(rng.choice([99, 199, 999]))
    return Numbers(
        f"{T} rows arrive one by one. After each, (a) one update on the new row; "
        "(b) one update of batch descent on all rows so far. How many gradients of "
        "rows does each way take?",
        key=(float(T), T * (T + 1) / 2),
        wrong={
            (float(T), float(T)): "A batch of t rows costs t gradients.",
            (float(T), T * (T - 1) / 2): "After each row: is it in the batch already?",
            (float(T), float(T * T)): "Not all rows are there from the beginning.",
            (1.0, float(T)): "That is the bill of the last round.",
        },
        why="T against 1 + 2 + … + T: possible, but dear.",
    )
