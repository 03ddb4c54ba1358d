"""Lesson 07: its exit quiz."""

from gdcourse.checks import quiz_momentum_rates as rates
from gdcourse.checks.quiz import Choice, Numbers, item
from gdcourse.checks.start_here_runs import listing_run


@item("Q3.1", source="MOM-07, PRB-03, INT-03")
def a_constant_push(rng):
    beta, n = float(rng.choice([0.8, 0.9])), int(rng.choice([4, 5, 6]))
    speeds = [(1 - beta**i) / (1 - beta) for i in range(1, n + 1)]
    limit, ahead = 1 / (1 - beta), sum(speeds) / n
    return Numbers(
        f"v = {beta:g}v + g, x = x − αv, from rest, and the gradient is always g. What "
        f"is v/g after {n} updates? Where does v/g tend? How many times as far as "
        f"gradient descent have these {n} updates led? (To 1 %.)",
        key=(speeds[-1], limit, ahead),
        wrong={
            (float(n), limit, ahead): "The older gradients are discounted: the second "
            f"counts {beta:g}, the third {beta**2:g}.",
            (speeds[-1] * (1 - beta), 1.0, ahead * (1 - beta)): "That is an average. "
            "The new gradient enters whole here: a sum.",
            (speeds[-2], limit, ahead): "That velocity is one update old.",
            (speeds[-1], limit, limit): "The gain of the limit holds late. Add up the "
            f"{n} velocities.",
        },
        why="A geometric series: (1 − βⁿ)/(1 − β). The gain comes slowly.",
        rtol=0.01,
    )


@item("Q3.2", source="MOM-03, INT-03")
def a_drop_of_the_rate(rng):
    beta, drop = float(rng.choice([0.8, 0.9])), float(rng.choice([5, 10, 20]))
    inside = beta + (1 - beta) / drop
    return Numbers(
        f"On a straight slope the velocity of β = {beta:g} has settled. Now the "
        f"learning rate becomes {drop:g} times smaller. How long is the very next step "
        "with the rate outside the velocity, and with the rate inside? (Unit: the step "
        "before. To 1 %.)",
        key=(1 / drop, inside),
        wrong={
            (1 / drop, 1 / drop): "For a constant rate the two are one method. Here "
            "the rate changes: which velocity remembers the old one?",
            (inside, 1 / drop): "These two are exchanged: where has the old rate "
            "already been multiplied in?",
            (1.0, 1.0): "The new rate enters at once, at least for the new gradient.",
            (1 / drop, 1.0): "Nearly. The old velocity counts β, and one new gradient "
            "joins.",
        },
        why="Outside, every old gradient is rescaled; inside, each keeps its rate.",
        rtol=0.01,
    )


@item("Q3.3", source="MOM-07, INT-03")
def when_the_gain_is_real(rng):
    beta = float(rng.choice([0.8, 0.9, 0.95]))
    gain = 1 / (1 - beta)
    return Choice(
        f"“β = {beta:g} makes the steps {gain:g} times as long.” When is this true?",
        right=f"while the gradient stays the same, well after {gain:g} updates",
        wrong={
            "always: the factor stands in the rule": "At rest the first step is a step "
            "of gradient descent. The velocity must grow first.",
            "in the first updates, later it fades": "It is the other way round: the "
            "first step is no longer at all.",
            "where the gradient changes its sign in every update": "There the terms "
            f"cancel, and the gain is {1 / (1 + beta):.2f}.",
        },
        why="And only where αλ ≪ (1 − √β)²: otherwise the path swings.",
    )


@item("Q3.4", source="NAG-02, INT-03")
def what_one_over_k_squared_needs(rng):
    L = float(rng.choice([2, 5, 10]))
    return Choice(
        f"∇f is Lipschitz with L = {L:g}. Which words make the bound O(1/k²) of "
        "Nesterov's method a theorem?",
        right=f"f is convex, α ≤ {1 / L:g}, and β_k grows like k/(k + 3)",
        wrong={
            f"f is convex, α ≤ {1 / L:g}, and β = 0.9 in every update": "A constant β "
            "has a short memory: on the lesson's chain it ends as slow as descent.",
            f"α ≤ {1 / L:g}, and β_k grows like k/(k + 3)": "Without convexity "
            "there may be a saddle or a hill in the way.",
            f"f is convex, α < {2 / L:g}, and β_k grows like k/(k + 3)": "That "
            "range is gradient descent's. As β grows, the limit sinks to 4/(3L).",
        },
        why="Convex, smooth, α ≤ 1/L and a β_k that tends to 1 at the right pace.",
    )


@item("Q3.5", source="MOM-08, MOM-06, INT-03")
def without_friction(rng):
    lr = float(rng.choice([0.05, 0.1, 0.2]))
    return Choice(
        f"A heavy ball without any friction: β = 1 on ½x², with α = {lr:g}. What does "
        "it do?",
        right="it swings for ever and never gets narrower",
        wrong={
            "it arrives first: nothing brakes it": "Nothing brakes it at the minimum, "
            "either.",
            "it diverges: every swing is wider": "The determinant of one update is β: "
            "at 1 no area grows.",
            "it arrives, but later than with β = 0.9": "Then its swings would have to "
            "shrink. What takes the energy away?",
        },
        why="1 − β is the friction. Only friction lets the ball come to rest.",
    )


@item("Q3.6", source="CODE-17, MOM-01, INT-03")
def three_on_a_round_bowl(rng):
    runs = {
        "gradient descent": listing_run(),
        "Nesterov": listing_run(0.9, 0.9),
        "heavy ball": listing_run(0.9, cap=300),
    }
    plain, ahead, heavy = runs
    counts = [len(losses) - 1 for losses, _, _ in runs.values()]
    tol = str(rng.choice(["a millionth", "10⁻⁶", "0.000001"]))
    return Choice(
        "On (x − 2)² + (y − 3)² from 0, with α = 0.1 and β = 0.9: who is first to "
        f"use a gradient shorter than {tol}, who second, who last?",
        right=f"{plain}, {ahead}, {heavy}",
        wrong={
            f"{heavy}, {ahead}, {plain}": "The bowl is round: κ = 1. There is no "
            "valley to gain from, but a velocity that overshoots.",
            f"{ahead}, {heavy}, {plain}": "Looking ahead damps the swings, but what "
            "does a round bowl leave to gain?",
            f"{plain}, {heavy}, {ahead}": "Both overshoot. Which of the two brakes "
            "before the minimum?",
        },
        why="{} updates, {} and {}. At κ = 100 descent is the last.".format(*counts),
    )


limits = rates.limits
average = rates.average
tuned = rates.tuned
fly_by = rates.fly_by
noise_floor = rates.noise_floor
circles = rates.circles
