"""多网合一: several old functional layers merged into one starting plan, with a crosswalk that others count again."""
import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely
from conftest import CRS, write_city

TITLES = ("综治网格", "城管网格", "党建网格")


def without_previous(text):
    """The project file without the plan in force and its locks."""
    kept = []
    for part in text.split("\n["):
        if not part.startswith("previous]"):
            kept.append(part)
    return "\n".join(line for line in "\n[".join(kept).split("\n") if not line.startswith("locked"))


def sections(layers, path="old.gpkg"):
    return "".join(
        f'\n[[functional_grids]]\ntitle = "{title}"\npath = "{path}"\nlayer = "{layer}"\ngrid_code = "code"\nname = "name"\n'
        for title, layer in layers
    )


@pytest.fixture(scope="module")
def old_layers(sample, wangge, tmp_path_factory):
    """Three layers of old grids: a division, one for fewer households, and zones that heed no community."""
    folder = tmp_path_factory.mktemp("layers")
    wangge("divide", sample.city, "-o", folder / "other.gpkg", "--set", "rules.max_households=400", expect={0, 3})
    first, second = (gpd.read_file(plan, layer="grids") for plan in (sample.plan, folder / "other.gpkg"))
    box = shapely.box(*first.total_bounds)
    random = np.random.default_rng(5)
    west, south, east, north = first.total_bounds
    seeds = shapely.MultiPoint(np.column_stack([random.uniform(west, east, 60), random.uniform(south, north, 60)]))
    zones = [zone.intersection(box) for zone in shapely.voronoi_polygons(seeds, extend_to=box).geoms]
    frames = {
        "zz": gpd.GeoDataFrame({"code": first.grid_code, "name": first.grid_name}, geometry=first.geometry, crs=first.crs),
        "cg": gpd.GeoDataFrame({"code": "CG" + second.grid_code, "name": second.grid_name}, geometry=second.geometry, crs=first.crs),
        "dj": gpd.GeoDataFrame({"code": [f"DJ{i:02d}" for i in range(len(zones))], "name": ""}, geometry=zones, crs=first.crs),
    }
    for name, frame in frames.items():
        frame.to_file(sample.folder / "old.gpkg", layer=name)
    return frames


@pytest.fixture(scope="module")
def merged(sample, old_layers, wangge, tmp_path_factory):
    folder = tmp_path_factory.mktemp("merged")
    city = sample.folder / "city_layers.toml"
    text = without_previous(sample.city.read_text(encoding="utf-8")).replace("change_budget = 1.0", "change_budget = 0.2")
    city.write_text(text + sections(zip(TITLES, old_layers)), encoding="utf-8")
    plan, ledger = folder / "plan.gpkg", folder / "ledger.xlsx"
    wangge("divide", city, "-o", plan, expect={0, 3})
    wangge("report", city, plan, "-o", ledger, "--lang", "zh")
    return city, plan, openpyxl.load_workbook(ledger)


def rows_of(sheet, heading):
    rows = list(sheet.iter_rows(values_only=True))
    head = next(i for i, row in enumerate(rows) if heading in row)
    return pd.DataFrame(rows[head + 1 :], columns=rows[head])


def old_grid_by_overlap(buildings, layer):
    """Code of the old grid with most of each footprint, by another library."""
    parts = gpd.overlay(buildings[["building_id", "geometry"]], layer[["code", "geometry"]], how="intersection", keep_geom_type=True)
    parts["land"] = parts.area
    return parts.sort_values("land").groupby("building_id").code.last()


def test_old_grids_of_buildings_are_those_that_hold_most_of_the_footprint(sample, old_layers, merged):
    buildings = gpd.read_file(sample.folder / "city.gpkg", layer="buildings")
    table = rows_of(merged[2]["楼栋网格对应表"], "楼栋编码").set_index("楼栋编码")
    for title, layer in zip(TITLES, old_layers.values()):
        expected = old_grid_by_overlap(buildings, layer)
        given = table[title].dropna()
        assert len(given) > 0.95 * len(buildings)
        common = expected.index.intersection(given.index)
        assert len(common) == len(given)
        assert (expected[common] == given[common]).mean() > 0.999


def test_the_crosswalk_counts_every_building_once_a_layer(merged):
    _, plan, book = merged
    links = gpd.read_file(plan, layer="layer_crosswalk")
    cells = gpd.read_file(plan, layer="cells").dropna(subset=["building_id"]).set_index("building_id")
    table = rows_of(book["楼栋网格对应表"], "楼栋编码").set_index("楼栋编码").loc[cells.index]
    for title in TITLES:
        counted = cells.households.groupby([table[title].fillna(""), cells.grid_code]).agg(["sum", "size"])
        own = links[links.layer == title].assign(old_code=lambda f: f.old_code.fillna("")).set_index(["old_code", "grid_code"])
        assert own.index.is_unique and set(own.index) == set(counted.index)
        assert (own.households == counted["sum"].reindex(own.index)).all() and (own.buildings == counted["size"].reindex(own.index)).all()
        whole = own[own.index.get_level_values(0) != ""]
        sums = whole[whole.households.groupby(level=0).transform("sum") > 0].share.groupby(level=0).sum()
        assert np.allclose(sums, 1)
    sheet = rows_of(book["多网合一对照"], "原网格编码")
    assert len(sheet) == len(links) and list(sheet["网格编码"]) == list(links.grid_code)
    assert sheet["户数"].sum() == links.households.sum()


def test_the_summary_tells_how_far_each_layer_was_followed(merged):
    _, plan, book = merged
    links = gpd.read_file(plan, layer="layer_crosswalk").dropna(subset=["old_code"])
    summary = rows_of(book["多网合一"], "职能网格").set_index("职能网格")
    for title in TITLES:
        own = links[links.layer == title]
        assert summary.loc[title, "原网格数"] == own.old_code.nunique()
        assert summary.loc[title, "整体并入原网格"] == (own.groupby("old_code").size() == 1).sum()
        assert summary.loc[title, "随主体并入户数"] == own.groupby("old_code").households.max().sum()
    assert summary.loc["综治网格", "随主体并入比例"] > summary.loc["党建网格", "随主体并入比例"]


def test_the_division_follows_the_starting_plan_within_the_change_budget(merged):
    """Old codes of the buildings are those of the starting plan; each community stays within its budget of 0.2."""
    _, plan, book = merged
    cells = gpd.read_file(plan, layer="cells").dropna(subset=["building_id"]).set_index("building_id")
    table = rows_of(book["楼栋网格对应表"], "楼栋编码").set_index("楼栋编码").loc[cells.index]
    start = table["原编码"]
    assert start.notna().all()
    assert (start.groupby(start).transform("size") > 0).all()
    sums = cells.households.groupby(start).sum()
    old_of = rows_of(book["楼栋网格对应表"], "楼栋编码").set_index("楼栋编码").loc[cells.index, list(TITLES)].fillna("")
    codes = {code for title in TITLES for code in old_of[title]}
    kept = {code for code in sums.index if code in codes}
    assert kept <= set(old_of["综治网格"]), "only codes of the first layer are kept"
    for _, own in cells.groupby("community_code"):
        links = own.households.groupby([start[own.index], own.grid_code]).sum()
        moved = own.households.sum() - links.groupby(level=0).max().sum()
        assert moved <= 0.2 * own.households.sum()


def test_equal_layers_come_out_as_they_are(tmp_path, wangge):
    """Three copies of a division into columns: the plan is that division, whatever the score would say."""
    city = write_city(tmp_path / "c", [100] * 16)  # columns of 400
    east, north = 500_000.0, 4_500_000.0
    strips = gpd.GeoDataFrame(
        {"code": [f"15010200100100{i + 1}" for i in (2, 0, 3, 1)], "name": ["a", "b", "c", "d"]},
        geometry=[shapely.box(east + 20 * i, north, east + 20 * i + 20, north + 80) for i in range(4)],
        crs=CRS,
    )
    for name in ("one", "two"):
        strips.to_file(city.parent / "old.gpkg", layer=name)
    own = strips.assign(code=["x", "y", "z", "w"])
    own.to_file(city.parent / "old.gpkg", layer="three")
    text = city.read_text(encoding="utf-8")
    city.write_text(text + sections((t, t) for t in ("one", "two", "three")) + "\n[rules]\nchange_budget = 0.0\n", encoding="utf-8")
    wangge("divide", city, "-o", tmp_path / "p.gpkg")
    grids = gpd.read_file(tmp_path / "p.gpkg", layer="grids").set_index("grid_code")
    assert sorted(grids.index) == sorted(strips.code) and (grids.change == "unchanged").all()
    for strip in strips.itertuples():  # but for corners that drawn borders cut
        assert grids.geometry[strip.code].symmetric_difference(strip.geometry).area < 0.1 * strip.geometry.area


def test_a_table_and_a_majority_with_one_layer_against_two(tmp_path, wangge):
    """Two layers keep columns together, one rows: columns win; the weight can turn that round. Codes of others are not reused."""
    city = write_city(tmp_path / "c", [100] * 16)
    ids = [f"B{i:03d}" for i in range(16)]
    frames = {"a": [f"150102001001{i % 4 + 7:03d}" for i in range(16)], "b": [f"S{i % 4}" for i in range(16)]}
    frames["r"] = [f"150102001001{i // 4 + 1:03d}" for i in range(16)]
    for name, codes in frames.items():
        pd.DataFrame({"house": ids, "code": codes}).to_csv(city.parent / f"{name}.csv", index=False)
    entry = '[[functional_grids]]\ntitle = "{0}"\npath = "{0}.csv"\nbuilding = "house"\ngrid_code = "code"\nweight = {1}\n'
    text = city.read_text(encoding="utf-8") + "\n[rules]\nchange_budget = 0.0\n"

    def grid_of(weight):
        city.write_text(text + "".join(entry.format(name, w) for name, w in (("a", 1), ("b", 1), ("r", weight))), encoding="utf-8")
        wangge("divide", city, "-o", tmp_path / "p.gpkg")
        cells = gpd.read_file(tmp_path / "p.gpkg", layer="cells").set_index("building_id").grid_code
        return [cells[i] for i in ids]

    assert grid_of(1) == frames["a"]
    rows = grid_of(3)
    assert [rows.index(code) // 4 for code in rows] == [i // 4 for i in range(16)]
    assert not set(rows) & set(frames["r"]) or set(rows) <= set(frames["a"]) | {f"150102001001{i:03d}" for i in range(11, 20)}


def test_gaps_and_slips_are_told(tmp_path, wangge):
    city = write_city(tmp_path / "c", [50] * 16)
    half = gpd.GeoDataFrame({"code": ["1"]}, geometry=[shapely.box(500_000, 4_500_000, 500_040, 4_500_080)], crs=CRS)
    half.to_file(city.parent / "half.gpkg")
    text = city.read_text(encoding="utf-8")
    city.write_text(text + '[[functional_grids]]\ntitle = "half"\npath = "half.gpkg"\ngrid_code = "code"\n', encoding="utf-8")
    assert "change_budget" in wangge("divide", city, "-o", tmp_path / "p.gpkg", expect={0, 3}).stderr
    findings = gpd.read_file(tmp_path / "p.gpkg", layer="findings")
    (gap,) = findings[findings.code == "functional_gap"].text
    assert "8" in gap and "400" in gap
    city.write_text(text + '[[functional_grids]]\npath = "half.gpkg"\n', encoding="utf-8")
    assert "grid_code" in wangge("divide", city, "-o", tmp_path / "p.gpkg", expect=2).stderr
    city.write_text(text + '[[functional_grids]]\npath = "half.gpkg"\ngrid_code = "code"\nwieght = 2\n', encoding="utf-8")
    assert "weight" in wangge("divide", city, "-o", tmp_path / "p.gpkg", expect=2).stderr


def test_overlaps_within_a_layer_are_told_with_their_places(tmp_path, wangge):
    """Two old grids over one column of four buildings, a third one only 20 cm over its neighbour: drawing, not an overlap."""
    city = write_city(tmp_path / "c", [50] * 16)
    boxes = [(0, 0, 40, 80), (20, 0, 60, 80), (59.8, 0, 80, 80)]
    grids = gpd.GeoDataFrame(
        {"code": ["A", "B", "C"]}, geometry=[shapely.box(500_000 + a, 4_500_000 + b, 500_000 + c, 4_500_000 + d) for a, b, c, d in boxes], crs=CRS
    )
    grids.to_file(city.parent / "old.gpkg")
    city.write_text(
        city.read_text(encoding="utf-8") + '[[functional_grids]]\ntitle = "警务"\npath = "old.gpkg"\ngrid_code = "code"\n', encoding="utf-8"
    )
    wangge("divide", city, "-o", tmp_path / "p.gpkg", "--lang", "zh", expect={0, 3})
    findings = gpd.read_file(tmp_path / "p.gpkg", layer="findings")
    (overlap,) = findings[findings.code == "functional_overlap"].itertuples()
    assert overlap.object_id == "A" and overlap.severity == "warning"
    assert "网格 A 与 B 重叠 1600 平方米，涉及 4 栋楼" in overlap.text and "警务" in overlap.text
    assert grids.geometry[0].intersection(grids.geometry[1]).contains(overlap.geometry)
    wangge("doctor", city, "-o", tmp_path / "d.gpkg")
    assert (gpd.read_file(tmp_path / "d.gpkg", layer="findings").code == "functional_overlap").sum() == 1


def test_beside_a_plan_in_force_the_layers_are_only_compared(sample, old_layers, wangge, tmp_path):
    city = sample.folder / "city_both.toml"
    city.write_text(sample.city.read_text(encoding="utf-8") + sections(zip(TITLES, old_layers)), encoding="utf-8")
    wangge("divide", city, "-o", tmp_path / "p.gpkg", expect={0, 3})
    ours, plain = (gpd.read_file(p, layer="grids") for p in (tmp_path / "p.gpkg", sample.plan))
    by_place = [dict(zip(grids.geometry.to_wkb(), zip(grids.previous_code, grids.change))) for grids in (ours, plain)]
    assert by_place[0] == by_place[1]
    assert "layer_crosswalk" in gpd.list_layers(tmp_path / "p.gpkg").name.tolist()
