"""The documented equation of every rule that runs on letters, written by hand.

Each function takes t = 1, 2, … (the update k = t - 1) and returns the next memory, part
by part, and then the next point: the notation of the docstrings, the letters of
``derivation.equations``. Nothing here calls a rule.
"""

from collections.abc import Callable

import sympy as sp

x, y, g, v, m, s, u, a, b, Pi, w, t_k, mean = (
    sp.Symbol(f"{name}_k", real=True)
    for name in (
        "x",
        "y",
        "g",
        "v",
        "m",
        "s",
        "u",
        "a",
        "b",
        "Pi",
        "v^max",
        "t",
        "xbar",
    )
)
alpha, beta, delta, lam, eps, beta1, beta2, rho, eta, psi, mu, c, alpha_max, s_0 = (
    sp.Symbol(name, positive=True)
    for name in (
        *("alpha", "beta", "delta", "lambda", "epsilon", "beta_1", "beta_2", "rho"),
        *("eta", "psi", "mu", "c", "alpha_max", "initial_accumulator_value"),
    )
)
f, slope = sp.Function("f", real=True), sp.Function(r"\nabla f", real=True)
sqrt, Max = sp.sqrt, sp.Max

DOCUMENTED: dict[str, Callable[[int], tuple]] = {}


def documented(*names: str) -> Callable:
    def note(formula: Callable) -> Callable:
        DOCUMENTED.update(dict.fromkeys(names, formula))
        return formula

    return note


def constant(name: str, *formulas: sp.Expr) -> None:
    """A rule whose every update has the same formula."""
    DOCUMENTED[name] = lambda t: formulas


# gradient descent and momentum

constant("GradientDescent", x - alpha * g)


def momentum(t: int, g: sp.Expr = g, new: sp.Expr | None = None) -> tuple:
    """v_1 = g_0, then v_{k+1} = β v_k + (1 - dampening) g_k; x_{k+1} = x_k - α v."""
    after = g if t == 1 else beta * v + (g if new is None else new)
    return after, x - alpha * after


documented("Momentum")(momentum)
documented("Momentum-weight-decay")(lambda t: momentum(t, g + lam * x))
documented("Momentum-dampened")(lambda t: momentum(t, new=(1 - delta) * g))
documented("Clipped-norm")(lambda t: momentum(t, g * sp.Min(1, c / abs(g))))
documented("Clipped-value")(lambda t: momentum(t, Max(-c, sp.Min(g, c))))


@documented("Momentum-nesterov")
def torch_nesterov(t):
    after, _ = momentum(t)
    return after, x - alpha * (g + beta * after)


inside, average = beta * v - alpha * g, beta * v + (1 - beta) * g
constant("Momentum-inside", inside, x + inside)
constant("Momentum-inside-nesterov", inside, x + beta * inside - alpha * g)
constant("Momentum-average", average, x - alpha * average)
constant(
    "Momentum-average-nesterov",
    average,
    x - alpha * ((1 - beta) * g + beta * average),
)

ahead = beta * v + slope(x - alpha * beta * v)
constant("LookAhead", ahead, x - alpha * ahead)
stepped, t_next = y - alpha * g, (1 + sqrt(1 + 4 * t_k**2)) / 2
constant("Nesterov", stepped, t_next, stepped + (t_k - 1) / t_next * (stepped - x))
kappa = 1 / (alpha * mu)
push = (sqrt(kappa) - 1) / (sqrt(kappa) + 1)
constant("Nesterov-strongly-convex", stepped, t_k, stepped + push * (stepped - x))
constant("PolyakStep", x - f(x) / g**2 * g)
constant("PolyakStep-limited", x - sp.Min(f(x) / g**2, alpha_max) * g)

# signs

constant("SignDescent", x - alpha * sp.sign(g))
constant("SignDescent-weight-decay", (1 - alpha * lam) * x - alpha * sp.sign(g))
mixed, kept = beta1 * m + (1 - beta1) * g, beta2 * m + (1 - beta2) * g
constant("Lion", kept, x - alpha * sp.sign(mixed))
constant("Lion-weight-decay", kept, (1 - alpha * lam) * x - alpha * sp.sign(mixed))

# divided by the size of the gradients

total = s + g**2
documented("AdaGrad")(
    lambda t: (total, x - alpha / (1 + (t - 1) * eta) * g / (sqrt(total) + eps))
)
constant("AdaGrad-as-optax", total, x - alpha * g / sqrt(total + eps))


def rmsprop(g: sp.Expr = g) -> tuple:
    """v_t = ρ v_{t-1} + (1 - ρ) g² and the move g / (√v_t + ε)."""
    after = rho * v + (1 - rho) * g**2
    return after, g / (sqrt(after) + eps)


square, move = rmsprop()
constant("RMSprop", square, a, move, x - alpha * move)
decayed_square, decayed_move = rmsprop(g + lam * x)
constant(
    "RMSprop-weight-decay", decayed_square, a, decayed_move, x - alpha * decayed_move
)
inner_move = g / sqrt(square + eps)
constant("RMSprop-inner-eps", square, a, inner_move, x - alpha * inner_move)
buffer = beta * b + alpha * move
constant("RMSprop-inside", square, a, buffer, x - buffer)
center = rho * a + (1 - rho) * g
ball = beta * b + g / (sqrt(Max(square - center**2, 0)) + eps)
constant("RMSprop-centered", square, center, ball, x - alpha * ball)

step = sqrt(u + eps) / sqrt(square + eps) * g
constant("Adadelta", square, rho * u + (1 - rho) * step**2, x - alpha * step)

# Adam and its family


def moments(g: sp.Expr = g) -> tuple:
    """m_t = β₁ m_{t-1} + (1 - β₁) g,  v_t = β₂ v_{t-1} + (1 - β₂) g²."""
    return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2


def adam(t: int, x: sp.Expr = x, g: sp.Expr = g) -> tuple:
    """x - α m̂ / (√v̂ + ε), with m̂ = m_t / (1 - β₁ᵗ) and v̂ = v_t / (1 - β₂ᵗ)."""
    m_t, v_t = moments(g)
    m_hat, v_hat = m_t / (1 - beta1**t), v_t / (1 - beta2**t)
    return m_t, v_t, w, x - alpha * m_hat / (sqrt(v_hat) + eps)


documented("Adam")(adam)
documented("Adam-L2")(lambda t: adam(t, g=g + lam * x))
documented("AdamW-weight-decay")(lambda t: adam(t, x=(1 - alpha * lam) * x))
m_t, v_t = moments()
constant("Adam-uncorrected", m_t, v_t, w, x - alpha * m_t / (sqrt(v_t) + eps))


@documented("Adam-amsgrad")
def amsgrad(t):
    largest = Max(w, v_t)
    root = sqrt(largest / (1 - beta2**t))
    return m_t, v_t, largest, x - alpha * m_t / (1 - beta1**t) / (root + eps)


@documented("Adam-amsgrad-corrected")
def corrected(t):
    largest = Max(w, v_t / (1 - beta2**t))
    return m_t, v_t, largest, x - alpha * m_t / (1 - beta1**t) / (sqrt(largest) + eps)


@documented("Adam-hat")
def hat(t):
    rate = alpha * sqrt(1 - beta2**t) / (1 - beta1**t)
    return m_t, v_t, w, x - rate * m_t / (sqrt(v_t) + eps)


def nadam(t: int, g: sp.Expr = g) -> tuple:
    """μ_t = β₁ (1 - ½ · 0.96^{t ψ}), and Nesterov's look ahead with their product."""
    m_t, v_t = moments(g)
    mu_t, mu_next = (
        beta1 * (1 - sp.Rational(24, 25) ** (i * psi) / 2) for i in (t, t + 1)
    )
    product = Pi * mu_t
    n = (1 - mu_t) * g / (1 - product) + mu_next * m_t / (1 - product * mu_next)
    return m_t, v_t, product, x - alpha * n / (sqrt(v_t / (1 - beta2**t)) + eps)


documented("NAdam")(nadam)
documented("NAdam-weight-decay")(lambda t: nadam(t, g + lam * x))


@documented("RAdam")
def radam(t):
    """With β₁ = β₂ = 9/10, for the rule compares ρ_t with 5."""
    nines = {beta1: sp.Rational(9, 10), beta2: sp.Rational(9, 10)}
    longest = 2 / (1 - beta2) - 1
    length = longest - 2 * t * beta2**t / (1 - beta2**t)
    moved = alpha * m_t / (1 - beta1**t)
    if length.subs(nines) > 5:
        r2 = (length - 4) * (length - 2) * longest
        r2 = r2 / ((longest - 4) * (longest - 2) * length)
        moved = moved * sqrt(r2) * sqrt(1 - beta2**t) / (sqrt(v_t) + eps)
    return tuple(part.subs(nines) for part in (m_t, v_t, x - moved))


@documented("Adamax")
def adamax(t):
    largest = Max(beta2 * u, abs(g) + eps)
    return m_t, largest, x - alpha / (1 - beta1**t) * m_t / largest


# by layers, and around other rules

trusted = beta * v + alpha * eta * abs(x) / abs(g) * g
constant("LARS", trusted, x - trusted)
ratio = eta * abs(x) / (abs(g) + lam * abs(x))
pulled = beta * v + alpha * ratio * (g + lam * x)
constant("LARS-weight-decay", pulled, x - pulled)


@documented("LAMB")
def lamb(t):
    direction = m_t / (1 - beta1**t) / (sqrt(v_t / (1 - beta2**t)) + eps)
    return m_t, v_t, x - alpha * abs(x) / abs(direction) * direction


uphill = x + rho * g / abs(g)
constant("SAM", x - alpha * slope(uphill))
documented("SAM-of-Adam")(lambda t: adam(t, g=slope(uphill)))


@documented("PolyakRuppert")
def plain_mean(t):
    """With start = 2: the mean is the iterate up to t = 3."""
    after, point = momentum(t)
    return point if t <= 3 else mean + (point - mean) / (t - 2), after, point


@documented("ExponentialAverage")
def moving_mean(t):
    *inner, point = adam(t)
    return rho * mean + (1 - rho) * point, *inner, point


shrunk = x - alpha * g
constant("ProximalGradient", sp.sign(shrunk) * Max(abs(shrunk) - alpha * lam, 0))
