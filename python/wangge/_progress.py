"""Progress of a long call, for a callback or as a bar of tqdm."""
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from wangge.errors import INVALID_INPUT, WanggeError

Report = Callable[[str, int, int], object]


@contextmanager
def reporter(progress: bool | Report | None) -> Iterator[Report | None]:
    """What the engine calls: nothing, the callback, or bars that are closed at the end whatever happens."""
    if progress is None or progress is False:
        yield None
    elif progress is True:
        bars = _Bars()
        try:
            yield bars
        finally:
            bars.close()
    elif callable(progress):
        yield progress
    else:
        raise WanggeError(f"progress is {progress!r}; it must be True, False or a function of (stage, done, total)", INVALID_INPUT)


class _Bars:
    """One bar a stage; tqdm.auto chooses between terminal and notebook."""

    def __init__(self):
        try:
            from tqdm.auto import tqdm
        except ImportError as problem:
            raise WanggeError("progress=True needs tqdm: pip install tqdm, or give a function", INVALID_INPUT) from problem
        self._make = tqdm
        self._bar: Any = None
        self._stage = ""

    def __call__(self, stage, done, total):
        if stage != self._stage:
            self.finish()
            self._bar, self._stage = self._make(total=total, desc=stage, leave=False), stage
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def finish(self):
        if self._bar is not None:
            self._bar.update(self._bar.total - self._bar.n)  # reports that came too fast were passed over
            self._bar.close()

    def close(self):
        if self._bar is not None:
            self._bar.close()
