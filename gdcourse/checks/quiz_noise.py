"""Lesson 06: its exit quiz."""

import numpy as np

from gdcourse.checks import quiz_noise_online as online
from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q06.1", source="BAT-12")
def the_floor(rng):
    a, reach = float(rng.choice([1, 2, 4])), float(rng.choice([0.4, 1.2, 1.5]))
    sigma, lr = float(rng.choice([1, 2, 3])), reach / a
    return Numbers(
        f"½ax² with a = {a:g}, and noise of variance {sigma**2:g} in each gradient. "
        f"With the constant rate {lr:g}, which variance has x in the end? (To 1 %.)",
        key=lr * sigma**2 / (a * (2 - reach)),
        wrong={
            lr * sigma**2 / (2 * a): "Nearly, where αa is small. Square the whole "
            "update: what becomes of (αa)²?",
            lr**2 * sigma**2: "That is what one update adds. What is left of the kicks "
            "before?",
            0.0: "At the minimum, too, every update adds a new kick.",
        },
        why="v = (1 − αa)²v + α²σ², so v = ασ²/(a(2 − αa)).",
        rtol=0.01,
    )


@item("Q06.2", source="BAT-17, SCH-07")
def both_promises(rng):
    power = float(rng.choice([0.6, 0.7, 0.8]))
    quick = str(rng.choice(["0.9ᵏ", "0.99ᵏ", "e^(−k/10)"]))
    return Choice(
        "A first rate is multiplied by one of these, for k = 1, 2, …: (1) 1/k; "
        f"(2) 1/√k; (3) k^(−{power}); (4) {quick}; (5) 1. Which have Σα = ∞ and "
        "Σα² < ∞?",
        right="1 and 3",
        wrong={
            "1, 2, 3 and 4": "To fall is not enough: one of these has a finite Σα, "
            "another an infinite Σα².",
            "1, 2 and 3": "The squares of (2) are 1/k. Does their sum end?",
            "1, 3 and 4": "Σα of (4) is a geometric series: the whole way is finite.",
            "1 alone": f"Compare with an integral: {power} is below 1, and "
            f"{2 * power:g} is above.",
        },
        why="k^(−p) keeps both promises for ½ < p ≤ 1.",
    )


@item("Q06.3", source="SCH-06")
def it_stops_short(rng):
    lr, kept = float(rng.choice([0.2, 0.3, 0.5])), float(rng.choice([0.5, 0.7, 0.8]))
    far = float(np.prod(1 - lr * kept ** np.arange(400)))
    return Numbers(
        f"½x² from x₀ = 1, without noise, and the rate {lr:g} · {kept:g}ᵏ for "
        "k = 0, 1, 2, … Where does x end? A loop of 100 updates tells. (To 0.5 %.)",
        key=far,
        wrong={
            0.0: "All the rates together are finite. Take the log of the product.",
            float(np.exp(-lr / (1 - kept))): "That is e^(−Σα), the limit of short "
            "steps. Each factor is 1 − α, which is less than e^(−α).",
            far / (1 - lr): "The first factor is missing: k begins at 0.",
        },
        why="x ends at Π(1 − α_k), which is above 0 wherever Σα < ∞ and α_k < 1.",
        rtol=0.005,
    )


@item("Q06.4", source="SCH-07")
def too_small_a_first_rate(rng):
    power, a = float(rng.choice([0.2, 0.25, 0.4])), float(rng.choice([1, 2]))
    return Numbers(
        f"½ax² with a = {a:g}, without noise, and the rate {power / a:g}/k in update "
        "k = 1, 2, … Many updates have been made. How many times as many does it take "
        "until |x| is 10 times smaller? (To 1 %.)",
        key=10 ** (1 / power),
        wrong={
            10.0: "O(1/k) needs a first rate that is large enough. What is Σ α_k a, "
            "up to k?",
            100.0: "It is slower than that. Σ 1/k grows like ln k.",
            1 / power: "That is the exponent. 10 to which power?",
        },
        why=f"|x| falls like k^(−α₀a) = k^(−{power:g}): both promises kept, and slow.",
        rtol=0.01,
    )


@item("Q06.5", source="BAT-16")
def rows_and_weights(rng):
    d = int(rng.choice([40, 100, 200]))
    many = bool(rng.integers(2))
    n = 3 * d if many else d // 2
    ends = "it sinks to 0, at a linear rate", "it hovers above its minimum"
    right, wrong = ends[many], ends[1 - many]
    reason = (
        "There are more rows than weights: at the best weights most rows still pull."
        if many
        else "There are more weights than rows: at the best weights no row pulls."
    )
    return Choice(
        f"Least squares with {n} random rows, {d} weights and noisy targets; one row "
        "per update, at a small constant rate. What does the loss do?",
        right=right,
        wrong={
            wrong: reason,
            "it falls for a while, then it diverges": "A small rate bounds each step. "
            "What is left of a row's gradient at the best weights?",
            "it stops above its minimum, and x rests there": "To rest, every row must "
            "have the gradient 0 there.",
        },
        why="What counts is each row's gradient at the best weights: 0 or not.",
    )


@item("Q06.6", source="LS-08")
def exact_for_one_sample(rng):
    low, apart = float(rng.choice([0, 1, 2])), float(rng.choice([6, 8, 10]))
    return Numbers(
        f"f is the mean of ½(x − {low:g})² and ½(x − {low + apart:g})². Each update "
        "draws one of the two, evenly, and takes the exact step for that one. How far "
        "is x from the minimum of f in the end, and how far after a step with exact "
        "search on f itself?",
        key=(apart / 2, 0.0),
        wrong={
            (0.0, 0.0): "Exact for which function? A drawn half has a minimum of its "
            "own.",
            (apart, 0.0): "The minimum of f lies in the middle of the two.",
            (apart / 2, apart / 2): "Search on f knows both halves, and one step is "
            "exact on a parabola.",
        },
        why="The point jumps between two minima for ever. Falling rates would settle.",
    )


means_are_quieter = online.means_are_quieter
sufficient_for_whom = online.sufficient_for_whom
one_fixed_point = online.one_fixed_point
what_sublinear_means = online.what_sublinear_means
price_of_a_stream = online.price_of_a_stream
