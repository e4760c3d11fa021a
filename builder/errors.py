"""Problems of the environment or of use: what stops a command, and the way out."""


class SopError(Exception):
    """Something outside the SOPs is wrong: the command cannot go on.

    A mistake in an SOP is never a ``SopError``; it is a ``Diagnostic``.
    Ends the command with exit code 2.

    Args:
        message: What is wrong, in the reader's words, without a full stop.
        hint: What to do next.
        code: The 9xx rule this belongs to, where one does.
    """

    def __init__(self, message: str, *, hint: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
