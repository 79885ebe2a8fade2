"""What every part of the comparison needs: paths, CPU time with a limit, versions, the machine.

All times are CPU seconds of the process (and of the programs it starts), never wall time. A peer runs in a forked child that is
killed at its limit, so that one that hangs or crashes costs a row and nothing else.
"""

import importlib.metadata
import json
import multiprocessing
import os
import platform
import resource
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OUT = HERE / "out"
CASES = Path(os.environ.get("WANGGE_SHARED", ROOT.parent / "shared")) / "cases"
PROGRAM = Path(os.environ.get("WANGGE_BIN", ROOT / "build" / "release" / "bin" / "wangge"))
HOME = Path(os.environ.get("WANGGE_PEERS_HOME", ROOT / "build" / "peers"))


def case(name):
    """Project file of a real case, None where the cases are not on this machine."""
    path = CASES / name / "city.toml"
    return path if path.is_file() else None


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def load(name):
    """A module of a peer, or None when it is not installed or does not start."""
    try:
        return importlib.import_module(name)
    except Exception as trouble:
        print(f"  {name}: not available ({type(trouble).__name__}: {trouble})", file=sys.stderr)
        return None


def children_cpu():
    """CPU seconds of the children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def cpu_now():
    return time.process_time() + children_cpu()


def _child(pipe, work, arguments):
    quiet = os.open(OUT / "peers.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):  # METIS and others write what they think straight to the terminal
        os.dup2(quiet, stream)
    try:
        began = cpu_now()
        value = work(*arguments)
        pipe.send(("done", value, cpu_now() - began))
    except BaseException as trouble:
        pipe.send(("failed", f"{type(trouble).__name__}: {str(trouble)[:300]}", cpu_now() - began))


def measured(work, *arguments, limit):
    """Runs work(*arguments) in a forked child: {"state": done | failed | timeout, "value", "cpu"}. `limit` in wall seconds.

    Of a child that was killed or died, "cpu" is what the system says it used until then: never the limit, which is wall time."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(there, work, arguments))
    before = children_cpu()
    child.start()
    there.close()
    answer = ("timeout", f"no answer within {limit:.0f} s", None)
    try:
        if here.poll(limit):
            answer = here.recv()
    except EOFError:
        answer = ("failed", "the process died", None)
    child.kill()
    child.join()
    state, value, cpu = answer
    return {"state": state, "value": value, "cpu": children_cpu() - before if cpu is None else cpu}


def command(arguments, limit, allowed=(0,), **more):
    """Runs a program: {"state", "cpu", "wall", "peak_mb", "out", "err", "status"}; `limit` in wall seconds."""
    began = time.monotonic()
    process = subprocess.Popen([str(a) for a in arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    timer = threading.Timer(limit, process.kill)
    timer.start()
    errors = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    reader.start()
    out = process.stdout.read()
    reader.join()
    process.stdout.close()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    late = not timer.is_alive()
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    state = "done" if process.returncode in allowed else "timeout" if late else "failed"
    return {
        "state": state,
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": time.monotonic() - began,
        "peak_mb": usage.ru_maxrss / 1024,
        "out": out,
        "err": "".join(errors),
        "status": process.returncode,
    }


def wangge(*arguments, limit=900, allowed=(0, 3)):
    """The program on one thread, at its usual settings."""
    return command([PROGRAM, *arguments, "--threads", "1"], limit, allowed)


def sample_city(name="sample", **changes):
    """The generated sample city, made once in out/; `changes` are applied to its project file as (section -> lines or None)."""
    OUT.mkdir(exist_ok=True)
    folder = OUT / name
    city = folder / "city.toml"
    shutil.rmtree(folder, ignore_errors=True)
    made = command([PROGRAM, "example", folder], 120)
    if made["state"] != "done":
        raise RuntimeError(f"the sample city was not made: {made['err'][-300:]}")
    text = city.read_text(encoding="utf-8")
    for section, lines in changes.items():
        text = without(text, section) + (f"\n[{section}]\n{lines}\n" if lines else "")
    city.write_text(text, encoding="utf-8")
    return city


def without(text, section):
    """A project file without one of its sections."""
    kept, inside = [], False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == f"[{section}]"
        if not inside:
            kept.append(line)
    return "\n".join(kept) + "\n"


def machine():
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), "?"
    )
    commit = command(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], 10)
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "load": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d"),
        "wangge": command([PROGRAM, "--version"], 10)["out"].strip(),
        "commit": os.environ.get("WANGGE_COMMIT", commit["out"].strip()),
    }


def save(section, rows, **more):
    OUT.mkdir(exist_ok=True)
    document = {"machine": machine(), "rows": rows, **more}
    (OUT / f"{section}.json").write_text(json.dumps(document, indent=1, ensure_ascii=False, default=float), encoding="utf-8")
