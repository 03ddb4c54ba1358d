"""A small class in nbgrader, run as a program: results on stdout, complaints on stderr.

python nbgrader_class.py FOLDER: FOLDER holds master.ipynb and a notebook per student.
"""

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import gdcourse.fast_start  # noqa: F401  importing it is what it does
from gdcourse.grading.nbgrader_course import NbgraderCourse


def main(folder, name):
    master = (folder / "master.ipynb").read_bytes()
    found = {}
    with tempfile.TemporaryDirectory() as root:
        course = NbgraderCourse(Path(root))
        released = course.release(name, master)
        (folder / "released.ipynb").write_bytes(released)
        for path in sorted(folder.glob("*.ipynb")):
            course.hand_in(path.stem, name, path.read_bytes())
            start = perf_counter()
            graded = course.autograde(path.stem, name).decode()
            found[path.stem] = {
                "seconds": perf_counter() - start,
                "scores": course.scores(path.stem, name),
                "notebook": json.loads(graded),
            }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
