"""One task, start to end, in the process that was given it. Files come into being in a folder beside and appear by one rename."""
import json
import os
import resource
import shutil
import signal
import subprocess
import time
import uuid
import warnings
from pathlib import Path

import geopandas as gpd

from wangge import _plan_file
from wangge.batch.tasks import hash_file
from wangge.errors import INTERNAL, NO_CENTRES, InterruptedWarning, LeftOutWarning, WanggeError
from wangge.plan import Plan, read_plan

RECORD = "done.json"
PART = ".part-"
WRITTEN = (0, 3, 4)  # exit status of the program with a valid plan: done, rules cannot all be met, stopped by time


class Stopped(Exception):
    """The whole run is being stopped."""


def finished(task, options, out):
    """The record of the task if it is done: same inputs, same options, every file as it was written. None otherwise."""
    folder = Path(out) / task.name
    fingerprint = task.fingerprint(options)
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        whole = all(hash_file(folder / name) == digest for name, digest in record["files"].items())
        if whole and record["fingerprint"] == fingerprint:
            return record
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return None


def perform(task, options, out, stopping=None):
    """Does the task and returns its row of the summary. Raises what goes wrong; nothing half-written is left to count."""
    out = Path(out)
    part = out / f"{PART}{task.name}-{uuid.uuid4().hex[:8]}"
    part.mkdir(parents=True)
    fingerprint = task.fingerprint(options)  # before the work: inputs that change meanwhile make it stale, not wrong
    began = time.monotonic()
    try:
        by_program = options.program is not None and not callable(task.source)
        row = (_by_program if by_program else _by_package)(task, options, part, stopping)
        row.update(name=task.name, engine="program" if by_program else "package", seconds=round(time.monotonic() - began, 3))
        files = {file.name: hash_file(file) for file in sorted(part.iterdir()) if file.name != "log.txt"}
        record = {"name": task.name, "fingerprint": fingerprint, "files": files, "row": row}
        (part / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        _put(part, out / task.name)
        return row
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put(part, place):
    """Renames; an older folder is out of the way first, so a kill in between leaves the task undone, never half done."""
    if place.exists():
        old = part.with_name(part.name + "-old")
        os.rename(place, old)
        os.rename(part, place)
        shutil.rmtree(old, ignore_errors=True)
    else:
        os.rename(part, place)


def _by_program(task, options, part, stopping):
    row, usage = {}, []
    for job in options.jobs:
        output = "plan.gpkg" if job == "divide" else "circles.gpkg"
        command = [options.program, job, str(task.source), "-o", str(part / output), "--json", "--progress", "none"]
        command += ["--threads", str(options.threads), "--seed", str(options.seed)]
        for override in options.overrides:
            command += ["--set", override]
        if job == "divide":
            command += ["--prove"] if options.prove else []
            command += ["--time", str(options.time_limit)] if options.time_limit else []
        else:
            command += ["--plan", str(part / "plan.gpkg")] if "divide" in options.jobs else []
        status, used = _run(command, part / f"{job}.json", part / "log.txt", options.timeout, stopping)
        usage.append(used)
        # Status 4 without a time limit: somebody interrupted the program; its plan is valid but not the one asked for.
        if status not in WRITTEN or (status == 4 and not options.time_limit):
            raise WanggeError(f"{job}: {_words(status, part / 'log.txt')}", INTERNAL)
        told = json.loads((part / f"{job}.json").read_text(encoding="utf-8"))
        row.update(_plan_row(told) if job == "divide" else _circles_row(told))
    if options.formats != ("gpkg",):
        _in_formats(part, options.formats)
    row["cpu_seconds"] = round(sum(used.ru_utime + used.ru_stime for used in usage), 3)
    row["peak_mb"] = round(max(used.ru_maxrss for used in usage) / 1024, 1)
    return row


def _run(command, answer, log, timeout, stopping):
    """Exit status and resources of a program of its own session: Ctrl-C reaches the run, and the run ends the program."""
    ends = time.monotonic() + timeout if timeout else None
    pause = 0.005
    with open(answer, "wb") as out, open(log, "ab") as err:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode, used
        late = ends is not None and time.monotonic() > ends
        if late or (stopping is not None and stopping.is_set()):
            os.kill(child.pid, signal.SIGKILL)
            os.wait4(child.pid, 0)
            child.returncode = -signal.SIGKILL
            if late:
                raise WanggeError(f"not done after {timeout} s", INTERNAL)
            raise Stopped
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)


def _in_formats(part, formats):
    """The program writes GeoPackages; other files are made of them."""
    for file in sorted(part.glob("*.gpkg")):
        for ending in formats:
            if ending == "gpkg":
                continue
            if file.stem == "plan":
                read_plan(file).to_file(part / f"plan.{ending}")
            else:
                layers = ((name, gpd.read_file(file, layer=name)) for name in ("circles", "coverage"))
                _plan_file.write_layers(layers, part / f"circles.{ending}", first="circles")
        if "gpkg" not in formats:
            file.unlink()


def _words(status, log):
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    how = f"ended by signal {-status}" if status < 0 else f"exit status {status}"
    return f"{how}: {' '.join(lines[-2:])[:500]}" if lines else how


def _plan_row(told):
    proofs = [one["proof"] for one in told["communities"]]
    return {
        "communities": len(proofs), "households": told["households"], "grids": told["grids"], "in_range": told["grids_in_range"],
        "optimal": proofs.count("optimal"), "infeasible": proofs.count("infeasible"), "bound": proofs.count("bound"),
        "violations": len(told["violations"]), "findings": len(told["findings"]),
        "left_out": sum(bool(one["excluded"]) for one in told["findings"]), "stopped_early": bool(told["stopped_early"]),
    }  # fmt: skip


def _circles_row(told):
    """Share of the households within the widest radius, by the network where there is one."""
    rows = told["communities"]
    modes = {one["mode"] for one in rows}
    rows = [one for one in rows if one["mode"] == ("network" if "network" in modes else "straight")]
    widest = max((one["metres"] for one in rows), default=0)
    rows = [one for one in rows if one["metres"] == widest]
    total = sum(one["households"] for one in rows)
    return {"covered": round(sum(one["covered"] for one in rows) / total, 4)} if total else {}


def _by_package(task, options, part, _stopping):
    from wangge.city import City
    from wangge.reading import read_city

    before = resource.getrusage(resource.RUSAGE_SELF)
    made = task.source() if callable(task.source) else read_city(task.source)
    if not isinstance(made, (City, Plan)):
        raise WanggeError(f"task {task.name!r} made a {type(made).__name__}; it must be a City or a Plan", INTERNAL)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        row = _package_jobs(task, made, options, part)
    if any(issubclass(one.category, InterruptedWarning) for one in caught):
        raise KeyboardInterrupt  # a valid plan, but not the one asked for
    row["warning"] = "; ".join(str(one.message) for one in caught if issubclass(one.category, LeftOutWarning))
    used = resource.getrusage(resource.RUSAGE_SELF)
    row["cpu_seconds"] = round(used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime, 3)
    row["peak_mb"] = round(used.ru_maxrss / 1024, 1)  # of the process, which is a fresh one but on a cluster
    return row


def _package_jobs(task, made, options, part):
    from wangge.city import City

    row = {}
    if "divide" in options.jobs:
        plan = made
        if isinstance(made, City):
            plan = made.divide(prove=options.prove, time_limit=options.time_limit, seed=options.seed, threads=options.threads)
        for ending in options.formats:
            plan.to_file(part / f"plan.{ending}")
        proofs, grids = plan.communities["proof"].tolist(), plan.whole_grids()
        row = _plan_row(
            {
                "communities": [{"proof": proof} for proof in proofs], "households": int(grids["households"].sum()),
                "grids": len(grids), "grids_in_range": int((grids["status"] == "ok").sum()),
                "violations": plan.violations["code"].tolist(), "findings": plan.findings.to_dict("records"),
                "stopped_early": plan.stopped_early,
            }
        )  # fmt: skip
    if "circles" in options.jobs:
        if isinstance(made, Plan):
            raise WanggeError(f"task {task.name!r} made a plan, which has no centres", NO_CENTRES)
        found = made.coverage(threads=options.threads)
        for ending in options.formats:
            layers = {"circles": found.circles, "coverage": found.buildings}
            _plan_file.write_layers(layers.items(), part / f"circles.{ending}", first="circles")
        row["covered"] = round(found.share(), 4)
    return row
