"""The import that is left out is still worth leaving out, and nothing misses it."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

CODE = """
import gdcourse.fast_start, jsonschema, sys
assert sys.modules["rfc3987_syntax"] is None
jsonschema.validate({"uri": "x"}, {"properties": {"uri": {"format": "iri"}}},
                    format_checker=jsonschema.FormatChecker())
print(*sys.modules)
"""


def test_schemas_are_checked_without_the_slow_module():
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "lark" not in done.stdout.split()


def test_elder_libraries_still_need_the_stub():
    """When this fails, jsonschema no longer imports it: remove ``fast_start``."""
    source = Path(find_spec("jsonschema").origin).with_name("_format.py")
    assert "rfc3987_syntax" in source.read_text(encoding="utf-8")


def test_tests_themselves_run_with_the_stub():
    assert sys.modules["rfc3987_syntax"] is None
