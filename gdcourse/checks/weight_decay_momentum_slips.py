"""Lesson 09: E09.2, what usually goes wrong when momentum meets weight decay."""

from gdcourse.checks.weight_decay_momentum import answer, resting, walk


def wrong(name: str, hint: str, **entries) -> None:
    """A mutant that misses these entries."""

    def table_of(a, c, strength, beta, lr, n):
        found = answer(a, c, strength, beta, lr, n)
        for key, rule in entries.items():
            found[key] = rule(a, c, strength, beta, lr, n)
        return found

    table_of.__name__ = name
    resting.mutant(hint)(table_of)


def walking(rule):
    """An entry that walks by ``rule(x, v, g, λ, β, α)``."""

    def end(a, c, strength, beta, lr, n):
        def kind(x, v, g):
            return rule(x, v, g, strength, beta, lr)

        return walk(a, c, strength, beta, lr, n, kind)

    return end


def right(key: str):
    return lambda *given: answer(*given)[key]


def averaged_beside(x, v, g, strength, beta, lr):
    v = beta * v + (1 - beta) * g
    return (1 - lr * strength) * x - lr * v, v


def averaged_joined(x, v, g, strength, beta, lr):
    v = beta * v + (1 - beta) * (g + strength * x)
    return x - lr * v, v


def decays_late(x, v, g, strength, beta, lr):
    v = beta * v + g
    return (1 - lr * strength) * (x - lr * v), v


def decays_without_rate(x, v, g, strength, beta, lr):
    v = beta * v + g
    return (1 - strength) * x - lr * v, v


def uses_the_old_velocity(x, v, g, strength, beta, lr):
    return (1 - lr * strength) * x - lr * v, beta * v + g


def joins_the_old_velocity(x, v, g, strength, beta, lr):
    return x - lr * v, beta * v + g + strength * x


def joins_by_the_rate(x, v, g, strength, beta, lr):
    v = beta * v + g + lr * strength * x
    return x - lr * v, v


def grows(x, v, g, strength, beta, lr):
    v = beta * v + g
    return (1 + lr * strength) * x - lr * v, v


wrong(
    "says_always_equal",
    "Yours rest at one place. Put it into both updates: does the second stand still?",
    beside_rest=right("joined_rest"),
)
wrong(
    "walks_one_way_for_both",
    "Both walks are the first one with you. Beside: v must not know λ.",
    beside=right("joined"),
    beside_rest=right("joined_rest"),
)
wrong(
    "walks_beside_for_both",
    "Both walks are the second one with you. Joined: λx enters v with g.",
    joined=right("beside"),
    joined_rest=right("beside_rest"),
)
wrong(
    "walks_beside_but_rests_apart",
    "Your joined walk is the one beside: λx must go through v, not past it.",
    joined=right("beside"),
)
wrong(
    "exchanges_the_two",
    "The two are exchanged: joined means that λx enters v.",
    joined=right("beside"),
    beside=right("joined"),
    joined_rest=right("beside_rest"),
    beside_rest=right("joined_rest"),
)
wrong(
    "averages_the_gradients",
    "Your velocity is an average. Here v = βv + g, a sum that reaches g/(1 − β).",
    joined=walking(averaged_joined),
    beside=walking(averaged_beside),
    beside_rest=right("joined_rest"),
)
wrong(
    "multiplies_instead",
    "Who is 1/(1 − β) times as strong beside: the push or the decay?",
    beside_rest=lambda a, c, strength, beta, lr, n: a * c / (a + strength / (1 - beta)),
)
wrong(
    "counts_friction_twice",
    "At rest v = βv + g: v = g/(1 − β), with 1 − β to the first power.",
    beside_rest=lambda a, c, s, beta, lr, n: a * c / (a + s * (1 - beta) ** 2),
)
wrong(
    "takes_beta_itself",
    "v = βv + g: bring βv to the left side, then divide by what is left.",
    beside_rest=lambda a, c, strength, beta, lr, n: a * c / (a + strength * beta),
)
wrong(
    "takes_the_curvature_for_one",
    "Your rests hold for a = 1 only. The derivative of f is a(x − c).",
    joined_rest=lambda a, c, strength, beta, lr, n: c / (1 + strength),
    beside_rest=lambda a, c, strength, beta, lr, n: c / (1 + strength * (1 - beta)),
)
wrong(
    "rests_at_the_minimizer",
    "c is where f rests. The penalty pulls, too: a rest is where both pulls cancel.",
    joined_rest=lambda a, c, strength, beta, lr, n: c,
    beside_rest=lambda a, c, strength, beta, lr, n: c,
)
wrong(
    "takes_the_last_point_for_the_rest",
    "After n updates x still moves. Solve for the rest, or go on until it stands.",
    joined_rest=right("joined"),
    beside_rest=right("beside"),
)
wrong(
    "decays_the_new_point",
    "You shrink x after the step. The decay is αλ times the x from before it.",
    beside=walking(decays_late),
)
wrong(
    "decays_without_the_rate",
    "The decay beside the step is αλx: α is missing.",
    beside=walking(decays_without_rate),
)
wrong(
    "uses_the_old_velocity_in_both",
    "Your x moves with the old v. First v takes in g, then x moves.",
    joined=walking(joins_the_old_velocity),
    beside=walking(uses_the_old_velocity),
)
wrong(
    "pushes_away_from_zero",
    "With you the decay makes x larger: αλx is taken away.",
    beside=walking(grows),
)
wrong(
    "decays_the_new_point_and_rests_there",
    "You shrink x after the step, which moves the rest, too. Decay the x from before.",
    beside=walking(decays_late),
    beside_rest=lambda a, c, strength, beta, lr, n: (
        a * c * (1 - lr * strength) / (a * (1 - lr * strength) + strength * (1 - beta))
    ),
)
wrong(
    "decays_without_the_rate_and_rests_there",
    "Your decay beside the step is λx, walk and rest alike. It is αλx.",
    beside=walking(decays_without_rate),
    beside_rest=lambda a, c, s, beta, lr, n: a * c * lr / (a * lr + s * (1 - beta)),
)
wrong(
    "joins_by_the_rate",
    "Joined: λx enters v, not αλx. α multiplies v later.",
    joined=walking(joins_by_the_rate),
    joined_rest=lambda a, c, strength, beta, lr, n: a * c / (a + lr * strength),
)


@resting.mutant("Your g is that of the decayed x. Take g first, at the old x.")
def takes_the_slope_after_the_decay(a, c, strength, beta, lr, n):
    def kind(x, v, g):
        v = beta * v + g - a * lr * strength * x
        return (1 - lr * strength) * x - lr * v, v

    found = answer(a, c, strength, beta, lr, n)
    return found | {"beside": walk(a, c, strength, beta, lr, n, kind)}


@resting.mutant("Your g is that of the decayed x, and so is your rest.")
def rests_where_the_slope_after_the_decay_does(a, c, strength, beta, lr, n):
    found = takes_the_slope_after_the_decay(a, c, strength, beta, lr, n)
    shrink = 1 - lr * strength
    return found | {"beside_rest": a * c / (a * shrink + strength * (1 - beta))}
