"""Rules beyond households: links, parts of buildings, further limits, micro grids. Read back with geopandas alone."""
import geopandas as gpd
import pandas as pd
import pytest


@pytest.fixture(scope="module")
def linked(wangge, sample, tmp_path_factory):
    """The sample city with a ledger of links: two neighbours apart, two distant buildings of one community together."""
    folder = tmp_path_factory.mktemp("linked")
    grids = gpd.read_file(sample.plan, layer="cells").dropna(subset=["building_id"])
    grids = grids[(grids.households > 0) & grids.compound_id.isna()]
    rows = []
    for number, (community, cells) in enumerate(grids.groupby("community_code")):
        by_grid = cells.groupby("grid_code").building_id.agg(list)
        pairs = [ids for ids in by_grid if len(ids) >= 2]
        if not pairs:
            continue
        rows += [{"id": pairs[0][0], "apart": f"a{number}"}, {"id": pairs[0][1], "apart": f"a{number}"}]
    ledger = pd.DataFrame(rows)
    ledger.to_csv(folder / "ledger.csv", index=False)
    text = sample.city.read_text(encoding="utf-8").replace('path = "', f'path = "{sample.folder.as_posix()}/')
    text = text.replace("[buildings]", "[buildings]\njoin = { path = \"ledger.csv\", id = \"id\", columns = { cannot_link = \"apart\" } }")
    city = folder / "city.toml"
    city.write_text(text, encoding="utf-8")
    plan = folder / "plan.gpkg"
    wangge("divide", city, "-o", plan, expect={0, 3})
    return ledger, city, plan


def test_buildings_kept_apart_lie_in_different_grids(linked, wangge):
    ledger, city, plan = linked
    assert len(ledger) >= 4
    grid = gpd.read_file(plan, layer="cells").set_index("building_id").grid_code
    for _, pair in ledger.groupby("apart"):
        assert grid[pair.id].nunique() == 2
    assert "G014" not in wangge("check", city, plan, "--json", expect={0, 5}).stdout


def test_a_broken_link_is_a_violation(linked, sample, wangge):
    _, city, _ = linked
    assert "G014" in wangge("check", city, sample.plan, "--json", expect=5).stdout


def test_further_limits_are_kept_or_reported(sample, wangge, tmp_path):
    members = gpd.read_file(sample.folder / "city.gpkg", layer="buildings").set_index("building_id").party_members
    plain = gpd.read_file(sample.plan, layer="cells").dropna(subset=["building_id"])
    before = plain.assign(members=plain.building_id.map(members)).groupby("grid_code").members.sum()
    limit = int(before.quantile(0.9))
    plan = tmp_path / "limited.gpkg"
    wangge("divide", sample.city, "-o", plan, "--set", f"rules.limits.party_members={limit}", expect={0, 3})
    cells = gpd.read_file(plan, layer="cells").dropna(subset=["building_id"])
    held = cells.assign(members=cells.building_id.map(members)).groupby("grid_code").members.sum()
    kinds = gpd.read_file(plan, layer="grids").set_index("grid_code").kind
    over = set(held.index[(held > limit) & (kinds[held.index] == "comprehensive").values])
    told = gpd.read_file(plan, layer="violations")
    assert over == set(told[told.code == "G015"].grid_code)
    assert len(over) < (before > limit).sum()


def test_micro_grids_tile_their_grids(sample, wangge, tmp_path):
    plan = tmp_path / "micro.gpkg"
    wangge("divide", sample.city, "-o", plan, "--set", "rules.micro.max_households=80", expect={0, 3})
    grids = gpd.read_file(plan, layer="grids")
    cells = gpd.read_file(plan, layer="cells")
    micro, main = grids[grids.kind == "micro"], grids[grids.kind == "comprehensive"].set_index("grid_code")
    assert len(micro) > len(main)
    parent = micro.grid_code.str[:-2]
    assert set(parent) == set(main.index)
    sums = micro.groupby(parent)[["households", "buildings"]].sum()
    assert (sums.households == main.households[sums.index]).all() and (sums.buildings == main.buildings[sums.index]).all()
    assert abs(micro.area.groupby(parent).sum() - main.area[sums.index]).max() < 0.01
    inside = cells[cells.grid_code.isin(main.index)]
    assert inside.micro_code.notna().all() and (inside.micro_code.str[:-2] == inside.grid_code).all()
    out = (micro.households < 50) | (micro.households > 80)
    assert ((micro.status != "ok") == out).all() and micro.reason[out].notna().all()
    # the grids themselves are those of the plan without micro grids
    plain = gpd.read_file(sample.plan, layer="grids").set_index("grid_code")
    assert (main.households == plain.households[main.index]).all()


def test_stairwell_units_share_a_grid_only_where_their_building_fits(wangge, tmp_path):
    """Ten units in a row: five of a building of 250 households, five of one of 1,000."""
    import shapely

    boxes = [shapely.box(20 * i, 0, 20 * i + 18, 15) for i in range(10)]
    units = gpd.GeoDataFrame({"id": [f"u{i}" for i in range(10)], "part": ["small"] * 5 + ["large"] * 5,
                              "households": [50] * 5 + [200] * 5}, geometry=boxes, crs="EPSG:4546")
    units.geometry = units.translate(500000, 4520000)
    land = gpd.GeoDataFrame({"id": ["c"]}, geometry=[shapely.box(499990, 4519990, 500210, 4520030)], crs="EPSG:4546")
    units.to_file(tmp_path / "city.gpkg", layer="units")
    land.to_file(tmp_path / "city.gpkg", layer="land")
    (tmp_path / "city.toml").write_text(
        'name = "units"\n[communities]\npath = "city.gpkg"\nlayer = "land"\nid = "id"\n'
        '[buildings]\npath = "city.gpkg"\nlayer = "units"\nid = "id"\nhouseholds = "households"\npart_of = "part"\n', encoding="utf-8")
    wangge("divide", tmp_path / "city.toml", "-o", tmp_path / "plan.gpkg")
    grid = gpd.read_file(tmp_path / "plan.gpkg", layer="cells").dropna(subset=["building_id"]).set_index("building_id").grid_code
    assert grid[[f"u{i}" for i in range(5)]].nunique() == 1
    assert grid[[f"u{i}" for i in range(5, 10)]].nunique() >= 2
