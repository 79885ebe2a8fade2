"""The score that a plan states is the score of what it draws: plan_score.py computes it again from the grids and the barriers."""

import geopandas as gpd
import plan_score
import pytest
import shapely
from conftest import CRS, write_city

SHARE = 0.001  # of the score; borders are counted before or after they are drawn on the millimetre grid

BARRIERS = """
[barriers]
path = "city.gpkg"
layer = "barriers"
class = "class"
"""


def add_layer(city, layer, shapes, columns):
    gpd.GeoDataFrame(columns, geometry=shapes, crs=CRS).to_file(city.parent / "city.gpkg", layer=layer, driver="GPKG")


def agrees(table):
    assert len(table) and table.objective.notna().all()
    return bool((table.difference.abs() <= SHARE * table.objective.clip(lower=1)).all())


def divided(wangge, city):
    plan = city.parent / "plan.gpkg"
    wangge("divide", city, "-o", plan, expect={0, 3})
    return plan_score.scores(city, plan)


@pytest.fixture
def west_and_east(tmp_path):
    """Sixteen buildings on 160 m x 80 m; a line leans from south to north through the middle, west_and_east(wall, compounds)."""
    west, north = 500_000.0, 4_500_000.0
    foot, top = (west + 71.337, north), (west + 88.671, north + 80)

    def at(share):
        """A point of the leaning line in whole millimetres, as a file from a drawing program would have it."""
        return tuple(round(a + share * (b - a), 3) for a, b in zip(foot, top, strict=True))

    def make(wall, compounds, kind="wall", households=50):
        city = write_city(tmp_path / "c", [households] * 16, columns=8, lines=[BARRIERS])
        land = shapely.box(west, north, west + 160, north + 80)
        left = shapely.Polygon([(west, north), foot, top, (west, north + 80)])
        spots = [(west + x, north + y) for x in (10, 45, 105, 140) for y in (5, 25, 45, 65)]
        add_layer(city, "communities", [land], {"community_id": ["150102001001"], "name": ["One"]})
        add_layer(
            city,
            "buildings",
            [shapely.box(x, y, x + 10, y + 10) for x, y in spots],
            {"building_id": [f"B{i:02d}" for i in range(16)], "households": households},
        )
        add_layer(city, "barriers", [shapely.LineString([at(a), at(b)]) for a, b in wall], {"class": [kind] * len(wall)})
        if compounds:
            add_layer(city, "compounds", [left, shapely.difference(land, left)], {"compound_id": ["W", "E"]})
            city.write_text(
                city.read_text(encoding="utf-8") + '[compounds]\npath = "city.gpkg"\nlayer = "compounds"\nid = "compound_id"\n',
                encoding="utf-8",
            )
        return city

    return make


def test_without_barriers(wangge, small_city):
    table = divided(wangge, small_city)
    assert agrees(table)
    assert table.open_m.sum() > 0
    assert table.along_m.sum() == 0


def test_along_a_wall(wangge, west_and_east):
    table = divided(wangge, west_and_east([(0, 1)], compounds=False))
    assert agrees(table)
    assert table.along_m.sum() == pytest.approx(shapely.LineString([(0, 0), (17.334, 80)]).length, abs=0.01)


def test_soft_barrier_inside_a_grid(wangge, west_and_east):
    """800 households as two grids would be cut at the road; 400 are one grid with the road inside."""
    table = divided(wangge, west_and_east([(0, 1)], compounds=False, kind="main_road", households=25))
    assert agrees(table)
    assert table.soft_inside_m.sum() == pytest.approx(shapely.LineString([(0, 0), (17.334, 80)]).length, abs=0.1)


def test_wall_with_a_gate_on_a_compounds_side(wangge, west_and_east):
    table = divided(wangge, west_and_east([(0, 0.43), (0.52, 1)], compounds=True))
    assert table.along_m.sum() > 70
    assert agrees(table)


def test_hard_barrier_in_two_parts_on_a_compounds_side(wangge, west_and_east):
    """Without a gap in it, the barrier parts 400 households into two grids that are too small, none on both its sides."""
    city = west_and_east([(0, 0.43), (0.43, 1)], compounds=True, households=25)
    city.write_text(city.read_text(encoding="utf-8") + '[rules]\nbarriers = { wall = "hard" }\n', encoding="utf-8")
    plan = city.parent / "plan.gpkg"
    wangge("divide", city, "-o", plan, expect={0, 3})
    assert len(gpd.read_file(plan, layer="grids")) == 2


def test_soft_barrier_inside_a_cell(wangge, west_and_east):
    table = divided(wangge, west_and_east([(0, 0.25)], compounds=False, kind="main_road", households=25))
    assert table.soft_inside_m.sum() > 15
    assert agrees(table)


def test_sample_city(sample):
    assert agrees(plan_score.scores(sample.city, sample.plan))


def test_a_false_score_is_seen(wangge, small_city):
    plan = small_city.parent / "plan.gpkg"
    wangge("divide", small_city, "-o", plan)
    communities = gpd.read_file(plan, layer="communities")
    communities["objective"] += 0.1
    communities.to_file(plan, layer="communities", driver="GPKG")
    assert not agrees(plan_score.scores(small_city, plan))
