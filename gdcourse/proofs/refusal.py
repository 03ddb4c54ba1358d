"""What the engine says when it does not accept a proof."""


class Refused(ValueError):
    """The certificate does not prove the claim; the message says what is missing.

    A refusal is not a refutation: the claim may be true and need another proof.
    """
