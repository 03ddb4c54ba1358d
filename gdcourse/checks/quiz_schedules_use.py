"""Lesson 10: its exit quiz, schedules in use."""

import math

from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q10.5", source="SCH-28, SCH-08")
def used_last(rng):
    T, lr = int(rng.choice([10, 50, 100])), float(rng.choice([0.1, 0.2]))
    last = lr * (1 + math.cos(math.pi * (T - 1) / T)) / 2
    before = lr * (1 + math.cos(math.pi * (T - 2) / T)) / 2
    return Numbers(
        f"A cosine from {lr:g} to 0 with T = {T}, in a loop over k = 0, …, {T - 1}. "
        "Which rate has the last update? (To 1 %.)",
        key=last,
        wrong={
            0.0: f"0 stands at k = {T}, and the loop has ended before.",
            lr / T: "A straight line would leave that. The wave is flat at its end.",
            before: f"That is the last but one: the last k is {T - 1}.",
        },
        why="One update before the end: small, not 0. So the last update moves, too.",
        rtol=0.01,
    )


@item("Q10.6", source="SCH-21")
def one_cycle(rng):
    T, peak = int(rng.choice([50, 100, 200])), float(rng.choice([0.5, 1.0, 2.0]))
    top, first = round(0.3 * T) - 1, peak / 25
    return Numbers(
        f"One cycle as torch counts: {T} updates, max_lr = {peak:g}, pct_start = 0.3, "
        "div_factor = 25, final_div_factor = 10,000. The k of the peak, the first "
        "rate and the last one?",
        key=(top, first, first / 1e4),
        wrong={
            (top + 1, first, first / 1e4): "The share of the updates counts the one at "
            "k = 0, too.",
            (top, first, peak / 1e4): "The last rate is the first one divided by "
            "10,000, not the peak.",
            (top, peak, first / 1e4): "It begins low: the peak divided by div_factor.",
            (T // 2 - 1, first, first / 1e4): "The rise takes pct_start of the run, "
            "not half of it.",
        },
        why="Up for 30 % of the updates, then down, far below the start.",
    )


@item("Q10.7", source="SCH-17, SCH-18")
def mechanism(rng):
    start = int(rng.choice([3, 4, 5, 6]))
    sharp = 3 * start**2 + 1
    return Choice(
        f"f = x⁴/4 + x²/2 from {start}. With a warmup a larger peak works. Why?",
        right=f"f″ falls from {sharp} to 1 along the run, and the limit 2/f″ rises",
        wrong={
            "the first gradients are noisy, and small steps average the noise": "There "
            "is no noise here: f is given exactly.",
            "small steps at first always end lower": "Without warmup, a small constant "
            "rate arrives, too. What changes is how large a peak is borne.",
            f"f″ rises from 1 to {sharp} along the run": f"f″ = 3x² + 1 is {sharp} "
            "where the run begins, and 1 at the minimizer.",
        },
        why="Warmup waits, with small steps, until the curvature has fallen.",
    )


@item("Q10.8", source="TUN-02")
def finder(rng):
    seeds = int(rng.choice([10, 20, 50]))
    return Choice(
        f"A range test of least squares, repeated with {seeds} seeds. Which rule gives "
        "nearly the same rate each time, and one that trains well?",
        right="a tenth or a third of the rate with the lowest smoothed loss",
        wrong={
            "a tenth of the rate where the loss falls fastest": "The steepest point "
            "wanders over a factor of several hundred: noise decides.",
            "the rate with the lowest smoothed loss, undivided": "It is above the "
            "stability limit: what grows there takes some updates to show.",
            "the largest rate that was tried": "The test ends where the loss explodes.",
        },
        why="The minimum stays near the limit 2/L for every seed; divide it.",
    )


@item("Q10.9", source="SCH-27, CODE-21, MOM-03")
def lost_velocity(rng):
    beta, lr = float(rng.choice([0.5, 0.8, 0.9])), 0.1
    kept = lr * (1 + beta + beta**2)
    return Numbers(
        f"v ← {beta:g}v + g, x ← x − 0.1v, and always g = 1. How long is the third "
        "step if the optimizer is kept? And if it is made anew before every step? "
        "(To 1 %.)",
        key=(kept, lr),
        wrong={
            (kept, kept): "v is a part of the optimizer. A new one begins at v = 0.",
            (lr, lr): "Kept, v has added up three gradients.",
            (3 * lr, lr): "Older gradients count β and β² only.",
            (kept, 0.0): "A new velocity is 0 before it takes in g, and g after.",
        },
        why="Made anew, it is plain gradient descent: change lr, keep v.",
        rtol=0.01,
    )


@item("Q10.10", source="SCH-25, SCH-03, SCH-29")
def looks(rng):
    epochs = int(rng.choice([10, 20, 30]))
    return Choice(
        f"A table says of step decay (every {epochs} epochs): adapts to progress. What "
        "does it look at?",
        right="at the time alone: the same rates for every loss curve",
        wrong={
            "at the loss: it drops when the loss stands still": "That is reduce on "
            "plateau. Step decay sees a counter.",
            "at the gradient: it drops when that is small": "No gradient stands in "
            "α₀ γ^⌊k/s⌋.",
            f"at the best of the last {epochs} epochs": "It keeps no loss at all.",
        },
        why="It adapts to k. Reduce on plateau is the one that watches the loss.",
    )


@item("Q10.11", source="MIS-01, SCH-01")
def too_large(rng):
    ratio, s = int(rng.choice([3, 5, 9])), int(rng.choice([5, 10, 20]))
    halvings = math.floor(math.log2(ratio / 2)) + 1
    factor = abs(1 - ratio / 2**halvings)
    growth = abs(ratio - 1)
    return Numbers(
        f"f = ½L x², the rate begins at {ratio}/L and is halved after every {s} "
        "updates. By which factor does |x| change in the first update? At which k is "
        "the first update that makes it smaller? And by which factor does this one "
        "change it?",
        key=(growth, halvings * s, factor),
        wrong={
            (growth, 0, growth): "Above 2/L every update makes |x| larger, falling "
            "rate or not.",
            (
                growth,
                math.ceil(math.log2(ratio)) * s,
                abs(1 - ratio / 2 ** math.ceil(math.log2(ratio))),
            ): "Below 2/L is enough: 1/L is the best rate, not the limit.",
            (ratio, halvings * s, ratio / 2**halvings): "The factor is |1 − αL|.",
        },
        why="A schedule cures a rate above 2/L only when it has fallen below.",
    )
