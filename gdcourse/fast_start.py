"""Halve the start of every Jupyter command by leaving out one unused import.

``jsonschema`` imports ``rfc3987_syntax`` when that is installed, and that module
builds parsers for two seconds. No Jupyter schema uses the formats it checks. Marking
the module as absent makes ``jsonschema`` go on without it.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)
