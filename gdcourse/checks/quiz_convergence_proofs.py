"""Lesson 03: its exit quiz."""

from math import ceil, log, log1p

from gdcourse.checks.quiz import Choice, Numbers, item


def updates(kappa: float, eps: float) -> int:
    """Updates with the rate 1/L from (1, 1) on ½(x² + κy²): distance down to eps."""
    return 1 if kappa == 1 else ceil(log(eps * 2**0.5) / log1p(-1 / kappa) - 1e-9)


@item("Q4.1", source="CNV-07, INT-04")
def a_theorem_with_three_faults(rng):
    return Choice(
        "“If f is L-Lipschitz and μ-strongly convex, gradient descent with a constant "
        "step gives f(x_k) − f* = O(1/k).” Which of these is not a fault of it?",
        right="the step is constant",
        wrong={
            "f is Lipschitz instead of ∇f": "It is a fault: the proof needs a bound "
            "on the change of the gradient, not of f.",
            "no function on ℝ has both properties": "It is a fault: far out a parabola "
            "lies above every straight line.",
            "the rate is too slow for these words": "It is a fault: strong convexity "
            "with a Lipschitz ∇f gives a linear rate.",
        },
        why="Constant steps up to 1/L are what the repaired theorem uses.",
    )


@item("Q4.2", source="CNV-12, CNV-13")
def two_condition_numbers(rng):
    kappa = int(rng.choice([500, 1000, 2000]))
    there, twice = updates(kappa, 1e-6), updates(2 * kappa, 1e-6)
    return Numbers(
        "Gradient descent with the rate 1/L walks on ½(x² + κy²) from (1, 1) until "
        "the distance is a millionth of the first one. By which factor does the number "
        f"of updates grow from κ = {kappa:,} to {2 * kappa:,}, and by which from "
        f"κ = 1 to {kappa:,}? (To 3 %.)",
        key=(twice / there, float(there)),
        wrong={
            (2.0, float(kappa)): "The first is right. But at κ = 1 one update is "
            "enough: what is κ · ln(1/ε) divided by 1?",
            (2**0.5, float(there)): "√κ is the rate of momentum. Here it is κ itself.",
            (4.0, float(there)): "The factor is 1 − 1/κ, and its logarithm about −1/κ.",
            (2.0, kappa * 6.0): "The logarithm is the natural one: ln 10⁶ = 13.8.",
        },
        why=f"Large κ: about κ · ln(1/ε) updates, {there:,} here. At κ = 1: one.",
        rtol=0.03,
    )


@item("Q4.3", source="CNV-05, CNV-15, INT-04")
def one_more_digit(rng):
    kappa = int(rng.choice([50, 100, 200]))
    more = ceil(log(10) / -log1p(-1 / kappa) - 1e-9)
    return Numbers(
        "ε becomes ε/10. By which factor does the bound on the number of updates grow "
        "(a) for f(x_k) − f* ≤ ε, f convex? (b) How many updates are added for "
        f"‖x_k − x*‖ ≤ ε, f strongly convex with κ = {kappa}, at the rate 1/L? "
        "(c) By which factor for ‖∇f‖ ≤ ε, f not convex? (To 2 %.)",
        key=(10.0, float(more), 100.0),
        wrong={
            (10.0, float(more), 10.0): "(c) The sum bounds ‖∇f‖², and ε is squared.",
            (10.0, 10.0, 100.0): "(b) Each update keeps 1 − 1/κ of the distance: how "
            "many make a tenth?",
            (10.0, log(10), 100.0): "(b) ln 10 is the digit. What does κ make of it?",
            (10.0, kappa * log(10) / 2, 100.0): "(b) Half: that is the rate 2/(L + μ).",
            (10.0, 10.0, 10.0): "Three theorems, three prices. Write down each bound.",
            (100.0, float(more), 100.0): "(a) The gap falls like 1/k, not like 1/√k.",
        },
        why=f"1/k: ten times as many. Linear: {more} more. 1/ε²: a hundred times.",
        rtol=0.02,
    )


@item("Q4.4", source="CNV-06")
def a_flat_valley(rng):
    rows = int(rng.choice([20, 30, 40]))
    return Choice(
        f"Least squares with {rows} rows and 6 features, two of which are copies of "
        "others. How fast does gradient descent with the rate 1/L lower the loss?",
        right="linearly: the smallest eigenvalue above 0 sets the rate",
        wrong={
            "like 1/k: the Hessian has an eigenvalue 0": "No gradient ever points into "
            "the flat directions. What happens in the others?",
            "it does not converge: there is no single minimum": "The loss converges; "
            "the start decides at which of the minima.",
            "linearly: the eigenvalue 0 sets the rate": "Then the factor would be 1.",
        },
        why="Least squares satisfies the PL inequality, with or without full rank.",
    )


@item("Q03.1", source="FND-11")
def a_sure_decrease(rng):
    L, norm = float(rng.choice([2, 4, 8])), float(rng.choice([2, 3, 4]))
    rate = float(rng.choice([0.25, 1.5])) / L
    sure = rate * (1 - L * rate / 2) * norm**2
    return Numbers(
        f"∇f is Lipschitz with L = {L:g}, the gradient at x has the length {norm:g}. "
        f"By how much does one step with the rate {rate:g} lower f, at the least?",
        key=sure,
        wrong={
            rate * norm**2: "That is the tangent's promise. Curvature takes some back.",
            sure / norm**2: "The length of the gradient counts, squared.",
            sure / norm: "The length of the gradient enters squared.",
            norm**2 / (2 * L): "That belongs to the rate 1/L.",
        },
        why="The descent lemma: α(1 − Lα/2)‖∇f(x)‖².",
    )


@item("Q03.2", source="CNV-05")
def the_slowest_function(rng):
    L, R, k = (float(rng.choice(some)) for some in ([1, 2, 4], [2, 3], [10, 20, 50]))
    return Numbers(
        f"f is convex, ∇f is Lipschitz with L = {L:g}, the start is {R:g} away from a "
        f"minimum. What is the largest gap f(x_k) − f* that k = {k:g} steps with the "
        "rate 1/L can leave?",
        key=L * R**2 / (4 * k + 2),
        wrong={
            L * R**2 / (2 * k): "True, but no function attains this bound.",
            L * R**2 / (4 * k): "Very near: one more in the denominator. Try k = 0.",
            L * R**2 / (k + 1): "This falls too slowly. Which function is the slowest?",
            L * R / (4 * k + 2): "The distance enters squared.",
        },
        why="LR²/(4k + 2): a Huber function attains it.",
        rtol=1e-4,
    )


@item("Q03.3", source="CNV-08, LR-12")
def the_best_constant_rate(rng):
    mu, L = ((1.0, 9.0), (2.0, 8.0), (1.0, 3.0), (4.0, 16.0))[int(rng.integers(4))]
    rho = (L - mu) / (L + mu)
    return Numbers(
        f"All curvatures of a bowl lie between {mu:g} and {L:g}. Which constant rate "
        "promises the most, and which part of the distance may be left after a step?",
        key=(2 / (mu + L), rho),
        wrong={
            (1 / L, 1 - mu / L): "A good rate. But a larger one helps the flat side.",
            (1 / (mu + L), L / (mu + L)): "Half of it: the factors are not yet equal "
            "in size.",
            (2 / L, 1.0): "At 2/L the steep side swings forever.",
            (2 / (mu + L), rho**2): "Squared, it is the factor of the gap in f.",
        },
        why="At 2/(μ + L) both ends have the factor (L − μ)/(L + μ) in size.",
    )


@item("Q03.4", source="FND-05, BAT-07")
def nowhere_to_arrive(rng):
    rows = int(rng.choice([10, 50, 200]))
    return Choice(
        f"A line separates {rows} labeled points without error. Gradient descent with "
        "a stable rate fits a logistic regression to them, with no penalty. What do "
        "the weights do?",
        right="they grow without end, like log k",
        wrong={
            "they converge, since the loss is convex": "Convex is not enough: does "
            "this loss have a minimum at all?",
            "they diverge: the rate is too large": "The loss goes down at every step. "
            "No rate would give the weights a limit.",
            "they swing around the minimum": "There is none: longer is always better.",
        },
        why="The loss falls toward 0 and never has it: no minimum, no limit.",
    )


@item("Q03.5", source="CNV-19")
def what_a_refusal_means(rng):
    word = str(rng.choice(["multipliers", "assumptions"]))
    return Choice(
        f"The engine refuses a proof: with these {word} a square has a coefficient "
        "below 0. What is certain?",
        right="this sum does not prove the claim, and no more",
        wrong={
            "the claim is false": "Another sum may prove it. Only a counterexample "
            "refutes a claim.",
            "the method does not converge": "The engine knows no runs, only sums.",
            "rounding has spoiled a sign": "The engine computes with exact numbers.",
        },
        why="To refute, show a function. To prove, show a sum.",
    )
