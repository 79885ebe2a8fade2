"""wangge compare on the sample city, against a solver of assignments and the tables of the folder."""
import csv
import json

import geopandas as gpd
import openpyxl
import pytest
from handover_files import cells_of, table
from scipy.optimize import linear_sum_assignment


def test_compare_counts_what_an_assignment_solver_counts(sample, other_plan, wangge):
    answer = json.loads(wangge("compare", sample.city, sample.plan, other_plan, "--json").stdout)
    both = cells_of(sample.plan).join(cells_of(other_plan).grid_code.rename("now"), how="inner")
    table = both.pivot_table(index="grid_code", columns="now", values="households", aggfunc="sum", fill_value=0).to_numpy()
    rows, columns = linear_sum_assignment(-table)
    total = int(both.households.sum())
    assert answer["households"] == total
    assert answer["households_changing"] == total - int(table[rows, columns].sum())
    assert answer["households_moved"] == total - int(table.max(axis=1).sum())
    assert answer["stability"] == pytest.approx(1 - answer["households_changing"] / total)
    assert len(answer["moved"]) == answer["buildings_changing"]
    assert sum(c["households_changing"] for c in answer["communities"]) == answer["households_changing"]
    kinds = ("unchanged", "adjusted", "split", "merged", "new")
    assert sum(answer[kind] for kind in kinds) == answer["new_grids"] == len(answer["grids"])


def test_codes_do_not_matter_to_compare(sample, wangge, tmp_path):
    """The same grids under other codes, as polygons only: nothing has changed."""
    grids = gpd.read_file(sample.plan, layer="grids")[["grid_code", "community_code", "geometry"]]
    grids["grid_code"] = [f"X{i}" for i in range(len(grids), 0, -1)]
    grids.to_file(tmp_path / "renamed.gpkg", layer="grids")
    answer = json.loads(wangge("compare", sample.city, sample.plan, tmp_path / "renamed.gpkg", "--json").stdout)
    assert answer["households_changing"] == 0 and answer["unchanged"] == answer["new_grids"] == len(grids)


def test_compare_agrees_with_the_plan_file(sample, folder):
    """The column `change` of a plan and the comparison with the plan in force say the same."""
    book = openpyxl.load_workbook(folder / "comparison" / "comparison.xlsx")
    words = {"不变": "unchanged", "调整": "adjusted", "拆分": "split", "合并": "merged", "新增": "new"}
    rows = table(book["调整对照表"])
    grids = gpd.read_file(sample.plan, layer="grids").set_index("grid_code")
    assert {r["网格编码"]: words[r["变动类型"]] for r in rows} == grids.change.to_dict()


def test_compare_writes_a_table(sample, other_plan, wangge, tmp_path):
    wangge("compare", sample.city, sample.plan, other_plan, "-o", tmp_path / "changes.csv", "--lang", "en")
    with (tmp_path / "changes_crosswalk.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(int(r["Households"]) for r in rows) == int(cells_of(sample.plan).households.sum())
    done = wangge("compare", sample.city, sample.plan, other_plan, "-o", tmp_path / "changes.doc", expect=6)
    assert ".xlsx" in done.stderr
