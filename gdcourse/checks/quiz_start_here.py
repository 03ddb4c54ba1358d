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
