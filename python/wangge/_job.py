"""What divide, check and repair are asked about, as the city of the engine: one list of options for the three."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np

from wangge import _city, _frames, _native, _rules, _sections, _walks


@dataclass(frozen=True)
class Job:
    """A filled city, and the ids of its records in the order of their rows."""

    city: _native.City
    crs: Any
    language: str
    communities: list[str]
    buildings: list[str]
    compounds: list[str]


# long: one section after another, as in a project file
def job_of(
    communities: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame, *, barriers: gpd.GeoDataFrame | None = None,
    compounds: gpd.GeoDataFrame | None = None, crossings: gpd.GeoDataFrame | None = None, exclusive: gpd.GeoDataFrame | None = None,
    walk_network: Any = None, previous: Any = None, locked: Sequence[str] = (), geometry: str = "footprints", households: str = "households",
    building_id: str = "building_id", community_id: str = "community_id", compound_id: str = "compound_id", exclusive_id: str = "id",
    barrier_class: str = "class", min_households: int = 300, max_households: int = 500, target_households: int = 400,
    count: str = "target", compounds_rule: str = "keep", barrier_rules: Mapping[str, str] | None = None,
    limits: Mapping[str, float] | None = None, micro: Mapping[str, int] | bool | None = None,
    levels: int = 2, branches: Mapping[str, int] | bool | None = None, functional_grids: Mapping[str, Any] | None = None,
    functional_weights: Mapping[str, float] | None = None,
    codes: Mapping[str, Any] | None = None, change_budget: float = 1.0, boundary_weight: float = 0.05, along_barrier: float = 0.3,
    across_soft_barrier: float = 0.1, language: str = "en",
) -> Job:
    language = _city.language_word(language)
    crs = _frames.require_metres(communities, "communities")
    city = _native.City()
    ids, count = _city.add_communities(city, communities, crs, id_column=community_id, count=count)
    _rules.set_range(city, min_households, max_households, target_households, count, compounds_rule, barrier_rules)
    _rules.set_weights(city, change_budget, boundary_weight, along_barrier, across_soft_barrier)
    _rules.set_limits(city, limits)
    _rules.set_micro(city, True if levels == 3 and not micro else micro)
    _rules.set_levels(city, levels)
    _rules.set_branches(city, branches)
    _rules.set_codes(city, codes, language)
    _rules.set_geometry(city, geometry)
    if barriers is not None:
        _city.add_barriers(city, barriers, crs, class_column=barrier_class)
    if crossings is not None:
        _sections.add_crossings(city, crossings, crs)
    if exclusive is not None:
        _sections.add_exclusive(city, exclusive, crs, id_column=exclusive_id)
    if walk_network is not None:
        _walks.add_network(city, walk_network, crs, from_node=None, to_node=None, foot="foot")
    community = np.full(len(buildings), -1, np.int32)
    if community_id in buildings.columns:
        community = _frames.rows_of(buildings[community_id], ids)
    compound_ids, compound = _city.add_compounds(city, compounds, buildings, crs, id_column=compound_id)
    building_ids = _city.add_buildings(
        city, buildings, crs, id_column=building_id, households=households, community=community, compound=compound,
        language=language,
    )
    _sections.add_building_columns(city, buildings)
    _sections.add_previous(city, previous, buildings, crs, id_column=building_id)
    _sections.add_functional_layers(city, functional_grids, functional_weights, buildings, crs, id_column=building_id)
    _native.set_locked(city, _sections.locked_codes(locked))
    return Job(city, crs, language, ids, building_ids, compound_ids)
