"""Optima known from elsewhere are found and proven: a table of real communities, and a place with every one of its plans listed.

Both live in ../shared (or WANGGE_SHARED) and are skipped without it. Shares no code with the engine.
"""
import csv

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely

from conftest import SHARED

TAIPEI = SHARED / "cases" / "taipei_city"
REDIST = SHARED / "cases" / "redist_benchmark"


def table():
    with (TAIPEI / "optima.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not TAIPEI.is_dir(), reason="the real cases are not here")
@pytest.mark.parametrize("count", ["target", "fewest"])
def test_table_of_proven_communities(wangge, tmp_path, count):
    plan = tmp_path / "plan.gpkg"
    wangge("divide", TAIPEI / "city.toml", "-o", plan, "--set", f'rules.count="{count}"', expect={0, 3})
    ours = pyogrio.read_dataframe(plan, layer="communities", read_geometry=False).set_index("community_code")
    units = pyogrio.read_dataframe(TAIPEI / "taipei_city.gpkg", layer="units", read_geometry=False)
    large = set(units.community_id[units.households > 500])
    compared = 0
    for row in table():
        code = row["community_id"]
        if code in large:  # the table leaves out units above the maximum
            continue
        mine = ours.loc[code]
        if row["status"] == "infeasible":
            assert mine.proof == "infeasible", code
        elif row["status"] == "feasible" and row["o2"]:
            compared += 1
            assert mine.proof == "optimal", code
            if count == "target":
                assert mine.objective == pytest.approx(float(row["o2"]), rel=2e-4), code
            else:
                assert mine.grids == int(row["o1_grids"]), code
                assert mine.objective / 0.05 == pytest.approx(float(row["o1_inner_m"]), rel=2e-3, abs=0.2), code
    assert compared > 40


@pytest.mark.skipif(not REDIST.is_dir(), reason="the real cases are not here")
@pytest.mark.parametrize("tolerance", [0.02, 0.05, 0.2])
def test_best_of_every_plan(wangge, tmp_path, tolerance):
    """25 precincts, three grids: the score of all 117,688 contiguous plans against ours."""
    units = gpd.read_file(REDIST / "redist_benchmark.gpkg", layer="fl25")
    plans = np.load(REDIST / "fl25_all_plans.npz")
    plans = next(plans[name] for name in plans.files if plans[name].ndim == 2)
    plans = plans if plans.shape[0] == len(units) else plans.T
    units = units.to_crs("EPSG:32617")
    units["geometry"] = shapely.set_precision(shapely.force_2d(units.geometry.values), 0.001)
    people = units["pop"].to_numpy().astype(int)
    ideal = people.sum() / 3
    low, high, target = int(np.ceil(ideal * (1 - tolerance))), int(ideal * (1 + tolerance)), round(ideal)
    weight = 0.0005

    shapes = np.asarray(units.geometry.values)
    shared = shapely.length(shapely.intersection(shapes[:, None], shapes[None, :]))
    held = np.stack([((plans == d) * people[:, None]).sum(0) for d in np.unique(plans)])
    fits = ((held >= low) & (held <= high)).all(0)
    a, b = np.triu_indices(len(units), 1)
    border = np.zeros(plans.shape[1])
    for i, j in zip(a, b, strict=True):
        if shared[i, j] > 0.01:
            border += shared[i, j] * (plans[i] != plans[j])
    score = ((held - target) ** 2 / target).sum(0) + weight * border
    best = score[fits].min()

    units = gpd.GeoDataFrame({"id": [f"u{i:02d}" for i in range(len(units))], "hh": people}, geometry=units.geometry.values, crs=units.crs)
    land = gpd.GeoDataFrame({"id": ["c"], "grids": [3]}, geometry=[shapely.union_all(units.geometry.values)], crs=units.crs)
    units.to_file(tmp_path / "city.gpkg", layer="units")
    land.to_file(tmp_path / "city.gpkg", layer="land")
    (tmp_path / "city.toml").write_text(
        f'name = "all plans"\ncrs = "{units.crs.to_string()}"\n'
        '[communities]\npath = "city.gpkg"\nlayer = "land"\nid = "id"\ngrids = "grids"\n'
        '[buildings]\npath = "city.gpkg"\nlayer = "units"\nid = "id"\nhouseholds = "hh"\ngeometry = "cells"\n'
        f"[rules]\nmin_households = {low}\nmax_households = {high}\ntarget_households = {target}\n"
        f'count = "grids"\nboundary_weight = {weight}\n', encoding="utf-8")
    wangge("divide", tmp_path / "city.toml", "-o", tmp_path / "plan.gpkg", "--prove", "--time", 60)
    ours = pyogrio.read_dataframe(tmp_path / "plan.gpkg", layer="communities", read_geometry=False).iloc[0]
    assert ours.proof == "optimal" and ours.grids == 3
    assert ours.objective == pytest.approx(best, rel=1e-4)
