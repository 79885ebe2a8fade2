"""Failed calls."""


class WanggeError(ValueError):
    """A call that cannot be served; imperfect data are findings and unmet rules are violations, never errors.

    Attributes
    ----------
    code : int
        1xx reading, 2xx validation, 3xx division, 4xx reach, 5xx writing, 9xx the run itself; the numbers of the program ``wangge``.
    """

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code

    def __reduce__(self):  # errors cross processes
        return type(self), (str(self), self.code)


class LeftOutWarning(UserWarning):
    """Something in a project file that the package does not honour, and perhaps the program does."""


class InterruptedWarning(UserWarning):
    """Ctrl-C ended a call early; what it returned is valid, and the best that it had."""


UNREADABLE_FILE = 101
UNKNOWN_LAYER = 102
MISSING_COLUMN = 103
UNKNOWN_CRS = 104
BAD_PROJECT_FILE = 105
EMPTY_LAYER = 107
INVALID_INPUT = 201
INVALID_RULES = 301
NO_CENTRES = 402
UNWRITABLE_FILE = 501
UNSUPPORTED_FORMAT = 502
INTERNAL = 902
