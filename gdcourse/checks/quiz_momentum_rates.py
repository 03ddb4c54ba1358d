"""Lesson 07: questions of its exit quiz about rates, limits and costs."""

from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q07.1", source="NAG-05, MOM-06")
def limits(rng):
    L, beta = float(rng.choice([1, 4, 10])), float(rng.choice([0.5, 0.8, 0.9]))
    plain, heavy = 2 / L, 2 * (1 + beta) / L
    ahead = heavy / (1 + 2 * beta)
    return Numbers(
        f"A bowl has the largest curvature {L:g}. Below which learning rate does "
        f"gradient descent converge, below which the heavy ball with β = {beta:g}, and "
        "below which Nesterov's method with this β? (Rate outside. To 1 %.)",
        key=(plain, heavy, ahead),
        wrong={
            (plain, plain, plain): "The velocity changes the limit: put the root −1 "
            "into z² − (1 + β − αL)z + β.",
            (plain, ahead, heavy): "The last two are exchanged: looking ahead makes "
            "the limit smaller.",
            (plain, plain * (1 - beta), ahead): "The heavy ball bears more than "
            "gradient descent, not less.",
            (plain, heavy, heavy): "Looking ahead multiplies the gradient's part by "
            "1 + 2β at the root −1.",
        },
        why="2/L, 2(1 + β)/L and 2(1 + β)/((1 + 2β)L).",
        rtol=0.01,
    )


@item("Q07.2", source="MOM-04, MOM-02")
def average(rng):
    beta, lr = float(rng.choice([0.8, 0.9, 0.95])), float(rng.choice([0.01, 0.02]))
    return Numbers(
        f"v = {beta:g}v + g, x = x − {lr:g}v. With which learning rates do the average "
        f"v = {beta:g}v + {1 - beta:.2g}g, x = x − αv, and the rate inside, v = "
        f"{beta:g}v − αg, x = x + v, walk the same path from rest?",
        key=(lr / (1 - beta), lr),
        wrong={
            (lr * (1 - beta), lr): "An average is shorter than the sum. Then its "
            "learning rate must be larger.",
            (lr, lr): "Write down the first step of the average: it is too short.",
            (lr / (1 - beta), lr / (1 - beta)): "Inside, the gradients are summed as "
            "they are outside. Write down the first step.",
        },
        why="Constant rates: outside = inside = average · (1 − β).",
    )


@item("Q07.3", source="MOM-05, MOM-14")
def tuned(rng):
    root = float(rng.choice([4, 9, 10, 29]))
    rate = (root - 1) / (root + 1)
    return Numbers(
        f"A quadratic with κ = {root**2:g}. Which β is the best for the heavy ball "
        "with its best learning rate, and which part of the distance does an update "
        "leave in the long run? (To 0.5 %.)",
        key=(rate**2, rate),
        wrong={
            (rate, rate): "That β belongs to Nesterov's method. The roots of the heavy "
            "ball have the size √β.",
            (rate, rate**2): "These two are exchanged: a root has the size √β.",
            (0.9, rate): "0.9 is a habit. Which κ would make it the best?",
            (rate**2, (root**2 - 1) / (root**2 + 1)): "That is gradient descent's "
            "part. Momentum has √κ in place of κ.",
        },
        why="Both end curvatures are damped critically: β = ((√κ − 1)/(√κ + 1))².",
        rtol=0.005,
    )


@item("Q07.4", source="STP-06, CODE-15")
def fly_by(rng):
    a, beta = float(rng.choice([4, 5, 8])), float(rng.choice([0.5, 0.8, 0.9]))
    start = float(rng.choice([1, 2, 3]))
    return Numbers(
        f"f(x) = {a / 2:g}x² from x₀ = {start:g}: v = {beta:g}v + g, "
        f"x = x − {1 / a:g}v, from rest. What are x₁ and x₂?",
        key=(0.0, -beta * start),
        wrong={
            (0.0, 0.0): "The gradient at x₁ is 0, but the velocity is not.",
            (0.0, beta * start): "The velocity points the way the ball came: it goes "
            "on to the other side.",
            (0.0, -start): "Without a gradient the velocity shrinks by the factor β.",
        },
        why="A fly-by: a small gradient alone does not show that a run has arrived.",
    )


@item("Q07.5", source="MOM-12")
def noise_floor(rng):
    beta = float(rng.choice([0.8, 0.9, 0.95]))
    gain = 1 / (1 - beta)
    return Numbers(
        f"Noisy gradients on ½x², a small constant rate α. By which factor does β = "
        f"{beta:g} change the variance that stays in the end (a) at the same α, (b) at "
        f"{1 - beta:.2g} · α? (Rate outside. To leading order in α.)",
        key=(gain, 1.0),
        wrong={
            (1 / gain, 1.0): "Smoother directions, but longer steps: at the same α the "
            "point wanders more.",
            (1.0, 1.0): "The gain 1/(1 − β) belongs to the noise, too.",
            (1.0, 1 / gain): "The gain 1/(1 − β) belongs to the noise, too: compare "
            "α/(1 − β).",
            (gain, 1 / gain): "(b) A smaller rate lowers the floor by that factor, and "
            "momentum raises it again.",
        },
        why="The floor is set by α/(1 − β), as if that were the learning rate.",
    )


@item("Q07.6", source="MOM-14, INT-03")
def circles(rng):
    mu = int(rng.choice([1, 2, 4]))
    return Choice(
        f"f′ passes 0 with the slope {25 * mu}; between x = 1 and x = 2 its slope is "
        f"{mu}, then {25 * mu} again. The heavy ball starts at 3.2, at rest, with the "
        f"two values that are the best for quadratics of curvatures {mu} to "
        f"{25 * mu}. What happens?",
        right="it goes round three points for ever",
        wrong={
            "it arrives: f is strongly convex": "Strong convexity is enough for "
            "gradient descent and for Nesterov's method. Run it here.",
            "it stops at a point that is no minimum": "To stay, v must be 0, and then "
            "the gradient: only the minimum is left.",
            "it runs off to infinity": f"Up to a bounded push f′ is {25 * mu}x: far "
            "out the damping of the quadratic wins.",
        },
        why="The cycle attracts. No tuning for quadratics can see it.",
    )
