"""What a second adversary tried: the form of frames, growth, and what was lent."""

from attacks import calling, trying


def replying(body):
    """A child that sends frames of its own instead of its first reply."""
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return f"""
import json, struct, time
from gdcourse.grading import child
def reply(self, number, value, error=None):
{lines}
child.Notebook.reply = reply
def descend(x0, lr, n):
    return None
"""


def answering(data):
    """A child that sends this instead of a value."""
    return replying(f"""
data = {{"re": number, "lost": 0, "error": None, "v": {data}}}
self.channel.send(json.dumps(data).encode())
""")


# Each crashed the judge, kept it busy for minutes or filled its memory, once.
TRICKS = {
    "frame that is a text": replying("self.channel.send(b'\"wish\"')"),
    "frame that is a list": replying("self.channel.send(b'[\"wish\"]')"),
    "wish with an odd number": replying(
        'self.channel.send(b\'{"wish": {}, "i": [1], "n": {"a": 1}}\')'
    ),
    "byte by byte": replying("""
self.channel.end.send(struct.pack("!I", 10**6))
while True:
    self.channel.end.send(b" ")
    time.sleep(0.02)
"""),
    "numbers of one hash": answering(
        '{"$": "set", "v": [{"$": "int", "v": hex(k * (2**61 - 1))}'
        " for k in range(1, 60_000)]}"
    ),
    "some numbers of one hash": answering(
        '{"$": "set", "v": [k * (2**61 - 1) for k in range(1, 200_000)]'
        " + list(range(10**9, 10**9 + 210_000))}"
    ),
    "keys of one hash": answering(
        '{"$": "dict", "v": [[k * (2**61 - 1), 0] for k in range(1, 100_000)]'
        " + [[k, 0] for k in range(10**9, 10**9 + 110_000)]}"
    ),
    "kinds without end": answering(
        '{"$": "list", "v": [{"$": "list", "v": [], "n": f"a{k}"}'
        " for k in range(200_000)]}"
    ),
    "kinds of handles without end": answering(
        '{"$": "list", "v": [{"$": "kept", "i": 1, "name": "", "kind": f"a{k}"}'
        " for k in range(120_000)]}"
    ),
    "rows without bytes": answering(
        '{"$": "array", "d": "<f8", "s": [10**9, 0], "b": ""}'
    ),
    "negative shape": answering('{"$": "array", "d": "<f8", "s": [-1, 0], "b": ""}'),
    "kind without size": answering('{"$": "array", "d": "V0", "s": [9], "b": ""}'),
    "handle of nothing": answering(
        '{"$": "kept", "i": 10**9, "call": 1, "walk": 1, "name": "x", "kind": "None"}'
    ),
    "error that exits": calling("""
class Odd(Exception):
    def __str__(self): raise SystemExit
raise Odd
"""),
    "object that exits": calling("""
class Odd:
    def __getattr__(self, name): raise SystemExit
return Odd()
"""),
    "memory outside its limit": trying("""
import ctypes
libc = ctypes.CDLL(None)
libc.shmat.restype = ctypes.c_void_p
found = libc.shmget(0, 2**20, 0o1600)
if found < 0: raise OSError
open("CANARY/shared", "w").write("mine")
import os; os.abort()
"""),
    "limits of others": trying("""
import resource
resource.prlimit(GRADER, resource.RLIMIT_NOFILE, (1, 1))
"""),
    "answers of the checks": """
from gdcourse.checks.start_here import walk as descend
""",
    "error of many": calling('raise ExceptionGroup("many", [ValueError("a")])'),
}

HISTORY = "def descend_with_history(gradient, x0, lr, n):\n"
# Each made gigabytes of a few numbers, with the function that a check lent.
ACCUMULATE = "def accumulate(gradient, w, parts):\n    import numpy as np\n"
GROWTH = {
    "a column and a row": ACCUMULATE
    + "    w, X, y = np.ones((6000, 1)), np.ones((1, 6000)), np.ones((1, 12_000))\n"
    "    return gradient(w, X, y)\n",
    "three axes": ACCUMULATE
    + "    w, X, y = np.ones((1, 700)), np.ones((1, 700, 1)), np.ones((700, 1, 1))\n"
    "    return gradient(w, X, y)\n",
    "an axis twice": ACCUMULATE
    + "    w, X, y = np.ones((1, 1)), np.ones((1, 19_000, 1, 1)), np.ones(1)\n"
    "    return gradient(w, X, y)\n",
}
# These use what a check lends, during it and after it.
LENT = {
    "rows without end": HISTORY
    + "    import numpy as np\n    return np.zeros((2 * 10**9, 0))\n",
    "number that grows": HISTORY
    + "    y = 2**8000\n    for _ in range(60): y = gradient(y) * y\n    return y\n",
    "parts of the function": HISTORY
    + "    return gradient.rule.__globals__['walk'](3.0, lr, n)\n",
    "check forever": HISTORY + "    while True: gradient(x0)\n",
}
