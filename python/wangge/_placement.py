"""Where layers lie whose numbers are not in the system that they declare, or that declare none: told by the other layers, as the program
tells it. Zone numbers before eastings, exchanged axes, metres without a system."""
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from wangge.errors import UNKNOWN_CRS, WanggeError

NEAR = 1.5  # degrees: layers of one job lie within this of each other
GUESSED = ("crs_degrees_recognised", "crs_prefix_recognised")


@dataclass(frozen=True)
class Reading:
    """One way to read the numbers of a layer; `code` is that of the finding, "" for what the file declares."""

    system: Any
    swapped: bool = False
    shift: float = 0.0
    code: str = ""
    values: tuple[str, ...] = ()


def settled(read, noted):
    """The frames of all sections (name -> (frame, section)) in systems that agree, and where they lie (`Place`)."""
    place = Place(frame for frame, section in read.values() if "building" not in section)
    return {name: (place.settle(name, frame, section, noted), section) for name, (frame, section) in read.items()}, place


class Place:
    """Where most layers lie, and in which systems."""

    def __init__(self, layers):
        found = []
        for frame in layers:
            box = _box(frame)
            if box is not None and (reading := _as_declared(frame.crs, box)) and (middle := _middle(reading, box)):
                found.append((reading, middle))
        near = [sum(_near(middle, other) for _, other in found) for _, middle in found]
        self.middle = found[int(np.argmax(near))][1] if found else None
        self.systems = [reading.system for reading, middle in found if _near(middle, self.middle)]

    def settle(self, name, frame, section, noted):
        if "building" in section:  # buildings are told by their ids
            return pd.DataFrame(frame).drop(columns="geometry", errors="ignore") if getattr(frame, "crs", "") is None else frame
        box = _box(frame)
        if box is None:
            return frame
        plain = _as_declared(frame.crs, box)
        middle = plain and _middle(plain, box)
        if middle and (self.middle is None or _near(middle, self.middle, 2 * NEAR)):
            return frame if frame.crs is not None else frame.set_crs(plain.system)
        for reading in _readings(frame.crs, box, self.middle, self.systems) if self.middle else ():
            there = _middle(reading, box)
            if there and _near(there, self.middle):
                label = () if frame.crs is None else (_name(frame.crs),)
                severity = "note" if reading.code in GUESSED else "warning"
                noted.note(name, reading.code, Path(section["path"]).name, (*reading.values, *label), severity=severity)
                return _read_as(frame, reading)
        if plain is None:
            raise WanggeError(f"[{name}] has no CRS and its numbers are no degrees: name it with `crs`", UNKNOWN_CRS)
        noted.note(name, "crs_far_from_others", Path(section["path"]).name, (_name(plain.system),))
        return frame if frame.crs is not None else frame.set_crs(plain.system)


def _box(frame):
    """The middle half of the coordinates, which stray records do not move; None for a table."""
    if not isinstance(frame, gpd.GeoDataFrame):
        return None
    corners = shapely.get_coordinates(frame.geometry.values)
    corners = corners[np.isfinite(corners).all(axis=1)]
    return np.percentile(corners, (25, 75), axis=0) if len(corners) else None


def _middle(reading, box):
    """Longitude and latitude of the middle of the layer, if it is read so; None where that is no place."""
    x, y = box.mean(axis=0)[::-1] if reading.swapped else box.mean(axis=0)
    try:
        change = pyproj.Transformer.from_crs(reading.system, "EPSG:4326", always_xy=True)
        longitude, latitude = change.transform(x + reading.shift, y)
    except pyproj.exceptions.ProjError:
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _near(one, other, limit=NEAR):
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) < limit


def _degrees(box):
    return bool((np.abs(box) <= (180.5, 90.5)).all())


def _in_china(middle):
    from wangge._layers import crs_of_place  # which reads layers with the help of this module

    return crs_of_place(*middle).startswith("EPSG:45")


def _as_declared(crs, box):
    """What the file says, where its numbers can be that; degrees where it says nothing."""
    if crs is None:
        return Reading("EPSG:4326") if _degrees(box) else None
    if crs.is_geographic != _degrees(box):
        return None
    facts = _transverse(crs)
    x, y = box.mean(axis=0)
    return None if facts and (abs(x - facts[1]) >= 2.5e6 or abs(y) >= 1.1e7) else Reading(crs)


def _transverse(crs):
    """Central meridian and false easting of a transverse Mercator system in metres; None for any other."""
    operation = crs.coordinate_operation
    if not crs.is_projected or operation is None or operation.method_name != "Transverse Mercator":
        return None
    if crs.axis_info[0].unit_conversion_factor != 1:
        return None
    told = {one.name: one.value for one in operation.params}
    return told["Longitude of natural origin"], told["False easting"]


def _zone(x):
    """The zone number before an easting; 0 where there is none."""
    zone = math.floor(x / 1e6)
    return zone if (25 <= zone <= 45 or 13 <= zone <= 23) and 150_000 < x - zone * 1e6 < 850_000 else 0


def _northing(y):
    return 1.9e6 < y < 6.1e6


def _name(crs):
    crs = pyproj.CRS.from_user_input(crs)
    code = crs.to_epsg()
    return f"EPSG:{code}" if code else crs.name


def _readings(crs, box, middle, systems):
    """Ways to read the numbers, the likeliest first."""
    turned = ((False, box.mean(axis=0)), (True, box.mean(axis=0)[::-1]))
    if crs is not None and crs.is_projected:
        yield from _repairs_of_label(crs, turned)
        yield Reading(crs, True, code="crs_swapped", values=(_name(crs),))
    if _degrees(box) or _degrees(box[:, ::-1]):
        code = "crs_degrees_recognised" if crs is None or crs.is_geographic else "crs_degrees_under_metres"
        for turn in (False, True):
            system = "EPSG:4490" if _in_china(middle) else "EPSG:4326"
            yield Reading(system, turn, code="crs_swapped" if turn else code, values=(system,))
        return
    for turn, (x, y) in turned:
        zone = _zone(x)
        if zone and _northing(y):
            system = f"EPSG:{4513 + zone - 25 if zone >= 25 else 4491 + zone - 13}"
            yield Reading(system, turn, code="crs_prefix_recognised", values=(str(zone), system))
    for turn in (False, True):
        for system in (*systems, *_systems_there(middle)):
            yield Reading(system, turn, code="crs_swapped" if turn else "crs_from_neighbours", values=(_name(system),))


def _repairs_of_label(crs, turned):
    """A zone number too many or too few."""
    facts = _transverse(crs)
    for turn, (x, y) in turned if facts else ():
        meridian, easting = facts
        zone = _zone(x)
        if zone and easting <= 1e6 and _northing(y) and abs((zone * 3 if zone >= 25 else zone * 6 - 3) - meridian) < 1e-6:
            yield Reading(crs, turn, -zone * 1e6, "crs_prefix_removed", (str(zone), _name(crs)))
        if easting > 1e6 and 150_000 < x < 850_000 and _northing(y):
            prefix = math.floor(easting / 1e6)
            yield Reading(crs, turn, prefix * 1e6, "crs_prefix_added", (str(prefix), _name(crs)))


def _systems_there(middle):
    """Systems in metres that are used at a place."""
    longitude, latitude = middle
    if _in_china(middle):
        zone, six = math.floor((longitude + 1.5) / 3), math.floor(longitude / 6) + 1
        yield from (f"EPSG:{4534 + one - 25}" for one in (zone, zone - 1, zone + 1) if 25 <= one <= 45)
        if 13 <= six <= 23:
            yield f"EPSG:{4502 + six - 13}"
    yield f"EPSG:{(32700 if latitude < 0 else 32600) + int((longitude + 180) / 6) + 1}"
    if 118 < longitude < 123 and 21 < latitude < 26.5:
        yield "EPSG:3826"
    yield "EPSG:3857"


def _read_as(frame, reading):
    shapes = frame.geometry.values
    if reading.swapped or reading.shift:
        order = [1, 0] if reading.swapped else [0, 1]
        shapes = shapely.transform(np.asarray(shapes), lambda corners: corners[:, order] + (reading.shift, 0.0))
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index)).set_crs(reading.system, allow_override=True)
