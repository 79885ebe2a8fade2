"""Findings of the package's own reader, in the words and columns of the engine's."""
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wangge import _frames as frames
from wangge import _native

COLUMNS = ("code", "severity", "layer", "object_id", "excluded", "text", "repair")


class Noted:
    """Collects what a reader finds; sentences come from the one catalogue."""

    def __init__(self, language):
        self.language = language
        self._rows: list[tuple[Any, ...]] = []

    def note(self, layer, code, object_id, values=(), *, severity="warning", excluded=False, place=None):
        """`place`: any geometry in the working CRS, or nothing; its first vertex is shown."""
        words = [str(value) for value in values]
        text, repair = (_native.sentence(self.language, name, words) for name in (code, f"{code}_repair"))
        corner = shapely.get_coordinates(place if isinstance(place, shapely.Geometry) else None)[:1]
        point = shapely.Point(corner[0]) if len(corner) and np.isfinite(corner).all() else None
        self._rows.append((code, severity, layer, object_id, excluded, text or code, repair or None, point))

    def add(self, findings):
        """Those that the engine has told, as rows of its table."""
        for one in findings.itertuples(index=False):
            self._rows.append((*(getattr(one, name) for name in COLUMNS), one.geometry))

    def frame(self, crs):
        table = pd.DataFrame([row[:-1] for row in self._rows], columns=list(COLUMNS))
        return gpd.GeoDataFrame(table, geometry=[row[-1] for row in self._rows], crs=crs)


def of_outlines(name, frame, key, language):
    """What the engine says of outlines that cross themselves, given those that are not valid, before anybody mends them."""
    city = _native.City()
    ids, nothing = list(frame[key]), np.full(len(frame), -1, np.int32)
    areas = frames.area_arrays(frame)
    if name == "communities":
        city.set_communities(ids, [""] * len(ids), areas, np.zeros(len(ids), np.int32))
    else:
        city.set_buildings(ids, areas, frames.point_array(frame), np.zeros(len(ids), np.int32), nothing, nothing)
    told = frames.frame_of(_native.doctor(city, language), frame.crs)
    return told[told["code"].str.endswith("_crosses_itself")]
