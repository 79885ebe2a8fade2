"""wangge.batch on Spark: two executors, of which one is lost in the middle.

Spark needs Java and some 500 MB, so it is optional: everything runs on a stand-in (spark_standin.py), and on Spark too where it is installed."""
import functools
import os
import shutil
import sys
import time
from pathlib import Path

import batch_tasks
import pytest
import spark_standin
from conftest import write_city

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
batch = pytest.importorskip("wangge.batch")
pytestmark = pytest.mark.filterwarnings("default")  # Spark's own


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cities")
    return [write_city(folder / f"c{i}", [50 + i] * 16) for i in range(4)]


@pytest.fixture(scope="module", params=["stand-in", "Spark"])
def session(request):
    """Two executors, each a process of its own, as on two machines."""
    if request.param == "stand-in":
        pytest.importorskip("cloudpickle", reason="it comes with Dask: pip install distributed")
        with pytest.MonkeyPatch.context() as patch:
            for name, module in spark_standin.modules().items():
                patch.setitem(sys.modules, name, module)
            yield spark_standin.Session()
        return
    sql = pytest.importorskip("pyspark.sql", reason="Spark is optional and 500 MB large: pip install 'pyspark[sql]'")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    path = os.pathsep.join(dict.fromkeys([str(Path(batch_tasks.__file__).parent), *filter(None, sys.path)]))
    made = sql.SparkSession.builder.master("local-cluster[2,1,1024]").appName("test").config("spark.executorEnv.PYTHONPATH", path)
    made = made.config("spark.ui.enabled", "false").getOrCreate()
    yield made
    made.stop()


def states(report):
    return report.table.set_index("name")["state"].to_dict()


def test_a_lost_executor_costs_nothing(session, cities, program, tmp_path):
    tasks = {city.parent.name: city for city in cities}
    tasks["dies"] = functools.partial(batch_tasks.dies_once, str(cities[0]), str(tmp_path / "died"))
    tasks["lost"] = functools.partial(batch_tasks.kills_its_executor, str(cities[0]), str(tmp_path / "killed"))
    tasks["memory"] = package.read_city(cities[1])
    tasks["wrong"] = functools.partial(batch_tasks.wrong, str(cities[0]))
    told = []
    report = batch.run(tasks, tmp_path / "out", scheduler=session, engine=program, progress=lambda *one: told.append(one))
    assert states(report) == {**dict.fromkeys(tasks, "done"), "wrong": "failed"}
    assert (tmp_path / "died").exists() and (tmp_path / "killed").exists()
    assert "on purpose" in report.failures["error"].iloc[0]
    assert report.table.set_index("name").loc[["c0", "lost"], "grids"].tolist() == [2, 2]
    assert [ended for ended, _, _ in told] == list(range(1, 9))
    again = batch.run(tasks, tmp_path / "out", engine=program)
    assert states(again) == {**dict.fromkeys(tasks, "kept"), "wrong": "failed"}
    assert not list((tmp_path / "out").glob(".part*"))


def test_plans_are_those_of_one_machine(session, cities, tmp_path):
    there = batch.run(cities, tmp_path / "there", scheduler=session, engine="package")
    here = batch.run(cities, tmp_path / "here", engine="package")
    assert there.table["households"].tolist() == here.table["households"].tolist()
    for city in cities:
        one, other = (package.read_plan(tmp_path / place / city.parent.name / "plan.gpkg") for place in ("there", "here"))
        assert one.assignment().equals(other.assignment()) and one.grids.geom_equals(other.grids).all()


def test_an_interrupt_ends_the_job(session, cities, tmp_path):
    def stop(*_):
        raise KeyboardInterrupt

    tasks = {"quick": cities[0], "endless": functools.partial(batch_tasks.endless, str(cities[0]))}
    with pytest.raises(KeyboardInterrupt):
        batch.run(tasks, tmp_path / "out", scheduler=session, engine="package", progress=stop)
    until = time.monotonic() + 60
    while session.sparkContext.statusTracker().getActiveJobsIds():
        assert time.monotonic() < until
        time.sleep(0.1)
    assert states(batch.run({"quick": cities[0]}, tmp_path / "out", engine="package")) == {"quick": "kept"}


def test_a_scheduler_is_told_by_its_address(monkeypatch, cities, tmp_path):
    from wangge.batch.spark import is_spark

    assert all(map(is_spark, ("spark://host:7077", "local[4]", "local", "yarn", "k8s://https://host")))
    assert not is_spark("tcp://host:8786") and not is_spark(object())
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(package.WanggeError, match="pip install pyspark") as failure:
        batch.run(cities[:1], tmp_path / "out", scheduler="spark://host:7077", engine="package")
    assert failure.value.code == 201
