"""What spoils the child itself, and what wants more than there is (see attacks)."""

from attacks import NOTHING, calling, trying

# After these the child itself is spoiled or gone: later tasks may suffer.
SPOILERS = {
    "numpy patched": """
import numpy as np
np.asarray = np.array = lambda *a, **k: 0
np.allclose = np.array_equal = np.isfinite = lambda *a, **k: True
np.abs = lambda x: 0
def descend(x0, lr, n):
    return None
""",
    "builtins patched": """
import builtins
builtins.isinstance = lambda *a: True
builtins.abs = lambda x: 0
builtins.len = lambda x: 3
def descend(x0, lr, n):
    return None
""",
    "json patched": trying("""
import json
json.dumps = lambda *a, **k: '{"v": [[3.0]], "lost": 0}'
"""),
    "encoding patched": trying("""
from gdcourse.grading import wire
bad = {"$": "array", "d": "<f8", "s": [10**9, 10**9], "b": ""}
wire.encode = lambda *a, **k: bad
"""),
    "objects in an array": trying("""
from gdcourse.grading import wire
wire.encode = lambda *a, **k: {"$": "array", "d": "|O", "s": [1], "b": "AAAAAAAAAAA="}
"""),
    "handles of others": trying("""
from gdcourse.grading import wire
wire.encode = lambda *a, **k: {"$": "mine", "i": -1}
"""),
    "nested answer": trying("""
import json
json.dumps = lambda *a, **k: "[" * 100_000
"""),
    "forged frames": trying("""
import os, struct
frame = b'{"v": {"$": "list", "v": [3.0, 3.0, 3.0]}, "lost": 0}'
for fd in range(3, 64):
    for _ in range(50):
        try: os.write(fd, struct.pack("!I", len(frame)) + frame)
        except OSError: break
"""),
    "frame that never ends": trying("""
import os, struct
for fd in range(3, 64):
    try: os.write(fd, struct.pack("!I", 1000) + b"{")
    except OSError: pass
"""),
    "frame of 4 GB": trying("""
import os, struct
for fd in range(3, 64):
    try: os.write(fd, struct.pack("!I", 2**32 - 1))
    except OSError: pass
"""),
    "descriptors closed": "import os\nos.closerange(0, 200)\n" + NOTHING,
    "process ended in the cell": "import os\nos._exit(0)\n" + NOTHING,
    "process ended in a call": calling("import os; os._exit(0)"),
    "segmentation fault": calling("import ctypes; ctypes.string_at(0)"),
    "killed by itself": calling("import os; os.kill(os.getpid(), 9); os.abort()"),
}

# These want more than there is: time, memory, disk, processes, output.
BOMBS = {
    "loop in the cell": "while True: pass\n" + NOTHING,
    "loop in a call": calling("while True: pass"),
    "loop that will not stop": calling("""
while True:
    try:
        while True: pass
    except BaseException: pass
"""),
    "sleep": "import time\ntime.sleep(10**6)\n" + NOTHING,
    "fork bomb": trying("""
import os
for _ in range(1000):
    if os.fork() == 0:
        while True: os.fork()
"""),
    "thread bomb": trying("""
import threading, time
for _ in range(5000): threading.Thread(target=time.sleep, args=(60,)).start()
"""),
    "memory bomb": trying("held = [bytearray(2**26) for _ in range(1000)]"),
    "memory bomb in a call": calling("return [bytearray(2**26) for _ in range(1000)]"),
    "large file": trying("""
with open("large", "wb") as file:
    for _ in range(1000): file.write(bytes(2**20))
"""),
    "many files": trying("""
for i in range(10**6): open(f"file{i}", "w").write("x" * 1000)
"""),
    "folders without end": trying("""
import os
for _ in range(3000):
    os.mkdir("d")
    os.chdir("d")
"""),
    "folders that are closed": trying("""
import os
os.makedirs("a/b")
for folder in ("a/b", "a", "."): os.chmod(folder, 0)
"""),
    "output": trying("""
for _ in range(300): print("x" * 2**20)
"""),
    "process that stays": trying("""
import os, subprocess
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "MARKER"])
subprocess.Popen(["sleep", "MARKER"], start_new_session=True)
"""),
    "exit handlers": """
import atexit, os, threading
atexit.register(lambda: open("CANARY/late", "w").write("x"))
class Late:
    def __del__(self): open("CANARY/late", "w").write("x")
late = Late()
threading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=True).start()
def descend(x0, lr, n):
    return None
""",
}
