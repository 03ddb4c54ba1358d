"""Answers to lesson 00 with what they are worth, stated by hand.

What stands here is the known truth of a class of three hundred: nothing of it is
computed by the checks.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """A source for an answer cell, its status and its points."""

    source: str
    status: str
    points: float


PATH = """def descend(x0, lr, n):
    path = [x0]
    for _ in range(n):
        {body}
    return {returned}
"""
STEP = "path.append(path[-1] - lr * 2 * (path[-1] - 3))"
HISTORY = """def descend_with_history(gradient, x0, lr, n):
    x = {start}
    history = [{first}]
    for _ in range(n):
        {step}
        history.append({kept})
    return {returned}
"""
READ = """def read_run(losses, slopes, tol):
    return {{"updates": {updates}, "converged": {converged}, "loss": {loss}}}
"""
ENDLESS = """def {name}(*arguments):
    while True:
        pass
"""
EQUALS_ALL = """class Everything(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 1
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __len__(self): return 4
    def __getitem__(self, k): return self
    def __array__(self, *a, **k): raise ValueError
def {name}(*arguments):
    return Everything(1.0)
"""


def path(status, points, body=STEP, returned="path"):
    return Answer(PATH.format(body=body, returned=returned), status, points)


def history(status, points, **parts):
    usual = {
        "start": "np.array(x0, dtype=float)",
        "first": "x.copy()",
        "step": "x = x - lr * gradient(x)",
        "kept": "x.copy()",
        "returned": "history",
    }
    return Answer(HISTORY.format(**(usual | parts)), status, points)


def read(status, points, **parts):
    usual = {
        "updates": "len(losses) - 1",
        "converged": "bool(slopes[-1] <= tol)",
        "loss": "losses[-1]",
    }
    return Answer(READ.format(**(usual | parts)), status, points)


def raising(name, words):
    text = f"def {name}(*arguments):\n    {words}\n"
    return Answer(text, "error", 0)


RIGHT = {
    "descend": [
        path("pass", 3),
        path("pass", 3, returned="tuple(path)"),
        path("pass", 3, returned="np.array(path)"),
        Answer(
            "descend = lambda x0, lr, n: "
            "[3 + (x0 - 3) * (1 - 2 * lr) ** k for k in range(n + 1)]",
            "pass",
            3,
        ),
    ],
    "descend_with_history": [
        history("pass", 3),
        history("pass", 3, returned="np.array(history)"),
        history("pass", 3, returned="tuple(map(list, history))"),
    ],
    "read_run": [
        read("pass", 4),
        read("pass", 4, updates="len(slopes[1:])", loss="float(losses[-1])"),
        read("pass", 4, converged="not slopes[-1] > tol"),
    ],
}
PARTIAL = {
    "descend": [
        path("partial", 1, STEP.replace("- lr", "+ lr")),
        path("partial", 1, STEP.replace("2 * ", "")),
        path("partial", 1, "path.append(path[0])"),
    ],
    "descend_with_history": [
        history("partial", 1, start="x0", step="x -= lr * gradient(x)"),
        history("partial", 2, start="x0.copy()", step="x -= lr * gradient(x)"),
    ],
    "read_run": [
        read("partial", 3, updates="len(losses)"),
        read("partial", 2, converged="True"),
        read("partial", 3, loss="min(losses) - 1"),
        read("partial", 1, converged="False", loss="losses[0]"),
    ],
}
WRONG = {
    "descend": [
        path("fail", 0, returned="path[1:]"),
        path("fail", 0, returned="None"),
        path("fail", 0, returned="'10 of 10 points'"),
        raising("descend", "return 1 / 0"),
        raising("descend", "return no_such_name"),
        raising("descend", "raise SystemExit(0)"),
        Answer("def descend(x0, lr, n)\n    return [x0]", "error", 0),
    ],
    "descend_with_history": [
        raising("descend_with_history", "raise KeyboardInterrupt"),
        raising("descend_with_history", "return bytearray(10**11)"),
        Answer("def descend_with_history(*a):\n    return a[1]\n", "fail", 0),
    ],
    "read_run": [
        Answer("def read_run(*a):\n    return {}\n", "fail", 0),
        Answer("def read_run(*a):\n    return a\n", "fail", 0),
        raising("read_run", "raise RecursionError('deep')"),
    ],
}
