"""What a long call does meanwhile: Ctrl-C, progress, other threads of Python."""
import functools
import importlib.util
import signal
import subprocess
import sys
import threading
import time
import warnings

import geopandas as gpd
import pytest
import shapely
from conftest import CRS

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
if not hasattr(package, "InterruptedWarning"):
    pytest.skip("another or an older thing named wangge was found", allow_module_level=True)

EAST, NORTH, PLOT, SIDE = 500_000.0, 4_500_000.0, 20.0, 40


@pytest.fixture(scope="module")
def land():
    """Four communities in a square, so that there is something to report."""
    half = SIDE * PLOT / 2
    return gpd.GeoDataFrame(
        {"community_id": [f"15010200100{i}" for i in range(1, 5)]},
        geometry=[shapely.box(x, y, x + half, y + half) for x in (EAST, EAST + half) for y in (NORTH, NORTH + half)],
        crs=CRS,
    )


@pytest.fixture(scope="module")
def houses():
    """1,600 buildings of unlike size: no proof is found at once."""
    corner = [(EAST + i % SIDE * PLOT, NORTH + i // SIDE * PLOT) for i in range(SIDE * SIDE)]
    return gpd.GeoDataFrame(
        {"building_id": [f"B{i:04d}" for i in range(SIDE * SIDE)], "households": [7 + i * 7919 % 31 for i in range(SIDE * SIDE)]},
        geometry=[shapely.box(x + 5, y + 5, x + 15, y + 15) for x, y in corner],
        crs=CRS,
    )


def interrupt(*_):
    signal.raise_signal(signal.SIGINT)


def test_an_interrupted_division_gives_the_best_plan_so_far(land, houses):
    with pytest.warns(package.InterruptedWarning, match="best so far"):
        plan = package.divide(land, houses, prove=True, progress=interrupt)
    assert plan.stopped_early
    assert plan.grids["households"].sum() == houses["households"].sum()
    report = package.check(plan, land, houses)
    assert set(report.violations["code"]) <= {"G002", "G003"}  # perhaps not the best, but whole
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_interrupt_is_raised(land, houses):
    """Two signals at once, each as Ctrl-C: the first asks for the best plan so far, the second for none."""
    both = {signal.SIGINT, signal.SIGUSR1}

    def twice(*_):
        signal.pthread_sigmask(signal.SIG_BLOCK, both)
        for one in both:
            signal.pthread_kill(threading.get_ident(), one)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, both)

    old = signal.signal(signal.SIGUSR1, signal.default_int_handler)
    try:
        for call in (package.divide, functools.partial(package.repair, package.divide(land, houses), max_households=350, min_households=250,
                                                       target_households=300)):
            with warnings.catch_warnings(), pytest.raises(KeyboardInterrupt):
                warnings.simplefilter("error")  # no plan, no word of one
                call(land, houses, progress=twice)
    finally:
        signal.signal(signal.SIGUSR1, old)
    assert len(package.divide(land, houses).grids) > 0  # nothing is left over


def test_an_interrupted_repair_is_a_whole_plan(land, houses):
    plan = package.divide(land, houses)
    limits = {"min_households": 250, "max_households": 350, "target_households": 300}
    with pytest.warns(package.InterruptedWarning, match="repair"):
        mended = package.repair(plan, land, houses, progress=interrupt, **limits)
    assert mended.plan.stopped_early
    assert mended.plan.grids["households"].sum() == houses["households"].sum()
    assert set(package.check(mended.plan, land, houses, **limits).violations["code"]) <= {"G002", "G003"}


def test_what_another_handler_raises_is_raised(land, houses):
    """As pytest-timeout and alarms do: no plan, the exception."""
    old = signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(TimeoutError("stop at once")))
    try:
        with pytest.raises(TimeoutError, match="at once"):
            package.divide(land, houses, prove=True, progress=lambda *_: signal.raise_signal(signal.SIGTERM))
    finally:
        signal.signal(signal.SIGTERM, old)


def test_what_a_callback_raises_ends_the_call(land, houses):
    def fails(*_):
        raise LookupError("no bar")

    for call in (
        lambda: package.divide(land, houses, prove=True, progress=fails),
        lambda: package.repair(package.divide(land, houses), land, houses, max_households=350, min_households=250,
                               target_households=300, progress=fails),
    ):
        with pytest.raises(LookupError, match="no bar"):
            call()


def test_walks_that_are_interrupted_raise(houses):
    street = gpd.GeoDataFrame(geometry=[shapely.LineString([(EAST, NORTH), (EAST + 2000, NORTH)])], crs=CRS)
    centres = gpd.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(EAST, NORTH)], crs=CRS)
    with pytest.raises(KeyboardInterrupt):
        package.coverage(houses, centres, street, progress=interrupt)
    with pytest.raises(KeyboardInterrupt):
        package.site(houses, centres, street, add=1, candidates="buildings", progress=interrupt)


def test_progress_is_told_in_the_language_asked_for_and_from_the_calling_thread(land, houses):
    for language, words in (("en", {"laying out cells", "dividing communities"}), ("zh", {"划分地块", "划分网格"})):
        told, callers = [], set()

        def note(stage, done, total, told=told, callers=callers):
            told.append((stage, done, total))
            callers.add(threading.get_ident())

        package.divide(land, houses, progress=note, language=language)
        assert {stage for stage, _, _ in told} <= words and told
        assert all(0 <= done <= total for _, done, total in told)
        assert callers == {threading.get_ident()}


def test_progress_never_changes_the_plan(land, houses):
    quiet, told = package.divide(land, houses), package.divide(land, houses, progress=lambda *_: None)
    assert quiet.assignment().equals(told.assignment())


def test_bars(land, houses, capsys):
    pytest.importorskip("tqdm")
    package.divide(land, houses, progress=True)
    shown = capsys.readouterr()
    assert "dividing communities" in shown.err and shown.out == ""


NOTEBOOK = """
import geopandas, wangge
land, houses = (geopandas.read_file({path!r}, layer=name) for name in ("land", "houses"))
print(wangge.divide(land, houses, progress=True).grids["households"].sum())
"""


@pytest.mark.filterwarnings("default")
def test_bars_in_a_notebook(land, houses, tmp_path):
    """Run by a kernel as from Jupyter: the bar is a widget where ipywidgets is there, else lines of text, and it goes away."""
    nbclient = pytest.importorskip("nbclient", reason="notebooks are optional: pip install nbclient ipykernel")
    pytest.importorskip("ipykernel")
    pytest.importorskip("tqdm")
    import nbformat

    land.to_file(tmp_path / "city.gpkg", layer="land")
    houses.to_file(tmp_path / "city.gpkg", layer="houses")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(NOTEBOOK.format(path=str(tmp_path / "city.gpkg")))])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    client = nbclient.NotebookClient(book, timeout=300)
    client.execute()
    outputs = book.cells[0].outputs
    assert [one["text"].strip() for one in outputs if one.get("name") == "stdout"] == [str(houses["households"].sum())]
    shown = [one for one in client.widget_state.values() if "FloatProgress" in str(one.get("_model_name"))]
    if importlib.util.find_spec("ipywidgets"):
        assert {one["bar_style"] for one in shown} == {""} and len(shown) >= 1 and all(one["value"] == one["max"] for one in shown)
        words = [one.get("value") for one in client.widget_state.values() if one.get("_model_name") == "HTMLModel"]
        assert any("dividing communities" in str(word).replace("\u2007", " ") for word in words)
    else:
        assert any("dividing communities" in one.get("text", "") for one in outputs)


def test_bars_need_tqdm(land, houses, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(package.WanggeError, match="pip install tqdm"):
        package.divide(land, houses, progress=True)
    with pytest.raises(package.WanggeError, match="progress is 3"):
        package.divide(land, houses, progress=3)


def test_python_goes_on_meanwhile(land, houses):
    """Another thread runs while the engine works: with the GIL held, and no switching by time, it could not."""
    from wangge import _job, _native

    job = _job.job_of(land, houses)
    counted, over = [0], threading.Event()

    def count():
        while not over.is_set():
            counted[0] += 1
            time.sleep(0)

    interval = sys.getswitchinterval()
    thread = threading.Thread(target=count)
    try:
        sys.setswitchinterval(1000)
        thread.start()
        seen = []
        before = counted[0]
        _native.divide(job.city, "en", 1, 1, 0.0, False, lambda *_: seen.append(counted[0]))
        assert seen[-1] > before
    finally:
        over.set()
        sys.setswitchinterval(interval)
        thread.join()


def test_division_in_a_thread_of_its_own(land, houses):
    made = []
    thread = threading.Thread(target=lambda: made.append(package.divide(land, houses)))
    thread.start()
    thread.join()
    assert made[0].assignment().equals(package.divide(land, houses).assignment())


SCRIPT = """
import sys, warnings
import geopandas, wangge
land, houses = (geopandas.read_file(sys.argv[1], layer=name) for name in ("land", "houses"))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    started = []
    def tell(*report):
        if not started:
            started.append(report)
            print("running", flush=True)
    plan = wangge.divide(land, houses, prove=True, progress=tell)
print([one.category.__name__ for one in caught], plan.stopped_early, int(plan.grids["households"].sum()))
"""


def test_ctrl_c_from_outside(land, houses, tmp_path):
    """As from a terminal: the signal comes whenever it comes, whichever thread of the engine works."""
    land.to_file(tmp_path / "city.gpkg", layer="land")
    houses.to_file(tmp_path / "city.gpkg", layer="houses")
    child = subprocess.Popen([sys.executable, "-c", SCRIPT, str(tmp_path / "city.gpkg")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout.readline().strip() == "running"
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=600)
    assert out.strip() == f"['InterruptedWarning'] True {houses['households'].sum()}", err
