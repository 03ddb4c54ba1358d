"""Nothing that a submission has built withstands its removal."""

import os
import subprocess
import sys

import pytest
from reachable import reachable

BUILT = {
    "nothing": "",
    "deep": "for _ in range(1500): os.mkdir('d'); os.chdir('d')",
    "closed": """
os.makedirs("a/b/c")
open("a/b/c/file", "w").close()
for part in ("a/b/c", "a/b", "a", "."):
    os.chmod(part, 0)
""",
    "odd": """
os.mkdir("x\\n")
open("x\\n/" + "n" * 250, "w").close()
os.symlink("..", "above")
os.symlink("../stays", "neighbor")
""",
}
# Root could open every folder; it becomes somebody else, as the child does.
SCRIPT = """
import os, sys
from gdcourse.grading.leftovers import remove
folder = sys.argv[1]
os.chdir(folder)
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.chown(os.path.dirname(folder), 65534, 65534)
    os.chown(folder, 65534, 65534)
    os.setuid(65534)
exec(sys.argv[2])
os.chdir("/")
remove(folder)
"""


@pytest.mark.parametrize("built", BUILT)
def test_a_folder_is_removed_whatever_was_built_in_it(tmp_path, built):
    folder, stays = tmp_path / "a" / "room", tmp_path / "a" / "stays"
    folder.mkdir(parents=True)
    stays.write_text("of somebody else")
    reachable(tmp_path)
    subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), BUILT[built]], check=True
    )
    assert os.listdir(folder.parent) == ["stays"]
    assert stays.read_text() == "of somebody else"
