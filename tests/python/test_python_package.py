"""The package `wangge`: frames in, frames out, nothing on disk. Skipped where it is not installed (./run test installs it)."""
import re
import shutil
import subprocess
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from conftest import CRS

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
if not hasattr(package, "divide"):
    pytest.skip("another thing named wangge was found", allow_module_level=True)

EAST, NORTH, PLOT = 500_000.0, 4_500_000.0, 20.0


@pytest.fixture
def land():
    return gpd.GeoDataFrame(
        {"community_id": ["150102001001"], "name": ["One"]}, geometry=[shapely.box(EAST, NORTH, EAST + 4 * PLOT, NORTH + 4 * PLOT)], crs=CRS
    )


@pytest.fixture
def houses():
    """Sixteen squares of 50 households: two grids of 400."""
    corner = [(EAST + i % 4 * PLOT, NORTH + i // 4 * PLOT) for i in range(16)]
    return gpd.GeoDataFrame(
        {"building_id": [f"B{i:02d}" for i in range(16)], "households": [50] * 16},
        geometry=[shapely.box(x + 5, y + 5, x + 15, y + 15) for x, y in corner],
        crs=CRS,
    )


def same(one, other):
    """Equal rows and equal coordinates, to the last bit; times aside."""
    columns = [c for c in one.columns if c not in ("geometry", "seconds")]
    return one[columns].equals(other[columns]) and list(one.geometry.to_wkb()) == list(other.geometry.to_wkb())


def test_two_grids_of_the_target(land, houses):
    plan = package.divide(land, houses)
    assert plan.grids["households"].tolist() == [400, 400]
    assert plan.grids["status"].tolist() == ["ok", "ok"]
    assert plan.grids["grid_code"].tolist() == ["150102001001001", "150102001001002"]
    assert plan.communities["proof"].tolist() == ["optimal"]
    assert len(plan.violations) == 0


def test_the_plan_tiles_the_community_and_keeps_every_household(land, houses):
    plan = package.divide(land, houses)
    for layer in (plan.grids, plan.cells):
        assert layer.crs == land.crs
        assert layer.geometry.is_valid.all()
        assert shapely.coverage_is_valid(layer.geometry.values)
        assert layer.union_all().symmetric_difference(land.geometry.iloc[0]).area < 1e-3
        assert layer["households"].sum() == houses["households"].sum()
    assert sorted(plan.cells["building_id"].dropna()) == sorted(houses["building_id"])
    by_grid = plan.cells.groupby("grid_code")["households"].sum()
    assert by_grid.to_dict() == plan.grids.set_index("grid_code")["households"].to_dict()


def test_the_index_is_kept(land, houses, tmp_path):
    """Where a row of the answer is a row of the input: joins need no column."""
    named = houses.set_index(pd.Index([f"no {i}" for i in range(16)], name="house"))
    plan = package.divide(land.set_index(pd.Index(["here"])), named)
    assert plan.communities.index.tolist() == ["here"]
    centres = gpd.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(EAST, NORTH)], crs=CRS)
    walks = package.coverage(named, centres).buildings
    assert walks.index.equals(named.index) and walks["building_id"].tolist() == named["building_id"].tolist()
    street = gpd.GeoDataFrame(geometry=[shapely.LineString([(EAST, NORTH), (EAST + 2000, NORTH)])], crs=CRS)
    assert package.site(named, centres.iloc[:0], street, add=1).buildings.index.equals(named.index)
    plan.to_file(tmp_path / "plan.gpkg")
    assert package.read_plan(tmp_path / "plan.gpkg").communities.columns.tolist() == plan.communities.columns.tolist()


def test_the_native_module_needs_nothing_but_the_c_and_cpp_libraries():
    """A wheel of it works on any machine: no GDAL, no PROJ, no GEOS of the system."""
    if shutil.which("readelf") is None:
        pytest.skip("readelf is of binutils")
    native = next(Path(package.__file__).parent.glob("_native*.so"))
    told = subprocess.run(["readelf", "-d", str(native)], capture_output=True, text=True, check=True).stdout
    needed = set(re.findall(r"NEEDED.*\[(.+?)\]", told))
    assert "libc.so.6" in needed and needed <= {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}


def test_the_plan_is_the_same_for_any_number_of_threads(land, houses):
    neighbour = land.assign(community_id="150102001002", geometry=land.translate(4 * PLOT))
    twice = houses.assign(building_id="C" + houses["building_id"], geometry=houses.translate(4 * PLOT))
    lands = gpd.GeoDataFrame(np.concatenate([land.values, neighbour.values]), columns=land.columns, crs=CRS).set_geometry("geometry")
    all_houses = gpd.GeoDataFrame(
        {"building_id": [*houses["building_id"], *twice["building_id"]], "households": [50] * 32},
        geometry=[*houses.geometry, *twice.geometry],
        crs=CRS,
    )
    one, four = (package.divide(lands, all_houses, threads=n) for n in (1, 4))
    assert len(one.grids) == 4
    assert same(one.grids, four.grids) and same(one.cells, four.cells) and same(one.communities, four.communities)


def test_inputs_stay_as_they_were(land, houses):
    before = land.copy(deep=True), houses.copy(deep=True)
    package.divide(land, houses)
    assert land.equals(before[0]) and houses.equals(before[1])


def test_points_will_do(land, houses):
    points = houses.set_geometry(houses.centroid)
    assert package.divide(land, points).grids["households"].tolist() == [400, 400]


def test_a_compound_stays_whole(land, houses):
    named = houses.assign(compound_id=["left" if i % 4 < 2 else "right" for i in range(16)])
    plan = package.divide(land, named)
    assert plan.cells.groupby("compound_id")["grid_code"].nunique().tolist() == [1, 1]


def test_a_river_is_not_crossed(land, houses):
    middle = EAST + 2 * PLOT
    river = gpd.GeoDataFrame({"class": ["river"]}, geometry=[shapely.LineString([(middle, NORTH - 9), (middle, NORTH + 99)])], crs=CRS)
    plan = package.divide(land, houses, barriers=river)
    west = plan.cells.representative_point().x < middle
    assert plan.cells.groupby(west)["grid_code"].nunique().tolist() == [1, 1]


def test_an_impossible_community_says_why(land, houses):
    # 560 households: too many for one grid, too few for two
    plan = package.divide(land, houses.assign(households=[35] * 16))
    assert set(plan.violations["code"]) <= {"G002", "G003"} and len(plan.violations) > 0
    assert plan.violations["reason"].str.len().gt(0).all()
    assert plan.communities["proof"].tolist() == ["infeasible"]


def test_a_missing_count_is_a_finding(land, houses):
    plan = package.divide(land, houses.assign(households=[None] + [50.0] * 15))
    told = plan.findings[plan.findings["code"] == "households_unknown"]
    assert told["object_id"].tolist() == ["B00"] and told.geometry.notna().all()
    assert plan.grids["households"].sum() == 750


@pytest.mark.parametrize("crs", ["EPSG:4490", None])
def test_a_crs_without_metres_is_refused(land, houses, crs):
    with pytest.raises(ValueError, match="CRS") as failure:
        package.divide(land.set_crs(crs, allow_override=True), houses)
    assert isinstance(failure.value, package.WanggeError) and failure.value.code == 104


def test_two_systems_are_refused(land, houses):
    with pytest.raises(package.WanggeError, match="to_crs") as failure:
        package.divide(land, houses.set_crs("EPSG:4547", allow_override=True))
    assert failure.value.code == 104


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"households": "people"}, 103),
        ({"min_households": 600}, 301),
        ({"compounds_rule": "never"}, 301),
        ({"count": "most of all"}, 301),
        ({"threads": 0}, 201),
    ],
)
def test_wrong_arguments_have_codes(land, houses, wrong, code):
    with pytest.raises(package.WanggeError) as failure:
        package.divide(land, houses, **wrong)
    assert failure.value.code == code


def test_coverage_counts_who_is_near(houses):
    street = gpd.GeoDataFrame(geometry=[shapely.LineString([(EAST - 1000, NORTH), (EAST, NORTH), (EAST + 80, NORTH)])], crs=CRS)
    centres = gpd.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(EAST, NORTH)], crs=CRS)
    report = package.coverage(houses, centres, street, minutes=[], metres=[50, 100])
    assert report.buildings["building_id"].tolist() == houses["building_id"].tolist()
    inside = report.buildings["walk_metres"] <= 100
    assert (report.buildings["covered"] == inside).all() and 0 < inside.sum() < 16
    widest = report.circles[report.circles["metres"] == 100].iloc[0]
    assert widest["households"] == 50 * inside.sum()
    assert (report.buildings.geometry.within(widest.geometry) == inside).all()
    assert report.share() == pytest.approx(inside.mean())


def test_isochrones_are_nested():
    street = gpd.GeoDataFrame(geometry=[shapely.LineString([(EAST - 1000, NORTH), (EAST, NORTH), (EAST + 500, NORTH)])], crs=CRS)
    centres = gpd.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(EAST, NORTH)], crs=CRS)
    circles = package.isochrones(centres, street, minutes=[5, 10])
    small, great = circles.sort_values("metres").geometry
    assert circles.crs == CRS and small.is_valid and small.difference(great).area < 1e-6


def test_isochrones_end_at_a_barrier_that_closes_lines():
    centres = gpd.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(500_000, 4_500_000)], crs=CRS)
    street = gpd.GeoDataFrame(geometry=[shapely.LineString([(500_000 + x, 4_500_000) for x in range(-1200, 1801, 100)])], crs=CRS)
    river = gpd.GeoDataFrame({"class": ["river"]}, geometry=[shapely.box(500_290, 4_499_000, 500_310, 4_501_000)], crs=CRS)
    bridge = gpd.GeoDataFrame(geometry=[shapely.Point(500_300, 4_500_000)], crs=CRS)
    beyond = shapely.Point(500_700, 4_500_000)

    def reached(**more):
        return package.isochrones(centres, street, metres=[900], minutes=[], **more).geometry.iloc[0].contains(beyond)

    assert reached() and reached(barriers=river)
    assert not reached(barriers=river, barriers_close_lines=True)
    assert reached(barriers=river, crossings=bridge, barriers_close_lines=True)


def test_the_examples_of_the_docstrings_run():
    import doctest

    import wangge.division
    import wangge.reach

    for module in (wangge.division, wangge.reach):
        result = doctest.testmod(module)
        assert result.attempted > 0 and result.failed == 0


def test_no_geometry_library_comes_with_the_module():
    assert package.__version__.count(".") == 2
    assert {"divide", "coverage", "isochrones", "WanggeError"} <= set(package.__all__)
