"""Lesson 09: questions of its exit quiz about schedules, zeros and the search."""

from math import exp

from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q09.7", source="WD-10")
def total(rng):
    T, lr = int(rng.choice([1000, 2000])), float(rng.choice([0.001, 0.002]))
    strength = float(rng.choice([0.1, 0.2]))
    area = T * lr * strength
    return Numbers(
        f"AdamW, α = {lr:g}, λ = {strength:g}, {T:,} updates. By which factor has a "
        "weight without a gradient shrunk at a constant rate, and by which if the rate "
        "falls from α to 0 like a half cosine? (To 0.1 %.)",
        key=(exp(-area), exp(-area / 2)),
        wrong={
            (exp(-area), exp(-area)): "What counts is the sum of all rates. The mean "
            "of a half cosine is α/2.",
            (exp(-area / 2), exp(-area)): "These two are exchanged: the falling rate "
            "shrinks less.",
            (exp(-area), exp(-2 * area / 3.141592653589793)): "2/π is the mean of a "
            "quarter wave. From α to 0 along ½(1 + cos) it is ½.",
            (1 - lr * strength, 1 - lr * strength / 2): "That is one update. There "
            f"are {T:,}.",
        },
        why="Π(1 − α_kλ) is near exp(−λ Σα_k): λ means something with Σα alone.",
    )


@item("Q09.8", source="WD-06")
def half_the_rate(rng):
    kept = float(rng.choice([0.49, 0.64, 0.36]))
    return Numbers(
        f"After a run of AdamW a weight without a gradient has kept the part {kept:g} "
        "of its size. The run is repeated with half of α. Which part does it keep in "
        "torch, and which by the paper's rule, whose decay is λ times the schedule "
        "alone? (To 0.5 %.)",
        key=(kept**0.5, kept),
        wrong={
            (kept, kept): "torch multiplies λ by α: half the rate is half the decay.",
            (kept, kept**0.5): "These two are exchanged: in torch the decay is αλ.",
            (kept / 2, kept): "Half of the rate halves what is taken away, in logs: "
            "a square root.",
            ((1 + kept) / 2, kept): "Near, but the factors multiply: take the root.",
            (kept**2, kept): "With half the rate less is lost, not more.",
        },
        why="In torch tuning α changes the decay, too; in the paper it does not.",
        rtol=0.005,
    )


@item("Q09.9", source="WD-02")
def soft(rng):
    lr, strength = float(rng.choice([0.1, 0.5])), float(rng.choice([2, 4]))
    near = lr * strength / 2
    far = -3 * lr * strength
    return Numbers(
        f"After the step down the smooth part two weights are at {near:g} and {far:g}. "
        f"The penalty is λ(|w₁| + |w₂|), λ = {strength:g}, α = {lr:g}. Where does the "
        "proximal step put them?",
        key=(0.0, far + lr * strength),
        wrong={
            (0.0, far): "That is a hard threshold: who survives is pulled, too.",
            (0.0, far - lr * strength): "Pulled away from 0: the sign is turned.",
            (near - lr * strength, far + lr * strength): "It stops at 0 and does not "
            "jump across: that is the subgradient's way.",
            (near, far): "Both are pulled toward 0 by αλ, if they can.",
            (0.0, min(0.0, far + strength)): "The threshold is αλ, not λ.",
        },
        why="Toward 0 by αλ, and no further: so zeros are exact.",
    )


@item("Q09.10", source="WD-02")
def no_zeros(rng):
    n = int(rng.choice([1000, 20_000, 100_000]))
    return Choice(
        f"Lasso, ½‖Xw − y‖²/N + λ‖w‖₁. {n:,} subgradient steps have left not one "
        "weight at exactly 0. Why?",
        right="near 0 each step is at least α(λ − |slope|) long: it jumps across",
        wrong={
            "λ is too small for zeros": "The proximal step finds zeros with this λ.",
            "the subgradient of |w| does not exist at 0": "At 0 every number from −1 "
            "to 1 is one. The steps just never land there.",
            "too few steps": "More steps bring it nearer to 0, never onto it.",
        },
        why="λ·sign(w) does not fade at 0. The proximal step stops there.",
    )


@item("Q09.11", source="WD-12")
def two_updates(rng):
    lr, strength = float(rng.choice([0.1, 0.2])), float(rng.choice([0.5, 1]))
    beta = float(rng.choice([0.5, 0.9]))
    a = lr * strength
    joined = 1 - a - a * (beta + 1 - a)
    averaged = 1 - a * (1 - beta)
    averaged -= a * (beta * (1 - beta) + (1 - beta) * averaged)
    return Numbers(
        f"torch's SGD(lr={lr:g}, momentum={beta:g}, weight_decay={strength:g}): the "
        "weight is 1, the data gradient 0. Where is it after two updates, exactly?",
        key=joined,
        wrong={
            (1 - a) ** 2: "That is decay beside the step. torch adds λw to the "
            "gradient, so it enters the velocity.",
            1 - 2 * a: "The second update uses the new weight and the old velocity.",
            averaged: "torch's velocity is a sum, βv + g, not an average.",
            1 - a - a * (beta + 1): "The second gradient is λ times the new weight.",
        },
        why="v = λ, then v = βλ + λ(1 − αλ): the decay gathers speed.",
        rtol=1e-6,
    )


@item("Q09.12", source="WD-11, WD-10")
def search(rng):
    factor = int(rng.choice([3, 10, 30]))
    return Choice(
        f"A good pair (α, λ) of AdamW is known, as torch writes it. α is to become "
        f"{factor} times smaller, with as many steps. Which λ leaves the total shrink "
        "of an idle weight as it was?",
        right=f"{factor} λ: the total hangs on αλ times the number of steps",
        wrong={
            "λ: in AdamW the decay has nothing to do with α": "In the paper's form it "
            "has not. torch multiplies λ by α.",
            f"λ/{factor}: less rate, less decay": f"Then α·λ falls {factor}² times.",
            "none: the two cannot be tuned apart": "For an idle weight the product "
            "is all that counts.",
        },
        why="Π(1 − αλ) ≈ exp(−αλT). Keep αλT, and state all three.",
    )
