"""Failed calls."""


class WanggeError(ValueError):
    """A call that cannot be served; imperfect data are findings and unmet rules are violations, never errors.

    Attributes
    ----------
    code : int
        1xx reading, 2xx validation, 3xx division, 4xx reach, 9xx the run itself; the numbers of the program ``wangge``.
    """

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


MISSING_COLUMN = 103
UNKNOWN_CRS = 104
INVALID_INPUT = 201
INVALID_RULES = 301
