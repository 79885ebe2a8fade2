"""One section of a project file to one frame in the working CRS. Records that cannot be used are told, never silently lost."""
import math
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from wangge import _frames as frames
from wangge import _native
from wangge._city import MOST_HOUSEHOLDS, NO, NO_COMPOUND
from wangge._encodings import of_undeclared
from wangge._findings import of_outlines
from wangge._numbers import PLAIN_NUMBER, numbers_in
from wangge._units import with_units_joined
from wangge.errors import EMPTY_LAYER, INVALID_INPUT, MISSING_COLUMN, UNKNOWN_CRS, UNKNOWN_LAYER, UNREADABLE_FILE, WanggeError

# Role in the project file -> column of the frame, as the functions of the package expect it; other roles keep their name.
COLUMNS = {
    "communities": {"id": "community_id"},
    "buildings": {"id": "building_id", "community": "community_id", "compound": "compound_id"},
    "compounds": {"id": "compound_id"},
    "gates": {"compound": "compound_id"},
    "entrances": {"building": "building_id", "centre": "centre_id"},
    "previous": {"building": "building_id"},
    "functional_grids": {"building": "building_id"},
}
TEXT_ROLES = frozenset({"id", "community", "compound", "building", "centre", "grid_code", "previous_grid", "from_node", "to_node"})
KINDS = {
    "communities": frames.POLYGONS, "compounds": frames.POLYGONS, "exclusive": frames.POLYGONS, "walk_network": frames.LINES,
    "barriers": frames.POLYGONS + frames.LINES, "buildings": frames.POLYGONS + frames.POINTS, "centres": frames.POINTS,
    "gates": frames.POINTS, "entrances": frames.POINTS, "candidates": frames.POINTS,
}  # fmt: skip

OSM = (".osm", ".pbf", ".osm.bz2")
PLAIN = frozenset({"CGCS2000", "WGS84", "none", "plain"})  # names of a datum that is none of the shifted ones


def crs_of_place(longitude, latitude):
    """CGCS2000 3-degree zone without prefix in China, UTM zone elsewhere: the program's choice for ``crs = "auto"``.

    >>> crs_of_place(111.7, 40.8), crs_of_place(121.5, 25.05)
    ('EPSG:4546', 'EPSG:32651')
    """
    taiwan = 119.3 <= longitude <= 122.1 and 21.8 <= latitude <= 25.4 and (longitude >= 120.0 or latitude <= 24.0)
    if 73 <= longitude <= 135 and 18 <= latitude <= 54 and not taiwan:
        return f"EPSG:{4534 + math.floor((longitude + 1.5) / 3) - 25}"
    return f"EPSG:{(32700 if latitude < 0 else 32600) + int(((longitude + 180) % 360) / 6) + 1}"


def datum_shifts(communities):
    """(datum, metres east, metres north): where a layer of this place would lie if it were in a shifted datum; none outside China."""
    west, south, east, north = communities.to_crs("EPSG:4490").total_bounds
    place = np.array([[(west + east) / 2, (south + north) / 2]])
    if not np.isfinite(place).all() or not crs_of_place(*place[0]).startswith("EPSG:45"):
        return []
    names = ("GCJ-02", "BD-09")
    places = np.vstack([place, *(_native.moved_by_datum(place, name, False) for name in names)])
    there = gpd.GeoSeries(shapely.points(places), crs="EPSG:4490").to_crs(communities.crs)
    return [(name, there.x[i] - there.x[0], there.y[i] - there.y[0]) for i, name in enumerate(names, 1)]


def working_crs(wanted, communities):
    """`wanted` is "auto" or a definition; "auto" keeps a metric system of China's or UTM zones out of it, as the program does."""
    if wanted == "auto":
        west, south, east, north = communities.to_crs("EPSG:4326").total_bounds
        wanted = crs_of_place((west + east) / 2, (south + north) / 2)
    try:
        crs = pyproj.CRS.from_user_input(wanted)
    except pyproj.exceptions.CRSError as problem:
        raise WanggeError(f"crs is {wanted!r}, which is not known: give 'auto' or a code such as EPSG:4546", UNKNOWN_CRS) from problem
    if not crs.is_projected or crs.axis_info[0].unit_name not in ("metre", "meter"):
        raise WanggeError(f"crs is {wanted!r}, which is not a projected system in metres", UNKNOWN_CRS)
    return crs


def read_section(name, section, noted):
    """The frame as the file has it: own columns, own CRS or none; roles are checked, tables joined, places made of columns."""
    osm = name == "walk_network" and section["path"].endswith(OSM)
    layer = section.get("layer", "lines" if osm else None)
    encoding = section.get("encoding")
    if encoding is None and (encoding := of_undeclared(section["path"])):
        noted.note(name, "encoding_recognised", Path(section["path"]).name, [encoding], severity="note")
    frame = _read(section["path"], layer, encoding, f"[{name}]")
    if osm and layer == "lines":
        frame, section = _with_osm_tags(frame, section)
    joins = section.get("join", [])
    section = dict(section)
    for join in joins if isinstance(joins, list) else [joins]:
        frame, roles = _joined(frame, section, join, name)
        section.update(roles)
    # Roles are the keys whose value is a column; `geometry` is an option in spite of its look.
    for role, column in _roles(section).items():
        section[role] = _column_meant(column, frame.columns, section["path"])
        if section[role] is None:
            raise WanggeError(
                f"[{name}] {role} = {column!r}: no such column; {section['path']} has {', '.join(map(str, frame.columns))}",
                MISSING_COLUMN,
            )
    if name in ("previous", "functional_grids") and "building" in section:
        return pd.DataFrame(frame).drop(columns=["geometry"], errors="ignore"), section  # a table building -> code
    if not isinstance(frame, gpd.GeoDataFrame):
        frame = _placed(frame, section, name)
    if isinstance(frame, gpd.GeoDataFrame):
        if "crs" in section:
            frame = frame.set_crs(section["crs"], allow_override=True)
    return frame, section


def _column_meant(column, columns, path):
    """The file's column of this name; else the only one that differs in upper and lower case, or that a shapefile cut short."""
    if column in columns:
        return column
    cut = Path(path).suffix.lower() == ".shp"
    near = [
        name for name in map(str, columns)
        if name.lower() == column.lower() or (cut and len(name.encode()) >= 8 and len(column) > len(name) and column.startswith(name))
    ]  # fmt: skip
    return near[0] if len(near) == 1 else None


def _with_osm_tags(frame, section):
    """The lines of an OpenStreetMap file with the roles that a walking network has, by their tags."""
    highway, tags = (frames.texts(frame[name]) if name in frame.columns else [""] * len(frame) for name in ("highway", "other_tags"))
    foot, bridge, tunnel = (np.where(column != 0, "yes", "no") for column in _native.osm_lines(highway, tags))
    said = frame[section["foot"]] if section.get("foot") in frame.columns else pd.Series("", index=frame.index)
    foot = np.where([text.lower() in NO for text in frames.texts(said)], "no", foot)
    return frame.assign(foot=foot, bridge=bridge, tunnel=tunnel), {"name": "name", **section, "foot": "foot", "bridge": "bridge", "tunnel": "tunnel"}


def locked_codes(locked):
    """Codes that the project file lists and those of its table, each once."""
    codes = list(locked["codes"])
    if "path" in locked:
        table = _read(locked["path"], locked["layer"], None, "[locked]")
        codes += [code for code in frames.texts(frames.column(table, locked["column"], "[locked]")) if code]
    return tuple(dict.fromkeys(codes))


def _roles(section):
    options = {"path", "layer", "encoding", "crs", "datum", "geometry", "join", "households_from", "basis"}
    return {key: value for key, value in section.items() if key not in options and isinstance(value, str)}


def _read(path, layer, encoding, what):
    try:
        layers = pyogrio.list_layers(path)
    except Exception as problem:  # pyogrio has a tree of its own for damaged files
        raise WanggeError(f"{what}: {path} cannot be read: {problem}", UNREADABLE_FILE) from problem
    names = [str(name) for name in layers[:, 0]]
    if layer is None and len(names) != 1:
        raise WanggeError(f"{what}: {path} has the layers {', '.join(names)}: say which with `layer`", UNKNOWN_LAYER)
    if layer is not None and layer not in names:
        raise WanggeError(f"{what}: {path} has no layer {layer!r}; it has {', '.join(names)}", UNKNOWN_LAYER)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return pyogrio.read_dataframe(path, layer=layer or names[0], encoding=encoding)
    except Exception as problem:
        raise WanggeError(f"{what}: {path} cannot be read: {problem}", UNREADABLE_FILE) from problem


def _joined(frame, section, join, name):
    """The frame with the columns of a table, first row of an id; returns the roles that the table's columns take."""
    file = Path(section["path"]).parent / join["path"]
    table = _read(str(file), join.get("layer"), join.get("encoding"), f"[{name}] join")
    table = pd.DataFrame(table).drop(columns="geometry", errors="ignore")
    for owner, column in ((frame, section["id"]), (table, join["id"])):
        if column not in owner.columns:
            raise WanggeError(f"[{name}] join: there is no column {column!r}", MISSING_COLUMN)
    table.index = pd.Index(frames.texts(table[join["id"]]), dtype=object)
    table = table[~table.index.duplicated()]
    roles = {}
    for role, column in join.get("columns", {}).items():
        if column not in table.columns:
            raise WanggeError(f"[{name}] join: there is no column {column!r} in {file}", MISSING_COLUMN)
        roles[role] = f"{column}@{file.stem}" if column in frame.columns else column
        frame = frame.assign(**{roles[role]: table[column].reindex(frames.texts(frame[section["id"]])).to_numpy()})
    return frame, roles


def _placed(frame, section, name):
    """A table as a frame where its columns tell places; a bare table else (the plan in force may be one)."""
    if "wkt" in section:
        return gpd.GeoDataFrame(frame, geometry=shapely.from_wkt(frame[section["wkt"]], on_invalid="ignore"))
    for east, north, crs in (("x", "y", None), ("lon", "lat", "EPSG:4326")):
        if east in section and north in section:
            x, y = (pd.to_numeric(frame[section[key]], errors="coerce") for key in (east, north))
            points = np.where(x.notna() & y.notna(), shapely.points(x.fillna(0), y.fillna(0)), None)
            return gpd.GeoDataFrame(frame, geometry=points, crs=crs)
    if name in ("previous", "functional_grids"):
        return frame
    raise WanggeError(f"[{name}]: {section['path']} has no geometry; name its columns x, y or lon, lat or wkt", INVALID_INPUT)


def in_place(name, frame, section, crs, noted):
    """Standard column names, usable geometries, the working CRS. `noted` hears of records left out or taken otherwise than given."""
    frame = _renamed(name, frame, section)
    if not isinstance(frame, gpd.GeoDataFrame):
        return frame
    if "datum" in section:
        frame = _straightened(frame, section, name, noted)
    if frame.crs != crs:
        frame = frame.to_crs(crs)
    frame = frame.set_geometry(shapely.force_2d(frame.geometry.values), crs=crs)
    frame = frame.rename_geometry("geometry") if frame.geometry.name != "geometry" else frame
    key = COLUMNS.get(name, {}).get("id", "id")
    frame, label, nameless = _labelled(frame, key)
    if name == "buildings":
        frame = with_units_joined(frame, section, noted)
    frame = _placed_records(name, frame, label, noted)
    if len(frame) == 0 and name in ("communities", "buildings"):
        raise WanggeError(f"[{name}] holds no record with a place", EMPTY_LAYER)
    if name == "buildings":
        for row in frame.index.intersection(nameless):
            noted.note(name, "id_missing", label[row], place=frame.geometry[row])
    return _of_a_kind(name, frame, label, noted).reset_index(drop=True)


def _labelled(frame, key):
    """The frame with an id for every record, the ids, and the rows that had none: they are called by their number, as #17."""
    numbers = pd.Series([f"#{row + 1}" for row in range(len(frame))], index=frame.index, dtype=object)
    if key not in frame.columns:
        return frame, numbers, frame.index
    label = frame[key].where(frame[key] != "", numbers)
    return frame.assign(**{key: label}), label, frame.index[frame[key] == ""]


def _placed_records(name, frame, label, noted):
    """Without the records that have no place."""
    missing = frame.geometry.isna()
    odd = pd.Series(False, index=frame.index)
    corners, record = shapely.get_coordinates(frame.geometry.values, return_index=True)
    odd.iloc[record[~np.isfinite(corners).all(axis=1)]] = True
    empty = ~missing & frame.geometry.is_empty & ~odd
    for rows, code in ((missing, "geometry_missing"), (odd, "geometry_not_finite"), (empty, "geometry_empty")):
        for row in frame.index[rows]:
            noted.note(name, code, label[row], severity="error", excluded=name == "buildings")
    return frame[~(missing | odd | empty)]


def _of_a_kind(name, frame, label, noted):
    """Geometries as the layer needs them; closed lines are areas, areas have a point inside."""
    allowed = KINDS.get(name)
    if not allowed:
        return frame
    shapes = np.array(frame.geometry.values, dtype=object)
    if frames.POLYGONS[0] in allowed and name != "barriers":
        closed = (shapely.get_type_id(shapes) == shapely.GeometryType.LINESTRING) & shapely.is_closed(shapes)
        closed &= shapely.get_num_coordinates(shapes) >= 4
        for row in np.flatnonzero(closed):
            shapes[row] = shapely.Polygon(shapely.get_coordinates(shapes[row]))
    if frames.POINTS[0] in allowed:
        many = (shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT) & (shapely.get_num_geometries(shapes) >= 1)
        if name == "buildings":
            for row in frame.index[many & (shapely.get_num_geometries(shapes) > 1)]:
                noted.note(name, "building_many_points", label[row], severity="note", place=frame.geometry[row])
        shapes[many] = shapely.get_geometry(shapes[many], 0)
    if allowed == frames.POINTS:
        flat = np.isin(shapely.get_type_id(shapes), frames.POLYGONS)
        shapes[flat] = shapely.point_on_surface(shapes[flat])
    frame = frame.set_geometry(shapes, crs=frame.crs)
    odd = ~np.isin(shapely.get_type_id(shapes), allowed)
    lines = name in ("walk_network", "barriers")
    code = "line_expected" if lines else "building_is_line" if name == "buildings" else "area_expected"
    for row in frame.index[odd]:
        noted.note(name, code, label[row], severity="warning" if lines else "error", excluded=name == "buildings", place=frame.geometry[row])
    return frame[~odd]


def mended(name, frame, key, noted):
    """The frame with valid outlines; what the even-odd rule says is inside stays inside."""
    broken = ~frame.geometry.is_valid
    if not broken.any():
        return frame
    if name in ("communities", "buildings"):
        noted.add(of_outlines(name, frame[broken], key, noted.language))
    shapes = frame.geometry.copy()
    shapes[broken] = [_mended(shape) for shape in shapes[broken]]
    return frame.set_geometry(shapes, crs=frame.crs)


def _straightened(frame, section, name, noted):
    """The frame with the coordinates of a shifted datum taken back."""
    true, datum = "EPSG:4490", section["datum"]
    degrees = frame.to_crs(true).geometry
    try:
        moved = shapely.transform(degrees.values, lambda places: _native.moved_by_datum(np.ascontiguousarray(places), datum, True))
    except ValueError as problem:
        raise WanggeError(f"[{name}] datum = {datum!r}: give 'GCJ-02', 'BD-09' or 'CGCS2000'", UNKNOWN_CRS) from problem
    if datum in PLAIN:
        return frame
    noted.note(name, "datum_corrected", Path(section["path"]).name, [datum], severity="note")
    return frame.set_geometry(gpd.GeoSeries(moved, index=frame.index, crs=true).to_crs(frame.crs))


def _renamed(name, frame, section):
    roles = _roles(section)
    names = {column: COLUMNS.get(name, {}).get(role, role) for role, column in roles.items() if role not in ("grids", "wkt")}
    # One column may play two roles: the later ones are copies.
    frame = frame.drop(columns=[n for n in names.values() if n in frame.columns and n not in names])
    frame = frame.rename(columns=names)
    for role, column in roles.items():
        target = COLUMNS.get(name, {}).get(role, role)
        if target not in frame.columns and role not in ("grids", "wkt"):
            frame = frame.assign(**{target: frame[names[column]]})
    texts = {COLUMNS.get(name, {}).get(role, role) for role in TEXT_ROLES & roles.keys()}
    return frame.assign(**{column: frames.texts(frame[column]) for column in texts})


def _mended(shape):
    mended = shapely.make_valid(shape)
    areas = [part for part in shapely.get_parts([mended]) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(areas) if areas and "Polygon" in shape.geom_type else mended


def countable(frame, section, noted):
    """Buildings with one record an id and a count of households; NaN where the file gives none."""
    formula = section.get("households_from")
    if formula:
        floors = numbers_in(frame[formula["floors"]])
        counts = floors * frame.geometry.area / float(formula.get("area_per_dwelling", 90.0))
        frame = frame.assign(households=np.where(frame.geometry.area > 0, np.floor(counts + 0.5), np.nan))
    elif "households" not in frame.columns:
        noted.note("buildings", "households_not_named", "", severity="error")
        frame = frame.assign(households=np.nan)
    else:
        frame = frame.assign(households=_counted(frame, noted))
    if "compound_id" in frame.columns:
        frame = frame.assign(compound_id=["" if text in NO_COMPOUND else text for text in frame["compound_id"]])
    return unique(frame, "building_id", "buildings", noted)


def _counted(frame, noted):
    """Households as numbers; counts in words and fractions are told."""
    given, counts = frame["households"], numbers_in(frame["households"])
    whole = np.floor(counts + 0.5)
    for row in frame.index[counts.between(0, MOST_HOUSEHOLDS)]:
        if isinstance(given[row], str) and not PLAIN_NUMBER.fullmatch(given[row].strip()):
            label, shape = frame["building_id"][row], frame.geometry[row]
            noted.note("buildings", "households_in_words", label, [given[row].strip(), int(whole[row])], severity="note", place=shape)
    fractions = int((counts.between(0, MOST_HOUSEHOLDS) & (counts != whole)).sum())
    if fractions:
        noted.note("buildings", "households_rounded", "", [f"{fractions:,}"], severity="note")
    return counts


def joined_pieces(frame, noted):
    """Communities with one record an id: rows of one id are pieces of one community, unless they bear different names."""
    frame = frame.reset_index(drop=True)
    if not frame["community_id"].duplicated().any():
        return frame
    names = frames.texts(frame["name"]) if "name" in frame.columns else [""] * len(frame)
    names = pd.Series(names, index=frame.index)
    first = frame.groupby("community_id")["community_id"].transform(lambda ids: ids.index[0])
    known = names.loc[first].to_numpy()
    later = frame["community_id"].duplicated()
    other = later & (names != "") & (known != "") & (names != known)
    pieces = later & ~other
    for row in frame.index[pieces]:
        noted.note("communities", "community_in_pieces", frame["community_id"][row], severity="note", place=frame.geometry[row])
    shapes = frame.geometry.copy()
    for row in first[pieces].unique():
        parts = shapely.get_parts(shapes[(first == row) & (pieces | ~later)].values)
        shapes[row] = shapely.multipolygons(parts)
    return unique(frame.set_geometry(shapes, crs=frame.crs)[~pieces], "community_id", "communities", noted)


def unique(frame, key, name, noted):
    """Equal records of one id are one; of different ones the later are `id#2`, `id#3`."""
    if not frame[key].duplicated().any():
        return frame.reset_index(drop=True)
    frame = frame.reset_index(drop=True)
    first = frame.groupby(key)[key].transform(lambda ids: ids.index[0])
    wkb = frame.geometry.to_wkb()
    there = wkb == wkb.loc[first].to_numpy()
    counts = pd.to_numeric(frame["households"], errors="coerce") if name == "buildings" else pd.Series(0, index=frame.index)
    alike = there & (counts.fillna(0) == counts.loc[first].fillna(0).to_numpy())
    later = frame[key].duplicated()
    if name == "buildings":
        for row in frame.index[later & alike]:
            noted.note(name, "building_twice", frame[key][row], excluded=True, place=frame.geometry[row])
        kept = frame[~(later & alike)]
    else:
        kept = frame
    ids, taken, renamed = kept[key].copy(), set(), []
    for row, given in kept[key].items():
        again = 1
        while ids[row] in taken:
            again += 1
            ids[row] = f"{given}#{again}"
        taken.add(ids[row])
        if again > 1:
            renamed.append(row)
    for row in renamed:
        counts_differ = there[row] and later[row]
        code = "id_repeated" if name != "buildings" else "building_counts_differ" if counts_differ else "building_id_repeated"
        noted.note(name, code, kept[key][row], [kept[key][row], ids[row]], place=kept.geometry[row])
    return kept.assign(**{key: ids}).reset_index(drop=True)
