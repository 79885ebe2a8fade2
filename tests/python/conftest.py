"""Shared fixtures: the built program, a runner for it, the generated sample city and small cities made by hand."""
import json
import os
import signal
import subprocess
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("WANGGE_SHARED", REPOSITORY.parent / "shared"))
CRS = "EPSG:4546"

# A shell that starts the tests in the background has interrupts ignored, and every process they start would inherit that:
# the tests of Ctrl-C would wait for nothing.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def missing(reason):
    """For a test that wants a program of tools/apt-test-packages.txt: skipped by hand, failed by `./run test`, which installs it."""
    if os.environ.get("WANGGE_TEST_PACKAGES") == "installed":
        pytest.fail(f"{reason}: ./run test should have installed it")
    pytest.skip(f"{reason}: tools/apt-test-packages.txt lists it")


@pytest.fixture(scope="session")
def program():
    """Path of the program: WANGGE_BIN, else the release build."""
    path = Path(os.environ.get("WANGGE_BIN", REPOSITORY / "build" / "release" / "bin" / "wangge"))
    assert path.is_file(), f"{path} does not exist: ./run build, or set WANGGE_BIN"
    return path


@pytest.fixture(scope="session")
def wangge(program):
    """wangge("divide", city, "-o", plan, expect=0) runs the program; `expect` is the allowed exit status or several."""

    def run(*arguments, expect=0, timeout=600, **more):
        command = [str(program), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=timeout, **more)
        allowed = expect if isinstance(expect, (set, tuple)) else {expect}
        assert done.returncode in allowed, (
            f"{' '.join(command)}\nstatus {done.returncode}, expected {sorted(allowed)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        )
        return done

    return run


def one_document(done):
    """Standard output as one JSON document; json.loads refuses anything before or after it."""
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def sample(wangge, tmp_path_factory):
    """The generated sample city, its plan and its circles: made once, only read by the tests."""

    class Sample:
        folder = tmp_path_factory.mktemp("sample")
        city = folder / "city.toml"
        plan = folder / "plan.gpkg"
        circles = folder / "circles.gpkg"

    wangge("example", Sample.folder)
    Sample.status = wangge("divide", Sample.city, "-o", Sample.plan, expect={0, 3}).returncode
    wangge("circles", Sample.city, "-o", Sample.circles)
    return Sample


def write_city(folder, households, columns=4, lines=()):
    """A community of equal 20 m plots, a 10 m building on each, `households` row by row; returns the project file.

    `lines`: further lines of the project file, after its sections."""
    folder.mkdir(parents=True, exist_ok=True)
    east, north, plot = 500_000.0, 4_500_000.0, 20.0
    rows = -(-len(households) // columns)
    corner = [(east + i % columns * plot, north + i // columns * plot) for i in range(len(households))]
    buildings = gpd.GeoDataFrame(
        {"building_id": [f"B{i:03d}" for i in range(len(households))], "households": households},
        geometry=[shapely.box(x + 5, y + 5, x + 15, y + 15) for x, y in corner],
        crs=CRS,
    )
    community = gpd.GeoDataFrame(
        {"community_id": ["150102001001"], "name": ["One"]},
        geometry=[shapely.box(east, north, east + columns * plot, north + rows * plot)],
        crs=CRS,
    )
    community.to_file(folder / "city.gpkg", layer="communities", driver="GPKG")
    buildings.to_file(folder / "city.gpkg", layer="buildings", driver="GPKG")
    text = f"""name = "By hand"
crs = "{CRS}"
[communities]
path = "city.gpkg"
layer = "communities"
id = "community_id"
name = "name"
[buildings]
path = "city.gpkg"
layer = "buildings"
id = "building_id"
households = "households"
geometry = "footprints"
"""
    project = folder / "city.toml"
    project.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
    return project


@pytest.fixture
def small_city(tmp_path):
    """Sixteen buildings of 50 households: two grids of 400 are possible."""
    return write_city(tmp_path / "small", [50] * 16)


@pytest.fixture(scope="session")
def other_plan(sample, wangge, tmp_path_factory):
    """The sample city divided for larger grids."""
    path = tmp_path_factory.mktemp("other") / "other.gpkg"
    wangge("divide", sample.city, "-o", path, "--set", "rules.target_households=450", expect={0, 3})
    return path


@pytest.fixture(scope="session")
def folder(sample, wangge, tmp_path_factory):
    """The folder of the sample plan, made once and only read."""
    path = tmp_path_factory.mktemp("handover") / "out"
    wangge("handover", sample.city, sample.plan, "-o", path, "--lang", "zh")
    return path
