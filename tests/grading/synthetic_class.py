"""Three hundred learners of lesson 00: right, partly right, wrong, empty, hostile."""

import json
from dataclasses import dataclass

import numpy as np
from submissions import (
    added,
    answered,
    code,
    data,
    function_name,
    notebook,
    pairs,
    stub,
)
from synthetic_answers import ENDLESS, EQUALS_ALL, PARTIAL, RIGHT, WRONG, Answer

from gdcourse.checks.cells import is_answer, marks

OF = {"descend": 3, "descend_with_history": 3, "read_run": 4}
STUB = {name: Answer("", "not_started", 0) for name in OF}
LOST = {name: Answer("", "missing", 0) for name in OF}


@dataclass(frozen=True)
class Learner:
    """One file with its truth: status and points by task; ``any`` is any bad status."""

    kind: str
    data: bytes
    truth: dict[str, Answer]
    readable: bool = True
    any_status: bool = False

    @property
    def points(self) -> float:
        return sum(answer.points for answer in self.truth.values())


# Cells that try something and leave the answers as they are.
HARMLESS = [
    "import os; os.chdir('/')",
    "import warnings; warnings.warn('careful')",
    "print('10 of 10 points\\n' * 1000)",
    "print('x' * 10**7)",
    "def check(*arguments): print('all right')",
    "import threading, time\nthreading.Thread(target=time.sleep, args=[99]).start()",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])",
    "raise ValueError('a cell that fails')",
    "import sys; sys.exit(0)",
    "try:\n    open('/etc/cron.d/x', 'w')\nexcept OSError:\n    pass",
]
# Cells that try something while the answers earn nothing.
HOSTILE = [
    "np.allclose = np.array_equal = np.isclose = lambda *a, **k: True",
    "import gdcourse.checks.judging as j\nj.judge = j.first_failure = lambda *a: None",
    "import os; os._exit(0)",
    "import os; os.closerange(0, 256)",
    "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
    "import os, time\nfor _ in range(40):\n    if os.fork() == 0: time.sleep(99)",
    "import sys\nsys.stdout.write('{\"points\": 10}')\nsys.stdout.flush()",
    "import gc\nfor o in gc.get_objects():\n"
    "    if type(o).__name__ == 'Task': o.properties.clear()",
    "import builtins; builtins.abs = builtins.max = lambda *a: 0",
    "import os\nos.environ.clear(); os.environ['GDCOURSE_SEED'] = '1'",
    "import sys; sys.modules['gdcourse.checks'] = None",
    "x = bytearray(10**11)",
    "import ctypes; ctypes.string_at(0)",
    "import sys; sys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
    "exec(open('/proc/self/environ').read())",
]


def mixed(kind, chosen):
    sources = {name: answer.source for name, answer in chosen.items()}
    return Learner(kind, answered(sources), dict(chosen))


def one_of_each(rng, *tables):
    """A random answer for each task, from these tables."""
    pool = {name: [a for table in tables for a in table[name]] for name in OF}
    return {name: pool[name][rng.integers(len(pool[name]))] for name in OF}


def with_cell(kind, text, chosen, any_status=False):
    """Answers behind one more cell, right after the imports."""
    changed = json.loads(mixed(kind, chosen).data)
    changed["cells"].insert(2, code(text))
    return Learner(kind, data(changed), dict(chosen), any_status=any_status)


def endless(name):
    """One answer never ends; the others are right."""
    chosen = {other: RIGHT[other][0] for other in OF}
    chosen[name] = Answer(ENDLESS.format(name=name), "timeout", 0)
    return mixed("endless", chosen)


def equals_all(name):
    chosen = {other: RIGHT[other][0] for other in OF}
    chosen[name] = Answer(EQUALS_ALL.format(name=name), "fail", 0)
    made = mixed("equals everything", chosen)
    return Learner(made.kind, made.data, made.truth, any_status=True)


def all_right():
    return {name: RIGHT[name][0] for name in OF}


def odd():
    """Files that something has happened to, and what they are still worth."""
    whole, right = notebook(), all_right()
    found = [("metadata gone", whole, right)]
    for cell in whole["cells"]:
        cell["metadata"] = {}
    points = notebook()
    for cell in points["cells"]:
        if marks(cell):
            cell["metadata"]["nbgrader"]["points"] = 1000
    found.append(("thousand points", points, right))
    without = notebook()
    without["cells"] = [c for c in without["cells"] if not is_read(c)]
    found.append(("answer deleted", without, right | {"read_run": LOST["read_run"]}))
    twice = notebook()
    at = next(k for k, c in enumerate(twice["cells"]) if is_read(c))
    copied = json.loads(json.dumps(twice["cells"][at]))
    copied["source"] = WRONG["read_run"][0].source
    twice["cells"].insert(at + 1, copied)
    found.append(("answer twice", twice, right | {"read_run": WRONG["read_run"][0]}))
    newer = notebook() | {"nbformat": 99}
    found.append(("another format", newer, right))
    loud = notebook()
    text = {"output_type": "stream", "name": "stdout", "text": "x" * 3_000_000}
    loud["cells"][3]["outputs"] = [text]
    found.append(("huge output", loud, right))
    retyped = notebook()
    for answer, _ in pairs(retyped):
        answer["cell_type"] = "markdown"
    found.append(("retyped", retyped, right))
    found.append(("reordered", turned(), right))
    return [Learner(kind, data(changed), truth) for kind, changed, truth in found]


def is_read(cell):
    return is_answer(cell) and "def read_run" in "".join(cell["source"])


def turned():
    """The tasks in another order: the last one first."""
    changed = notebook()
    both = list(pairs(changed))[-1]
    assert function_name(both[1]) == "read_run"
    rest = [c for c in changed["cells"] if c not in both]
    changed["cells"] = [*rest[:2], *both, *rest[2:]]
    return changed


def broken():
    files = [b"", b"{", b"[]", b"\x00" * 99, b"[" * 100_000, b"%PDF-1.4 homework"]
    return [Learner("broken", file, LOST, readable=False) for file in files]


def the_class(count=300, seed=7):
    """The learners in a random order; always the same ones."""
    rng = np.random.default_rng(seed)
    found = [*odd(), *broken(), *map(endless, OF), *map(equals_all, OF)]
    found += [with_cell("harmless", t, one_of_each(rng, RIGHT)) for t in HARMLESS]
    for text in HOSTILE:
        found.append(with_cell("hostile", text, one_of_each(rng, WRONG), True))
    found += [Learner("untouched", stub(), STUB) for _ in range(40)]
    found += [Learner("imports", added("import math", folder="exercises"), STUB)]
    found += [mixed("right", one_of_each(rng, RIGHT)) for _ in range(70)]
    found += [mixed("wrong", one_of_each(rng, WRONG)) for _ in range(40)]
    while len(found) < count:
        found.append(mixed("mixed", one_of_each(rng, RIGHT, PARTIAL, WRONG)))
    return [found[k] for k in rng.permutation(len(found))]
