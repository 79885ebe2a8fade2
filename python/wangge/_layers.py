"""One section of a project file to one frame in the working CRS. Records that cannot be used are told, never silently lost."""
import math
import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from wangge import _frames as frames
from wangge._city import NO_COMPOUND
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


def crs_of_place(longitude, latitude):
    """CGCS2000 3-degree zone without prefix in China, UTM zone elsewhere: the program's choice for ``crs = "auto"``.

    >>> crs_of_place(111.7, 40.8), crs_of_place(121.5, 25.05)
    ('EPSG:4546', 'EPSG:32651')
    """
    taiwan = 119.3 <= longitude <= 122.1 and 21.8 <= latitude <= 25.4 and (longitude >= 120.0 or latitude <= 24.0)
    if 73 <= longitude <= 135 and 18 <= latitude <= 54 and not taiwan:
        return f"EPSG:{4534 + math.floor((longitude + 1.5) / 3) - 25}"
    return f"EPSG:{(32700 if latitude < 0 else 32600) + int(((longitude + 180) % 360) / 6) + 1}"


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


def read_section(name, section):
    """The frame as the file has it: own columns, own CRS; roles are checked, tables joined, places made of columns."""
    frame = _read(section["path"], section.get("layer"), section.get("encoding"), f"[{name}]")
    joins = section.get("join", [])
    section = dict(section)
    for join in joins if isinstance(joins, list) else [joins]:
        frame, roles = _joined(frame, section, join, name)
        section.update(roles)
    # Roles are the keys whose value is a column; `geometry` is an option in spite of its look.
    for role, column in _roles(section).items():
        if column not in frame.columns:
            raise WanggeError(
                f"[{name}] {role} = {column!r}: no such column; {section['path']} has {', '.join(map(str, frame.columns))}",
                MISSING_COLUMN,
            )
    if not isinstance(frame, gpd.GeoDataFrame):
        frame = _placed(frame, section, name)
    if section.get("datum", "CGCS2000") != "CGCS2000":
        raise WanggeError(f"[{name}] datum = {section['datum']!r}: only the program takes a shifted datum back", UNKNOWN_CRS)
    if isinstance(frame, gpd.GeoDataFrame):
        if "crs" in section:
            frame = frame.set_crs(section["crs"], allow_override=True)
        if frame.crs is None:
            frame = _with_degrees(frame, name)
    return frame, section


def locked_codes(locked):
    """Codes that the project file lists and those of its table, each once."""
    codes = list(locked["codes"])
    if "path" in locked:
        table = _read(locked["path"], locked["layer"], None, "[locked]")
        codes += [code for code in frames.texts(frames.column(table, locked["column"], "[locked]")) if code]
    return tuple(dict.fromkeys(codes))


def _roles(section):
    options = {"path", "layer", "encoding", "crs", "datum", "geometry", "join", "households_from"}
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
    from pathlib import Path

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


def _with_degrees(frame, name):
    west, south, east, north = frame.total_bounds
    if -180 <= west <= east <= 180 and -90 <= south <= north <= 90:
        return frame.set_crs("EPSG:4326")
    raise WanggeError(f"[{name}] has no CRS and its numbers are no degrees: name it with `crs`", UNKNOWN_CRS)


def in_place(name, frame, section, crs, told):
    """Standard column names, usable geometries, the working CRS. `told` collects (layer, object_id, code, text)."""
    frame = _renamed(name, frame, section)
    if not isinstance(frame, gpd.GeoDataFrame):
        return frame
    key = COLUMNS.get(name, {}).get("id", "id")
    label = frame[key] if key in frame.columns else pd.Series(frame.index.astype(str), index=frame.index)

    def tell(rows, code, text):
        told.extend((name, str(label[row]), code, text) for row in frame.index[rows])

    empty = frame.geometry.isna() | frame.geometry.is_empty
    tell(empty, "geometry_missing", "no geometry: left out")
    frame = frame[~empty]
    if len(frame) == 0 and name in ("communities", "buildings"):
        raise WanggeError(f"[{name}] holds no record with a place", EMPTY_LAYER)
    broken = ~frame.geometry.is_valid
    if broken.any():
        tell(broken, "geometry_invalid", "its outline crosses itself: mended")
        frame = frame.copy()
        frame.loc[broken, frame.geometry.name] = [_mended(shape) for shape in frame.geometry[broken]]
    if frame.crs != crs:
        frame = frame.to_crs(crs)
    frame = frame.set_geometry(shapely.force_2d(frame.geometry.values), crs=crs)
    if name in ("buildings", "centres", "gates", "entrances", "candidates"):
        frame = _single_points(frame)
    frame = frame.rename_geometry("geometry") if frame.geometry.name != "geometry" else frame
    allowed = KINDS.get(name)
    if allowed:
        odd = ~np.isin(shapely.get_type_id(frame.geometry.values), allowed)
        tell(odd, "geometry_kind", "a kind of geometry that its layer cannot hold: left out")
        frame = frame[~odd]
    return frame.reset_index(drop=True)


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


def _single_points(frame):
    shapes = frame.geometry.values
    many = (shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT) & (shapely.get_num_geometries(shapes) >= 1)
    return frame.set_geometry(np.where(many, shapely.get_geometry(shapes, 0), shapes), crs=frame.crs) if many.any() else frame


def countable(frame, section, told):
    """Buildings with one record an id and a count of households; NaN where the file gives none."""
    formula = section.get("households_from")
    if formula:
        floors = pd.to_numeric(frame[formula["floors"]], errors="coerce")
        counts = floors * frame.geometry.area / float(formula.get("area_per_dwelling", 90.0))
        frame = frame.assign(households=np.where(frame.geometry.area > 0, np.floor(counts + 0.5), np.nan))
    elif "households" not in frame.columns:
        frame = frame.assign(households=np.nan)
    if "unit" in section and not formula:
        counts = pd.to_numeric(frame["households"], errors="coerce")
        frame = frame.assign(households=counts.groupby(frame["building_id"]).transform(lambda one: one.sum(skipna=False)))
    if "unit" in section:
        frame = frame[~frame["building_id"].duplicated()]
    if "compound_id" in frame.columns:
        frame = frame.assign(compound_id=["" if text in NO_COMPOUND else text for text in frame["compound_id"]])
    ids = frame["building_id"].tolist()
    missing = [not text for text in ids]
    frame = frame.assign(building_id=[text or f"row {row + 1}" for row, text in enumerate(ids)])
    nameless = frame["building_id"][missing]
    told.extend(("buildings", one, "id_missing", "no id: named by its row") for one in nameless)
    return unique(frame, "building_id", "buildings", told, ["households"])


def unique(frame, key, name, told, also=()):
    """Equal records of one id are one; of different ones the later are `id#2`, `id#3`."""
    if not frame[key].duplicated().any():
        return frame.reset_index(drop=True)
    twice = pd.DataFrame({key: frame[key], **{c: frame[c] for c in also}, "wkb": frame.geometry.to_wkb()}).duplicated()
    told.extend((name, one, "record_twice", "the same record once more: left out") for one in frame[key][twice])
    frame = frame[~twice]
    number = frame.groupby(key).cumcount()
    told.extend((name, one, "id_repeated", "another record has this id: kept as another one") for one in frame[key][number > 0])
    later = frame[key] + "#" + (number + 1).astype(str)
    return frame.assign(**{key: frame[key].where(number == 0, later)}).reset_index(drop=True)
