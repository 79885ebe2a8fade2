"""Keyword options that one call hands on to another, by name and type: what a misspelt one is told by, before and at run time."""
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypedDict

import geopandas as gpd

from wangge.plan import Plan

AnyPlan: TypeAlias = Plan | gpd.GeoDataFrame | str | os.PathLike[str]
Progress: TypeAlias = bool | Callable[[str, int, int], object] | None


class CityOptions(TypedDict, total=False):
    """The options of `wangge.divide` that say what is divided and by which rules; `check` and `repair` take the same."""

    barriers: gpd.GeoDataFrame | None
    compounds: gpd.GeoDataFrame | None
    crossings: gpd.GeoDataFrame | None
    exclusive: gpd.GeoDataFrame | None
    walk_network: Any
    previous: Any
    locked: Sequence[str]
    geometry: str
    households: str
    building_id: str
    community_id: str
    compound_id: str
    exclusive_id: str
    barrier_class: str
    min_households: int
    max_households: int
    target_households: int
    count: str
    compounds_rule: str
    barrier_rules: Mapping[str, str] | None
    limits: Mapping[str, float] | None
    micro: Mapping[str, int] | bool | None
    levels: int
    branches: Mapping[str, int] | bool | None
    functional_grids: Mapping[str, Any] | None
    functional_weights: Mapping[str, float] | None
    codes: Mapping[str, Any] | None
    change_budget: float
    boundary_weight: float
    along_barrier: float
    across_soft_barrier: float
    language: str


class DivideOptions(CityOptions, total=False):
    """All options of `wangge.divide`."""

    threads: int | None
    seed: int
    time_limit: float | None
    prove: bool
    progress: Progress


class RepairOptions(CityOptions, total=False):
    """All options of `wangge.repair`."""

    max_change: int | None
    threads: int | None
    seed: int
    time_limit: float | None
    progress: Progress


class DoctorOptions(TypedDict, total=False):
    """All options of `wangge.doctor`."""

    compounds: gpd.GeoDataFrame | None
    barriers: gpd.GeoDataFrame | None
    crossings: gpd.GeoDataFrame | None
    exclusive: gpd.GeoDataFrame | None
    centres: gpd.GeoDataFrame | None
    walk_network: Any
    gates: gpd.GeoDataFrame | None
    entrances: gpd.GeoDataFrame | None
    previous: Any
    functional_grids: Mapping[str, Any] | None
    geometry: str
    households: str
    community_id: str
    building_id: str
    compound_id: str
    exclusive_id: str
    barrier_class: str
    centre_id: str
    from_node: str | None
    to_node: str | None
    foot: str
    language: str


class WalkOptions(TypedDict, total=False):
    """The options that `wangge.coverage` and `site` share."""

    gates: gpd.GeoDataFrame | None
    entrances: gpd.GeoDataFrame | None
    compounds: gpd.GeoDataFrame | None
    barriers: gpd.GeoDataFrame | None
    crossings: gpd.GeoDataFrame | None
    minutes: Sequence[float]
    speed: float
    metres: Sequence[float]
    households: str
    building_id: str
    centre_id: str
    compound_id: str
    barrier_class: str
    barrier_rules: Mapping[str, str] | None
    infer_gates: bool
    barriers_close_lines: bool
    from_node: str | None
    to_node: str | None
    foot: str
    threads: int | None
    progress: Progress
    language: str


class CoverageOptions(WalkOptions, total=False):
    """All options of `wangge.coverage`."""

    elderly_speed: float


class SiteOptions(WalkOptions, total=False):
    """All options of `wangge.site`."""

    add: int | None
    reach: float | None
    candidates: gpd.GeoDataFrame | str | None
    candidate_id: str
    most_candidates: int
