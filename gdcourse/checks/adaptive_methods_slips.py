"""Lesson 08: E08.1, what usually goes wrong when adaptive methods are written down."""

import numpy as np

from gdcourse.checks.adaptive_methods_steps import right, update
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.adaptive_methods import RMSprop

BETAS = (0.9, 0.999)


def averages(memory, grad, betas=BETAS) -> tuple:
    """m and v with one gradient more."""
    m, v, _ = memory
    m = betas[0] * m + (1 - betas[0]) * grad
    return m, betas[1] * v + (1 - betas[1]) * grad * grad


def is_adam(method: str) -> bool:
    return method in ("Adam", "AMSGrad")


def adam(method, x, m, v, most, t, lr, times=None) -> tuple:
    """Adam's or AMSGrad's step from averages that hold the new gradient already."""
    early, late = times or (t, t)
    most = np.maximum(most, v) if method == "AMSGrad" else most
    kept = most if method == "AMSGrad" else v
    m_hat = m / (1 - 0.9**early)
    v_hat = kept / (1 - 0.999**late)
    return x - lr * m_hat / (np.sqrt(v_hat) + 1e-8), (m, v, most)


@update.mutant("t counts from 1 here: with t = 0 the divisor 1 − β⁰ would be 0.")
def counts_from_zero(method, x, grad, memory, t, lr):
    if not is_adam(method):
        return right(method, x, grad, memory, t, lr)
    m, v = averages(memory, grad)
    with np.errstate(all="ignore"):
        return adam(method, x, m, v, memory[2], t, lr, times=(t - 1, t - 1))


@update.mutant("The first step is 3.16 α: m and v begin at 0. Correct both.")
def corrects_nothing(method, x, grad, memory, t, lr):
    if not is_adam(method):
        return right(method, x, grad, memory, t, lr)
    rule = Adam(lr, amsgrad=method == "AMSGrad", bias_correction=False)
    return rule.step(x, grad, memory, t)


@update.mutant("You correct v, but not m, which also begins at 0.")
def corrects_v_alone(method, x, grad, memory, t, lr):
    if not is_adam(method):
        return right(method, x, grad, memory, t, lr)
    m, v = averages(memory, grad)
    return adam(method, x, m, v, memory[2], t, lr, times=(10_000, t))


@update.mutant("Your ε stands inside the root. Here it is added after the root.")
def puts_epsilon_inside(method, x, grad, memory, t, lr):
    after, kept = right(method, x, grad, memory, t, lr)
    m, v, most = kept
    if method == "RMSprop":
        start = memory[1], 0 * v, 0 * v
        after = RMSprop(lr, eps_inside=True).step(x, grad, start, t)[0]
    elif is_adam(method):
        square = (most if method == "AMSGrad" else v) / (1 - 0.999**t)
        after = x - lr * m / (1 - 0.9**t) / np.sqrt(square + 1e-8)
    return after, kept


@update.mutant("In RMSprop your ε stands inside the root. Add it after the root.")
def puts_epsilon_inside_in_rmsprop(method, x, grad, memory, t, lr):
    rule = puts_epsilon_inside if method == "RMSprop" else right
    return rule(method, x, grad, memory, t, lr)


@update.mutant("v averages the squares of the gradients, not the square of m.")
def squares_the_average(method, x, grad, memory, t, lr):
    if not is_adam(method):
        return right(method, x, grad, memory, t, lr)
    m, _ = averages(memory, grad)
    v = 0.999 * memory[1] + 0.001 * m * m
    return adam(method, x, m, v, memory[2], t, lr)


@update.mutant("grad has changed: grad *= … and grad **= 2 write into the argument.")
def writes_into_the_gradient(method, x, grad, memory, t, lr):
    found = right(method, x, grad, memory, t, lr)
    grad *= grad
    return found


@update.mutant("v += … changes the memory that was given. Make a new array.")
def writes_into_the_memory(method, x, grad, memory, t, lr):
    after, kept = right(method, x, grad, memory, t, lr)
    memory[1][...] = kept[1]
    return after, (kept[0], memory[1], kept[2])


@update.mutant("RMSprop's ρ is 0.99 here, torch's. The lecture had 0.9.")
def forgets_sooner(method, x, grad, memory, t, lr):
    m, v, most = memory
    if method != "RMSprop":
        return right(method, x, grad, memory, t, lr)
    x, (v, _, _) = RMSprop(lr, alpha=0.9).step(x, grad, (v, 0 * v, 0 * v), t)
    return x, (m, v, most)


@update.mutant("You divide by the v of before. The new gradient joins it first.")
def divides_by_the_old_v(method, x, grad, memory, t, lr):
    after, (m, v, most) = right(method, x, grad, memory, t, lr)
    if method == "AdaGrad":
        return after, (m, v, most)
    if method == "RMSprop":
        return x - lr * grad / (np.sqrt(memory[1]) + 1e-8), (m, v, most)
    return adam(method, x, m, memory[1], memory[2], t, lr)[0], (m, v, most)


@update.mutant(
    "Divide by the root of v: with v itself the unit of the loss comes back."
)
def forgets_the_root(method, x, grad, memory, t, lr):
    after, (m, v, most) = right(method, x, grad, memory, t, lr)
    if is_adam(method):
        square = (most if method == "AMSGrad" else v) / (1 - 0.999**t)
        after = x - lr * m / (1 - 0.9**t) / (square + 1e-8)
    elif method == "RMSprop":
        after = x - lr * grad / (v + 1e-8)
    return after, (m, v, most)


@update.mutant("AMSGrad: most must take in v: the larger of the two, entry by entry.")
def leaves_the_largest_alone(method, x, grad, memory, t, lr):
    if method != "AMSGrad":
        return right(method, x, grad, memory, t, lr)
    x, (m, v, _) = right("Adam", x, grad, memory, t, lr)
    return x, (m, v, memory[2])


@update.mutant("One v for all: each component must be divided by its own.")
def shares_one_measure(method, x, grad, memory, t, lr):
    if method == "AdaGrad":
        return right(method, x, grad, memory, t, lr)
    alike = np.full(np.shape(grad), np.sqrt(np.mean(np.square(grad))))
    _, (_, v, most) = right(method, x, alike, memory, t, lr)
    m = averages(memory, grad)[0] if is_adam(method) else memory[0]
    if is_adam(method):
        return adam(method, x, m, v, memory[2], t, lr)
    return x - lr * grad / (np.sqrt(v) + 1e-8), (m, v, most)


@update.mutant("AMSGrad: most is the largest v of all times, not of the last two.")
def compares_the_last_two(method, x, grad, memory, t, lr):
    given = memory[:2] + ((memory[1],) if method == "AMSGrad" else memory[2:])
    return right(method, x, grad, given, t, lr)


@update.mutant("AMSGrad here keeps the largest v, and corrects it afterwards.")
def keeps_the_largest_corrected(method, x, grad, memory, t, lr):
    if method != "AMSGrad":
        return right(method, x, grad, memory, t, lr)
    return Adam(lr, amsgrad="corrected").step(x, grad, memory, t)


@update.mutant("The step goes uphill: subtract it.")
def walks_uphill(method, x, grad, memory, t, lr):
    after, kept = right(method, x, grad, memory, t, lr)
    return 2 * x - after, kept


@update.mutant("Adam's m is an average: the new gradient counts 1 − β₁ in it, not 1.")
def adds_the_whole_gradient(method, x, grad, memory, t, lr):
    if not is_adam(method):
        return right(method, x, grad, memory, t, lr)
    _, v = averages(memory, grad)
    return adam(method, x, 0.9 * memory[0] + grad, v, memory[2], t, lr)


@update.mutant(
    "Hand back m and v as they are: the corrected ones serve this step only."
)
def remembers_the_corrected(method, x, grad, memory, t, lr):
    after, (m, v, most) = right(method, x, grad, memory, t, lr)
    if is_adam(method):
        m, v = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return after, (m, v, most)


@update.mutant("β₁ = 0.9 belongs to m, β₂ = 0.999 to v. Yours are exchanged.")
def exchanges_the_betas(method, x, grad, memory, t, lr):
    if not is_adam(method):
        return right(method, x, grad, memory, t, lr)
    rule = Adam(lr, BETAS[::-1], amsgrad=method == "AMSGrad")
    return rule.step(x, grad, memory, t)
