"""What walks depend on, beside buildings and centres: the network, and what stands in the way of a door."""
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np

from wangge import _city, _native, _rules, _sections
from wangge.errors import INVALID_RULES, WanggeError
from wangge.network import Network, is_graph


@dataclass(frozen=True)
class Surroundings:
    """Frames of a walk that may be missing; names of their columns."""

    gates: gpd.GeoDataFrame | None = None
    entrances: gpd.GeoDataFrame | None = None
    compounds: gpd.GeoDataFrame | None = None
    barriers: gpd.GeoDataFrame | None = None
    crossings: gpd.GeoDataFrame | None = None
    compound_id: str = "compound_id"
    barrier_class: str = "class"
    barrier_rules: Any = None
    infer_gates: bool = True
    barriers_close_lines: bool = False


def add_network(city, network, crs, *, from_node, to_node, foot):
    if is_graph(network):
        network = Network.from_graph(network)
    if isinstance(network, Network):
        network, from_node, to_node, foot = network.lines, "from_node", "to_node", "foot"
    _city.add_walk_network(city, network, crs, from_node=from_node, to_node=to_node, foot=foot)


def add_buildings(city, buildings, crs, around, *, building_id, households, language):
    """Buildings and the compounds around them; returns the ids of both."""
    compounds, compound = [], np.full(len(buildings), -1, np.int32)
    if around.compounds is not None or around.gates is not None:
        compounds, compound = _city.add_compounds(city, around.compounds, buildings, crs, id_column=around.compound_id)
    nowhere = np.full(len(buildings), -1, np.int32)
    ids = _city.add_buildings(
        city, buildings, crs, id_column=building_id, households=households, community=nowhere, compound=compound, language=language
    )
    return ids, compounds


def add_obstacles(city, crs, around, *, building_ids, building_id, compound_ids, centre_ids):
    """After buildings and centres: gates, doors, barriers and the ways through them."""
    if around.gates is not None:
        _sections.add_gates(city, around.gates, crs, compound_column=around.compound_id, compound_ids=compound_ids)
    if around.entrances is not None:
        _sections.add_entrances(
            city, around.entrances, crs, building_column=building_id, building_ids=building_ids, centre_ids=centre_ids
        )
    if around.barriers is not None:
        _city.add_barriers(city, around.barriers, crs, class_column=around.barrier_class)
        _native.set_rules(city, 300, 500, 400, "target", "keep", _rules.barrier_rules(around.barrier_rules))
    if around.crossings is not None:
        _sections.add_crossings(city, around.crossings, crs)


def set_circles(city, minutes, speed, metres, elderly_speed, around):
    if speed <= 0 or elderly_speed < 0 or any(value <= 0 for value in (*minutes, *metres)) or not (*minutes, *metres):
        raise WanggeError("minutes, metres and speed must be positive, and at least one radius is needed", INVALID_RULES)
    _native.set_circles(
        city, [float(m) for m in minutes], float(speed), [float(m) for m in metres], float(elderly_speed), bool(around.infer_gates),
        bool(around.barriers_close_lines),
    )  # fmt: skip
