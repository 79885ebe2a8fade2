"""The part of Spark that wangge.batch uses, without Java and its 500 MB: a session whose jobs run in processes of this machine.

It does what Spark's documentation says of `range(numPartitions=)`, `mapInPandas`, `collect`, job groups: the function travels pickled by
value, each partition runs in a Python of its own, a partition whose executor is lost is tried four times, a cancelled group ends at once.
As a script it is such an executor."""
import contextlib
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import types
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd

ATTEMPTS = 4  # spark.task.maxFailures
COLUMNS = {"task": int, "row": (str, type(None)), "error": (str, type(None))}


class Context:
    def __init__(self):
        self.running, self.cancelled, self.lock = set(), False, threading.Lock()

    def setJobGroup(self, group, description, interruptOnCancel):
        assert group and description and interruptOnCancel
        self.cancelled = False

    def cancelJobGroup(self, group):
        with self.lock:
            self.cancelled = True
            for process in self.running:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

    def statusTracker(self):
        return types.SimpleNamespace(getActiveJobsIds=lambda: [process.pid for process in self.running])


class Job:
    def __init__(self, context, function, partitions):
        self.context, self.function, self.partitions = context, function, partitions

    def collect(self):
        import cloudpickle

        function = cloudpickle.dumps(self.function)
        with ThreadPoolExecutor(2) as executors:
            answers = list(executors.map(lambda frame: self._partition(pickle.dumps((function, frame))), self.partitions))
        return [row for rows in answers for row in rows]

    def _partition(self, work):
        for _ in range(ATTEMPTS):
            with self.context.lock:
                if self.context.cancelled:
                    raise RuntimeError("cancelled")
                folder = Path(tempfile.mkdtemp())
                (folder / "work").write_bytes(work)
                process = subprocess.Popen(
                    [sys.executable, __file__, "CoarseGrainedExecutorBackend", folder], start_new_session=True,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                )  # fmt: skip
                self.context.running.add(process)
            status = process.wait()
            self.context.running.discard(process)
            with contextlib.suppress(ProcessLookupError):  # what a lost executor has left behind
                os.killpg(process.pid, signal.SIGKILL)
            rows = pickle.loads((folder / "answer").read_bytes()) if status == 0 else None
            shutil.rmtree(folder)
            if rows is not None:
                return rows
        raise RuntimeError("Job aborted due to stage failure")


class Session:
    __module__ = "pyspark.sql.session"  # wangge.batch knows a session by it

    def __init__(self):
        self.sparkContext = Context()

    def range(self, start, end, step, numPartitions):
        numbers = list(range(start, end, step))
        assert numPartitions == len(numbers), "a partition a task"
        return types.SimpleNamespace(
            mapInPandas=lambda function, schema: Job(self.sparkContext, function, [pd.DataFrame({"id": [n]}) for n in numbers])
        )

    def stop(self):
        self.sparkContext.cancelJobGroup("all")


def modules():
    """What `import pyspark.sql` would find."""
    sql = types.ModuleType("pyspark.sql")
    sql.SparkSession = Session
    package = types.ModuleType("pyspark")
    package.sql = sql
    return {"pyspark": package, "pyspark.sql": sql}


def main(folder):
    function, frame = pickle.loads((folder / "work").read_bytes())
    rows = []
    for told in pickle.loads(function)(iter([frame])):
        for row in told.astype(object).where(told.notna(), None).to_dict("records"):
            assert {name: isinstance(row[name], kind) for name, kind in COLUMNS.items()} == dict.fromkeys(COLUMNS, True), row
            rows.append(row)
    (folder / "answer").write_bytes(pickle.dumps(rows))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main(Path(sys.argv[2]))
