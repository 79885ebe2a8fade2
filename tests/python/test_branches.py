"""Party branches: one or several neighbouring grids by their party members, polygons and a sheet of the ledger included."""

import geopandas as gpd
import openpyxl
import pytest
import shapely

RULES = "branches = { min_members = 60, max_members = 150, target_members = 110, grids = 3 }"


@pytest.fixture(scope="module")
def branched(sample, wangge, tmp_path_factory):
    folder = tmp_path_factory.mktemp("branches")
    city = sample.folder / "city_branches.toml"
    text = sample.city.read_text(encoding="utf-8")
    city.write_text(text.replace("[rules]\n", f"[rules]\n{RULES}\n", 1) if "[rules]\n" in text else f"{text}\n[rules]\n{RULES}\n", encoding="utf-8")
    plan = folder / "plan.gpkg"
    wangge("divide", city, "-o", plan, expect={0, 3})
    return city, plan


def test_every_comprehensive_grid_is_in_one_branch_of_neighbours(branched):
    _, plan = branched
    grids, branches = gpd.read_file(plan, layer="grids"), gpd.read_file(plan, layer="branches")
    assert branches.branch_code.is_unique
    comprehensive = grids[grids.kind == "comprehensive"]
    assert set(comprehensive.branch_code) == set(branches.branch_code)
    assert grids[grids.kind != "comprehensive"].branch_code.isna().all()
    assert (branches.grids > 1).any(), "the limits are chosen so that some branches have several grids"
    for branch in branches.itertuples():
        own = comprehensive[comprehensive.branch_code == branch.branch_code]
        assert sorted(branch.grid_codes.split(",")) == sorted(own.grid_code)
        assert set(own.community_code) == {branch.community_code}
        assert branch.grids == len(own) <= 3
        assert branch.households == own.households.sum()
        union = shapely.union_all(own.geometry)
        assert union.symmetric_difference(branch.geometry).area < 1e-3
        if (own.geom_type == "Polygon").all():
            assert branch.geometry.geom_type == "Polygon", "grids of a branch touch along a border"


def test_members_are_those_of_the_buildings(branched, sample):
    city, plan = branched
    cells, branches = gpd.read_file(plan, layer="cells"), gpd.read_file(plan, layer="branches")
    grids = gpd.read_file(plan, layer="grids").set_index("grid_code")
    source = gpd.read_file(sample.folder / "city.gpkg", layer="buildings").set_index("building_id")
    cells = cells[cells.building_id.notna()]
    assert cells.building_id.is_unique
    members = cells.building_id.map(source.party_members).groupby(cells.grid_code.map(grids.branch_code)).sum()
    for branch in branches.itertuples():
        assert branch.party_members == members.get(branch.branch_code, 0)
        expected = "too_small" if branch.party_members < 60 else "too_large" if branch.party_members > 150 else "ok"
        assert branch.status == expected
    assert (branches.status == "ok").mean() > 0.8


def test_the_ledger_lists_them(branched, wangge, tmp_path):
    city, plan = branched
    wangge("report", city, plan, "-o", tmp_path / "ledger.xlsx")
    branches = gpd.read_file(plan, layer="branches")
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    rows = list(book["网格党支部"].iter_rows(values_only=True))
    listed = {row[0]: row for row in rows if row[0] in set(branches.branch_code)}
    assert len(listed) == len(branches)
    for branch in branches.itertuples():
        assert listed[branch.branch_code][6] == branch.party_members
    assert rows[-1][6] == branches.party_members.sum()


def test_groups_hold_every_member_once_and_no_yard_is_in_two(branched, sample):
    _, plan = branched
    groups, branches = gpd.read_file(plan, layer="party_groups"), gpd.read_file(plan, layer="branches").set_index("branch_code")
    assert groups.group_code.is_unique
    sums = groups.groupby("branch_code").party_members.sum()
    assert sums.to_dict() == branches.party_members[branches.party_members > 0].to_dict()
    for branch, own in groups.groupby("branch_code"):
        if len(own) > 1:
            assert own.party_members.min() >= 3, branch
        yards = [yard for text in own.compound_ids.dropna() for yard in text.split(",")]
        assert len(yards) == len(set(yards))
    cells, grids = gpd.read_file(plan, layer="cells").dropna(subset=["building_id"]), gpd.read_file(plan, layer="grids").set_index("grid_code")
    source = gpd.read_file(sample.folder / "city.gpkg", layer="buildings").set_index("building_id")
    cells = cells.assign(members=cells.building_id.map(source.party_members), branch=cells.grid_code.map(grids.branch_code))
    cells = cells[(cells.members > 0) & cells.branch.notna()]
    single = groups[~groups.compound_ids.fillna("").str.contains(",") & groups.compound_ids.notna()]
    counted = cells.groupby(["branch", "compound_id"]).members.sum()
    outside = cells[cells.compound_id.isna()].groupby("branch").members.sum()
    exact = [g.party_members - counted[g.branch_code, g.compound_ids] for g in single.itertuples()]
    assert set(exact) <= {0} | set(outside), "a yard's group has its members, and those outside compounds where they are few"
    assert exact.count(0) > 0.9 * len(exact)


def test_polygons_of_groups_hold_their_yards_and_lie_in_their_branch(branched):
    _, plan = branched
    groups, branches = gpd.read_file(plan, layer="party_groups"), gpd.read_file(plan, layer="branches").set_index("branch_code")
    cells, grids = gpd.read_file(plan, layer="cells"), gpd.read_file(plan, layer="grids").set_index("grid_code")
    cells = cells.assign(branch=cells.grid_code.map(grids.branch_code))
    assert groups.geometry.is_valid.all() and not groups.geometry.is_empty.any()
    for branch, own in groups.groupby("branch_code"):
        union = shapely.union_all(own.geometry)
        assert union.area == pytest.approx(own.area.sum(), abs=0.01), "no two groups share land"
        assert union.difference(branches.geometry[branch]).area < 0.01
    for group in groups.itertuples():
        assert group.area_m2 == pytest.approx(group.geometry.area, abs=0.01)
        yards = cells[(cells.branch == group.branch_code) & cells.compound_id.isin(str(group.compound_ids).split(","))]
        if len(yards):
            assert yards.union_all().difference(group.geometry).area < 0.01


def test_the_ledger_lists_groups(branched, wangge, tmp_path):
    city, plan = branched
    wangge("report", city, plan, "-o", tmp_path / "ledger.xlsx", "--lang", "zh")
    groups = gpd.read_file(plan, layer="party_groups")
    rows = list(openpyxl.load_workbook(tmp_path / "ledger.xlsx")["党小组"].iter_rows(values_only=True))
    listed = {row[0]: row for row in rows if row[0] in set(groups.group_code)}
    assert len(listed) == len(groups) and all(listed[g.group_code][6] == g.party_members for g in groups.itertuples())
    assert all(row[1].endswith("党小组") for row in listed.values())


def test_no_branches_unless_asked_for(sample):
    assert "branches" not in gpd.list_layers(sample.plan).name.tolist()


def test_limits_that_cannot_be(sample, wangge, tmp_path):
    done = wangge(
        "divide", sample.city, "-o", tmp_path / "p.gpkg", "--set", "rules.branches={min_members=9,max_members=5}", expect=2
    )
    assert "9" in done.stderr
