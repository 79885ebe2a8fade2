"""A city from a project file and the layers it names."""
import os
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wangge import _city, _frames, _layers, _placement, _project, _references
from wangge._findings import Noted
from wangge.city import FRAMES, City


# long: the half is its reference
def read_city(path: str | os.PathLike) -> City:
    """Read a project file (``city.toml``) and the layers it names.

    Parameters
    ----------
    path : str or Path
        The project file; paths in it are relative to it. Formats: whatever GDAL opens.

    Returns
    -------
    City

    Raises
    ------
    WanggeError
        Code 101 unreadable file, 102 unknown layer, 103 missing column, 104 unknown CRS, 105 bad project file, 107 empty layer,
        201 unusable input, 301 contradictory rules.

    See Also
    --------
    divide, coverage : the same from frames.

    Notes
    -----
    Records are treated as the program treats them: those without geometry are left out, self-crossing outlines mended, ids that
    repeat get ``#2``, rows for units are joined, names and codes are matched in other spellings; `City.findings` says so. So does it
    of files: shapefiles that do not declare UTF-8 or GB18030, metres without a system, zone numbers before eastings, swapped axes.

    Examples
    --------
    >>> import pathlib, tempfile, geopandas, shapely, wangge
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> geopandas.GeoDataFrame({"code": ["001"]}, geometry=[shapely.box(5e5, 45e5, 500080, 4500020)], crs="EPSG:4546").to_file(
    ...     folder / "land.geojson")
    >>> geopandas.GeoDataFrame({"no": ["a", "b"], "hs": [400, 350]}, crs="EPSG:4546",
    ...     geometry=[shapely.box(x, 4500005, x + 9, 4500015) for x in (500005, 500050)]).to_file(folder / "houses.geojson")
    >>> _ = (folder / "city.toml").write_text('''
    ... [communities]
    ... path = "land.geojson"
    ... id = "code"
    ... [buildings]
    ... path = "houses.geojson"
    ... id = "no"
    ... households = "hs"
    ... ''')
    >>> city = wangge.read_city(folder / "city.toml")
    >>> city
    <wangge.City '': 1 communities, 2 buildings, EPSG:4546>
    >>> city.divide().grids["households"].tolist()
    [400, 350]
    """
    path = Path(path)
    project = _project.load(path)
    noted = Noted(_city.language_word(project["language"]))
    read = {name: _layers.read_section(name, section, noted) for name, section in project["sections"].items()}
    read, place = _placement.settled(read, noted)
    crs = _layers.working_crs(project["crs"], read["communities"][0])
    rows = {name: _layers.in_place(name, frame, section, crs, noted) for name, (frame, section) in read.items()}
    buildings = _layers.mended("buildings", _layers.countable(rows["buildings"], read["buildings"][1], noted), "building_id", noted)
    communities = _layers.joined_pieces(rows["communities"], noted)
    communities = _layers.mended("communities", communities, "community_id", noted)
    rules = dict(project["rules"])
    grids = read["communities"][1].get("grids")
    if grids is not None and rules["count"] not in communities.columns:
        rules.setdefault("count", grids)
    rules["barriers"] = dict(rules["barriers"])
    if isinstance(rules["count"], int):
        communities = communities.assign(wanted_grids=rules["count"])
        rules["count"] = "wanted_grids"
    frames = {name: rows.get(name) for name in FRAMES[2:]}
    for name, key in (("compounds", "compound_id"), ("centres", "id"), ("exclusive", "id"), ("candidates", "id")):
        if frames[name] is not None:
            frames[name] = _layers.mended(name, _named(frames[name], key, name, noted), key, noted)
    buildings, known = _references.of_buildings(buildings, communities, frames["compounds"], noted)
    frames["gates"] = _references.of_gates(frames["gates"], known, noted)
    previous = _references.of_old_grids("previous", rows.get("previous"), buildings, communities, noted)
    layers = _functional_layers(project["functional_grids"], buildings, communities, crs, place, noted)
    return City(
        name=project["name"], language=project["language"], crs=crs, communities=communities, buildings=buildings,
        previous=_previous(previous, buildings), rules=rules, circles=project["circles"],
        findings=noted.frame(crs), locked=_layers.locked_codes(project["locked"]),
        previous_grids=_polygons_in_force(previous), geometry=project["sections"]["buildings"].get("geometry", "footprints"),
        functional_grids={title: frame for title, (frame, _) in layers.items()},
        functional_weights={title: weight for title, (_, weight) in layers.items()}, **frames,
    )  # fmt: skip


def _named(frame, key, name, noted):
    if key not in frame.columns:
        frame = frame.assign(**{key: [f"#{row + 1}" for row in range(len(frame))]})
    return _layers.unique(frame, key, name, noted)


def _functional_layers(given, buildings, communities, crs, place, noted):
    """Title -> (polygons or table of building -> code, weight)."""
    layers = {}
    for title, (section, weight) in given.items():
        frame, section = _layers.read_section("functional_grids", section, noted)
        frame = place.settle("functional_grids", frame, section, noted)
        frame = _layers.in_place("functional_grids", frame, section, crs, noted)
        layers[title] = (_references.of_old_grids("functional_grids", frame, buildings, communities, noted), weight)
    return layers


def _polygons_in_force(frame):
    """The plan in force where it is drawn and not a table of buildings."""
    if not isinstance(frame, gpd.GeoDataFrame) or "building_id" in frame.columns:
        return None
    return frame if "grid_code" in frame.columns else frame.rename(columns={"id": "grid_code"})


def _previous(frame, buildings):
    """The plan in force as grid code by building, from a table or from the polygon that holds each building's point."""
    codes = buildings.set_index("building_id").get("previous_grid")
    if frame is not None and "building_id" in frame.columns and "grid_code" in frame.columns:
        codes = frame.drop_duplicates("building_id", keep="last").set_index("building_id")["grid_code"].reindex(buildings["building_id"])
    elif frame is not None and isinstance(frame, gpd.GeoDataFrame):
        key = "grid_code" if "grid_code" in frame.columns else "id"
        points = gpd.GeoDataFrame(geometry=buildings.geometry.representative_point(), crs=buildings.crs)
        found = gpd.sjoin(points, frame[[key, "geometry"]], predicate="within")
        found = found[~found.index.duplicated()][key].reindex(points.index)
        codes = pd.Series(found.to_numpy(), index=pd.Index(buildings["building_id"]))
    if codes is None:
        return None
    texts = pd.Series(_frames.texts(codes), index=codes.index, name="grid_code", dtype=object)
    return texts.rename_axis("building_id")
