"""wangge.site and wangge.doctor give what the program gives on the same data."""

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely

wangge_package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")


@pytest.fixture(scope="module")
def layers(sample):
    source = sample.folder / "city.gpkg"
    names = set(gpd.list_layers(source).name)
    return {name: gpd.read_file(source, layer=name) for name in names & {"buildings", "communities", "centres", "walk_network", "compounds"}}


def column(frame, *names):
    return next(name for name in names if name in frame.columns)


@pytest.fixture(scope="module")
def built(layers):
    centres = layers["centres"]
    planned = column(centres, "status") if "status" in centres.columns else None
    return centres if planned is None else centres[~centres[planned].isin(["planned", "应建"])]


def test_site_covers_what_coverage_says(layers, built):
    buildings, network = layers["buildings"], layers["walk_network"]
    names = dict(centre_id=column(built, "centre_id", "id"), metres=[1000], minutes=[])
    answer = wangge_package.site(buildings, built, network, add=3, **names)
    assert len(answer.sites) == 3
    assert answer.sites["rank"].tolist() == [1, 2, 3]
    assert answer.covered_before <= answer.covered_after <= answer.bound
    assert answer.covered_after == answer.covered_before + answer.sites["gained"].sum()
    more = gpd.GeoDataFrame({names["centre_id"]: [f"new-{i}" for i in range(3)]}, geometry=answer.sites.geometry.values, crs=built.crs)
    after = gpd.pd.concat([built[[names["centre_id"], "geometry"]], more], ignore_index=True)
    coverage = wangge_package.coverage(buildings, after, network, **names)
    assert coverage.buildings.households[coverage.buildings.covered].sum() == answer.covered_after
    assert np.array_equal(coverage.buildings.covered, answer.buildings.covered_after)


def test_site_with_given_places_and_a_share(layers, built):
    buildings, network = layers["buildings"], layers["walk_network"]
    places = gpd.GeoDataFrame({"id": [f"p{i}" for i in range(40)]}, geometry=buildings.geometry.representative_point().iloc[::30].values[:40], crs=buildings.crs)
    names = dict(centre_id=column(built, "centre_id", "id"), metres=[1000], minutes=[])
    answer = wangge_package.site(buildings, built, network, reach=0.95, candidates=places, **names)
    assert set(answer.sites.site_id) <= set(places["id"])
    assert answer.fewest_possible <= len(answer.sites)
    assert not answer.reached or answer.share() >= 0.95


@pytest.mark.parametrize("wrong", [{}, {"add": 1, "reach": 0.5}, {"add": 0}, {"reach": 1.5}, {"add": 1, "candidates": "roofs"}])
def test_site_refuses_what_it_cannot_do(layers, built, wrong):
    with pytest.raises(wangge_package.WanggeError) as refused:
        wangge_package.site(layers["buildings"], built, layers["walk_network"], centre_id=column(built, "centre_id", "id"), **wrong)
    assert refused.value.code == 301


def test_nearest_areas_hold_their_buildings(layers, built):
    coverage = wangge_package.coverage(layers["buildings"], built, layers["walk_network"], centre_id=column(built, "centre_id", "id"))
    covered = coverage.buildings[coverage.buildings.covered]
    inside = gpd.sjoin(covered[["building_id", "nearest_centre", "geometry"]], coverage.nearest_areas[["centre_id", "geometry"]], predicate="within")
    assert len(inside) == len(covered)
    assert (inside.nearest_centre == inside.centre_id).all()
    land = coverage.covered_land.sort_values("metres")
    assert (land.households.diff().dropna() >= 0).all()


def test_doctor_as_the_program(layers, sample, wangge):
    """On communities and buildings alone; the program also knows the files."""
    city = sample.folder / "only.toml"
    city.write_text(
        f'crs = "{layers["buildings"].crs.to_string()}"\n'
        '[communities]\npath = "city.gpkg"\nlayer = "communities"\nid = "community_id"\nname = "name"\n'
        '[buildings]\npath = "city.gpkg"\nlayer = "buildings"\nid = "building_id"\nhouseholds = "households"\ncommunity = "community_id"\n',
        encoding="utf-8",
    )
    told = json.loads(wangge("doctor", city, "--json").stdout)["findings"]
    found = wangge_package.doctor(layers["communities"], layers["buildings"].drop(columns="compound_id", errors="ignore"))
    program = sorted((f["code"], f.get("object_id") or "") for f in told)
    package = sorted((f.code, f.object_id or "") for f in found.itertuples())
    assert package == program


def test_doctor_says_where():
    crs = "EPSG:4546"
    land = gpd.GeoDataFrame({"community_id": ["a"]}, geometry=[shapely.box(0, 0, 100, 100)], crs=crs)
    homes = gpd.GeoDataFrame(
        {"building_id": ["p", "q"], "households": [-3, 10]}, geometry=[shapely.box(10, 10, 40, 40), shapely.box(20, 10, 40, 40)], crs=crs
    )
    found = wangge_package.doctor(land, homes)
    assert {"households_negative", "footprint_inside"} <= set(found.code)
    assert found.geometry.notna().all() and found.within(land.geometry.iloc[0]).all()
