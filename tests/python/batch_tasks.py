"""Tasks for test_python_batch.py: functions that other processes can import."""
import os
import signal
import time
from pathlib import Path

import wangge


def by_hand(project):
    return wangge.read_city(project)


def wrong(project):
    raise RuntimeError("on purpose")


def endless(project):
    time.sleep(600)


def dies_once(project, marker):
    """Killed as by the system when memory is short; the second time it is not."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return wangge.read_city(project)


def kills_its_executor(project, marker):
    """As when a machine is lost: Spark's executor dies with all that runs in it; the second time it does not."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(ancestor("CoarseGrainedExecutorBackend"), signal.SIGKILL)
        time.sleep(600)
    return wangge.read_city(project)


def ancestor(word):
    """The nearest process above this one with a word in its command line."""
    one = os.getppid()
    while one > 1:
        if word in Path(f"/proc/{one}/cmdline").read_text(encoding="utf-8", errors="replace"):
            return one
        one = int(Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1])
    raise RuntimeError(f"{word} is not above this process")
