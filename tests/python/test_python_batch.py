"""wangge.batch: what is done stays done, what was killed is done again, what fails is a row."""
import dataclasses
import functools
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import types
from pathlib import Path

import batch_tasks
import geopandas as gpd
import pandas as pd
import pytest
import shapely
from conftest import write_city

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
batch = pytest.importorskip("wangge.batch")
pools = pytest.importorskip("wangge.batch.pools")


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    """Six projects of 16 buildings; their totals tell them apart."""
    folder = tmp_path_factory.mktemp("cities")
    return [write_city(folder / f"c{i}", [50 + i] * 16) for i in range(6)]


def states(report):
    return report.table.set_index("name")["state"].to_dict()


def digest(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def test_the_program_does_the_cities(cities, program, wangge, tmp_path):
    report = batch.run(cities[:3], tmp_path / "out", engine=program)
    assert states(report) == {"c0": "done", "c1": "done", "c2": "done"}
    assert report.table["households"].tolist() == [800, 816, 832] and report.table["grids"].tolist() == [2, 2, 2]
    assert (report.table["in_range"] == 2).all() and (report.table["peak_mb"] > 1).all() and (report.table["cpu_seconds"] > 0).all()
    wangge("divide", cities[1], "-o", tmp_path / "alone.gpkg")
    assert digest(tmp_path / "alone.gpkg") == digest(tmp_path / "out" / "c1" / "plan.gpkg")
    told = pd.read_csv(tmp_path / "out" / "summary.csv")
    assert told["name"].tolist() == ["c0", "c1", "c2"] and told["households"].sum() == report.totals()["households"] == 2448
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == [".lock", "c0", "c1", "c2", "summary.csv"]


def test_what_is_done_is_not_done_again_unless_something_changed(cities, program, tmp_path):
    copies = [Path(shutil.copytree(city.parent, tmp_path / city.parent.name)) / "city.toml" for city in cities[:4]]
    out = tmp_path / "out"
    batch.run(copies, out, engine=program)
    before = {name: (out / name / "plan.gpkg").stat().st_mtime_ns for name in ("c0", "c1", "c2", "c3")}
    (out / "c1" / "plan.gpkg").write_bytes(b"half")  # an output that is not what was written
    (out / "c2" / "done.json").write_text("{")  # a record that is none
    write_city(copies[3].parent, [60] * 16)  # another input
    report = batch.run(copies, out, engine=program)
    assert states(report) == {"c0": "kept", "c1": "done", "c2": "done", "c3": "done"}
    assert report.table["households"].tolist() == [800, 816, 832, 960]
    assert (out / "c0" / "plan.gpkg").stat().st_mtime_ns == before["c0"]
    assert set(states(batch.run(copies, out, engine=program)).values()) == {"kept"}
    assert set(states(batch.run(copies, out, engine=program, seed=2)).values()) == {"done"}


def waiting_program(folder, program, gate):
    """A program that does c0 and c1 at once and waits for a file before any other city."""
    script = folder / "waiting"
    script.write_text(
        f'#!/bin/sh\ncase "$*" in */c0/*|*/c1/*) ;; *) while [ ! -e {gate} ]; do sleep 0.05; done ;; esac\nexec {program} "$@"\n'
    )
    script.chmod(0o755)
    return script


def test_a_killed_run_goes_on(cities, program, tmp_path):
    out, gate = tmp_path / "out", tmp_path / "gate"
    script = waiting_program(tmp_path, program, gate)
    command = [sys.executable, "-m", "wangge.batch", *map(str, cities), "-o", str(out), "--workers", "2", "--engine", str(script)]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while not all((out / name / "done.json").exists() for name in ("c0", "c1")) or not list(out.glob(".part-c2*")):
        assert run.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert list(out.glob(".part-*"))
    first = {name: (out / name / "plan.gpkg").stat().st_mtime_ns for name in ("c0", "c1")}
    gate.touch()
    report = batch.run(cities, out, engine=script)
    assert states(report) == {"c0": "kept", "c1": "kept", **{f"c{i}": "done" for i in range(2, 6)}}
    assert first == {name: (out / name / "plan.gpkg").stat().st_mtime_ns for name in first}
    assert not list(out.glob(".part-*")) and report.totals()["households"] == sum(800 + 16 * i for i in range(6))


def test_an_interrupted_run_says_so_and_leaves_no_process(cities, program, tmp_path):
    out = tmp_path / "out"
    script = waiting_program(tmp_path, program, tmp_path / "never")
    command = [sys.executable, "-m", "wangge.batch", *map(str, cities[:4]), "-o", str(out), "--workers", "2", "--engine", str(script)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 120
    while not all((out / name / "done.json").exists() for name in ("c0", "c1")) or not list(out.glob(".part-c2*")):
        assert run.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 4 and "goes on" in said
    assert not list(out.glob(".part-*")) and sorted(pd.read_csv(out / "summary.csv")["name"]) == ["c0", "c1"]


def test_failures_are_rows(cities, program, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("x = [")
    report = batch.run([bad, tmp_path / "gone.toml", cities[0]], tmp_path / "out", engine=program)
    assert states(report) == {"bad": "failed", "gone": "failed", "c0": "done"}
    assert report.failures["error"].str.contains("exit status 2").all() and "2 failed" in repr(report)
    assert states(batch.run([bad, cities[0]], tmp_path / "out", engine=program)) == {"bad": "failed", "c0": "kept"}


def test_a_program_that_dies_is_tried_again_and_then_a_row(cities, program, tmp_path):
    script = tmp_path / "dying"
    script.write_text(f'#!/bin/sh\necho once >> {tmp_path}/tries\ncase "$*" in */c1/*) kill -9 $$ ;; esac\nexec {program} "$@"\n')
    script.chmod(0o755)
    report = batch.run(cities[:2], tmp_path / "out", engine=script, attempts=2)
    assert states(report) == {"c0": "done", "c1": "failed"}
    assert "signal 9" in report.failures["error"].iloc[0] and (tmp_path / "tries").read_text().count("once") == 3


def test_functions_are_tasks_of_the_package(cities, tmp_path):
    project, marker = str(cities[0]), str(tmp_path / "marker")
    tasks = {
        "good": functools.partial(batch_tasks.by_hand, project),
        "wrong": functools.partial(batch_tasks.wrong, project),
        "dies": functools.partial(batch_tasks.dies_once, project, marker),
    }
    report = batch.run(tasks, tmp_path / "out", workers=3, engine="package")
    assert states(report) == {"good": "done", "wrong": "failed", "dies": "done"}
    errors = report.failures.set_index("name")["error"]
    assert "on purpose" in errors["wrong"]
    assert package.read_plan(tmp_path / "out" / "dies" / "plan.gpkg").grids["households"].tolist() == [400, 400]
    record = json.loads((tmp_path / "out" / "good" / "done.json").read_text())
    assert record["row"]["engine"] == "package" and record["files"]["plan.gpkg"] == digest(tmp_path / "out" / "good" / "plan.gpkg")
    tasks = {"good": tasks["good"]}
    assert states(batch.run(tasks, tmp_path / "out", engine="package")) == {"good": "kept"}


def halves(project, households=50):
    """The city in memory, its one community cut in two halves that are their own parts."""
    city = package.read_city(project)
    west, south, east, north = city.communities.total_bounds
    middle = (south + north) / 2
    land = gpd.GeoDataFrame(
        {"community_id": ["150102001001", "150102001002"], "street": ["north", "south"]},
        geometry=[shapely.box(west, middle, east, north), shapely.box(west, south, east, middle)], crs=city.crs,
    )  # fmt: skip
    houses = city.buildings.drop(columns="community_id", errors="ignore").assign(households=households)
    return package.City.from_frames(land, houses, name="halves", rules={"min_households": 100, "target_households": 200, "max_households": 300})


def test_cities_in_memory_are_tasks(cities, tmp_path):
    parts = halves(cities[0]).parts("street")
    out = tmp_path / "out"
    report = batch.run(parts, out, formats=["parquet"])
    assert states(report) == {"north": "done", "south": "done"} and report.table["households"].tolist() == [400, 400]
    assert (report.table["engine"] == "package").all() and not (out / ".inputs").exists()
    names = {"done.json", "plan.parquet", "plan_cells.parquet", "plan_communities.parquet"}
    assert {file.name for file in (out / "north").iterdir()} == names
    whole = halves(cities[0]).divide()
    grids = report.layer()
    assert sorted(grids["grid_code"]) == sorted(whole.grids["grid_code"]) and set(grids["task"]) == {"north", "south"}
    assert grids.crs == whole.grids.crs and len(report.layer("cells")) == 16 and len(report.layer("violations")) == 0
    before = (out / "north" / "plan.parquet").stat().st_mtime_ns
    changed = halves(cities[0]).parts("street")
    changed["south"].buildings.loc[0, "households"] = 51
    again = batch.run(changed, out, formats=["parquet"])
    assert states(again) == {"north": "kept", "south": "done"} and again.totals()["households"] == 801
    assert (out / "north" / "plan.parquet").stat().st_mtime_ns == before
    assert set(states(batch.run(changed, out, formats=["gpkg", "parquet"])).values()) == {"done"}


def test_the_same_city_has_the_same_digest_in_every_process(cities):
    from wangge.batch.memory import digest_of

    script = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\nimport test_python_batch as t\n"
    script += f"from wangge.batch.memory import digest_of\nprint(digest_of(t.halves({str(cities[0])!r})))"
    for seed in ("1", "2"):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=os.environ | {"PYTHONHASHSEED": seed})
        assert done.stdout.strip() == digest_of(halves(cities[0])), done.stderr
    one = halves(cities[0])
    assert len({digest_of(city) for city in (one, halves(cities[0], 49), dataclasses.replace(one, rules={**one.rules, "count": "most"}),
                                             dataclasses.replace(one, buildings=one.buildings.iloc[::-1].reset_index(drop=True)))}) == 4


def test_other_formats_of_the_program(sample, program, tmp_path):
    report = batch.run({"demo": sample.city}, tmp_path / "out", jobs=["divide", "circles"], engine=program, formats=["parquet"])
    names = {file.name for file in (tmp_path / "out" / "demo").iterdir()}
    assert {"plan.parquet", "plan_cells.parquet", "circles.parquet", "circles_coverage.parquet"} <= names and "plan.gpkg" not in names
    grids = gpd.read_parquet(tmp_path / "out" / "demo" / "plan.parquet")
    assert grids.geom_equals(package.read_plan(sample.plan).grids.geometry).all()
    assert len(report.layer("violations")) == report.table["violations"].iloc[0]


def test_faults_of_one_part_are_told_and_cost_the_others_nothing(cities, tmp_path):
    city = halves(cities[0])
    city.buildings.loc[city.buildings.geometry.centroid.y > city.buildings.total_bounds[[1, 3]].mean(), "households"] = None
    broken = dataclasses.replace(city, communities=city.communities.set_geometry([city.communities.geometry.iloc[0], None], crs=city.crs))
    good, bad = city.parts("street"), broken.parts("street")
    report = batch.run({"north": good["north"], "south": good["south"], "lost": bad["south"]}, tmp_path / "out")
    told = report.table.set_index("name")
    assert told.loc["south", ["state", "households", "findings"]].tolist() == ["done", 400, 0]
    assert told.loc["north", ["state", "households", "findings"]].tolist() == ["done", 0, 8]  # every count is missing
    assert told.loc["lost", ["state", "grids", "left_out"]].tolist() == ["done", 0, 1]  # the community itself


SCRIPT = """
import functools, wangge, wangge.batch
print("read")
def make():
    return wangge.read_city({project!r})
report = wangge.batch.run({tasks}, {out!r}, engine="package", workers=2)
print(report.table["state"].tolist(), report.table["error"].tolist())
"""


@pytest.mark.parametrize(
    ("tasks", "states_told"),
    [("[{project!r}]", "['done']"), ("{{'city': wangge.read_city({project!r})}}", "['done']"), ("{{'mine': make}}", "['failed']")],
)
def test_scripts_need_no_guard_unless_their_functions_are_tasks(tasks, states_told, cities, tmp_path):
    project, out = str(cities[0]), str(tmp_path / "out")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(project=project, out=out, tasks=tasks.format(project=project)))
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120)
    told = done.stdout.splitlines()
    assert told[-1].startswith(states_told), done.stderr
    if "failed" in states_told:
        assert "__main__" in told[-1] and "put the call under" in done.stderr
    else:
        assert told.count("read") == 1 and done.stderr == ""


def test_a_task_without_end_is_ended(cities, tmp_path):
    task = {"endless": functools.partial(batch_tasks.endless, str(cities[0]))}
    report = batch.run(task, tmp_path / "out", engine="package", timeout=0.5)
    assert "not done after 0.5 s" in report.failures["error"].iloc[0] and not list((tmp_path / "out").glob(".part*"))


def test_circles_too(sample, program, tmp_path):
    report = batch.run({"demo": sample.city}, tmp_path / "out", jobs=["divide", "circles"], engine=program)
    assert 0.5 < report.table["covered"].iloc[0] < 1
    assert {one.name for one in (tmp_path / "out" / "demo").iterdir()} >= {"plan.gpkg", "circles.gpkg", "divide.json", "done.json"}


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"tasks": []}, "no tasks"),
        ({"tasks": ["a/city.toml", "b/a.toml"]}, "two tasks"),
        ({"tasks": {"../up": "city.toml"}}, "folder"),
        ({"tasks": ["a.toml"], "jobs": ["dance"]}, "jobs"),
        ({"tasks": ["a.toml"], "engine": "/nowhere/wangge"}, "engine"),
        ({"tasks": ["a.toml"], "engine": "package", "overrides": ["rules.count='most'"]}, "program"),
        ({"tasks": {"x": lambda: None}, "engine": "package"}, "process"),
    ],
)
def test_wrong_use_is_refused(tmp_path, arguments, word):
    with pytest.raises(package.WanggeError, match=word) as failure:
        batch.run(out=tmp_path / "out", **arguments)
    assert failure.value.code == 201


def test_two_runs_do_not_write_in_one_place(cities, program, tmp_path):
    import fcntl

    (tmp_path / "out").mkdir()
    with open(tmp_path / "out" / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(package.WanggeError, match="another run") as failure:
            batch.run(cities[:1], tmp_path / "out", engine=program)
    assert failure.value.code == 501


def test_the_program_is_found(monkeypatch, program):
    from wangge.batch.runner import find_program

    monkeypatch.setenv("WANGGE_BIN", str(program))
    assert find_program("auto") == str(program) and find_program("package") is None
    monkeypatch.delenv("WANGGE_BIN")
    monkeypatch.setenv("PATH", str(program.parent))
    assert find_program("program") == str(program)
    monkeypatch.setenv("PATH", os.devnull)
    assert find_program("auto") is None


@pytest.mark.filterwarnings("default")
def test_a_cluster_loses_a_worker(cities, program, tmp_path):
    """A local Dask cluster of two workers; one dies in the middle of its task."""
    distributed = pytest.importorskip("distributed", reason="Dask is optional: pip install distributed")
    marker = str(tmp_path / "marker")
    tasks = {city.parent.name: city for city in cities}
    tasks["dies"] = functools.partial(batch_tasks.dies_once, str(cities[0]), marker)
    tasks["memory"] = package.read_city(cities[1])
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        report = batch.run(tasks, tmp_path / "out", scheduler=cluster.scheduler_address, engine=program)
    assert Path(marker).exists() and set(states(report).values()) == {"done"} and len(report.table) == 8
    assert report.table.set_index("name").loc["dies", "grids"] == 2
    assert set(states(batch.run(tasks, tmp_path / "out", engine=program)).values()) == {"kept"}
    assert not list((tmp_path / "out").glob(".part*"))


def test_a_result_lost_with_its_worker_is_waited_for(monkeypatch, tmp_path):
    """Done when the cluster says so, pending again when its row is fetched: the worker died in between."""

    class Lost:
        status = "pending"

        def exception(self):
            return None

        def result(self):
            return {"grids": 2}

    class Client:
        def submit(self, *_, **__):
            return Lost()

        def cancel(self, futures):
            assert len(futures) == 1

    monkeypatch.setitem(sys.modules, "distributed", types.SimpleNamespace(Client=Client, as_completed=list))
    task = types.SimpleNamespace(name="a")
    assert list(pools.on_a_cluster([task], None, tmp_path, Client())) == [(task, {"grids": 2}, None)]
