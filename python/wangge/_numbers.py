"""Numbers as ledgers write them: 48, "1,200", "48户", full-width digits."""
import re
import unicodedata

import numpy as np
import pandas as pd

PLAIN_NUMBER = re.compile(r"[-+.,0-9eE ]*")
NUMBER = re.compile(r"(-?)(\d[\d,]*(?:\.\d+)?(?:[eE]\+?\d+)?)")


def number_in(text):
    """The first number of a text, as the program reads it; NaN without one.

    >>> number_in("48户"), number_in("约１２０户"), number_in("1,200"), number_in("-3"), number_in("无")
    (48.0, 120.0, 1200.0, -3.0, nan)
    """
    text = unicodedata.normalize("NFKC", text).strip()
    found = NUMBER.search(text)
    if found is None:
        return float("nan")
    value = float(found[2].replace(",", ""))
    return -value if found[1] and text.startswith("-") else value


def numbers_in(column):
    """The column as floats; NaN where it holds no number."""
    counts = pd.to_numeric(column, errors="coerce").astype(float)
    texts = counts.isna() & column.map(lambda value: isinstance(value, str))
    if texts.any():
        counts[texts] = [number_in(value) for value in column[texts]]
    return counts.where(np.isfinite(counts))
