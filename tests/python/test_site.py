"""`wangge site` from outside: figures that add up, layers that others can read, words for what cannot be had."""
from xml.etree import ElementTree

import geopandas as gpd
import pytest
from conftest import one_document


@pytest.fixture(scope="module")
def candidates(sample, tmp_path_factory):
    """A project with the sample's data, a small radius and candidates of its own: every fortieth building."""
    folder = tmp_path_factory.mktemp("site")
    city = gpd.read_file(sample.folder / "city.gpkg", layer="buildings").iloc[::40].reset_index(drop=True)
    points = gpd.GeoDataFrame({"code": [f"k{i}" for i in range(len(city))]}, geometry=city.representative_point(), crs=city.crs)
    points.to_file(folder / "candidates.gpkg", layer="candidates")
    text = sample.city.read_text(encoding="utf-8").replace('path = "city.gpkg"', f'path = "{sample.folder / "city.gpkg"}"')
    text += '\n[candidates]\npath = "candidates.gpkg"\nid = "code"\n'
    (folder / "city.toml").write_text(text, encoding="utf-8")
    return folder / "city.toml", points


def test_figures_and_layers(wangge, candidates, tmp_path):
    city, points = candidates
    out = tmp_path / "sites.gpkg"
    result = one_document(wangge("site", city, "-o", out, "--add", "3", "--metres", "200", "--json"))
    assert result["covered_before"] + result["gain"] == result["covered_after"] <= result["bound"]
    assert sum(site["gained"] for site in result["sites"]) == result["gain"]
    sites, rows = gpd.read_file(out, layer="sites"), gpd.read_file(out, layer="coverage")
    assert list(sites["rank"]) == [1, 2, 3] and set(sites.site_id) <= set(points.code)
    assert len(gpd.read_file(out, layer="candidates")) == len(points)
    covered = rows.covered_after.astype(bool)
    assert rows.households[covered].sum() == result["covered_after"]
    assert ((rows.walk_after <= 200) == covered).all()
    assert (rows.walk_after.fillna(1e9) <= rows.walk_before.fillna(1e9)).all()


def test_map_shows_every_place_and_what_it_adds(wangge, candidates, tmp_path):
    city, _ = candidates
    out = tmp_path / "sites.gpkg"
    result = one_document(wangge("site", city, "-o", out, "--add", "2", "--json"))
    wangge("map", out, "--city", city, "-o", tmp_path / "sites.svg", "--lang", "en")
    picture = "".join(ElementTree.parse(tmp_path / "sites.svg").getroot().itertext())
    for site in result["sites"]:
        assert f"{site['rank']} {site['site_id']}" in picture
        assert f"{site['gained']:,}" in picture
    assert "Service centre, to be built" in picture


def test_gain_is_what_circles_show(wangge, candidates, tmp_path):
    city, _ = candidates
    result = one_document(wangge("site", city, "-o", tmp_path / "s.gpkg", "--add", "1", "--json"))
    wangge("circles", city, "-o", tmp_path / "c.gpkg", "--mode", "network")
    rows = gpd.read_file(tmp_path / "c.gpkg", layer="coverage")
    assert rows.households[rows.covered.astype(bool)].sum() == result["covered_before"]


def test_share_out_of_reach_is_3(wangge, candidates, tmp_path):
    city, _ = candidates
    done = wangge("site", city, "-o", tmp_path / "s.gpkg", "--reach", "1.0", "--metres", "60", "--json", expect=3)
    result = one_document(done)
    assert result["reached"] is False and result["covered_after"] == result["reachable"]


def test_a_bridge_that_is_no_place_is_2(wangge, candidates, tmp_path):
    city, _ = candidates
    wangge("site", city, "-o", tmp_path / "s.gpkg", "--footbridge", "here,there", expect=2)
    assert not (tmp_path / "s.gpkg").exists()
