"""What a hostile submission may try. Each defines ``descend``, wrongly, and does more.

``CANARY`` is a folder that everybody may write to, ``PORT`` a port that listens,
``ROOT`` the course; the tests fill them in.
"""

NOTHING = """
def descend(x0, lr, n):
    return None
"""


def calling(body):
    """Code that runs when the judge calls the function."""
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return f"def descend(x0, lr, n):\n{lines}"


def trying(body):
    """Code that runs in the cell; what the machine refuses is swallowed."""
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return f"try:\n{lines}except BaseException:\n    pass\n{NOTHING}"


CHEATS = {
    "equals everything": """
class Same(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    __hash__ = None
def descend(x0, lr, n):
    return [Same()] * (n + 1)
""",
    "list that agrees": """
class Agreeing(list):
    def __eq__(self, other): return True
    def __len__(self): return 3
    def __iter__(self): return iter([])
def descend(x0, lr, n):
    return Agreeing()
""",
    "array that agrees": """
import numpy as np
class Agreeing(np.ndarray):
    def __sub__(self, other): return np.zeros(self.shape)
    def __eq__(self, other): return np.ones(self.shape, bool)
def descend(x0, lr, n):
    return np.zeros(n + 1).view(Agreeing)
""",
    "fake result printed": trying("""
print('{"points": 10, "status": "pass"}')
print("✓ E00.1 descend   3 of 3 points")
"""),
    "check overwritten": trying("""
import gdcourse.checks.judging as j, gdcourse.checks.comparison as c
import gdcourse.checks.check as k, gdcourse.checks.start_here as s
c.difference = j.difference = lambda *a, **k: None
j.judge = k.judge = k.examined = lambda *a: None
for name in vars(s): getattr(getattr(s, name), "properties", []).clear()
"""),
    "tasks emptied through gc": trying("""
import gc
from gdcourse.checks.task import Task
for thing in gc.get_objects():
    if isinstance(thing, Task): thing.properties.clear()
"""),
    "points in the task raised": trying("""
from gdcourse.checks.task import find_task
find_task("E00.1").points = 10**6
"""),
    "frames walked": trying("""
import sys
frame = sys._getframe()
while frame:
    for name, value in list(frame.f_locals.items()):
        for mine in ("points", "results", "expected", "wanted"):
            if hasattr(value, mine): setattr(value, mine, 10)
    frame = frame.f_back
"""),
    "secret looked for": trying("""
import gc, os
found = [x for x in gc.get_objects() if isinstance(x, (bytes, dict)) and
         b"of these tests" in repr(x).encode()]
open("CANARY/secret", "w").write(repr(found))
"""),
    "pickle in the result": calling("""
import os
class Bomb:
    def __reduce__(self): return os.system, ("touch CANARY/pickled",)
return [Bomb()] * (n + 1)
"""),
    "result with hooks": calling("""
class Hooked:
    __module__ = "sympy.core"
    def __float__(self): return 3.0
    def __array__(self, *a, **k): return __import__("numpy").zeros(n + 1)
    def __len__(self): return n + 1
    def __getitem__(self, i): return 3.0
    def __getattr__(self, name): return 3.0
return Hooked()
"""),
    "class that pretends": calling("""
class Fake:
    __class__ = list
return Fake()
"""),
    "names that do not print": calling("""
kind = type("A\\n<b>\\x1b[31m", (), {})
return kind()
"""),
    "reads the solution": trying("""
import glob, json
for path in glob.glob("ROOT/solutions/*") + ["ROOT/solutions/00_start_here.ipynb"]:
    for cell in json.load(open(path))["cells"]:
        if "def descend(" in "".join(cell["source"]): exec("".join(cell["source"]))
raise_if = descend(1.0, 0.1, 2)
"""),
    "reads its neighbors": trying("""
import os
text = open("CANARY/neighbor").read()
open("CANARY/stolen", "w").write(text)
"""),
    "writes outside": trying("""
open("CANARY/neighbor", "w").write("mine")
"""),
    "writes through a link": trying("""
import os
os.symlink("CANARY/neighbor", "link")
open("link", "w").write("mine")
"""),
    "removes what it can": trying("""
import os, shutil
shutil.rmtree("CANARY", ignore_errors=True)
shutil.rmtree("ROOT/solutions", ignore_errors=True)
os.chmod("CANARY", 0o000)
"""),
    "reads other processes": trying("""
import glob
text = [open(p, "rb").read() for p in glob.glob("/proc/*/environ")]
open("CANARY/environ", "w").write(repr(text))
"""),
    "shell": trying("""
import os, subprocess
os.system("touch CANARY/shell")
subprocess.run(["touch", "CANARY/shell"])
"""),
    "tcp": trying("""
import socket
socket.create_connection(("127.0.0.1", PORT), timeout=1).send(b"x")
"""),
    "udp": trying("""
import socket
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", PORT))
"""),
    "unix socket": trying("""
import socket
s = socket.socket(socket.AF_UNIX)
s.connect("CANARY/socket")
s.send(b"x")
"""),
    "environment": trying("""
import os
os.environ.clear()
os.environ.update(GDCOURSE_SEED="1", PATH="CANARY", PYTHONPATH="CANARY")
"""),
    "shadowed imports": trying("""
import sys, types
for name in ("hmac", "tqdm", "gdcourse.checks.comparison", "gdcourse.grading.judge"):
    sys.modules[name] = types.ModuleType(name)
open("secrets.py", "w").write("boom = 1")
sys.path.insert(0, ".")
"""),
    "more of everything": trying("""
import resource
for limit in range(16):
    try: resource.setrlimit(limit, (resource.RLIM_INFINITY,) * 2)
    except (ValueError, OSError): pass
data = bytearray(2**31)
open("CANARY/grown", "w").write("mine")
"""),
    "new namespaces": trying("""
import ctypes
libc = ctypes.CDLL(None)
libc.unshare(0x10000000 | 0x20000)
libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)
libc.chroot(b"/")
libc.setuid(0)
open("CANARY/rooted", "w").write("mine")
"""),
    "traces its parent": trying("""
import ctypes, os
libc = ctypes.CDLL(None)
for pid in (os.getppid(), 1, GRADER):
    if pid != os.getpid(): libc.ptrace(16, pid, 0, 0)
"""),
    "signals to all": trying("""
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for pid in (os.getppid(), GRADER, -1):
    if pid not in (0, os.getpid()):
        try: os.kill(pid, signal.SIGKILL)
        except OSError: pass
"""),
    "kills the grader's group": trying("""
import os, signal
for pid in range(2, 40):
    try: os.killpg(pid, signal.SIGKILL)
    except OSError: pass
"""),
    "clock stopped": """
import time
time.process_time = time.monotonic = time.time = lambda: 0.0
def descend(x0, lr, n):
    return None
""",
    "tracing": """
import sys, threading
threading.settrace(lambda *a: None)
sys.setprofile(lambda *a: None)
def descend(x0, lr, n):
    return None
""",
    "error that lies": calling("""
class Overtime(BaseException): pass
raise Overtime("all points")
"""),
    "keyboard interrupt": calling("raise KeyboardInterrupt"),
    "system exit in a call": calling("raise SystemExit(0)"),
    "generator exit": calling("raise GeneratorExit"),
    "error that cannot be printed": calling("""
class Odd(Exception):
    def __str__(self): raise ValueError
    __repr__ = __str__
raise Odd
"""),
    "half a character": calling('raise ValueError("\\udc80\\x1b[31m<script>")'),
    "stub in disguise": calling("raise NotImplementedError"),
    "64 MB": calling("""
import numpy as np
return np.zeros(8 * 2**20)
"""),
    "deep list": calling("""
deep = []
for _ in range(100_000): deep = [deep]
return deep
"""),
    "list in itself": calling("""
turn = []
turn.append(turn)
return turn
"""),
    "huge number": calling("return [1 << 10**6] * (n + 1)"),
    "handles without end": calling("return [object() for _ in range(300_000)]"),
    "exit in the cell": "import sys\nsys.exit(0)\n" + NOTHING,
}
