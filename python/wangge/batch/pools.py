"""Where tasks run: threads that each watch one process of this machine, or a Dask cluster."""
import multiprocessing
import os
import queue
import sys
import threading
import time
import types
import uuid
from contextlib import contextmanager
from typing import Any

from wangge.batch import work
from wangge.batch.memory import Kept
from wangge.errors import INTERNAL, INVALID_INPUT, WanggeError

STARTING = threading.Lock()


def on_this_machine(tasks, options, out, workers, attempts):
    """Yields (task, row or None, error text) as tasks end. Closing the generator ends what runs."""
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
    stopping = threading.Event()
    for task in tasks:
        waiting.put(task)

    def watch():
        while not stopping.is_set():
            try:
                task = waiting.get_nowait()
            except queue.Empty:
                return
            ended.put(attempt(task, options, out, attempts, stopping))

    threads = [threading.Thread(target=watch, daemon=True) for _ in range(min(workers, len(tasks)))]
    for thread in threads:
        thread.start()
    try:
        for _ in tasks:
            yield ended.get()
    finally:
        stopping.set()
        for thread in threads:
            thread.join()


def attempt(task, options, out, attempts, stopping):
    """Only a process that died is tried again: an error of the task would come again."""
    for tried in range(attempts):
        try:
            if options.program is not None and not callable(task.source):
                return task, work.perform(task, options, out, stopping), None
            return task, _in_a_process(task, options, out, stopping), None
        except work.Stopped:
            return task, None, "stopped"
        except WanggeError as problem:
            died = "ended by signal" in str(problem)
            if not died or tried + 1 == attempts or stopping.is_set():
                return task, None, f"{problem.code}: {problem}"
        except Exception as problem:  # one task's failure is not the others'
            return task, None, f"{type(problem).__name__}: {problem}"
    return task, None, "not tried"


def _context():
    """Processes are forks of one that has imported the package and has no threads: a fork of ours may hang, a fresh one takes seconds."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["wangge.batch.work", "wangge.city", "wangge.reading"])
    return context


@contextmanager
def _main_hidden(needed):
    """A process imports the caller's script where a task may be a function of it, and only then: others need no
    ``if __name__ == "__main__":``."""
    if needed:
        yield
        return
    with STARTING:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


def _end_in_words(status):
    if status < 0:
        return f"its process was ended by signal {-status}"
    return f"its process ended with status {status} before it began (a script whose functions are tasks needs `if __name__ == '__main__':`)"


def _end_with(parent):
    """A killed run takes its processes along: their parent ends with it, and they look after that twice a second."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _child(task, options, out, pipe):
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    try:
        pipe.send((work.perform(task, options, out), None))
    except WanggeError as problem:
        pipe.send((None, problem))
    except BaseException as problem:  # the parent must hear of it whatever it is
        pipe.send((None, WanggeError(f"{type(problem).__name__}: {problem}", INTERNAL)))


def _in_a_process(task, options, out, stopping):
    """A process of its own: what kills it, kills no other task, and its memory is its own."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = _context().Process(target=_child, args=(task, options, str(out), theirs), daemon=True)
    with _main_hidden(callable(task.source) and not isinstance(task.source, Kept)):
        child.start()
    theirs.close()
    ends = time.monotonic() + options.timeout if options.timeout else None
    try:
        while not ours.poll(0.05):
            if stopping.is_set():
                raise work.Stopped
            if ends is not None and time.monotonic() > ends:
                raise WanggeError(f"not done after {options.timeout} s", INTERNAL)
        row, problem = ours.recv()
    except EOFError:
        child.join()
        raise WanggeError(_end_in_words(child.exitcode or 0), INTERNAL) from None
    finally:
        if child.is_alive():
            child.join(1)
            child.kill()
        child.join()
        ours.close()
    if problem is not None:
        raise problem
    return row


def on_a_cluster(tasks, options, out, scheduler):
    """As `on_this_machine`. `out` and the inputs must be on a file system that every worker sees under the same path."""
    try:
        from distributed import Client, as_completed
    except ImportError as problem:
        raise WanggeError("a scheduler needs Dask: pip install distributed", INVALID_INPUT) from problem
    ours = isinstance(scheduler, str)
    client = Client(scheduler) if ours else scheduler
    futures = {}
    try:
        for task in tasks:
            # No data travels: a task is a path in, a row out. A worker that dies loses its tasks to another one.
            key = f"wangge-{task.name}-{uuid.uuid4().hex}"
            future = client.submit(work.perform, task, options, str(out), key=key, pure=False)
            futures[future] = task
        for future in as_completed(list(futures)):
            task = futures[future]
            failure = future.exception()  # a result lost with its worker is made again: this waits for it
            if failure is None:
                yield task, future.result(), None
            else:
                code = f"{failure.code}: " if isinstance(failure, WanggeError) else f"{type(failure).__name__}: "
                yield task, None, f"{code}{failure}"
    finally:
        client.cancel(list(futures))
        if ours:
            client.close()
