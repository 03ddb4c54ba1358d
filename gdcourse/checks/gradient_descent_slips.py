"""Lesson 02: E02.4, the usual slips in stopping a run, each with its hint."""

import numpy as np

from gdcourse.checks.gradient_descent_stopping import honest_stop, right, stopped

__all__ = ["honest_stop"]


@honest_stop.mutant("A resting loss is no proof: a tiny lr makes any loss rest.")
def waits_for_the_loss_to_rest(f, g, x0, lr, tol, max_iter):
    losses = [np.inf]

    def rests(norm, first, x):
        losses.append(f(x))
        return abs(losses[-1] - losses[-2]) < tol

    return stopped(g, x0, lr, max_iter, rests)


@honest_stop.mutant("What is NaN == NaN? Ask np.isfinite instead.")
def compares_with_nan(f, g, x0, lr, tol, max_iter):
    x = np.array(x0, dtype=float)
    first = np.linalg.norm(g(x))
    for k in range(max_iter + 1):
        if np.linalg.norm(g(x)) <= tol * first:
            return x, "converged"
        if k < max_iter:
            x = x - lr * g(x)
    return x, "budget"


@honest_stop.mutant("inf comes before NaN and is not finite either. Ask np.isfinite.")
def waits_for_nan(f, g, x0, lr, tol, max_iter):
    x = np.array(x0, dtype=float)
    first = np.linalg.norm(g(x))
    for k in range(max_iter + 1):
        norm = np.linalg.norm(g(x))
        if np.isnan(norm):
            return x, "diverged"
        if norm <= tol * first:
            return x, "converged"
        if k < max_iter:
            x = x - lr * g(x)
    return x, "budget"


@honest_stop.mutant("The gradient you test is older than the point you return.")
def tests_an_old_gradient(f, g, x0, lr, tol, max_iter):
    x = np.array(x0, dtype=float)
    first = np.linalg.norm(g(x))
    for _ in range(max_iter):
        gradient = g(x)
        if not np.isfinite(gradient).all():
            return x, "diverged"
        x = x - lr * gradient
        if np.linalg.norm(gradient) <= tol * first:
            return x, "converged"
    return x, "budget"


@honest_stop.mutant(
    "Measure f in millionths: is the gradient small? Compare with ∇f(x0)."
)
def compares_with_tol_alone(f, g, x0, lr, tol, max_iter):
    return stopped(g, x0, lr, max_iter, lambda norm, first, x: norm <= tol)


@honest_stop.mutant("Used-up steps are no proof. What is the status of a capped run?")
def calls_the_cap_convergence(f, g, x0, lr, tol, max_iter):
    x, status = right(f, g, x0, lr, tol, max_iter)
    return x, "converged" if status == "budget" else status


@honest_stop.mutant(
    "Who looks at the point after the last update? Test it before you go."
)
def never_tests_the_last_point(f, g, x0, lr, tol, max_iter):
    x, status = right(f, g, x0, lr, tol, max_iter - 1)
    if status == "budget":
        x = x - lr * g(x)
    return x, status


@honest_stop.mutant("A short step may come from a small lr. Test the gradient itself.")
def waits_for_a_short_step(f, g, x0, lr, tol, max_iter):
    return stopped(g, x0, lr, max_iter, lambda norm, first, x: lr * norm <= tol)


@honest_stop.mutant(
    "max(1, ‖∇f(x0)‖) puts the units back in. Use the first norm alone."
)
def keeps_a_floor_of_one(f, g, x0, lr, tol, max_iter):
    return stopped(
        g, x0, lr, max_iter, lambda norm, first, x: norm <= tol * max(1.0, first)
    )


@honest_stop.mutant(
    "At the lowest point the first norm is 0: is 0 < 0 true, or 0/0 <= tol?"
)
def never_ends_where_it_begins(f, g, x0, lr, tol, max_iter):
    return stopped(g, x0, lr, max_iter, lambda norm, first, x: norm < tol * first)


@honest_stop.mutant(
    "Some losses rise once and then fall. Only inf and NaN are the end."
)
def takes_a_rise_for_divergence(f, g, x0, lr, tol, max_iter):
    x = np.array(x0, dtype=float)
    start, first = f(x), np.linalg.norm(g(x))
    for k in range(max_iter + 1):
        norm = np.linalg.norm(g(x))
        if norm <= tol * first:
            return x, "converged"
        if f(x) > start or not np.isfinite(norm):
            return x, "diverged"
        if k < max_iter:
            x = x - lr * g(x)
    return x, "budget"
