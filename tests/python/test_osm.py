"""Walking networks from OpenStreetMap files: the binary form gives the walks of the XML form."""

import geopandas as gpd
import pandas as pd
import pyproj
import pytest
from conftest import CRS, write_city
from osm_files import write_pbf, write_xml

WEST, NORTH = 500_000.0, 4_500_000.0


def town():
    """A residential square around the plots, a bridge over its middle that meets nothing there, a motorway nobody walks on."""
    to_degrees = pyproj.Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)
    places = {1: (-5, -5), 2: (1500, -5), 3: (1500, 85), 4: (-5, 85), 5: (40, -5), 6: (40, 85), 7: (-5, 40), 8: (1500, 40)}
    nodes = {i: to_degrees.transform(WEST + x, NORTH + y) for i, (x, y) in places.items()}
    street = {"highway": "residential", "name": "新华街"}
    ways = {
        10: ([1, 5, 2], street),
        11: ([2, 8, 3], street),
        12: ([3, 6, 4], street),
        13: ([4, 7, 1], street),
        14: ([5, 6], {"highway": "footway"}),
        15: ([7, 8], {"highway": "footway", "bridge": "yes", "layer": "1"}),
        16: ([1, 3], {"highway": "motorway"}),
    }
    return nodes, ways


@pytest.fixture
def walks(wangge, tmp_path):
    def of(name, write):
        folder = tmp_path / name
        city = write_city(
            folder,
            [20] * 16,
            lines=[f'[centres]\npath = "city.gpkg"\nlayer = "centres"\nid = "id"\n[walk_network]\npath = "{name}"'],
        )
        centre = gpd.GeoDataFrame({"id": ["c"]}, geometry=gpd.points_from_xy([WEST + 1490], [NORTH]), crs=CRS)
        centre.to_file(folder / "city.gpkg", layer="centres", driver="GPKG")
        write(folder / name, *town())
        circles = folder / "circles.gpkg"
        wangge("circles", city, "-o", circles, "--mode", "network")
        return gpd.read_file(circles, layer="coverage")

    return of


def test_binary_form_as_the_text_form(walks):
    text, binary = walks("town.osm", write_xml), walks("town.osm.pbf", write_pbf)
    assert (text.walk_metres > 1300).all()
    pd.testing.assert_frame_equal(text.drop(columns="geometry"), binary.drop(columns="geometry"))


@pytest.mark.parametrize("kept", [40, 120, -30])
def test_a_broken_binary_file_is_refused_by_name(wangge, tmp_path, kept):
    city = write_city(tmp_path / "c", [20] * 16, lines=['[walk_network]\npath = "town.osm.pbf"'])
    write_pbf(tmp_path / "c" / "town.osm.pbf", *town())
    file = tmp_path / "c" / "town.osm.pbf"
    file.write_bytes(file.read_bytes()[:kept])
    done = wangge("circles", city, "-o", tmp_path / "out.gpkg", expect={2})
    assert "town.osm.pbf" in done.stderr
    assert not (tmp_path / "out.gpkg").exists()
