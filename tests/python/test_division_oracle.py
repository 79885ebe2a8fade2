"""Small random communities: what `divide --prove` calls optimal or impossible is so by a mixed-integer programme of another kind."""

import division_oracle
import geopandas as gpd
import numpy as np
import pytest
import shapely

CRS = "EPSG:4546"
COLUMNS = 4


def community(folder, seed, spread, rows=3):
    """Plots of random width and depth that tile a rectangle; households in tens, empty plots among them."""
    random = np.random.default_rng(seed)
    xs = 500_000 + np.concatenate([[0], np.cumsum(random.integers(20, 90, COLUMNS))])
    ys = 4_500_000 + np.concatenate([[0], np.cumsum(random.integers(20, 90, rows))])
    plots = [shapely.box(xs[c], ys[r], xs[c + 1], ys[r + 1]) for r in range(rows) for c in range(COLUMNS)]
    households = 10 * random.integers(0, spread, len(plots))
    gpd.GeoDataFrame(
        {"building_id": [f"B{i:02d}" for i in range(len(plots))], "households": households}, geometry=plots, crs=CRS
    ).to_file(folder / "city.gpkg", layer="buildings", driver="GPKG")
    gpd.GeoDataFrame({"community_id": ["150102001001"]}, geometry=[shapely.box(xs[0], ys[0], xs[-1], ys[-1])], crs=CRS).to_file(
        folder / "city.gpkg", layer="communities", driver="GPKG"
    )
    (folder / "city.toml").write_text(
        f'crs = "{CRS}"\n[communities]\npath = "city.gpkg"\nlayer = "communities"\nid = "community_id"\n'
        '[buildings]\npath = "city.gpkg"\nlayer = "buildings"\nid = "building_id"\nhouseholds = "households"\ngeometry = "cells"\n',
        encoding="utf-8",
    )
    return plots, households.tolist()


def divided(wangge, folder, *more):
    wangge("divide", folder / "city.toml", "-o", folder / "plan.gpkg", "--prove", "--time", "20", *more, expect={0, 3})
    result = gpd.read_file(folder / "plan.gpkg", layer="communities").iloc[0]
    grids = gpd.read_file(folder / "plan.gpkg", layer="grids")
    return result, grids


@pytest.mark.parametrize(("seed", "rows", "spread"), [(0, 4, 26), *((seed, 3, 22 + 2 * seed) for seed in range(1, 8))])
def test_optimal_is_optimal(wangge, tmp_path, seed, rows, spread):
    plots, households = community(tmp_path, seed, spread, rows)
    best = division_oracle.best_division(households, division_oracle.borders(plots), step=10)
    result, grids = divided(wangge, tmp_path)
    if best is None:
        assert result.proof == "infeasible"
        assert not grids.households.between(300, 500).all()
        return
    assert result.proof == "optimal"
    assert grids.households.between(300, 500).all()
    assert result.objective == pytest.approx(best[0], abs=0.02)
    assert result.lower_bound == pytest.approx(result.objective, abs=1e-6)


@pytest.mark.parametrize("households", [[210] * 4 + [0] * 3 + [250] * 2 + [100] * 3, [290, 0, 0, 290] * 3, [400, 90, 90, 20] * 3])
def test_impossible_is_impossible(wangge, tmp_path, households):
    plots, _ = community(tmp_path, 3, spread=5)
    buildings = gpd.read_file(tmp_path / "city.gpkg", layer="buildings")
    buildings["households"] = households
    buildings.to_file(tmp_path / "city.gpkg", layer="buildings", driver="GPKG")
    best = division_oracle.best_division(households, division_oracle.borders(plots), step=10)
    result, _ = divided(wangge, tmp_path)
    assert (result.proof == "infeasible") == (best is None)
    if best is not None:
        assert result.objective == pytest.approx(best[0], abs=0.02)


def test_a_fixed_number_of_grids(wangge, tmp_path):
    plots, households = community(tmp_path, 11, spread=34)
    edges = division_oracle.borders(plots)
    free = division_oracle.best_division(households, edges, step=10)
    grids_of_best = len(set(free[1]))
    for count in (grids_of_best - 1, grids_of_best + 1):
        best = division_oracle.best_division(households, edges, step=10, count=count)
        result, grids = divided(wangge, tmp_path, "--set", f"rules.count={count}")
        if best is None:
            assert result.proof == "infeasible" or len(grids) != count
            continue
        assert len(grids) == count
        assert best[0] >= free[0] - 1e-6
        assert result.objective == pytest.approx(best[0], abs=0.02)
