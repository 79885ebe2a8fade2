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
