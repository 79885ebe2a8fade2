"""wangge.check and wangge.repair: plans of every origin, the words of the program, the least change."""
import doctest
import importlib
import json

import geopandas as gpd
import pytest
import shapely
from conftest import CRS, one_document

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
if not hasattr(package, "repair"):
    pytest.skip("another or an older thing named wangge was found", allow_module_level=True)

EAST, NORTH = 500_000.0, 4_500_000.0


@pytest.fixture
def land():
    """Two communities of eight plots in a row, 100 households each."""
    return gpd.GeoDataFrame(
        {"community_id": ["150102001001", "150102001002"]},
        geometry=[shapely.box(EAST, NORTH + y, EAST + 160, NORTH + y + 20) for y in (0, 20)],
        crs=CRS,
    )


@pytest.fixture
def houses():
    corner = [(EAST + i % 8 * 20, NORTH + i // 8 * 20) for i in range(16)]
    return gpd.GeoDataFrame(
        {"building_id": [f"B{i:02d}" for i in range(16)], "households": [100] * 16},
        geometry=[shapely.box(x + 5, y + 5, x + 15, y + 15) for x, y in corner],
        crs=CRS,
    )


def grids(*cuts, column="grid_code"):
    """Grids drawn by hand: in each community one left and one right of the cut."""
    boxes = [
        shapely.box(EAST + a, NORTH + 20 * row, EAST + b, NORTH + 20 * row + 20)
        for row, cut in enumerate(cuts)
        for a, b in ((0, cut), (cut, 160))
    ]
    return gpd.GeoDataFrame({column: [f"g{i}" for i in range(len(boxes))]}, geometry=boxes, crs=CRS)


def broken(report):
    return sorted(report.violations[["code", "grid_code"]].fillna("").itertuples(index=False, name=None))


def test_a_clean_plan_is_clean(land, houses):
    report = package.check(grids(80, 80), land, houses)
    assert report.clean and len(report.violations) == 0 and repr(report).endswith("clean>")
    assert (report.grids, report.comprehensive, report.in_range, report.households) == (4, 4, 4, 1600)
    assert report.inner_boundary == pytest.approx(40.0)


def test_broken_rules_have_codes_figures_and_places(land, houses):
    report = package.check(grids(60, 40), land, houses)
    assert broken(report) == [("G002", "g2"), ("G003", "g3")]  # 300 and 500 are in range
    assert report.violations["value"].tolist() == [200.0, 600.0]
    assert report.violations.crs == CRS and report.violations.within(land.geometry.iloc[1]).all()
    assert package.check(grids(60, 40), land, houses, min_households=200, max_households=600).clean


@pytest.mark.parametrize("column", ["grid_code", "WGBM", "code"])
def test_codes_of_other_schemas(land, houses, column):
    assert broken(package.check(grids(60, 40, column=column), land, houses)) == [("G002", "g2"), ("G003", "g3")]


def test_every_option_of_divide_is_a_rule_of_the_check(land, houses):
    drawn, line = grids(80, 80), shapely.LineString([(EAST + 40, NORTH - 5), (EAST + 40, NORTH + 25)])
    river = gpd.GeoDataFrame({"class": ["river"]}, geometry=[line], crs=CRS)
    assert broken(package.check(drawn, land, houses, barriers=river)) == [("G005", "g0")]
    bridge = gpd.GeoDataFrame(geometry=[shapely.LineString([(EAST + 30, NORTH + 10), (EAST + 50, NORTH + 10)])], crs=CRS)
    assert package.check(drawn, land, houses, barriers=river, crossings=bridge).clean
    assert package.check(drawn, land, houses, barriers=river, barrier_rules={"river": "soft"}).clean
    yard = gpd.GeoDataFrame({"compound_id": ["Y"]}, geometry=[shapely.box(EAST + 60, NORTH, EAST + 100, NORTH + 20)], crs=CRS)
    assert [code for code, _ in broken(package.check(drawn, land, houses, compounds=yard))] == ["G004"]
    park = gpd.GeoDataFrame({"id": ["P"]}, geometry=[shapely.box(EAST, NORTH, EAST + 40, NORTH + 20)], crs=CRS)
    assert {code for code, _ in broken(package.check(drawn, land, houses, exclusive=park))} == {"G011"}
    linked = houses.assign(must_link=["x" if i in (3, 4) else None for i in range(16)])
    assert [code for code, _ in broken(package.check(drawn, land, linked))] == ["G014"]
    members = houses.assign(party_members=[9] * 16)
    assert [code for code, _ in broken(package.check(drawn, land, members, limits={"party_members": 30}))] == ["G015"] * 4
    old = {f"B{i:02d}": "old" if i < 5 else "rest" for i in range(16)}
    told = package.check(drawn, land, houses, previous=old, locked=["old"])
    assert {code for code, _ in broken(told)} == {"G010"}
    assert "G013" in {code for code, _ in broken(package.check(drawn, land, houses, previous=old, change_budget=0.0))}


def test_plans_of_every_origin(land, houses, tmp_path):
    plan = package.divide(land, houses)
    assert package.check(plan, land, houses).clean
    plan.to_file(tmp_path / "plan.gpkg")
    plan.grids.to_crs("EPSG:4326").to_file(tmp_path / "grids.geojson")
    assert package.check(tmp_path / "plan.gpkg", land, houses).clean
    assert package.check(str(tmp_path / "grids.geojson"), land, houses).grids == 4
    moved = plan.cells.assign(grid_code=plan.cells["grid_code"].replace({"150102001001001": "150102001001002"}))
    torn = package.Plan(plan.grids, moved, plan.communities, plan.findings, plan.violations)
    assert not package.check(torn, land, houses).clean  # cells and grids of one plan contradict each other


@pytest.mark.parametrize(
    ("plan", "code"), [("nowhere.gpkg", 101), (3, 201), (gpd.GeoDataFrame({"grid_code": []}, geometry=[], crs=CRS), 107)]
)
def test_what_is_no_plan(land, houses, plan, code):
    with pytest.raises(package.WanggeError) as failure:
        package.check(plan, land, houses)
    assert failure.value.code == code


def test_refusals(land, houses):
    with pytest.raises(package.WanggeError, match="grid codes") as failure:
        package.check(grids(80, 80, column="gridno"), land, houses)
    assert failure.value.code == 103
    with pytest.raises(package.WanggeError, match="to_crs"):
        package.check(grids(80, 80).to_crs("EPSG:4547"), land, houses)
    with pytest.raises(TypeError, match="max_housholds"):
        package.check(grids(80, 80), land, houses, max_housholds=3)


def test_inputs_are_never_changed(land, houses):
    drawn = grids(60, 40)
    before = [frame.copy() for frame in (drawn, land, houses)]
    package.repair(drawn, land, houses)
    for frame, copy in zip((drawn, land, houses), before, strict=True):
        assert frame.equals(copy)


def test_repair_touches_what_is_broken_and_nothing_else(land, houses):
    answer = package.repair(grids(60, 40), land, houses)
    assert broken(package.check(answer.plan, land, houses)) == [] and len(answer.plan.violations) == 0
    assert answer.before["code"].tolist() == ["G002", "G003"]
    assert (answer.communities_mended, answer.communities_left, answer.households_moved) == (1, 0, 100)  # one building is enough
    first = answer.plan.cells[answer.plan.cells["community_code"] == "150102001001"]
    assert first.groupby("grid_code")["households"].sum().tolist() == [300, 500]  # in range as drawn: kept
    assert {"g0", "g1"} <= set(answer.plan.grids["grid_code"])


def test_repair_keeps_to_its_limit(land, houses):
    answer = package.repair(grids(60, 40), land, houses, max_change=99)
    assert (answer.communities_mended, answer.communities_left, answer.households_moved) == (0, 1, 0)
    assert answer.plan.violations["code"].tolist() == ["G002", "G003"]
    with pytest.raises(package.WanggeError, match="max_change"):
        package.repair(grids(60, 40), land, houses, max_change=-1)


def test_check_and_repair_as_the_program(sample, wangge, tmp_path):
    """A plan with one grid swallowed by its neighbour: the same violations, the same mended plan."""
    city, plan = package.read_city(sample.city), package.read_plan(sample.plan)
    told = one_document(wangge("check", sample.city, sample.plan, "--json", expect={0, 5}))["violations"]
    mine = city.check(plan)
    assert sorted((v["code"], v.get("grid_code") or "") for v in told) == broken(mine)
    community = plan.grids["community_code"].value_counts().index[0]
    codes = plan.grids.loc[(plan.grids["community_code"] == community) & (plan.grids["kind"] == "comprehensive"), "grid_code"].tolist()
    cells = plan.cells.assign(grid_code=plan.cells["grid_code"].replace({codes[1]: codes[0]}))
    merged = plan.grids.assign(grid_code=plan.grids["grid_code"].replace({codes[1]: codes[0]})).dissolve("grid_code", as_index=False)
    damaged = package.Plan(merged, cells, plan.communities, plan.findings, plan.violations)
    damaged.to_file(tmp_path / "damaged.gpkg")
    output = wangge("repair", sample.city, tmp_path / "damaged.gpkg", "-o", tmp_path / "mended.gpkg", "--json", expect={0, 3})
    answer = city.repair(damaged)
    assert broken(city.check(damaged)) == sorted(set(broken(city.check(tmp_path / "damaged.gpkg"))))
    assert answer.households_moved == json.loads(output.stdout)["households_moved"] > 0
    assert answer.plan.assignment().equals(package.read_plan(tmp_path / "mended.gpkg").assignment())
    assert len(answer.plan.violations) < len(answer.before)


@pytest.mark.parametrize("module", ["plan_check", "mending"])
def test_the_examples_of_the_docstrings_run(module):
    result = doctest.testmod(importlib.import_module(f"wangge.{module}"))
    assert result.attempted > 0 and result.failed == 0
