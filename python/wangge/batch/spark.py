"""Tasks on a Spark cluster: one partition a task, through mapInPandas. No data travel: a path goes in, a row of the summary comes out."""
import json
import os
import sys
import threading
import uuid

import pandas as pd

from wangge.batch import pools, work
from wangge.errors import INTERNAL, INVALID_INPUT, WanggeError

MASTERS = ("spark://", "local", "yarn", "k8s://")
LOOK = 0.5  # seconds between two looks at the folder
ANSWER = "task long, row string, error string"


def is_spark(scheduler):
    """A master's URL or a session of pyspark, and not a Dask cluster."""
    if isinstance(scheduler, str):
        return scheduler.startswith(MASTERS)
    return type(scheduler).__module__.split(".")[0] == "pyspark"


def on_spark(tasks, options, out, scheduler, attempts):
    """As `pools.on_this_machine`. `out` and the inputs must be on a file system that every executor sees under the same path.

    Spark tells nothing before its job is over, so tasks that are done are seen in the folder; failures come at the end."""
    if not tasks:
        return
    session, ours = _session(scheduler)
    group = f"wangge-{uuid.uuid4().hex}"
    answer, waiting = _Answer(session, group, tasks, options, out, attempts), dict(enumerate(tasks))
    before = {number: _written(out, task) for number, task in waiting.items()}
    answer.start()
    try:
        while answer.is_alive():
            answer.join(LOOK)
            for number in [n for n, task in waiting.items() if _written(out, task) != before[n]]:
                row = _row_on_disk(out, waiting[number])
                if row is not None:
                    yield waiting.pop(number), row, None
        for number, row, error in answer.rows:
            if number in waiting:
                yield waiting.pop(number), row, error
        for number, task in list(waiting.items()):  # the job broke down before it told of these
            record = work.finished(task, options, out)
            row = record["row"] if record else None
            yield waiting.pop(number), row, None if row else f"{INTERNAL}: the job of Spark failed: {answer.trouble}"
    finally:
        if answer.is_alive():
            session.sparkContext.cancelJobGroup(group)
            answer.join()
        if ours:
            session.stop()


def _session(scheduler):
    """The session, and whether it is ours to stop."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as problem:
        raise WanggeError(f"{scheduler!r} needs Spark: pip install pyspark, and Java", INVALID_INPUT) from problem
    if not isinstance(scheduler, str):
        return scheduler, False
    if scheduler.startswith("local"):  # the workers are this machine's: the same Python, not the first one of the PATH
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        running = SparkSession.getActiveSession()
        return SparkSession.builder.master(scheduler).appName("wangge").getOrCreate(), running is None
    except Exception as problem:  # no Java, no such master: whatever the gateway raises
        raise WanggeError(f"Spark does not start at {scheduler!r}: {problem}", INVALID_INPUT) from problem


class _Answer(threading.Thread):
    """The job, waited for in a thread: meanwhile the caller looks at the folder, and Ctrl-C is heard."""

    def __init__(self, session, group, tasks, options, out, attempts):
        super().__init__(daemon=True)
        self._session, self._group = session, group
        self._tasks, self._options, self._out, self._attempts = list(tasks), options, str(out), attempts
        self.rows, self.trouble = [], "no answer"

    def run(self):
        try:
            self._session.sparkContext.setJobGroup(self._group, "wangge.batch", interruptOnCancel=True)
            count = len(self._tasks)
            numbers = self._session.range(0, count, 1, numPartitions=count)
            told = numbers.mapInPandas(_doer(self._tasks, self._options, self._out, self._attempts), ANSWER).collect()
            self.rows = [(one["task"], one["row"] and json.loads(one["row"]), one["error"]) for one in told]
        except Exception as problem:  # an executor that died too often; what is done is on disk
            self.trouble = _short(problem)


def _doer(tasks, options, out, attempts):
    """What an executor's Python does with its partition. A process a task: what kills it is a row, not the end of the job."""

    def do(frames):
        for frame in frames:
            for number in frame["id"].tolist():
                _, row, error = pools.attempt(tasks[number], options, out, attempts, threading.Event())
                yield pd.DataFrame({"task": [number], "row": [row and json.dumps(row)], "error": [error]})

    return do


def _short(problem):
    """What Spark says first and what Python says last, without their stacks."""
    lines = [line.strip() for line in str(problem).splitlines()]
    told = [line for line in lines if line and not line.startswith(("at ", "File ", "JVM ", "Driver stack", "^", "~"))]
    return " ... ".join(dict.fromkeys([told[0][:300], told[-1][:300]])) if told else type(problem).__name__


def _written(out, task):
    """What tells one record of a task from the next; None where there is none."""
    try:
        told = (out / task.name / work.RECORD).stat()
    except OSError:
        return None
    return told.st_ino, told.st_mtime_ns


def _row_on_disk(out, task):
    try:
        return json.loads((out / task.name / work.RECORD).read_text(encoding="utf-8"))["row"]
    except (OSError, ValueError, KeyError):
        return None  # just being renamed: the next look
