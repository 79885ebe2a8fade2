"""The rarer sections and rules of a project, as options of divide and coverage."""
import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from conftest import CRS, REPOSITORY, write_city

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
if not hasattr(package, "repair"):
    pytest.skip("another or an older thing named wangge was found", allow_module_level=True)

EAST, NORTH, PLOT = 500_000.0, 4_500_000.0, 20.0


def box(x, y, right, top):
    """In plots."""
    return shapely.box(EAST + x * PLOT, NORTH + y * PLOT, EAST + right * PLOT, NORTH + top * PLOT)


def frame(shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=CRS)


@pytest.fixture
def land():
    return frame([box(0, 0, 8, 2)], community_id=["150102001001"])


@pytest.fixture
def houses():
    """Two rows of eight buildings of 50 households: two grids of 400 side by side."""
    places = [(i % 8, i // 8) for i in range(16)]
    return frame([box(x + 0.25, y + 0.25, x + 0.75, y + 0.75) for x, y in places], building_id=[f"B{i:02d}" for i in range(16)], households=50)


def together(plan, *buildings):
    return plan.assignment()[list(buildings)].nunique() == 1


def test_a_river_divides_and_a_crossing_joins(land, houses):
    """Cut behind the third column, 300 households lie west and 500 east of the river."""
    river = frame([shapely.LineString([(EAST + 60, NORTH - 5), (EAST + 60, NORTH + 45)])], **{"class": ["river"]})
    assert package.divide(land, houses, barriers=river).grids["households"].tolist() == [300, 500]
    for bridge in (shapely.LineString([(EAST + 50, NORTH + 20), (EAST + 70, NORTH + 20)]), shapely.Point(EAST + 60, NORTH + 20),
                   shapely.box(EAST + 50, NORTH + 15, EAST + 70, NORTH + 25)):
        plan = package.divide(land, houses, barriers=river, crossings=frame([bridge], name=["bridge"]))
        assert plan.grids["households"].tolist() == [400, 400]


def test_exclusive_areas_are_grids_of_their_own(land, houses):
    park = frame([box(0, 0, 1, 2)], id=["P"], name=["Park"])
    plan = package.divide(land, houses, exclusive=park)
    alone = plan.grids[plan.grids["kind"] == "exclusive"]
    assert alone["exclusive_id"].tolist() == ["P"] and alone["households"].tolist() == [100]
    assert sorted(plan.assignment().index[plan.assignment() == alone["grid_code"].iloc[0]]) == ["B00", "B08"]
    assert len(package.divide(land, houses, exclusive=park.rename(columns={"id": "no"}), exclusive_id="no").grids) == len(plan.grids)


OLD = {f"B{i:02d}": "150102001001001" if i % 8 < 3 else "150102001001002" for i in range(16)}  # 300 and 500


def drawn():
    return frame([box(0, 0, 3, 2), box(3, 0, 8, 2)], grid_code=["150102001001001", "150102001001002"])


@pytest.mark.parametrize("kind", ["dict", "series", "frame", "polygons", "plan", "column"])
def test_the_plan_in_force_of_every_kind(land, houses, kind):
    series = pd.Series(OLD)
    previous = {
        "dict": OLD, "series": series, "frame": series.rename_axis("building_id").rename("grid_code").reset_index(), "polygons": drawn(),
        "plan": package.Plan.from_assignment(OLD, package.divide(land, houses)), "column": None,
    }[kind]  # fmt: skip
    if kind == "column":
        houses = houses.assign(previous_grid=houses["building_id"].map(OLD))
    kept = package.divide(land, houses, previous=previous, change_budget=0.0)
    assert kept.assignment().to_dict() == OLD and set(kept.grids["change"]) == {"unchanged"}
    free = package.divide(land, houses, previous=previous)
    assert sorted(free.grids["households"]) == [400, 400] and set(free.grids["previous_code"]) == set(OLD.values())


def test_locked_grids_do_not_change(land, houses):
    plan = package.divide(land, houses, previous=OLD, locked=["150102001001001"])
    codes = plan.assignment()
    assert sorted(codes.index[codes == "150102001001001"]) == sorted(b for b, code in OLD.items() if code == "150102001001001")
    with pytest.raises(package.WanggeError, match="sequence"):
        package.divide(land, houses, previous=OLD, locked="150102001001001")


def test_links_between_buildings(land, houses):
    assert not together(package.divide(land, houses), "B03", "B04")
    linked = houses.assign(must_link=["x" if i in (3, 4) else None for i in range(16)])
    assert together(package.divide(land, linked), "B03", "B04")
    apart = houses.assign(cannot_link=["x" if i in (0, 8) else "" for i in range(16)])
    assert together(package.divide(land, houses), "B00", "B08") and not together(package.divide(land, apart), "B00", "B08")
    units = houses.assign(part_of=["tower" if i in (3, 4) else None for i in range(16)])
    assert together(package.divide(land, units), "B03", "B04")


def test_further_limits(land, houses):
    members = houses.assign(party_members=10)
    wide = {"min_households": 100, "max_households": 500, "target_households": 400}
    assert len(package.divide(land, members, **wide).grids) == 2
    plan = package.divide(land, members, **wide, limits={"party_members": 60})
    by_grid = members.set_index("building_id")["party_members"].groupby(plan.assignment()).sum()
    assert by_grid.max() <= 60 and len(by_grid) >= 3 and len(plan.violations) == 0
    with pytest.raises(package.WanggeError, match="party_members") as failure:
        package.divide(land, houses, limits={"members": 3})
    assert failure.value.code == 301


def test_population_is_counted(land, houses):
    assert package.divide(land, houses.assign(population=110.0)).grids["population"].tolist() == [880.0, 880.0]


def test_micro_grids_lie_in_grids(land, houses):
    plan = package.divide(land, houses, micro={"min_households": 100, "max_households": 100})
    micro = plan.grids[plan.grids["kind"] == "micro"]
    assert micro["households"].tolist() == [100] * 8 and len(plan.whole_grids()) == 2 and "2 grids, 2 in range" in repr(plan)
    owner = plan.cells.groupby("micro_code")["grid_code"].nunique()
    assert set(owner.index) == set(micro["grid_code"]) and (owner == 1).all()
    assert (package.divide(land, houses, micro=True).grids["kind"] == "micro").sum() >= 8
    with pytest.raises(package.WanggeError, match="order"):
        package.divide(land, houses, micro={"min_households": 90})


def test_codes_by_a_template(land, houses):
    assert package.divide(land, houses, codes={"grid": "WG-{number:02}"}).grids["grid_code"].tolist() == ["WG-01", "WG-02"]
    with pytest.raises(package.WanggeError) as failure:
        package.divide(land, houses, codes={"grid": "{nonsense}"})
    assert failure.value.code == 301


def test_weights_weigh(land, houses):
    light, heavy = (package.divide(land, houses, boundary_weight=weight).communities["objective"].iloc[0] for weight in (0.05, 5.0))
    assert light == pytest.approx(0.05 * 40, rel=0.1) and heavy == pytest.approx(100 * light)
    with pytest.raises(package.WanggeError, match="change_budget"):
        package.divide(land, houses, change_budget=2.0)


def test_cells_that_tile_the_land(land, houses):
    tiles = houses.set_geometry([box(i % 8, i // 8, i % 8 + 1, i // 8 + 1) for i in range(16)], crs=CRS)
    plan = package.divide(land, tiles, geometry="cells")
    cells = plan.cells.dropna(subset=["building_id"]).set_index("building_id").geometry
    assert cells.symmetric_difference(tiles.set_index("building_id").geometry.reindex(cells.index)).area.max() < 1e-3
    with pytest.raises(package.WanggeError, match="geometry"):
        package.divide(land, tiles, geometry="tiles")


@pytest.fixture
def walk():
    """A long street; a home 100 m north of it, 1,000 m from the centre."""
    return {
        "homes": frame([shapely.Point(EAST + 1000, NORTH + 100)], building_id=["h"], households=[10]),
        "centres": frame([shapely.Point(EAST, NORTH)], id=["c"]),
        "street": frame([shapely.LineString([(EAST + x, NORTH) for x in (-2000, 400, 600, 4000)])]),
    }


def reach(walk, **more):
    told = package.coverage(walk["homes"], walk["centres"], walk["street"], minutes=[], metres=[3000], **more).buildings.iloc[0]
    return told["access_kind"], told["walk_metres"]


def test_gates_doors_and_barriers_of_a_walk(walk):
    assert reach(walk) == ("edge", pytest.approx(1100))
    yard = frame([shapely.box(EAST + 900, NORTH + 50, EAST + 1300, NORTH + 150)], compound_id=["Y"])
    gate = frame([shapely.Point(EAST + 1200, NORTH + 50)], compound_id=["Y"])
    kind, metres = reach(walk, compounds=yard, gates=gate)
    assert kind == "gate" and metres == pytest.approx(1200 + 50 + (200**2 + 50**2) ** 0.5)
    door = frame([shapely.Point(EAST + 900, NORTH + 50)], building_id=["h"])
    kind, metres = reach(walk, entrances=door)
    assert kind == "entrance" and metres == pytest.approx((100**2 + 50**2) ** 0.5 + 50 + 900)
    wall = frame([shapely.LineString([(EAST + 500, NORTH + 20), (EAST + 1500, NORTH + 20)])], **{"class": ["river"]})
    assert reach(walk, barriers=wall)[0] == "blocked"
    assert reach(walk, barriers=wall, barrier_rules={"river": "none"}) == reach(walk)


def test_barriers_may_close_lines(walk):
    across = frame([shapely.LineString([(EAST + 500, NORTH - 20), (EAST + 500, NORTH + 20)])], **{"class": ["railway"]})
    assert reach(walk, barriers=across)[1] == pytest.approx(1100)
    assert pd.isna(reach(walk, barriers=across, barriers_close_lines=True)[1])
    bridge = frame([shapely.Point(EAST + 500, NORTH)])
    assert reach(walk, barriers=across, crossings=bridge, barriers_close_lines=True)[1] == pytest.approx(1100)
    tunnel = {**walk, "street": walk["street"].assign(tunnel="yes")}
    assert reach(tunnel, barriers=across, barriers_close_lines=True)[1] == pytest.approx(1100)


def test_a_project_with_all_of_it_leaves_nothing_out(tmp_path):
    rules = [
        "[locked]", 'codes = ["150102001001001"]', "[previous]", 'path = "old.csv"', 'building = "no"', 'grid_code = "code"',
        "[rules]", "change_budget = 0.5", "boundary_weight = 0.04", "[rules.limits]", "population = 5000", "[rules.micro]",
        "min_households = 100", "max_households = 100", "[rules.codes]", 'grid = "{community_id}{number:03}"',
    ]  # fmt: skip
    project = write_city(tmp_path / "city", [50] * 16, columns=8, lines=rules)
    pd.DataFrame({"no": [f"B{i:03d}" for i in range(16)], "code": list(OLD.values())}).to_csv(project.parent / "old.csv", index=False)
    city = package.read_city(project)
    assert city.left_out() == [] and city.locked == ("150102001001001",) and city.rules["change_budget"] == 0.5
    codes = city.divide().assignment()
    assert (codes == "150102001001001").sum() == 6
    assert city.check(city.divide()).clean


def test_what_is_left_out_is_named(tmp_path):
    project = write_city(tmp_path / "city", [50] * 16, lines=["[rules]", "moonlight = 3", "[circles]", "tide = 1"])
    city = package.read_city(project)
    assert city.left_out() == ["rules.moonlight"] and city.left_out("coverage") == ["circles.tide"]
    with pytest.warns(package.LeftOutWarning, match="moonlight"):
        city.divide()


def test_the_package_knows_every_rule_of_the_program():
    """The lists of keys in io/project_keys.cpp, so that no new rule is left out in silence."""
    from wangge import _project, _rules

    source = (REPOSITORY / "io" / "project_keys.cpp").read_text(encoding="utf-8")

    def keys(name):
        body = source[source.index(f"{name}() {{") :]
        return set(re.findall(r'"(\w+)"', body[: body.index("return")]))

    assert keys("rule_keys") == set(_project.RULES) and keys("circle_keys") == set(_project.CIRCLES)
    assert keys("limit_keys") == set(_rules.LIMITS) and keys("micro_keys") == set(_rules.MICRO)
    assert keys("branch_keys") == set(_rules.BRANCHES) and keys("code_keys") == set(_rules.CODES)
    roles = source[source.index("section_roles(") : source.index("data_sections()")]
    told = {name: set(re.findall(r'"(\w+)"', names)) for name, names in re.findall(r'\{"(\w+)",\s*\{([^}]*)\}\}', roles)}
    assert told == _project.ROLES
    assert keys("data_sections") | {"functional_grids"} == set(_project.ROLES)


@pytest.mark.parametrize(("layer", "rule"), [("levels", "levels = 3"), ("party_groups", "branches = { min_members = 60, max_members = 150 }")])
def test_what_a_job_asks_for_more_is_as_the_program_gives_it(sample, wangge, tmp_path, layer, rule):
    project = sample.folder / f"city_{layer}_python.toml"
    project.write_text(sample.city.read_text(encoding="utf-8").replace("[rules]\n", f"[rules]\n{rule}\n"), encoding="utf-8")
    wangge("divide", project, "-o", tmp_path / "plan.gpkg", expect={0, 3})
    city, told = package.read_city(project), gpd.read_file(tmp_path / "plan.gpkg", layer=layer)
    plan = city.divide()
    mine = getattr(plan, layer)
    assert city.left_out() == [] and len(mine) == len(told) > 10
    for column in mine.columns.drop("geometry", errors="ignore"):
        if column != "area_m2":
            assert mine[column].fillna("").tolist() == told[column].fillna("").tolist(), column
    plan.to_file(tmp_path / "again.gpkg")
    assert len(getattr(package.read_plan(tmp_path / "again.gpkg"), layer)) == len(told)


def test_branches_are_those_of_the_program(sample, wangge, tmp_path):
    project = sample.folder / "city_branches_python.toml"
    text = sample.city.read_text(encoding="utf-8")
    branches = "branches = { min_members = 60, max_members = 150, target_members = 110, grids = 3 }"
    project.write_text(text.replace("[rules]\n", f"[rules]\n{branches}\n"), encoding="utf-8")
    wangge("divide", project, "-o", tmp_path / "plan.gpkg", expect={0, 3})
    mine, told = package.read_city(project).divide(), package.read_plan(tmp_path / "plan.gpkg")
    assert len(mine.branches) == len(told.branches) > 10
    for column in ("branch_code", "branch_name", "grid_codes", "party_members", "status"):
        assert mine.branches[column].tolist() == told.branches[column].tolist(), column
    assert mine.branches.geom_equals(told.branches.geometry).all()
    assert mine.grids["branch_code"].fillna("").tolist() == told.grids["branch_code"].fillna("").tolist()
    mine.to_file(tmp_path / "again.gpkg")
    assert package.read_plan(tmp_path / "again.gpkg").branches["branch_code"].tolist() == told.branches["branch_code"].tolist()


def test_functional_layers_are_merged_as_by_the_program(tmp_path, wangge):
    """Two layers that disagree, one as polygons and one as a table; the weights decide."""
    layers = ["", "[[functional_grids]]", 'title = "zz"', 'path = "old.gpkg"', 'layer = "zz"', 'grid_code = "code"', "weight = {}",
              "[[functional_grids]]", 'title = "cg"', 'path = "cg.csv"', 'building = "no"', 'grid_code = "code"']  # fmt: skip
    project = write_city(tmp_path / "city", [50] * 16, columns=8, lines=[*layers, "[rules]", "change_budget = 0.0"])
    text = project.read_text(encoding="utf-8")
    strips = frame([box(0, 0, 3, 2), box(3, 0, 8, 2)], code=["Z1", "Z2"], name=["west", "east"])
    strips.to_file(project.parent / "old.gpkg", layer="zz")
    halves = {f"B{i:03d}": "C1" if i % 8 < 5 else "C2" for i in range(16)}
    pd.DataFrame({"no": list(halves), "code": list(halves.values())}).to_csv(project.parent / "cg.csv", index=False)
    for weight, west in ((3.0, 300), (0.3, 500)):
        project.write_text(text.replace("{}", str(weight)), encoding="utf-8")
        plan = tmp_path / f"plan{weight}.gpkg"
        wangge("divide", project, "-o", plan, expect={0, 3})
        city = package.read_city(project)
        mine, told = city.divide(), package.read_plan(plan)
        assert city.left_out() == [] and mine.assignment().equals(told.assignment())
        assert sorted(mine.grids["households"]) == sorted([west, 800 - west])
        for column in ("layer", "old_code", "grid_code", "households", "share"):
            assert mine.layer_crosswalk[column].tolist() == told.layer_crosswalk[column].tolist(), column
        same = package.divide(city.communities, city.buildings, functional_grids={"zz": strips, "cg": halves},
                              functional_weights={"zz": weight}, change_budget=0.0)  # fmt: skip
        assert same.assignment().equals(mine.assignment())
        mine.to_file(tmp_path / "again.gpkg")
        assert len(package.read_plan(tmp_path / "again.gpkg").layer_crosswalk) == len(told.layer_crosswalk)
    with pytest.raises(package.WanggeError, match="no layer 'dj'"):
        package.divide(city.communities, city.buildings, functional_grids={"zz": strips}, functional_weights={"dj": 2.0})


def test_sites_of_a_project_are_those_of_the_program(sample, wangge, tmp_path):
    wangge("site", sample.city, "-o", tmp_path / "sites.gpkg", "--add", 2)
    told = gpd.read_file(tmp_path / "sites.gpkg", layer="sites")
    mine = package.read_city(sample.city).site(add=2)
    assert len(mine.sites) == 2 and sorted(mine.sites["site_id"]) == sorted(told["site_id"])
    assert mine.sites["gained"].tolist() == told.sort_values("rank")["gained"].tolist()


def test_a_table_of_locked_grids(tmp_path):
    project = write_city(tmp_path / "city", [50] * 16, lines=["[locked]", 'path = "locked.csv"', 'grid_code = "no"'])
    (project.parent / "locked.csv").write_text("no\nA-1\nA-2\nA-1\n")
    assert package.read_city(project).locked == ("A-1", "A-2")


def test_what_the_engine_refuses_has_a_code(walk):
    with pytest.raises(package.WanggeError) as failure:
        package.site(walk["homes"], walk["centres"], walk["street"], add=1, metres=[3000], minutes=[], candidates="buildings")
    assert failure.value.code > 0 and "nothing is left to cover" in str(failure.value)
