"""A whole run: what is done already, what is left, and the table at the end."""
import multiprocessing
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from wangge._city import thread_count
from wangge.batch import memory, pools, spark, work
from wangge.batch.report import Report, summary
from wangge.batch.tasks import Options, as_tasks
from wangge.errors import INVALID_INPUT, UNWRITABLE_FILE, WanggeError


# long: nine tenths are the signature and its reference
def run(
    tasks, out: str | os.PathLike, workers: int | None = None, scheduler=None, *, jobs: Sequence[str] = ("divide",),
    engine: str | os.PathLike = "auto", prove: bool = False, time_limit: float | None = None, timeout: float | None = None, seed: int = 1,
    threads: int | None = None, overrides: Sequence[str] = (), formats: Sequence[str] = ("gpkg",), attempts: int = 2, progress: Callable | None = None,
) -> Report:
    """Divide many cities, one task a city; calling it again goes on where it was stopped.

    Parameters
    ----------
    tasks : iterable of project files, cities, callables or `Task`; or dict of name -> project file, city or callable
        A city is a `wangge.City` in memory, such as `City.parts` gives. The name of a task is its folder in `out`: the stem of the
        project file, or its folder's name for ``city.toml``.
    out : str or Path
        Gets ``NAME/plan.gpkg`` (and ``circles.gpkg``), ``NAME/done.json`` with the hashes of inputs and files, ``summary.csv``.
    workers : int, optional
        Processes at a time on this machine; default: all cores.
    scheduler : str, distributed.Client or pyspark.sql.SparkSession, optional
        Address of a Dask cluster (``"tcp://10.0.0.1:8786"``) or master of Spark (``"spark://10.0.0.1:7077"``, ``"yarn"``,
        ``"local[4]"``), or a client or session that is open. Workers need this package, and must see inputs and `out` under the
        same paths.
    jobs : sequence of {"divide", "circles"}
        What to do for each city.
    engine : {"auto", "program", "package"} or path of the program
        ``"auto"``: the program (WANGGE_BIN, else ``wangge`` on the PATH) where it is found, else this package; keys of a project that it
        does not know (`City.left_out`) are named in the summary's column ``warning``. Cities and callables are always done by the package.
    prove, time_limit, seed : as for `wangge.divide`
    timeout : float, optional
        Seconds after which a task is ended and has failed; not for tasks of the package on Dask.
    threads : int, optional
        Threads of one task; default: cores / workers. Never changes a result.
    overrides : sequence of str
        ``"rules.max_households=450"``: keys of every project file, for the program only.
    formats : sequence of {"gpkg", "parquet", "geojson", "fgb", "shp"}
        Endings of the files, which are those of `Plan.to_file`: ``plan.gpkg``; ``plan.parquet`` (the grids), ``plan_cells.parquet`` ...
    attempts : int
        How often a task is tried whose process died (out of memory, killed); on Dask its scheduler decides.
    progress : callable, optional
        Called as ``progress(ended, total, row)`` after each task.

    Returns
    -------
    Report
        Failures are rows of it, never exceptions.

    Raises
    ------
    WanggeError
        201: no tasks, two of one name, no program, no Dask or no Spark where they were asked for; 501: `out` cannot be written, or another run
        is writing there.

    Notes
    -----
    A task counts as done when ``done.json`` fits its inputs, options and engine, and the hash of every file it lists. Files come into
    being in a folder beside (``.part-*``), which one rename makes ``NAME``; a kill at any time leaves a task done or not done.

    Examples
    --------
    >>> import wangge.batch
    >>> wangge.batch.run(["hohhot/city.toml", "baotou/city.toml"], "plans").failures  # doctest: +SKIP
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise WanggeError("a process of this run imports the script that began it: put the call under `if __name__ == '__main__':`", INVALID_INPUT)
    tasks = as_tasks(tasks)
    cores = thread_count(None)
    workers = thread_count(workers)
    each = threads if threads is not None else max(1, cores // min(workers, len(tasks))) if scheduler is None else 1
    if isinstance(jobs, str):
        jobs = (jobs,)
    options = Options(
        jobs=tuple(jobs), prove=bool(prove), time_limit=time_limit, timeout=timeout, seed=int(seed), threads=thread_count(each),
        overrides=tuple(overrides), program=find_program(engine), formats=(formats,) if isinstance(formats, str) else tuple(formats),
    )  # fmt: skip
    out = Path(out).absolute()
    rows = {}
    with _alone_in(out):
        _tidy(out)
        left = []
        for task in tasks:
            record = work.finished(task, options, out)
            if record is None:
                left.append(task)
            else:
                rows[task.name] = {**record["row"], "state": "kept"}
        memory.put_all(left, out)
        ended = _pool(left, options, out, workers, scheduler, max(1, attempts))
        try:
            with closing(ended):
                for task, row, error in ended:
                    state = "failed" if row is None else "done"
                    rows[task.name] = {"name": task.name, **(row or {}), "state": state, "error": error}
                    if progress is not None:
                        progress(len(rows), len(tasks), rows[task.name])
        finally:
            for task in left:  # of an interrupted run: done on disk, but nobody was told any more
                record = None if task.name in rows else work.finished(task, options, out)
                if record is not None:
                    rows[task.name] = {**record["row"], "state": "done"}
            report = summary(tasks, rows, out)
            _tidy(out)
            memory.drop_all(out)
    return report


def _pool(tasks, options, out, workers, scheduler, attempts):
    if scheduler is None:
        return pools.on_this_machine(tasks, options, out, workers, attempts)
    if spark.is_spark(scheduler):
        return spark.on_spark(tasks, options, out, scheduler, attempts)
    return pools.on_a_cluster(tasks, options, out, scheduler)


def _tidy(out):
    """Takes away what killed runs and killed workers left."""
    for rest in out.glob(f"{work.PART}*"):
        shutil.rmtree(rest, ignore_errors=True)


def find_program(engine):
    """Path of the program, or None where the package is to do the work."""
    if engine == "package":
        return None
    if engine in ("auto", "program"):
        found = os.environ.get("WANGGE_BIN") or shutil.which("wangge")
        if found is None and engine == "program":
            raise WanggeError("the program wangge is not on the PATH; name it in WANGGE_BIN", INVALID_INPUT)
        return str(Path(found).absolute()) if found else None
    found = shutil.which(str(engine))
    if found is None:
        raise WanggeError(f"engine is {str(engine)!r}; it must be 'auto', 'program', 'package' or a program", INVALID_INPUT)
    return str(Path(found).absolute())


@contextmanager
def _alone_in(out):
    """A lock that ends with the process that holds it, however that ends."""
    import fcntl

    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = open(out / ".lock", "w")  # noqa: SIM115 - closed below
    except OSError as problem:
        raise WanggeError(f"{out}: {problem.strerror or problem}", UNWRITABLE_FILE) from problem
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise WanggeError(f"{out}: another run is writing there", UNWRITABLE_FILE) from problem
        yield
