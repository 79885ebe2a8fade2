"""`wangge repair` mends what is broken and nothing else; `divide --curve` says what following the plan in force costs."""
import csv
import json

import geopandas as gpd
import pytest


@pytest.fixture(scope="module")
def broken(sample, tmp_path_factory):
    """The sample plan with the largest buildings of one grid given to a neighbour, grids drawn again from the cells."""
    path = tmp_path_factory.mktemp("broken") / "broken.gpkg"
    grids, cells = (gpd.read_file(sample.plan, layer=layer) for layer in ("grids", "cells"))
    fit = grids[(grids.kind == "comprehensive") & (grids.status == "ok")]
    community = fit.community_code.value_counts().index[0]
    fit = fit[fit.community_code == community].set_index("grid_code")
    first = fit.index[0]
    neighbour = next(c for c in fit.index[1:] if fit.geometry[first].intersection(fit.geometry[c]).length > 1)
    taken = cells[cells.grid_code == neighbour].sort_values("households", ascending=False).index[:4]
    households = int(cells.loc[taken].households.sum())
    cells.loc[taken, "grid_code"] = first
    kinds = grids.set_index("grid_code")[["kind", "exclusive_id"]]
    drawn = cells.dissolve("grid_code", aggfunc={"households": "sum", "community_code": "first"}).reset_index()
    drawn = drawn.join(kinds, on="grid_code")
    drawn.to_file(path, layer="grids")
    cells.to_file(path, layer="cells")
    return path, community, households


def test_repair_touches_only_what_is_broken(broken, sample, wangge, tmp_path):
    path, community, households = broken
    new = tmp_path / "mended.gpkg"
    answer = json.loads(wangge("repair", sample.city, path, "-o", new, "--json", expect={0, 3}).stdout)
    before = [v for v in answer["violations_before"] if v["community_code"] == community]
    after = [v for v in answer["violations_after"] if v["community_code"] == community]
    assert before and not after
    assert 0 < answer["households_moved"] <= households
    old = gpd.read_file(path, layer="cells").dropna(subset=["building_id"]).set_index("building_id")
    now = gpd.read_file(new, layer="cells").dropna(subset=["building_id"]).set_index("building_id")
    moved = (old.grid_code != now.grid_code.reindex(old.index)) & (old.households > 0)
    assert int(old.households[moved].sum()) <= households  # codes are handed down to the heirs
    assert set(old.community_code[moved]) <= {v["community_code"] for v in answer["violations_before"]}


def test_a_limit_of_change_is_kept(broken, sample, wangge, tmp_path):
    path, _, _ = broken
    done = wangge("repair", sample.city, path, "-o", tmp_path / "same.gpkg", "--max-change", 0, "--json", expect=3)
    answer = json.loads(done.stdout)
    assert answer["households_moved"] == 0 and answer["communities_left"] >= 1


def test_codes_are_handed_down(sample, wangge, tmp_path):
    """Dividing again with the plan as the one in force and nothing allowed to move gives every grid its old code."""
    text = sample.city.read_text(encoding="utf-8").replace('path = "', f'path = "{sample.folder.as_posix()}/')
    start = text.find("[previous]")
    if start >= 0:
        end = text.find("\n[", start + 1)
        text = text[:start] + (text[end + 1 :] if end >= 0 else "")
    text += f'\n[previous]\npath = "{sample.plan.as_posix()}"\nlayer = "grids"\ngrid_code = "grid_code"\n'
    city = tmp_path / "again.toml"
    city.write_text("\n".join(line for line in text.splitlines() if not line.startswith("locked")), encoding="utf-8")
    wangge("divide", city, "-o", tmp_path / "again.gpkg", "--set", "rules.change_budget=0", expect={0, 3})
    old, now = (gpd.read_file(p, layer="cells").dropna(subset=["building_id"]).set_index("building_id")
                for p in (sample.plan, tmp_path / "again.gpkg"))
    same = old.grid_code == now.grid_code.reindex(old.index)
    assert old.households[same].sum() > 0.97 * old.households.sum()
    grids = gpd.read_file(tmp_path / "again.gpkg", layer="grids")
    assert grids.grid_code.is_unique
    fresh = grids[~grids.grid_code.isin(gpd.read_file(sample.plan, layer="grids").grid_code)]
    assert len(fresh) <= 3


def test_curve_of_change(sample, wangge, tmp_path):
    if "[previous]" not in sample.city.read_text(encoding="utf-8") and "previous_grid" not in sample.city.read_text(encoding="utf-8"):
        pytest.skip("the sample city has no plan in force")
    table = tmp_path / "curve.csv"
    wangge("divide", sample.city, "-o", tmp_path / "plan.gpkg", "--curve", table, "--lang", "en", expect={0, 3})
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [float(r["change_budget"]) for r in rows][0] == 0 and float(rows[-1]["change_budget"]) == 1
    assert int(rows[0]["households_moved"]) <= int(rows[-1]["households_moved"])
    assert int(rows[0]["out_of_range_households"]) >= int(rows[-1]["out_of_range_households"])
