"""Lesson 00: its exit quiz. Q0.1 is the pattern of a question with options."""

from gdcourse.checks.quiz import Choice, item


@item("Q0.1", source="FND-04")
def fitted_without_gradients(rng):
    others = {
        "a convolutional network": "It is trained by stochastic gradient steps.",
        "logistic regression with SGD": "SGD in its name: stochastic gradient descent.",
        "a large language model": "It is trained by AdamW, which takes gradient steps.",
        "word2vec": "It is trained by stochastic gradient steps on pairs of words.",
        "a recurrent network (GRU)": "Gradients flow back through time; steps follow.",
    }
    chosen = rng.choice(list(others), 4, replace=False).tolist()
    return Choice(
        "Which of these is not normally fitted by gradient steps?",
        right="a random forest",
        wrong={name: others[name] for name in chosen},
        why="Trees are grown split by split; no gradient is followed.",
    )


@item("Q0.2", source="FND-12")
def three_notations(rng):
    place, rate = rng.choice(["θ", "w"]), rng.choice(["η", "γ"])
    loss, count = rng.choice(["J", "L"]), rng.choice(["t", "i"])
    line = f"{place}_{{{count}+1}} = {place}_{count} − {rate} ∇{loss}({place}_{count})"

    def matched(x: str, alpha: str, f: str, k: str) -> str:
        return f"{place} is {x}, {rate} is {alpha}, {loss} is {f}, {count} is {k}"

    return Choice(
        f"A book writes {line}. Which letters are these in our course?",
        right=matched("x", "α", "f", "k"),
        wrong={
            matched("x", "β", "f", "k"): f"{rate} multiplies the gradient: it is the "
            "learning rate α. The momentum β multiplies the step before.",
            matched("f", "α", "x", "k"): f"{place} is what moves, {loss} what falls.",
            matched(
                "x", "k", "f", "α"
            ): f"{count} counts the updates; {rate} scales them.",
        },
        why="Four letters, one rule: x_{k+1} = x_k − α ∇f(x_k).",
    )
