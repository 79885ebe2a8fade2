"""GeoDataFrames to coordinate arrays and back. Nothing here changes a frame it was given."""
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wangge.errors import INVALID_INPUT, MISSING_COLUMN, UNKNOWN_CRS, WanggeError

# The arrays of no record at all.
NO_AREAS = (np.empty((0, 2)), np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
LINES = (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING, shapely.GeometryType.MULTILINESTRING)
POINTS = (shapely.GeometryType.POINT,)


def require_metres(frame, name):
    """The CRS of the frame, which must be projected with metres as its unit: the engine knows no degrees."""
    crs = frame.crs
    if crs is None:
        raise WanggeError(f"{name} has no CRS: name it with set_crs()", UNKNOWN_CRS)
    if not crs.is_projected or crs.axis_info[0].unit_name not in ("metre", "meter"):
        raise WanggeError(
            f"{name} is in {crs.name}, which does not count in metres: "
            "bring it into a projected CRS with to_crs(), for example EPSG:4546 or estimate_utm_crs()",
            UNKNOWN_CRS,
        )
    return crs


def require_same(frame, crs, name):
    if require_metres(frame, name) != crs:
        raise WanggeError(f"{name} is in {frame.crs.name}, the first frame in {crs.name}: use to_crs()", UNKNOWN_CRS)


def column(frame, name, frame_name):
    if name not in frame.columns:
        raise WanggeError(f"{frame_name} has no column {name!r}; it has {', '.join(map(str, frame.columns))}", MISSING_COLUMN)
    return frame[name]


def texts(values):
    """Ids and names as text; missing ones are empty. Whole numbers lose the '.0' that a gap in the column gave them."""
    def text(value):
        if pd.isna(value):
            return ""
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

    return [text(value) for value in values]


def unique_ids(frame, name, frame_name):
    ids = pd.Series(texts(column(frame, name, frame_name)), dtype=object)
    if (ids == "").any() or ids.duplicated().any():
        raise WanggeError(f"{frame_name}: every record needs its own {name!r}", INVALID_INPUT)
    return list(ids)


def rows_of(values, ids):
    """Row number of every value among the ids; -1 where it is none of them."""
    return pd.Index(ids, dtype=object).get_indexer(pd.Index(texts(values), dtype=object)).astype(np.int32)


def require_types(frame, allowed, name):
    kinds = shapely.get_type_id(np.asarray(frame.geometry.values))
    if not np.isin(kinds, (-1, *allowed)).all():
        odd = sorted({shapely.GeometryType(kind).name.lower() for kind in kinds if kind not in (-1, *allowed)})
        raise WanggeError(f"{name} holds geometries that it cannot: {', '.join(odd)}", INVALID_INPUT)


def _only(shapes, chosen):
    """The shapes that are chosen, None in the place of the others."""
    kept = np.full(len(shapes), None, dtype=object)
    kept[chosen] = shapes[chosen]
    return kept


def _parts(frame, kinds):
    """The single parts of the records of these kinds, and where each record's parts end."""
    shapes = np.asarray(frame.geometry.values)
    chosen = np.isin(shapely.get_type_id(shapes), kinds) & ~shapely.is_empty(shapes)
    parts, record = shapely.get_parts(_only(shapes, chosen), return_index=True)
    ends = np.concatenate([[0], np.cumsum(np.bincount(record, minlength=len(shapes)))])
    coordinates = shapely.get_coordinates(parts)
    if not np.isfinite(coordinates).all():
        raise WanggeError("coordinates that are not finite numbers", INVALID_INPUT)
    return parts, coordinates, ends.astype(np.int64)


def area_arrays(frame):
    """Coordinates and offsets of rings, polygons, records; no polygon for records of other kinds."""
    polygons, coordinates, records = _parts(frame, POLYGONS)
    if len(polygons) == 0:
        return np.empty((0, 2)), np.zeros(1, np.int64), np.zeros(1, np.int64), records
    _, coordinates, (rings, parts) = shapely.to_ragged_array(polygons, include_z=False)
    return np.ascontiguousarray(coordinates), rings.astype(np.int64), parts.astype(np.int64), records


def line_arrays(frame):
    """Coordinates and offsets of lines, records; no line for records of other kinds."""
    lines, coordinates, records = _parts(frame, LINES)
    counts = shapely.get_num_coordinates(lines)
    return np.ascontiguousarray(coordinates), np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), records


def point_array(frame):
    """n x 2 coordinates, NaN where the record is no point."""
    shapes = np.asarray(frame.geometry.values)
    points = _only(shapes, np.isin(shapely.get_type_id(shapes), POINTS))
    return np.ascontiguousarray(np.column_stack([shapely.get_x(points), shapely.get_y(points)]))


def frame_of(table, crs):
    """A table of the engine as a GeoDataFrame."""
    table = dict(table)
    if "areas" in table:
        coordinates, *offsets = table.pop("areas")
        shapes = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, coordinates, tuple(offsets))
    elif "lines" in table:
        coordinates, *offsets = table.pop("lines")
        shapes = shapely.from_ragged_array(shapely.GeometryType.MULTILINESTRING, coordinates, tuple(offsets))
    else:
        coordinates = table.pop("points")
        shapes = _only(shapely.points(coordinates), ~np.isnan(coordinates[:, 0]))
    # Records in one piece are plain polygons, as in the plan file.
    single = shapely.get_num_geometries(shapes) == 1
    shapes = np.where(single, shapely.get_geometry(shapes, 0), shapes)
    for name in ("excluded", "covered", "covered_before", "covered_after"):
        if name in table:
            table[name] = np.asarray(table[name]).astype(bool)
    return gpd.GeoDataFrame(table, geometry=shapes, crs=crs)
