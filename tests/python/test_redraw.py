"""Communities split in two and merged, their grids carried along: land, households and codes afterwards."""

import geopandas as gpd
import pytest
import shapely


def layers(plan):
    return gpd.read_file(plan, layer="grids"), gpd.read_file(plan, layer="communities"), gpd.read_file(plan, layer="cells")


def largest(grids):
    return grids[grids.kind == "comprehensive"].groupby("community_code").size().idxmax()


def same_land(before, after):
    """Every grid is still there, under its old or a new code, with its land and households."""
    joined = before.merge(after, left_on="grid_code", right_on="previous_code", suffixes=("_old", "_new"))
    assert len(joined) == len(before) == len(after)
    assert (joined.households_old == joined.households_new).all()
    assert shapely.equals(joined.geometry_old.values, joined.geometry_new.values).all()


def tiled(grids, communities, redrawn):
    """The new communities are exactly their grids; the others stay as the project has them."""
    for community in communities[communities.community_code.isin(redrawn)].itertuples():
        union = shapely.union_all(grids[grids.community_code == community.community_code].geometry)
        assert union.symmetric_difference(community.geometry).area < 1e-3
    assert shapely.is_valid(communities.geometry.values).all()
    assert shapely.coverage_is_valid(communities.geometry.values), "the others share every vertex with them"
    moved = grids.grid_code != grids.previous_code
    assert (grids.change[moved] == "adjusted").all() and (grids.change[~moved] == "unchanged").all()


@pytest.fixture
def check(wangge, sample, tmp_path):
    """The plan against a project whose communities are those of the plan."""

    def run(plan):
        city = sample.folder / "redrawn.toml"
        text = sample.city.read_text(encoding="utf-8")
        city.write_text(text, encoding="utf-8")
        done = wangge(
            "check", city, plan, "--json", "--set", f'communities.path="{plan}"', "--set", 'communities.layer="communities"', "--set",
            'communities.id="community_code"', "--set", 'buildings.community=""', expect={0, 5},
        )  # fmt: skip
        return {code for code in ("G001", "G006", "G007", "G008", "G009", "G012") if f'"{code}"' in done.stdout}

    return run


def test_split(sample, wangge, tmp_path, check):
    grids, communities, _ = layers(sample.plan)
    parted = largest(grids)
    wangge("redraw", sample.city, sample.plan, "-o", tmp_path / "new.gpkg", "--split", f"{parted}=159901001099=新村社区", expect={0, 3})
    after, new, cells = layers(tmp_path / "new.gpkg")
    same_land(grids, after)
    tiled(after, new, [parted, "159901001099"])
    assert set(new.community_code) == set(communities.community_code) | {"159901001099"}
    assert new.set_index("community_code").name["159901001099"] == "新村社区"
    stays, leaves = (after[after.community_code == code] for code in (parted, "159901001099"))
    assert (stays.grid_code == stays.previous_code).all()
    assert leaves.grid_code.str.startswith("159901001099").all()
    assert stays.households.sum() >= leaves.households.sum() >= 0.35 * (stays.households.sum() + leaves.households.sum())
    for side in (stays, leaves):
        assert shapely.union_all(side.geometry).geom_type == "Polygon", "both sides hang together"
    others = after[~after.community_code.isin([parted, "159901001099"])]
    assert (others.grid_code == others.previous_code).all()
    code_of = after.set_index("grid_code").community_code
    assert (cells.grid_code.map(code_of) == cells.community_code).all()
    assert check(tmp_path / "new.gpkg") == set()


def test_split_where_the_planner_says(sample, wangge, tmp_path):
    grids, _, _ = layers(sample.plan)
    parted = largest(grids)
    leaves = grids[grids.community_code == parted].grid_code.head(2).tolist()
    wangge(
        "redraw", sample.city, sample.plan, "-o", tmp_path / "new.gpkg", "--split", parted, "--leaves", ",".join(leaves), expect={0, 3}
    )
    after, new, _ = layers(tmp_path / "new.gpkg")
    moved = after[after.previous_code.isin(leaves)]
    assert moved.community_code.nunique() == 1 and parted not in set(moved.community_code)
    assert set(new.community_code) >= set(moved.community_code)
    assert (after[after.community_code == moved.community_code.iloc[0]].previous_code.isin(leaves)).all()


def test_a_compound_that_the_border_parts_is_told_of(sample, wangge, tmp_path):
    _, _, cells = layers(sample.plan)
    parts = cells[cells.building_id.notna() & cells.compound_id.notna()].groupby(["community_code", "compound_id"]).grid_code.unique()
    community, compound = parts[parts.map(len) > 1].index[0]
    leaves = parts[community, compound][0]
    wangge("redraw", sample.city, sample.plan, "-o", tmp_path / "new.gpkg", "--split", community, "--leaves", leaves, expect={0, 3})
    findings = gpd.read_file(tmp_path / "new.gpkg", layer="findings")
    told = findings[findings.code == "redraw_compound_parted"]
    assert compound in set(told.object_id)
    assert not told.geometry.is_empty.any()


def test_merge(sample, wangge, tmp_path, check):
    grids, communities, _ = layers(sample.plan)
    pairs = gpd.sjoin(communities[["community_code", "geometry"]], communities[["community_code", "geometry"]], predicate="touches")
    one, other = next(
        (a, b)
        for a, b in zip(pairs.community_code_left, pairs.community_code_right, strict=True)
        if a < b and shapely.length(shapely.intersection(*communities.set_index("community_code").geometry[[a, b]].values)) > 100
    )
    wangge("redraw", sample.city, sample.plan, "-o", tmp_path / "new.gpkg", "--merge", f"{one},{other}", expect={0, 3})
    after, new, _ = layers(tmp_path / "new.gpkg")
    same_land(grids, after)
    tiled(after, new, [one, other])
    held = grids.groupby("community_code").households.sum()
    stays = one if held[one] >= held[other] else other
    gone = other if stays == one else one
    assert set(new.community_code) == set(communities.community_code) - {gone}
    come = after[after.previous_code.str.startswith(gone)]
    assert (come.community_code == stays).all() and come.grid_code.str.startswith(stays).all()
    assert after.grid_code.is_unique
    assert not set(come.grid_code) & set(grids.grid_code), "a code that was borne is not given again"
    assert check(tmp_path / "new.gpkg") == set()


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        (["--split", "000"], "000"),
        (["--merge", "159901001001"], "159901001001"),
        (["--split", "159901001001=159901001002"], "159901001002"),
        (["--split", "159901001001", "--leaves", "nothing"], "nothing"),
        ([], "--split"),
    ],
)
def test_what_cannot_be_is_refused(sample, wangge, tmp_path, wish, word):
    done = wangge("redraw", sample.city, sample.plan, "-o", tmp_path / "new.gpkg", *wish, expect=2)
    assert word in done.stderr
    assert not (tmp_path / "new.gpkg").exists()
