"""The hierarchy down to units, and its three-level variant: community grid, compound or block grid, building or lane grid."""
import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
import shapely


def rows_of(sheet, heading):
    rows = list(sheet.iter_rows(values_only=True))
    head = next(i for i, row in enumerate(rows) if heading in row)
    frame = pd.DataFrame(rows[head + 1 :], columns=rows[head])
    return frame[frame.iloc[:, 0] != "合计"]


@pytest.fixture(scope="module")
def three(sample, wangge, tmp_path_factory):
    folder = tmp_path_factory.mktemp("levels")
    city = sample.folder / "city_levels.toml"
    text = sample.city.read_text(encoding="utf-8")
    city.write_text(text.replace("[rules]\n", "[rules]\nlevels = 3\n", 1), encoding="utf-8")
    plan, ledger = folder / "plan.gpkg", folder / "ledger.xlsx"
    wangge("divide", city, "-o", plan, "--threads", 2, expect={0, 3})
    wangge("report", city, plan, "-o", ledger, "--lang", "zh")
    return plan, openpyxl.load_workbook(ledger)


def test_every_level_sums_to_the_one_above_it(three):
    levels = gpd.read_file(three[0], layer="levels").set_index("code")
    assert levels.index.is_unique and set(levels.level) == {1, 2, 3}
    for level in (2, 3):
        own = levels[levels.level == level]
        parents = levels[(levels.level == level - 1) & (levels.kind != "exclusive")]
        sums = own.groupby("parent_code")[["households", "population", "buildings", "units", "area_m2"]].sum()
        assert set(sums.index) == set(parents.index)
        for column in sums:
            assert (sums[column] - parents[column].reindex(sums.index)).abs().max() < 0.5, (level, column)
        for parent, children in own.groupby("parent_code"):
            union = shapely.union_all(children.geometry.values)
            assert union.symmetric_difference(parents.geometry[parent]).area < 0.02 * 1000
    cells = gpd.read_file(three[0], layer="cells")
    assert levels[levels.level == 1].households.sum() == cells.households.sum()


def test_kinds_are_those_of_the_buildings(three, sample):
    levels = gpd.read_file(three[0], layer="levels").set_index("code")
    cells = gpd.read_file(three[0], layer="cells").dropna(subset=["building_id"])
    for kind, column in (("compound", "grid_code"), ("building", "micro_code")):
        other = {"compound": "block", "building": "lane"}[kind]
        own = cells[cells[column].isin(levels.index[levels.kind.isin([kind, other])])]
        total = own.groupby(column).households.sum()
        if kind == "compound":
            most = own.dropna(subset=["compound_id"]).groupby([column, "compound_id"]).households.sum().groupby(level=0).max()
        else:
            most = own.dropna(subset=["compound_id"]).groupby(column).households.sum()
        most = most.reindex(total.index).fillna(0)
        expected = pd.Series(other, index=total.index).where(~((most > 0) & (most * 2 >= total)), kind)
        assert (levels.kind[total.index] == expected).all()
        assert set(expected) == {kind, other}
    grids = gpd.read_file(three[0], layer="grids")
    assert set(levels.index[levels.level == 2]) == set(grids.grid_code[grids.kind != "micro"])
    assert set(levels.index[levels.level == 3]) == set(grids.grid_code[grids.kind == "micro"])
    communities = gpd.read_file(three[0], layer="communities")
    assert set(levels.index[levels.level == 1]) == set(communities.community_code + "000")


def test_the_ledger_lists_the_levels(three):
    levels = gpd.read_file(three[0], layer="levels")
    sheet = rows_of(three[1]["三级网格"], "上级网格")
    assert list(sheet["编码"]) == list(levels.code) and list(sheet["户数"]) == list(levels.households)
    assert list(sheet["网格名称"]) == list(levels.name) and levels.name.is_unique
    assert set(sheet["类别"]) == {"社区总网格", "小区网格", "街区网格", "专属网格", "楼栋网格", "街巷网格"}
    assert levels.name[0].endswith("总网格")


def test_grids_and_buildings_sum_to_their_community(three):
    levels = rows_of(three[1]["分级汇总"], "层级")
    communities, grids = levels[levels["层级"] == "社区"], levels[levels["层级"] == "网格"]
    buildings = rows_of(three[1]["楼栋网格对应表"], "楼栋编码").dropna(subset=["网格编码"])
    for column in ("户数", "楼栋数", "单元数", "微网格"):
        sums = grids.groupby(grids["代码"].str[:12])[column].sum()
        assert (sums == communities.set_index("代码")[column].reindex(sums.index)).all() and sums.sum() > 0
    assert (buildings.groupby("网格编码")["户数"].sum() == grids.set_index("代码")["户数"].reindex(sorted(set(buildings["网格编码"])))).all()
    total = next(r for r in three[1]["楼栋网格对应表"].iter_rows(values_only=True, min_row=len(buildings)) if r[0] == "合计")
    assert total[8] == buildings["户数"].sum()


def test_units_of_a_table_are_listed_with_their_grid(small_city, wangge, tmp_path):
    buildings = gpd.read_file(small_city.parent / "city.gpkg", layer="buildings")
    rows = buildings.loc[buildings.index.repeat(2)].reset_index(drop=True)
    rows["unit"] = [f"{i % 2 + 1}单元" for i in range(len(rows))]
    rows["households"] = [20 + i % 2 * 10 for i in range(len(rows))]
    rows.to_file(small_city.parent / "city.gpkg", layer="units", driver="GPKG")
    text = small_city.read_text(encoding="utf-8").replace('layer = "buildings"', 'layer = "units"')
    small_city.write_text(text.replace('geometry = "footprints"', 'unit = "unit"\ngeometry = "footprints"'), encoding="utf-8")
    wangge("divide", small_city, "-o", tmp_path / "p.gpkg", expect={0, 3})
    wangge("report", small_city, tmp_path / "p.gpkg", "-o", tmp_path / "l.xlsx", "--lang", "zh")
    sheet = rows_of(openpyxl.load_workbook(tmp_path / "l.xlsx")["单元网格对应表"], "单元编码")
    assert list(sheet["单元编码"]) == [f"{b}-{u}" for b, u in zip(rows.building_id, rows.unit)]
    assert list(sheet["户数"]) == list(rows.households)
    cells = gpd.read_file(tmp_path / "p.gpkg", layer="cells").set_index("building_id").grid_code
    assert list(sheet["网格编码"]) == [cells[b] for b in rows.building_id]


def test_two_levels_unless_asked_for(sample, wangge, tmp_path):
    assert "levels" not in gpd.list_layers(sample.plan).name.tolist()
    wangge("divide", sample.city, "-o", tmp_path / "p.gpkg", "--set", "rules.levels=4", expect=2)
