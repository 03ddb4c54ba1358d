"""Why it works: theorems whose algebra the computer checks, exactly.

A proof is a claim written as a sum: multipliers times assumptions, plus squares. The
engine verifies the identity, the signs and the squares with rational arithmetic.
"""
