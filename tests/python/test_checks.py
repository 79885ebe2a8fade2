"""The checks themselves: a sound answer passes, and each kind of damage is seen. Needs no built program."""
import check_circles
import check_plan
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from conftest import CRS, write_city


def save(path, **layers):
    path.unlink(missing_ok=True)
    for name, frame in layers.items():
        if isinstance(frame, gpd.GeoDataFrame):
            frame.to_file(path, layer=name, driver="GPKG")
        else:
            gpd.GeoDataFrame(frame.assign(geometry=None), geometry="geometry", crs=CRS).to_file(path, layer=name, driver="GPKG")


@pytest.fixture
def sound(tmp_path):
    """A hand-made plan: 4 x 4 plots, the two left columns one grid, the two right ones another."""
    city = write_city(tmp_path / "c", [50] * 16)
    buildings = gpd.read_file(city.parent / "city.gpkg", layer="buildings")
    plots = shapely.buffer(buildings.geometry.values, 5, join_style="mitre")
    codes = ["150102001001001" if i % 4 < 2 else "150102001001002" for i in range(16)]
    common = {"grid_code": codes, "community_code": "150102001001", "households": buildings.households}
    cells = gpd.GeoDataFrame({"building_id": buildings.building_id, **common, "compound_id": ""}, geometry=plots, crs=CRS)
    grids = cells.dissolve("grid_code", aggfunc={"households": "sum"}).reset_index()
    grids["geometry"] = shapely.coverage_simplify(grids.geometry.values, 0)
    grids["kind"], grids["status"], grids["reason"], grids["community_code"] = "comprehensive", "ok", "", "150102001001"
    grids["buildings"] = 8
    communities = pd.DataFrame({"community_code": ["150102001001"], "objective": [4.0], "lower_bound": [4.0], "proof": ["optimal"]})
    empty = {
        "findings": pd.DataFrame({"code": ["x"], "object_id": ["none"], "excluded": [False]}),
        "violations": pd.DataFrame({"code": ["x"], "grid_code": ["none"]}),
        "plan_info": pd.DataFrame({"key": ["version"], "value": ["1"]}),
    }
    return city, {"grids": grids, "cells": cells, "communities": communities, **empty}


def test_a_sound_plan_passes(sound, tmp_path):
    city, layers = sound
    save(tmp_path / "p.gpkg", **layers)
    assert check_plan.faults(city, tmp_path / "p.gpkg") == []


def lose_building(layers):
    layers["cells"].loc[0, "building_id"] = ""


def wrong_total(layers):
    layers["grids"].loc[0, "households"] += 1


def false_status(layers):
    layers["grids"].loc[0, "status"] = "too_small"


def gap(layers):
    layers["grids"].loc[0, "geometry"] = shapely.buffer(layers["grids"].geometry[0], -0.5)


def overlap(layers):
    layers["grids"].loc[0, "geometry"] = shapely.buffer(layers["grids"].geometry[0], 0.5, join_style="mitre")


def apart(layers):
    cells, grids = layers["cells"], layers["grids"]
    cells.loc[[0, 3], "grid_code"] = cells.grid_code[[3, 0]].values
    union = cells.dissolve("grid_code").geometry
    grids["geometry"] = [union[code] for code in grids.grid_code]


def code_twice(layers):
    layers["grids"]["grid_code"] = layers["grids"].grid_code[0]


def false_score(layers):
    layers["communities"]["objective"] = 3.0
    layers["communities"]["lower_bound"] = 3.0


def false_bound(layers):
    layers["communities"]["lower_bound"] = 5.0


def set_aside(layers):
    layers["cells"].loc[0, "building_id"] = ""
    layers["findings"] = pd.DataFrame({"code": ["x"], "object_id": ["B000"], "excluded": [True]})


def needlessly_small(layers):
    cells, grids = layers["cells"], layers["grids"]
    cells["households"] = cells.households // 2
    grids["households"], grids["status"], grids["reason"] = 200, "too_small", "no reason at all"


def no_layer(layers):
    del layers["plan_info"]


DAMAGE = {
    lose_building: "no grid and in no finding", wrong_total: "not the sum", false_status: "status contradicts", gap: "land in no grid",
    overlap: "overlap", apart: "several pieces", code_twice: "distinct", false_score: "computed again", false_bound: "lower bound",
    no_layer: "is missing", set_aside: "are set aside", needlessly_small: "could take it in",
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda f: f.__name__)
def test_every_damage_to_a_plan_is_seen(sound, tmp_path, damage):
    city, layers = sound
    damage(layers)
    save(tmp_path / "p.gpkg", **layers)
    assert any(DAMAGE[damage] in fault for fault in check_plan.faults(city, tmp_path / "p.gpkg"))


@pytest.fixture
def walked(tmp_path):
    """A street of 1,200 m from west to east with a side street; one centre at its west end; walks counted by hand."""
    city = write_city(tmp_path / "c", [10] * 4, lines=[
        '[centres]\npath = "walk.gpkg"\nlayer = "centres"\nid = "id"',
        '[walk_network]\npath = "walk.gpkg"\nlayer = "lines"',
        "[circles]\nminutes = [5]\nspeed = 1.0",
    ])
    x, y = 500_000.0, 4_500_000.0
    lines = [shapely.linestrings([(x, y), (x + 400, y), (x + 1200, y)]), shapely.linestrings([(x + 400, y), (x + 400, y + 200)]),
             # crosses the street without a vertex: a bridge, no junction; too short a piece to take part
             shapely.linestrings([(x + 200, y - 100), (x + 200, y + 100)])]
    place = [(x + 100, y + 10), (x + 390, y + 150), (x + 205, y + 90), (x + 900, y - 20)]
    walk = [110.0, 560.0, 295.0, 920.0]
    gpd.GeoDataFrame(geometry=lines, crs=CRS).to_file(tmp_path / "c" / "walk.gpkg", layer="lines", driver="GPKG")
    gpd.GeoDataFrame({"id": ["Z1"]}, geometry=[shapely.Point(x, y)], crs=CRS).to_file(tmp_path / "c" / "walk.gpkg", layer="centres", driver="GPKG")
    buildings = gpd.GeoDataFrame({"building_id": list("ABCD"), "households": 10}, geometry=shapely.points(place), crs=CRS)
    buildings.to_file(tmp_path / "c" / "city.gpkg", layer="buildings", driver="GPKG")
    straight = np.hypot(*(np.array(place) - (x, y)).T)
    coverage = buildings.assign(
        nearest_centre="Z1", walk_metres=walk, access_kind="edge", straight_metres=straight, covered=[w <= 300 for w in walk]
    )
    near = shapely.buffer(shapely.Point(x, y), 300, quad_segs=64)
    reached = shapely.union_all([shapely.box(x - 5, y - 5, x + 295, y + 30), shapely.box(x + 203, y, x + 207, y + 92)])
    circles = gpd.GeoDataFrame(
        {"centre_id": "Z1", "mode": ["network", "straight"], "metres": 300.0, "buildings": 2, "households": 20},
        geometry=[reached, near], crs=CRS)
    gaps = gpd.GeoDataFrame({"gap_id": ["L1", "L2"], "buildings": 1, "households": 10}, geometry=[shapely.buffer(shapely.Point(place[i]), 5) for i in (1, 3)], crs=CRS)
    share = pd.DataFrame({"community_code": "150102001001", "mode": ["network", "straight"], "metres": 300.0, "households": 40, "covered": 20, "share": 0.5})
    return city, {"circles": circles, "coverage": coverage, "gaps": gaps, "coverage_by_community": share}


def test_sound_circles_pass(walked, tmp_path):
    city, layers = walked
    save(tmp_path / "k.gpkg", **layers)
    assert check_circles.faults(city, tmp_path / "k.gpkg") == []


def longer_walk(layers):
    layers["coverage"].loc[1, "walk_metres"] += 5


def shorter_than_air(layers):
    layers["coverage"].loc[1, "walk_metres"] = 300.5


def wrong_count(layers):
    layers["circles"].loc[0, "households"] += 10


def polygon_too_large(layers):
    layers["circles"].loc[0, "geometry"] = shapely.buffer(layers["circles"].geometry[1], 200)


def false_flag(layers):
    layers["coverage"].loc[3, "covered"] = True


def lost_gap(layers):
    layers["gaps"] = layers["gaps"].iloc[:1]


def false_share(layers):
    layers["coverage_by_community"]["covered"] = 30


CIRCLE_DAMAGE = {
    longer_walk: "not the shortest", shorter_than_air: "shorter than the straight line", wrong_count: "counts", polygon_too_large: "disagree",
    false_flag: "contradicts", lost_gap: "no gap", false_share: "over the communities",
}


@pytest.mark.parametrize("damage", CIRCLE_DAMAGE, ids=lambda f: f.__name__)
def test_every_damage_to_circles_is_seen(walked, tmp_path, damage):
    city, layers = walked
    damage(layers)
    save(tmp_path / "k.gpkg", **layers)
    assert any(CIRCLE_DAMAGE[damage] in fault for fault in check_circles.faults(city, tmp_path / "k.gpkg"))
