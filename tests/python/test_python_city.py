"""read_city, plans on disk and as tables, comparison. Skipped where the package is not installed (./run test installs it)."""
import dataclasses
import doctest
import importlib
import warnings

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from conftest import CRS, write_city

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
if not hasattr(package, "read_city"):
    pytest.skip("another or an older thing named wangge was found", allow_module_level=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return write_city(tmp_path_factory.mktemp("by_hand") / "city", [50] * 16, lines=["[rules]", "max_households = 450"])


@pytest.fixture(scope="module")
def city(project):
    return package.read_city(project)


@pytest.fixture(scope="module")
def plan(city):
    return city.divide()


def changed(project, old, new, name="changed.toml"):
    path = project.parent / name
    text = project.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_the_frames_have_the_names_that_divide_expects(city):
    assert city.crs == CRS and city.communities.crs == CRS
    assert {"community_id", "name"} <= set(city.communities.columns)
    assert {"building_id", "households"} <= set(city.buildings.columns)
    assert city.rules["max_households"] == 450 and city.rules["min_households"] == 300 and city.rules["target_households"] == 400
    assert city.left_out() == [] and len(city.findings) == 0


def test_the_rules_of_the_file_are_used_and_can_be_overruled(city, plan):
    assert plan.grids["households"].tolist() == [400, 400]
    assert len(city.divide(max_households=800, min_households=300, target_households=800).grids) == 1


@pytest.mark.parametrize(
    ("old", "new", "code", "word"),
    [
        ('layer = "buildings"', 'layer = "houses"', 102, "communities, buildings"),
        ('households = "households"', 'households = "hs"', 103, "no such column"),
        ('id = "building_id"', "", 105, "`id`"),
        ("max_households", "max_housholds", 105, "max_households"),
        ("max_households = 450", 'max_households = "many"', 301, "number"),
        (f'crs = "{CRS}"', 'crs = "EPSG:4490"', 104, "metres"),
        (f'crs = "{CRS}"', 'crs = "Mars"', 104, "not known"),
        ('path = "city.gpkg"', 'path = "gone.gpkg"', 101, "does not exist"),
        ("[rules]", "[rules", 105, "line"),
    ],
)
def test_refusals_have_codes_and_say_what_is_meant(project, old, new, code, word):
    with pytest.raises(package.WanggeError, match=word) as failure:
        package.read_city(changed(project, old, new))
    assert failure.value.code == code


def test_a_project_that_is_not_there():
    with pytest.raises(package.WanggeError) as failure:
        package.read_city("nowhere.toml")
    assert failure.value.code == 101


def test_automatic_crs_is_the_zone_of_the_place(project):
    city = package.read_city(changed(project, f'crs = "{CRS}"', 'crs = "auto"'))
    assert city.crs == CRS
    shifted = package.read_city(changed(project, f'crs = "{CRS}"', 'crs = "EPSG:32649"'))
    assert shifted.buildings.crs == "EPSG:32649" and not shifted.buildings.geometry.iloc[0].equals(city.buildings.geometry.iloc[0])


def test_households_from_floor_area(project):
    floors = gpd.read_file(project.parent / "city.gpkg", layer="buildings").assign(floors=[18] * 15 + [None])
    floors.to_file(project.parent / "floors.gpkg", layer="buildings")
    path = changed(project, 'households = "households"', "households_from = { floors = 'floors', area_per_dwelling = 90.0 }")
    path.write_text(path.read_text().replace('path = "city.gpkg"\nlayer = "buildings"', 'path = "floors.gpkg"'))
    counts = package.read_city(path).buildings["households"]
    assert counts.iloc[0] == 20 and counts.isna().sum() == 1  # 18 floors of 100 square metres


def test_dirty_records_are_told(project):
    rows = gpd.read_file(project.parent / "city.gpkg", layer="buildings")
    rows = pd.concat([rows, rows.iloc[[3]], rows.iloc[[4]].assign(households=7), rows.iloc[[5]].assign(building_id="lost", geometry=None)])
    x, y = rows.geometry.iloc[0].bounds[:2]
    rows.iloc[0, rows.columns.get_loc("geometry")] = shapely.Polygon([(x, y), (x + 8, y + 8), (x + 8, y), (x, y + 8)])
    rows.set_crs(CRS).to_file(project.parent / "dirty.gpkg", layer="buildings")
    city = package.read_city(changed(project, 'path = "city.gpkg"\nlayer = "buildings"', 'path = "dirty.gpkg"'))
    assert sorted(city.findings["code"]) == ["building_counts_differ", "building_twice", "footprint_crosses_itself", "geometry_missing"]
    assert city.buildings["building_id"].is_unique and "B004#2" in set(city.buildings["building_id"])
    assert city.buildings.geometry.is_valid.all() and len(city.buildings) == 17


def test_tables_with_coordinates_and_joined_ledgers(project):
    rows = gpd.read_file(project.parent / "city.gpkg", layer="buildings")
    points = rows.geometry.centroid.to_crs("EPSG:4490")
    pd.DataFrame({"no": rows["building_id"], "east": points.x, "north": points.y}).to_csv(project.parent / "houses.csv", index=False)
    pd.DataFrame({"no": rows["building_id"], "hs": 50}).to_csv(project.parent / "ledger.csv", index=False)
    text = project.read_text()
    start = text.index("[buildings]")
    (project.parent / "table.toml").write_text(
        text[:start]
        + '[buildings]\npath = "houses.csv"\nid = "no"\nlon = "east"\nlat = "north"\ngeometry = "points"\n'
        + 'join = { path = "ledger.csv", id = "no", columns = { households = "hs" } }\n'
    )
    city = package.read_city(project.parent / "table.toml")
    assert city.buildings.geometry.distance(gpd.GeoSeries(rows.geometry.centroid.values, crs=CRS)).max() < 0.01
    assert city.divide().grids["households"].tolist() == [400, 400]


def test_names_of_columns_in_another_case_or_cut_short(project):
    """A shapefile keeps ten bytes of a name; the project file need not know."""
    rows = gpd.read_file(project.parent / "city.gpkg", layer="buildings").rename(columns={"households": "HouseHolds"})
    rows.rename(columns={"building_id": "building_i"}).to_file(project.parent / "short.shp")
    city = package.read_city(changed(project, 'path = "city.gpkg"\nlayer = "buildings"', 'path = "short.shp"', "short.toml"))
    assert city.buildings["building_id"].iloc[3] == "B003" and city.buildings["households"].sum() == 800


def test_an_id_that_repeats_never_meets_a_given_one(project):
    rows = gpd.read_file(project.parent / "city.gpkg", layer="buildings")
    rows["building_id"] = ["B#2", "B", "B", *rows["building_id"][3:]]
    rows.to_file(project.parent / "again.gpkg", layer="buildings")
    city = package.read_city(changed(project, 'path = "city.gpkg"\nlayer = "buildings"', 'path = "again.gpkg"', "again.toml"))
    assert city.buildings["building_id"].tolist()[:3] == ["B#2", "B", "B#3"]


def test_a_plan_in_force_that_is_a_table_needs_no_place(project):
    rows = gpd.read_file(project.parent / "city.gpkg", layer="buildings")
    old = [f"15010200100100{1 + i % 4 // 2}" for i in range(16)]
    pd.DataFrame({"no": rows["building_id"], "old": old, "wkt": rows.geometry.to_wkt()}).to_csv(project.parent / "old.csv", index=False)
    text = project.read_text() + '\n[previous]\npath = "old.csv"\nbuilding = "no"\ngrid_code = "old"\n'
    (project.parent / "in_force.toml").write_text(text)
    city = package.read_city(project.parent / "in_force.toml")
    assert city.previous.tolist() == old


def test_the_sample_city_is_read_as_the_program_reads_it(sample, wangge):
    city = package.read_city(sample.city)
    circles = gpd.read_file(sample.circles, layer="coverage").set_index("building_id")
    assert city.left_out() == [] and city.left_out("coverage") == []
    assert sorted(city.buildings["building_id"]) == sorted(circles.index)
    reach = city.coverage().buildings.set_index("building_id")
    circles = circles.reindex(reach.index)
    assert (reach["access_kind"] == circles["access_kind"]).all() and set(reach["access_kind"]) > {"edge", "gate"}
    for column in ("walk_metres", "straight_metres"):
        assert ((reach[column] - circles[column]).abs().fillna(0) < 1e-6).all()
    assert (reach["walk_metres"].isna() == circles["walk_metres"].isna()).all()


def test_the_sample_city_is_divided_as_the_program_divides_it(sample):
    """Exclusive units, crossings, locks, the plan in force, links: every section counts, to the last corner."""
    mine, told = package.read_city(sample.city).divide(), package.read_plan(sample.plan)
    assert mine.assignment().equals(told.assignment())
    one, other = (plan.grids.set_index("grid_code") for plan in (mine, told))
    assert one.index.equals(other.index) and one.geometry.geom_equals(other.geometry).all()
    assert one["kind"].value_counts()["exclusive"] == 5
    for column in ("kind", "households", "population", "status", "change", "previous_code", "exclusive_id", "reason"):
        assert one[column].fillna("").tolist() == other[column].fillna("").tolist(), column
    assert sorted(mine.violations["code"]) == sorted(told.violations["code"])


def test_parts_are_divided_as_the_whole(sample):
    city = package.read_city(sample.city)
    parts = city.parts("subdistrict")
    assert len(parts) > 1 and sum(len(part.buildings) for part in parts.values()) == len(city.buildings)
    plans = [part.divide() for part in parts.values()]
    apart, whole = pd.concat([plan.assignment() for plan in plans]).sort_index(), package.read_plan(sample.plan).assignment()
    assert apart.index.equals(whole.index) and (apart.str[:12] == whole.str[:12]).all()
    same = (apart == whole).groupby(whole.str[:12]).all()  # by community; a few are looked at twice in one run and not in the other
    assert same.mean() > 0.8
    bare = dataclasses.replace(city, buildings=city.buildings.drop(columns="community_id"))
    assert {name: len(part.buildings) for name, part in bare.parts("subdistrict").items()} == {n: len(p.buildings) for n, p in parts.items()}
    with pytest.raises(package.WanggeError) as failure:
        city.parts("planet")
    assert failure.value.code == 103


def test_cities_of_frames_have_the_rules_of_files(city):
    same = package.City.from_frames(city.communities, city.buildings, rules={"max_households": 450}, circles={"minutes": 20})
    assert same.rules["max_households"] == 450 and same.rules["target_households"] == 400 and same.circles["minutes"] == (20,)
    assert same.divide().grids["households"].tolist() == [400, 400] and same.check(same.divide()).clean and len(same.doctor()) == 0
    for rules, code in (({"max_housholds": 450}, 301), ({"max_households": "many"}, 301)):
        with pytest.raises(package.WanggeError) as failure:
            package.City.from_frames(city.communities, city.buildings, rules=rules)
        assert failure.value.code == code
    with pytest.raises(package.WanggeError) as failure:
        package.City.from_frames(city.communities.to_crs("EPSG:4326"), city.buildings)
    assert failure.value.code == 104


def test_the_words_of_the_program_for_changes(sample):
    city, plan = package.read_city(sample.city), package.read_plan(sample.plan)
    report = package.compare(city.previous, plan)
    told = plan.grids[plan.grids["kind"] != "micro"].set_index("grid_code")["change"]
    mine = report.grids[report.grids["change"] != "removed"].set_index("grid_code")["change"]
    with_homes = told.index.intersection(mine.index)
    assert len(with_homes) >= len(told) - 2  # a grid without buildings is in no table
    assert mine[with_homes].to_dict() == told[with_homes].to_dict()
    assert report.households_moved == report.buildings["households"][report.buildings["moved"]].sum()
    assert report.grids["kept"].sum() == report.households - report.households_moved


def test_assignments_both_ways(plan):
    table = plan.assignment()
    again = package.Plan.from_assignment(table.reset_index(), plan, max_households=450)
    assert again.assignment().equals(table)
    for column in ("grid_code", "households", "status"):
        assert again.grids[column].tolist() == plan.grids[column].tolist()
    assert again.grids.geometry.symmetric_difference(plan.grids.geometry).area.max() < 1e-6
    nodes = {building: number for number, building in enumerate(table.index)}
    by_node = plan.to_gerrychain(nodes)
    back = {building: by_node[node] for building, node in nodes.items()}
    assert package.Plan.from_assignment(back, plan).assignment().equals(table)


def test_exclusive_grids_stay_so_where_they_keep_their_cells(sample):
    plan = package.read_plan(sample.plan)
    table = plan.assignment()
    exclusive = plan.grids[plan.grids["kind"] == "exclusive"].set_index("grid_code")
    assert len(exclusive) > 0
    again = package.Plan.from_assignment(table, plan).grids.set_index("grid_code")
    built = exclusive.index.intersection(again.index)
    assert (again.loc[built, "kind"] == "exclusive").all() and (again.loc[built, "status"] == "ok").all()
    assert again.loc[built, "exclusive_id"].tolist() == exclusive.loc[built, "exclusive_id"].tolist()
    # One that takes in a building of its neighbour is a grid like others.
    code = next(c for c in built if c in set(table))
    other = next(b for b, grid in table.items() if grid != code and grid[:12] == code[:12])
    moved = package.Plan.from_assignment({**table, other: code}, plan).grids.set_index("grid_code")
    assert moved.loc[code, "kind"] == "comprehensive"


class Partition:
    """As GerryChain's: an assignment that turns into a series."""

    def __init__(self, codes):
        self.assignment = type("Assignment", (), {"to_series": lambda _: pd.Series(codes)})()


def test_a_partition_of_gerrychain_is_an_assignment(plan):
    assert package.Plan.from_assignment(Partition(plan.to_gerrychain()), plan).assignment().equals(plan.assignment())


def test_gerrychain_takes_a_plan_and_gives_one_back(plan):
    """The real thing, where it is installed: a graph of the cells, the plan as its partition, a flipped building."""
    gerrychain = pytest.importorskip("gerrychain", reason="GerryChain is optional: pip install gerrychain")
    networkx = pytest.importorskip("networkx")
    cells = plan.cells.reset_index(drop=True)
    one, other = shapely.STRtree(cells.geometry.values).query(cells.geometry.values, predicate="touches")
    graph = networkx.Graph()
    graph.add_nodes_from((row, {"households": int(count)}) for row, count in enumerate(cells["households"]))
    graph.add_edges_from(zip(one.tolist(), other.tolist(), strict=True))
    nodes = {building: row for row, building in enumerate(cells["building_id"])}
    tally = {"households": gerrychain.updaters.Tally("households")}
    partition = gerrychain.Partition(gerrychain.Graph.from_networkx(graph), plan.to_gerrychain(nodes), tally)
    assert sorted(partition["households"].values()) == [400, 400]
    codes = sorted(plan.grids["grid_code"])
    row = next(row for row in graph if partition.assignment[row] == codes[0])
    flipped = partition.flip({row: codes[1]})
    again = package.Plan.from_assignment({building: flipped.assignment[node] for building, node in nodes.items()}, plan)
    assert again.grids.set_index("grid_code")["households"].to_dict() == {codes[0]: 350, codes[1]: 450}


def test_assignments_that_make_no_plan(plan, city):
    table = plan.assignment()
    with pytest.raises(package.WanggeError, match="no grid for building 'B015'") as failure:
        package.Plan.from_assignment(table.iloc[:-1], plan)
    assert failure.value.code == 201
    with pytest.raises(package.WanggeError, match="column") as failure:
        package.Plan.from_assignment(table, city.buildings)
    assert failure.value.code == 103


def test_every_kind_of_change():
    homes = pd.Series(100, index=list("abcdefghij"))
    old = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "3", "f": "4", "g": "4", "h": "4"}
    new = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "2", "f": "4", "g": "4", "h": "5", "i": "6", "j": "6"}
    report = package.compare(old, new, homes)
    change = report.grids.set_index("grid_code")["change"].to_dict()
    assert change == {"1": "unchanged", "2": "merged", "4": "adjusted", "5": "split", "6": "new", "3": "removed"}
    assert (report.households, report.households_moved, report.buildings_moved) == (800, 200, 2)
    assert report.stability == 0.75
    same = package.compare(old, {building: f"new {code}" for building, code in old.items()}, homes)
    assert same.stability == 1.0 and set(same.grids["change"]) == {"unchanged"}  # codes play no part
    with pytest.raises(package.WanggeError, match="households"):
        package.compare(old, new)


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "fgb", "shp"])
def test_files_hold_the_plan(plan, tmp_path, ending):
    path = tmp_path / f"plan.{ending}"
    plan.to_file(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        grids = gpd.read_file(path, layer="grids") if ending == "gpkg" else gpd.read_file(path)
    assert grids["households"].sum() == 800
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]
    if ending == "gpkg":
        again = package.read_plan(path)
        assert again.assignment().equals(plan.assignment()) and again.grids.geom_equals(plan.grids.geometry).all()


def test_geoparquet_is_read_again_as_it_was(plan, tmp_path):
    pytest.importorskip("pyarrow")
    plan.to_file(tmp_path / "plan.parquet")
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"plan{part}.parquet" for part in ("", "_cells", "_communities")]
    for name, part in (("grids", ""), ("cells", "_cells"), ("communities", "_communities")):
        frame, again = getattr(plan, name), gpd.read_parquet(tmp_path / f"plan{part}.parquet")
        assert again.crs == CRS and again.columns.tolist() == frame.columns.tolist()
        assert list(again.geometry.to_wkb()) == list(frame.geometry.to_wkb())
        assert again.drop(columns="geometry").fillna("").astype(str).equals(frame.drop(columns="geometry").fillna("").astype(str))


def test_geoparquet_says_what_it_needs(plan, tmp_path, monkeypatch):
    monkeypatch.setattr(gpd.GeoDataFrame, "to_parquet", lambda *_, **__: (_ for _ in ()).throw(ImportError("pyarrow")))
    with pytest.raises(package.WanggeError, match="pyarrow") as failure:
        plan.to_file(tmp_path / "plan.parquet")
    assert failure.value.code == 502 and list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_file_as_it_was(plan, tmp_path, monkeypatch):
    path = tmp_path / "plan.gpkg"
    path.write_text("old")
    monkeypatch.setattr(gpd.GeoDataFrame, "to_file", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(package.WanggeError, match="disk full") as failure:
        plan.to_file(path)
    assert failure.value.code == 501 and path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
    with pytest.raises(package.WanggeError) as failure:
        plan.to_file(tmp_path / "plan.dwg")
    assert failure.value.code == 502


def test_plots(plan):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    axes = plan.plot(figsize=(2, 2))
    assert sorted(text.get_text() for text in axes.texts) == ["400", "400"]
    colours = {tuple(colour) for colour in axes.collections[0].get_facecolor()}
    assert len(colours) == 2  # neighbours differ
    matplotlib.pyplot.close("all")


def test_explore_shows_every_grid(plan):
    pytest.importorskip("mapclassify")
    folium = pytest.importorskip("folium")
    shown = plan.explore(tiles=None)
    layers = [child for child in shown._children.values() if isinstance(child, folium.GeoJson)]
    features = layers[0].data["features"]
    assert [one["properties"]["grid_code"] for one in features] == plan.grids["grid_code"].tolist()
    assert len({one["properties"]["colour"] for one in features}) == 2  # neighbours differ
    (west, south), (east, north) = (tuple(reversed(corner)) for corner in shown.get_bounds())
    there = plan.grids.to_crs("EPSG:4326").total_bounds
    assert [west, south, east, north] == pytest.approx(there.tolist(), abs=1e-6)
    page = shown.get_root().render()
    assert all(code in page for code in plan.grids["grid_code"]) and "400" in page


def test_explore_says_what_it_needs(plan, monkeypatch):
    monkeypatch.setattr(gpd.GeoDataFrame, "explore", lambda *_, **__: (_ for _ in ()).throw(ImportError("folium")))
    with pytest.raises(package.WanggeError, match="folium"):
        plan.explore()


@pytest.mark.parametrize("module", ["city", "comparison", "plan", "reading", "_layers", "_numbers"])
def test_the_examples_of_the_docstrings_run(module):
    result = doctest.testmod(importlib.import_module(f"wangge.{module}"))
    assert result.attempted > 0 and result.failed == 0
