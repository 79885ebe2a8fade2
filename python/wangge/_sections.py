"""The rarer sections of a project, from frames to the city of the engine."""
import geopandas as gpd
import numpy as np
import pandas as pd

from wangge import _frames as frames
from wangge import assignments
from wangge.errors import INVALID_INPUT, MISSING_COLUMN, WanggeError

# Columns that are used where the buildings have them; the names are those of the roles in a project file.
WORDS = ("name", "must_link", "cannot_link", "part_of", "use")
FIGURES = ("floors", "units", "population", "party_members", "workload")
CODES = ("grid_code", "GRID_CODE", "WGBM", "wgbm", "网格编码", "网格代码", "code", "CODE")


def names(frame):
    return frames.texts(frame["name"]) if "name" in frame.columns else [""] * len(frame)


def code_column(frame, name):
    """The column of a layer of grids that holds their codes: ours, or that of the national schema."""
    for column in CODES:
        if column in frame.columns:
            return column
    raise WanggeError(
        f"{name} has no column of grid codes; one of {', '.join(CODES[:4])} is looked for, it has {', '.join(map(str, frame.columns))}",
        MISSING_COLUMN,
    )


def add_building_columns(city, buildings):
    for role in WORDS:
        if role in buildings.columns:
            city.set_building_words(role, frames.texts(buildings[role]))
    for role in FIGURES:
        if role in buildings.columns:
            figures = pd.to_numeric(buildings[role], errors="coerce").to_numpy(dtype=float, na_value=0.0)
            city.set_building_figures(role, np.clip(np.nan_to_num(figures), 0.0, 2e9))
    if "dwellings" in buildings.columns:  # compared with the households, never counted; -1: unknown
        dwellings = pd.to_numeric(buildings["dwellings"], errors="coerce").to_numpy(dtype=float, na_value=-1.0)
        city.set_building_figures("dwellings", np.clip(np.nan_to_num(dwellings, nan=-1.0), -1.0, 2e9))


def add_crossings(city, frame, crs):
    frames.require_same(frame, crs, "crossings")
    frames.require_types(frame, frames.POLYGONS + frames.LINES + frames.POINTS, "crossings")
    city.set_crossings(names(frame), frames.line_arrays(frame), frames.area_arrays(frame), frames.point_array(frame))


def add_exclusive(city, frame, crs, *, id_column):
    frames.require_same(frame, crs, "exclusive")
    frames.require_types(frame, frames.POLYGONS, "exclusive")
    city.set_exclusives(frames.unique_ids(frame, id_column, "exclusive"), names(frame), frames.area_arrays(frame))


def add_gates(city, frame, crs, *, compound_column, compound_ids):
    """Gates of the compounds that their column names."""
    frames.require_same(frame, crs, "gates")
    frames.require_types(frame, frames.POINTS, "gates")
    placed = frame[frame.geometry.notna() & ~frame.geometry.is_empty]
    city.set_gates(frames.point_array(placed), frames.rows_of(frames.column(placed, compound_column, "gates"), compound_ids))


def add_entrances(city, frame, crs, *, building_column, building_ids, centre_ids):
    """Doors of the building, or of the centre, that the columns name; doors of neither are none."""
    frames.require_same(frame, crs, "entrances")
    frames.require_types(frame, frames.POINTS, "entrances")
    placed = frame[frame.geometry.notna() & ~frame.geometry.is_empty]
    nothing = np.full(len(placed), -1, np.int32)
    building = frames.rows_of(placed[building_column], building_ids) if building_column in placed.columns else nothing
    centre = frames.rows_of(placed["centre_id"], centre_ids) if "centre_id" in placed.columns else nothing
    city.set_entrances(frames.point_array(placed), building, centre)


def add_previous(city, previous, buildings, crs, *, id_column):
    """The plan in force: polygons, any kind of assignment, or the column `previous_grid` of the buildings."""
    if isinstance(previous, gpd.GeoDataFrame) and "building_id" not in previous.columns:
        frames.require_same(previous, crs, "previous")
        frames.require_types(previous, frames.POLYGONS, "previous")
        codes = frames.texts(previous[code_column(previous, "previous")])
        city.set_previous_grids(codes, names(previous), frames.area_arrays(previous))
        if "previous_grid" in buildings.columns:  # who names the old grid is believed
            city.set_building_words("previous_grid", frames.texts(buildings["previous_grid"]))
    elif previous is not None:
        given = assignments.as_series(previous)
        ids = pd.Index(frames.texts(buildings[id_column]), dtype=object)
        city.set_building_words("previous_grid", frames.texts(given.reindex(ids)))
    elif "previous_grid" in buildings.columns:
        city.set_building_words("previous_grid", frames.texts(buildings["previous_grid"]))


def add_functional_layers(city, layers, weights, buildings, crs, *, id_column):
    """Old functional layers by title: polygons with a column of codes, or tables of building -> code."""
    weights = dict(weights or {})
    odd = [title for title in weights if title not in (layers or {})]
    if odd:
        raise WanggeError(f"functional_weights: there is no layer {odd[0]!r}", INVALID_INPUT)
    for title, layer in (layers or {}).items():
        codes, told, areas, homes = [], [], frames.NO_AREAS, []
        if isinstance(layer, gpd.GeoDataFrame) and "building_id" not in layer.columns:
            name = f"functional_grids[{title!r}]"
            frames.require_same(layer, crs, name)
            frames.require_types(layer, frames.POLYGONS, name)
            codes, told, areas = frames.texts(layer[code_column(layer, name)]), names(layer), frames.area_arrays(layer)
        else:
            ids = pd.Index(frames.texts(buildings[id_column]), dtype=object)
            homes = frames.texts(assignments.as_series(layer).reindex(ids))
        city.add_functional_layer(str(title), float(weights.get(title, 1.0)), codes, told, areas, homes)


def locked_codes(locked):
    if isinstance(locked, str):
        raise WanggeError(f"locked is {locked!r}; it must be a sequence of grid codes", INVALID_INPUT)
    return frames.texts([] if locked is None else list(locked))
