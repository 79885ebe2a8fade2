"""wangge doctor on every dirty variant of the sample city: planted defects are found, records add up, divide finishes."""
import math
import signal
import sqlite3
import subprocess
import time

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import box

from conftest import one_document

KINDS = {  # kind: (codes that name the defect, share of the planted records that must be found)
    "gbk_without_cpg": ({"encoding_recognised"}, 1),
    "utf8_without_prj": ({"crs_from_neighbours"}, 1),
    "zone_prefixed": ({"crs_prefix_removed"}, 1),
    "gcj02_layer": ({"layer_in_datum"}, 1),
    "axes_swapped": ({"crs_swapped"}, 1),
    "duplicate_ids": ({"building_id_repeated"}, 1),
    "overlapping_buildings": ({"footprints_overlap", "footprint_inside", "footprint_repeated"}, 1),
    "buildings_over_lines": (
        {"building_community_differs", "building_across_border", "building_across_outer_border", "building_outside_communities",
         "building_reaches_outside"}, 1),
    "self_intersections": ({"footprint_crosses_itself"}, 1),
    "community_gaps": ({"communities_apart", "communities_overlap", "land_without_community", "community_crosses_itself"}, 1),
    "households_missing": ({"households_unknown"}, 1),
    "households_text": ({"households_in_words"}, 1),
    "dwellings_for_households": ({"households_are_dwellings"}, 1),
    "rows_per_unit": ({"unit_row_added"}, 1),
    "names_missing": ({"building_names_missing"}, 1),
    "compound_name_variants": ({"compound_name_matched"}, 1),
    "stacked_points": ({"points_stacked", "point_on_gate"}, 1),
    "compounds_over_river": ({"compound_in_barrier"}, 1),
    "broken_network": ({"network_end_misses"}, 0.95),  # an end may have had no neighbour to miss
    "gates_off_wall": ({"gate_off_wall", "gate_far"}, 0.9),  # a gate may have slid along its wall
    "centre_outside": ({"centre_elsewhere", "centre_outside"}, 1),
    "previous_defects": ({"previous_code_foreign", "previous_piece_apart", "previous_hole"}, 1),
    "codes_without_zeros": ({"community_code_matched", "previous_code_padded"}, 1),
}
WHOLE_LAYER = {"dwellings_for_households", "names_missing"}  # found on the community or the layer, not on each record


def planted(folder):
    with sqlite3.connect(folder / "city.gpkg") as data:
        return data.execute("SELECT layer, id, x, y FROM defects").fetchall()


def found_share(kind, defects, findings):
    """Share of the planted defects that a finding of the right kind names, by id or within 40 m."""
    codes = KINDS[kind][0]
    right = [f for f in findings if f["code"] in codes]
    ids = {f["object_id"].split("#")[0] or f["object_id"] for f in right} | {f["object_id"] for f in right}
    places = [f["place"] for f in right if f["place"]]

    def found(layer, name, x, y):
        if not name or kind in WHOLE_LAYER:
            return any(not layer or f["layer"] == layer or kind in WHOLE_LAYER for f in right)
        # Of two communities that overlap the finding is about the one that gives way; it names the other.
        if layer == "communities" and any(name in f["text"] for f in right):
            return True
        return name in ids or any(math.hypot(a - float(x), b - float(y)) < 40 for a, b in places)

    return sum(found(*d) for d in defects) / len(defects)


def test_every_kind_is_tested(wangge):
    assert set(wangge("example", "x", "--dirty", "list").stdout.split()) == set(KINDS)


def test_the_clean_city_has_no_planted_kind(wangge, sample):
    codes = {f["code"] for f in one_document(wangge("doctor", sample.city, "--json"))["findings"]}
    assert not codes & set.union(*(names for names, _ in KINDS.values())), codes


@pytest.mark.parametrize("kind", KINDS)
def test_a_dirty_city_is_described_and_divided(kind, wangge, tmp_path):
    city, found_file, plan = tmp_path / "city.toml", tmp_path / "found.gpkg", tmp_path / "plan.gpkg"
    wangge("example", tmp_path, "--dirty", kind)
    report = one_document(wangge("doctor", city, "--json", "-o", found_file, expect={0, 2}))

    defects = planted(tmp_path)
    assert defects
    assert found_share(kind, defects, report["findings"]) >= KINDS[kind][1]

    for layer in report["layers"]:
        assert layer["kept"] >= 0 and layer["kept"] + layer["repaired"] + layer["set_aside"] == layer["records"], layer
        assert sum(layer["repaired_by"].values()) == layer["repaired"], layer
        assert sum(layer["set_aside_by"].values()) == layer["set_aside"], layer
    buildings = next(layer for layer in report["layers"] if layer["layer"] == "buildings")
    with sqlite3.connect(found_file) as data:
        assert data.execute("SELECT count(*) FROM findings").fetchone()[0] == len(report["findings"])
        assert data.execute("SELECT sum(records) FROM records WHERE layer = 'buildings' AND treatment <> 'all'").fetchone() == (
            buildings["records"],
        )

    wangge("divide", city, "-o", plan, expect={0, 3})
    with sqlite3.connect(plan) as data:
        placed = data.execute("SELECT count(*) FROM cells WHERE building_id IS NOT NULL").fetchone()[0]
        aside = data.execute("SELECT count(*) FROM findings WHERE excluded").fetchone()[0]
    joined = buildings["repaired_by"].get("unit_row_added", 0)  # several rows, one building
    assert placed + aside + joined == buildings["records"]
    for layer in ("cells", "grids", "communities"):
        rows = gpd.read_file(plan, layer=layer)
        shapes = rows.geometry[rows.kind != "micro"].values if layer == "grids" else rows.geometry.values
        assert shapely.coverage_is_valid(shapes) and shapely.is_valid(shapes).all(), layer
    broken = one_document(wangge("check", city, plan, "--json", expect={0, 5}))["violations"]
    assert {v["code"] for v in broken} <= {"G002", "G003", "G004", "G005"}, broken[:5]


def heap_of_footprints(folder, count, step):
    """A community with `count` footprints on one spot, each `step` metres further than the last."""
    x, y = 500000, 4500000
    land = gpd.GeoDataFrame({"community_id": ["A"]}, geometry=[box(x, y, x + 1000, y + 1000)], crs="EPSG:4546")
    land.to_file(folder / "city.gpkg", layer="communities")
    shapes = [box(x + 60 + step * k, y + 60, x + 120 + step * k, y + 75) for k in range(count)]
    houses = gpd.GeoDataFrame({"building_id": [f"d{k}" for k in range(count)], "households": 1}, geometry=shapes, crs="EPSG:4546")
    houses.to_file(folder / "city.gpkg", layer="buildings")
    city = folder / "city.toml"
    city.write_text(
        '[communities]\npath = "city.gpkg"\nlayer = "communities"\nid = "community_id"\n'
        '[buildings]\npath = "city.gpkg"\nlayer = "buildings"\nid = "building_id"\nhouseholds = "households"\n'
    )
    return city


@pytest.mark.parametrize("step", [0, 0.001])
def test_a_heap_of_footprints_gives_one_finding_a_building(step, wangge, tmp_path):
    began = time.monotonic()
    report = one_document(wangge("doctor", heap_of_footprints(tmp_path, 3000, step), "--json"))
    assert time.monotonic() - began < 60
    found = [f for f in report["findings"] if f["code"].startswith("footprint")]
    assert 2900 <= len(found) <= 2 * 3000
    assert all(f["place"] for f in found)
    assert any("more others" in f["text"] for f in found)


def test_doctor_stops_when_it_is_told_to(program, tmp_path):
    city = heap_of_footprints(tmp_path, 100_000, 0.0001)
    command = [str(program), "doctor", str(city), "--progress=json"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        for line in running.stderr:
            if '"stage_validate"' in line:
                break
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=30)
    assert running.returncode == 1 and not out
