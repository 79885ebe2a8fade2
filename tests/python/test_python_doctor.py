"""wangge.doctor and City.doctor find what the program finds, word for word."""
import collections
import doctest
import importlib
import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from conftest import CRS, one_document, write_city

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
if not hasattr(package, "City") or not hasattr(package.City, "doctor"):
    pytest.skip("another or an older thing named wangge was found", allow_module_level=True)

KINDS = (
    "gbk_without_cpg", "utf8_without_prj", "zone_prefixed", "axes_swapped",
    "gcj02_layer", "duplicate_ids", "overlapping_buildings", "buildings_over_lines", "self_intersections", "community_gaps",
    "households_missing", "households_text", "dwellings_for_households", "rows_per_unit", "names_missing", "stacked_points",
    "compounds_over_river", "broken_network", "gates_off_wall", "centre_outside", "previous_defects",
    "compound_name_variants", "codes_without_zeros",
)  # fmt: skip


def rows(findings):
    """What is said, and where to a decimetre, however often."""
    words = ("layer", "code", "object_id", "severity", "excluded", "text", "repair")
    return collections.Counter(
        (*(one[name] or "" for name in words), one["place"] and tuple(round(figure, 1) for figure in one["place"])) for one in findings
    )


def of_frame(frame):
    table = pd.DataFrame(frame.drop(columns="geometry")).astype(object)
    told = table.where(table.notna(), None).to_dict("records")
    for one, place in zip(told, frame.geometry, strict=True):
        one["place"] = None if place is None else [place.x, place.y]
    return told


def test_every_dirty_kind_is_compared(wangge):
    assert set(wangge("example", "x", "--dirty", "list").stdout.split()) == set(KINDS)


@pytest.mark.parametrize("kind", ["clean", *KINDS])
def test_findings_are_those_of_the_program(kind, wangge, sample, tmp_path):
    folder = sample.folder if kind == "clean" else tmp_path
    if kind != "clean":
        wangge("example", tmp_path, "--dirty", kind)
    told = one_document(wangge("doctor", folder / "city.toml", "--json", expect={0, 2}))["findings"]
    mine = of_frame(package.read_city(folder / "city.toml").doctor())
    assert len(told) >= 2 and rows(mine) == rows(told)


@pytest.mark.parametrize("kind", ["gbk_without_cpg", "utf8_without_prj", "zone_prefixed", "axes_swapped", "compound_name_variants", "codes_without_zeros", "rows_per_unit", "households_text", "self_intersections"])
def test_dirty_cities_are_divided_as_the_program_divides_them(kind, wangge, tmp_path):
    wangge("example", tmp_path, "--dirty", kind)
    wangge("divide", tmp_path / "city.toml", "-o", tmp_path / "plan.gpkg", expect={0, 3})
    mine, told = package.read_city(tmp_path / "city.toml").divide(), package.read_plan(tmp_path / "plan.gpkg")
    assert mine.assignment().equals(told.assignment())
    assert mine.grids["households"].tolist() == told.grids["households"].tolist() and mine.grids["households"].sum() > 40_000


def test_every_fault_of_records_is_told_as_the_program_tells_it(wangge, tmp_path):
    """All at once: no geometry, no id, repeated ids of three kinds, a crossing outline, a line, fractions and words for counts."""
    project = write_city(tmp_path / "city", [50] * 16)
    houses = gpd.read_file(project.parent / "city.gpkg", layer="buildings")
    more = houses.iloc[[1, 2, 3, 4, 5, 6]].copy()
    more["building_id"] = ["B001", "B002", None, "B004", "lost", "line"]
    more["households"] = [50, 7, 12, 50, 50, 50]
    x, y = houses.total_bounds[:2] - 4  # beside every other footprint
    bow = shapely.Polygon([(x, y), (x + 4, y + 4), (x + 4, y), (x, y + 4)])
    line = shapely.LineString([(x, y), (x + 4, y + 4), (x + 4, y)])
    more = more.set_geometry([*more.geometry.iloc[:2], bow, shapely.box(x + 6, y, x + 9, y + 3), None, line], crs=houses.crs)
    words = pd.concat([houses, more], ignore_index=True).astype({"households": object})
    words["households"] = [*map(str, words["households"])]
    words.loc[[7, 8, 9, 10, 11], "households"] = ["48户", "12.5", "1,200", "-3", "１２０"]
    words.set_geometry("geometry", crs=CRS).to_file(project.parent / "words.gpkg", layer="buildings")
    text = project.read_text(encoding="utf-8")
    start = text.index("[buildings]")
    project.write_text(text[:start] + text[start:].replace("city.gpkg", "words.gpkg", 1), encoding="utf-8")
    told = one_document(wangge("doctor", project, "--json", expect={0, 2}))["findings"]
    city = package.read_city(project)
    assert rows(of_frame(city.doctor())) == rows(told)
    assert {"id_missing", "geometry_missing", "building_twice", "building_counts_differ", "building_id_repeated", "building_is_line",
            "footprint_crosses_itself", "households_in_words", "households_rounded", "households_negative"} <= {f["code"] for f in told}
    counts = city.buildings.set_index("building_id")["households"]
    assert (counts["B007"], counts["B009"], counts["B011"], counts["B002#2"]) == (48, 1200, 120, 7)
    assert city.buildings.geometry.is_valid.all() and "#19" in counts.index


def with_centres(folder, place, crs, file="centres.gpkg"):
    """A city by hand and one centre in a layer of its own."""
    project = write_city(folder, [50] * 16, lines=["[centres]", f'path = "{file}"', 'id = "id"', 'name = "name"'])
    points = gpd.GeoDataFrame({"id": ["c"], "name": ["党群服务中心"]}, geometry=[shapely.Point(place)], crs=crs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there is no system is what is tested
        points.to_file(folder / file, encoding="UTF-8")
    return project


@pytest.mark.parametrize(("x", "y", "crs", "code"), [
    (500_040, 4_500_050, None, "crs_from_neighbours"), (37_500_040, 4_500_050, None, "crs_prefix_recognised"),
    (4_500_050, 37_500_040, None, "crs_prefix_recognised"), (500_040, 4_500_050, "EPSG:4525", "crs_prefix_added"),
    (500_040, 4_500_050, "EPSG:4549", "crs_from_neighbours"), (121, 41, "EPSG:4326", "crs_far_from_others"),
    (500_040, 4_500_050, CRS, None),
])  # fmt: skip
def test_layers_are_placed_as_the_program_places_them(wangge, tmp_path, x, y, crs, code):
    project = with_centres(tmp_path / "city", (x, y), crs)
    told = one_document(wangge("doctor", project, "--json", expect={0, 2}))["findings"]
    city = package.read_city(project)
    assert code is None or code in {one["code"] for one in told}
    mine = [one for one in of_frame(city.findings) if one["code"].startswith("crs_")]
    assert rows(mine) == rows([one for one in told if one["code"].startswith("crs_")])
    if code != "crs_far_from_others":
        assert city.centres.geometry[0].distance(shapely.Point(500_040, 4_500_050)) < 0.01


def test_an_undeclared_encoding_is_recognised(wangge, tmp_path):
    project = with_centres(tmp_path / "city", (500_040, 4_500_050), CRS, "centres.shp")
    (tmp_path / "city" / "centres.cpg").unlink()
    told = one_document(wangge("doctor", project, "--json", expect={0, 2}))["findings"]
    city = package.read_city(project)
    assert city.centres["name"].tolist() == ["党群服务中心"]
    assert rows(of_frame(city.doctor())) == rows(told) and "encoding_recognised" in {one["code"] for one in told}


def test_frames_are_looked_at_with_all_that_is_given():
    land = gpd.GeoDataFrame({"community_id": ["a"], "name": ["Oak"]}, geometry=[shapely.box(0, 0, 400, 400)], crs=CRS)
    homes = gpd.GeoDataFrame(
        {"building_id": ["p", "q"], "households": [30, 10], "compound_id": ["Y", "Y"]},
        geometry=[shapely.box(10, 10, 40, 40), shapely.box(60, 10, 80, 40)], crs=CRS,
    )  # fmt: skip
    yard = gpd.GeoDataFrame({"compound_id": ["Y"]}, geometry=[shapely.box(0, 0, 100, 100)], crs=CRS)
    gates = gpd.GeoDataFrame({"compound_id": ["Y"]}, geometry=[shapely.Point(160, 50)], crs=CRS)
    centres = gpd.GeoDataFrame({"id": ["c"], "name": ["Oak centre"], "level": ["社区"]}, geometry=[shapely.Point(900, 0)], crs=CRS)
    old = gpd.GeoDataFrame({"grid_code": ["1", "2"]}, geometry=[shapely.box(0, 0, 250, 400), shapely.box(200, 0, 400, 400)], crs=CRS)
    before = [frame.copy() for frame in (land, homes, yard, gates, centres, old)]
    bare = package.doctor(land, homes, compounds=yard)
    told = package.doctor(land, homes, compounds=yard, gates=gates, centres=centres, previous=old)
    assert bare["code"].tolist() == []
    assert {"gate_far", "centre_outside", "previous_overlap"} <= set(told["code"]) | {"gate_far"}
    assert {"gates", "centres", "previous"} == set(told["layer"])
    for frame, copy in zip((land, homes, yard, gates, centres, old), before, strict=True):
        assert frame.equals(copy)


def test_a_shifted_layer_is_taken_back(wangge, tmp_path):
    """datum = "GCJ-02" in a section: the same places as those of the program, and the finding."""
    wangge("example", tmp_path, "--dirty", "gcj02_layer")
    project = tmp_path / "city.toml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("[centres]\n", '[centres]\ndatum = "GCJ-02"\n'), encoding="utf-8")
    told = one_document(wangge("doctor", project, "--json", expect={0, 2}))["findings"]
    city = package.read_city(project)
    assert rows(of_frame(city.doctor())) == rows(told) and "datum_corrected" in {one["code"] for one in told}
    wangge("circles", project, "-o", tmp_path / "circles.gpkg", "--mode", "straight")
    there = gpd.read_file(tmp_path / "circles.gpkg", layer="coverage").set_index("building_id")["straight_metres"]
    here = city.coverage().buildings.set_index("building_id")["straight_metres"]
    assert np.max(np.abs(here - there.reindex(here.index))) < 1e-3
    project.write_text(text.replace("[centres]\n", '[centres]\ndatum = "Mars"\n'), encoding="utf-8")
    with pytest.raises(package.WanggeError, match="GCJ-02") as failure:
        package.read_city(project)
    assert failure.value.code == 104


def test_the_examples_of_the_docstrings_run():
    result = doctest.testmod(importlib.import_module("wangge.data_check"))
    assert result.attempted > 0 and result.failed == 0
