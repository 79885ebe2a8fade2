"""Frames to the city of the engine."""
import os

import numpy as np
import pandas as pd

from wangge import _frames as frames
from wangge import _native
from wangge._numbers import number_in
from wangge.errors import INVALID_INPUT, INVALID_RULES, WanggeError

MOST_HOUSEHOLDS = 10_000_000  # of one building; more is a slip of the pen, as for the program
LEVELS = {5: ("驿站", "网格"), 4: ("社区", "村"), 3: ("街道", "镇", "乡"), 2: ("区", "县", "旗"), 1: ("市",)}  # the first that fits
NO = frozenset({"no", "n", "false", "0", "否"})
NO_COMPOUND = frozenset({"", "无", "-", "--", "/", "null", "NULL", "None", "none", "nan", "NaN", "暂无", "空"})


def thread_count(threads):
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if int(threads) != threads or threads < 1:
        raise WanggeError(f"threads is {threads}; it must be a whole number of at least 1", INVALID_INPUT)
    return int(threads)


def language_word(language):
    if language not in ("en", "zh"):
        raise WanggeError(f"language is {language!r}; it must be 'en' or 'zh'", INVALID_INPUT)
    return language


def _names(frame):
    return frames.texts(frame["name"]) if "name" in frame.columns else [""] * len(frame)


def add_communities(city, frame, crs, *, id_column, count):
    """Adds the communities; returns their ids and the rule of the number of grids."""
    frames.require_same(frame, crs, "communities")
    frames.require_types(frame, frames.POLYGONS, "communities")
    ids = frames.unique_ids(frame, id_column, "communities")
    fixed = np.zeros(len(frame), np.int32)
    if count not in ("fewest", "target", "most"):
        if count not in frame.columns:
            raise WanggeError(f"count is {count!r}; it must be 'fewest', 'target', 'most' or a column of communities", INVALID_RULES)
        fixed = pd.to_numeric(frame[count]).fillna(0).to_numpy().astype(np.int32)
        count = "fixed"
    city.set_communities(ids, _names(frame), frames.area_arrays(frame), fixed)
    return ids, count


def add_compounds(city, frame, buildings, crs, *, id_column):
    """Adds the compounds of the polygons and those that only buildings name; returns their ids and that of every building's row."""
    named = buildings[id_column] if id_column in buildings.columns else [None] * len(buildings)
    names = ["" if name in NO_COMPOUND else name for name in frames.texts(named)]
    ids = []
    if frame is not None:
        frames.require_same(frame, crs, "compounds")
        frames.require_types(frame, frames.POLYGONS, "compounds")
        ids = frames.unique_ids(frame, id_column, "compounds")
        city.set_compounds(ids, _names(frame), frames.area_arrays(frame))
    more = list(dict.fromkeys(name for name in names if name and name not in set(ids)))
    if more:
        nothing = np.zeros(1, np.int64)
        city.set_compounds(more, more, (np.empty((0, 2)), nothing, nothing, np.zeros(len(more) + 1, np.int64)))
    return ids + more, frames.rows_of(names, ids + more)


def add_buildings(city, frame, crs, *, id_column, households, community, compound, language):
    """Adds the buildings; counts that are missing or impossible are 0 and become findings, as for the program."""
    frames.require_same(frame, crs, "buildings")
    frames.require_types(frame, frames.POLYGONS + frames.POINTS, "buildings")
    if frame.geometry.isna().any() or frame.geometry.is_empty.any():
        raise WanggeError("buildings: a record without geometry has no place in a plan; leave it out", INVALID_INPUT)
    ids = frames.unique_ids(frame, id_column, "buildings")
    given = frames.column(frame, households, "buildings")
    counts = pd.to_numeric(given, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    faults = {
        "households_unknown": np.isnan(counts),
        "households_negative": counts < 0,
        "households_too_many": counts > MOST_HOUSEHOLDS,
    }
    unusable = np.logical_or.reduce(list(faults.values()))
    whole = np.where(unusable, -1, np.floor(np.where(unusable, 0, counts) + 0.5)).astype(np.int32)
    city.set_buildings(ids, frames.area_arrays(frame), frames.point_array(frame), whole, community, compound)
    for code, rows in faults.items():
        for row in np.flatnonzero(rows):
            city.note_building(code, int(row), frames.texts([given.iloc[row]])[0], language)
    return ids


def add_barriers(city, frame, crs, *, class_column):
    frames.require_same(frame, crs, "barriers")
    frames.require_types(frame, frames.POLYGONS + frames.LINES, "barriers")
    classes = frames.texts(frames.column(frame, class_column, "barriers"))
    city.set_barriers(classes, _names(frame), frames.line_arrays(frame), frames.area_arrays(frame))


def add_centres(city, frame, crs, *, id_column):
    frames.require_same(frame, crs, "centres")
    frames.require_types(frame, frames.POINTS, "centres")
    points = frames.point_array(frame)
    if not np.isfinite(points).all():
        raise WanggeError("centres: every record needs a point", INVALID_INPUT)
    ids = frames.unique_ids(frame, id_column, "centres")
    city.set_centres(ids, _names(frame), _levels(frame), points)
    return ids


def _levels(frame):
    """1 city, 2 district, 3 sub-district, 4 community, 5 station; what is neither a number nor a word of one is a community's."""
    if "level" not in frame.columns:
        return np.full(len(frame), 4, np.int32)
    return np.asarray([_level(text) for text in frames.texts(frame["level"])], np.int32)


def _level(text):
    number = number_in(text)
    if 1 <= number <= 5:
        return int(number)
    return next((level for level, words in LEVELS.items() if any(word in text for word in words)), 4)


def add_candidates(city, frame, crs, *, id_column):
    frames.require_same(frame, crs, "candidates")
    frames.require_types(frame, frames.POINTS, "candidates")
    points = frames.point_array(frame)
    if not np.isfinite(points).all():
        raise WanggeError("candidates: every record needs a point", INVALID_INPUT)
    city.set_candidates(frames.unique_ids(frame, id_column, "candidates"), points)


def add_walk_network(city, frame, crs, *, from_node, to_node, foot):
    frames.require_same(frame, crs, "walk_network")
    frames.require_types(frame, frames.LINES, "walk_network")
    names = _names(frame)
    ends = [frames.texts(frames.column(frame, name, "walk_network")) if name else [] for name in (from_node, to_node)]
    foot_words = frames.texts(frame[foot]) if foot in frame.columns else [""] * len(frame)
    walkable = [text.lower() not in NO for text in foot_words]
    built = [_built(frame, name) for name in ("bridge", "tunnel")]
    city.set_walk_lines(frames.line_arrays(frame), names, *ends, np.asarray(walkable, np.int32), *built)


def _built(frame, name):
    """1 where the column says that the line is one: `yes`, `viaduct`, `building_passage` ..."""
    words = frames.texts(frame[name]) if name in frame.columns else [""] * len(frame)
    return np.asarray([text.lower() not in NO | {""} for text in words], np.int32)
