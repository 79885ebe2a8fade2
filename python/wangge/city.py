"""A city in memory: its frames, and everything that can be asked about it."""
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Unpack

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wangge import _city, _frames, _native, _project
from wangge._options import AnyPlan, CityOptions, CoverageOptions, DivideOptions, DoctorOptions, RepairOptions, SiteOptions
from wangge.data_check import doctor
from wangge.division import divide
from wangge.errors import NO_CENTRES, LeftOutWarning, WanggeError
from wangge.mending import Repair, repair
from wangge.plan import Plan
from wangge.plan_check import Check, check
from wangge.reach import Coverage, coverage
from wangge.siting import Sites, site

FRAMES = (
    "communities", "buildings", "compounds", "barriers", "crossings", "exclusive", "centres", "walk_network", "gates", "entrances",
    "candidates",
)  # fmt: skip

# Rules whose name is that of an option of `divide`; the others are given by hand.
SAME_NAME = (
    "min_households", "max_households", "target_households", "count", "limits", "micro", "levels", "branches", "codes", "change_budget", "boundary_weight",
    "along_barrier", "across_soft_barrier",
)  # fmt: skip


@dataclass(frozen=True)
class City:
    """What a project file describes, every frame in one metric CRS and with the column names that `divide` and `coverage` expect.

    `read_city` reads one, `from_frames` makes one of frames in memory.

    Attributes
    ----------
    name, language : str
    crs : pyproj.CRS
        The working CRS; metres.
    communities, buildings : geopandas.GeoDataFrame
        ``community_id``; ``building_id``, ``households`` (missing: unknown), ``community_id``, ``compound_id`` ...
    compounds, barriers, crossings, exclusive, centres, walk_network, gates, entrances, candidates : geopandas.GeoDataFrame or None
        None: the project has no such section.
    previous : pandas.Series or None
        The plan in force: grid code by ``building_id``.
    previous_grids : geopandas.GeoDataFrame or None
        Its polygons, where the file gives polygons.
    functional_grids, functional_weights : dict
        Old functional layers (多网合一) by title, and how much their words count.
    locked : tuple of str
        Codes of the plan in force whose grids may not change.
    geometry : {"footprints", "points", "cells"}
        What the geometries of the buildings are.
    rules, circles : dict
        As in the file, defaults filled in.
    findings : geopandas.GeoDataFrame
        Records left out or taken otherwise than given by the reader, as in `doctor`, which finds more.
    """

    name: str
    language: str
    crs: Any
    communities: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    compounds: gpd.GeoDataFrame | None = None
    barriers: gpd.GeoDataFrame | None = None
    crossings: gpd.GeoDataFrame | None = None
    exclusive: gpd.GeoDataFrame | None = None
    centres: gpd.GeoDataFrame | None = None
    walk_network: gpd.GeoDataFrame | None = None
    gates: gpd.GeoDataFrame | None = None
    entrances: gpd.GeoDataFrame | None = None
    candidates: gpd.GeoDataFrame | None = None
    previous: pd.Series | None = None
    rules: dict = field(default_factory=dict)
    circles: dict = field(default_factory=dict)
    findings: gpd.GeoDataFrame = field(default_factory=gpd.GeoDataFrame)
    previous_grids: gpd.GeoDataFrame | None = None
    locked: tuple[str, ...] = ()
    geometry: str = "footprints"
    functional_grids: dict[str, Any] = field(default_factory=dict)
    functional_weights: dict[str, float] = field(default_factory=dict)

    @classmethod
    def from_frames(
        cls, communities: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame, *, name: str = "", language: str = "en",
        rules: Mapping[str, Any] | None = None, circles: Mapping[str, Any] | None = None, **sections: Any,
    ) -> "City":
        """A city whose layers are in memory, with no project file.

        Parameters
        ----------
        communities, buildings : geopandas.GeoDataFrame
            In one projected CRS that counts in metres, with the columns that `divide` expects.
        name : str
        language : {"en", "zh"}
        rules, circles : dict, optional
            As the sections of a project file; what is not given has its default.
        **sections
            Further attributes of a city by name: `barriers`, `compounds`, `centres`, `previous` ...

        Returns
        -------
        City

        Raises
        ------
        WanggeError
            Code 103 a column is missing, 104 wrong CRS, 301 unknown rule.

        Examples
        --------
        >>> import geopandas, shapely, wangge
        >>> land = geopandas.GeoDataFrame({"community_id": ["A"]}, geometry=[shapely.box(0, 0, 80, 20)], crs="EPSG:4546")
        >>> houses = geopandas.GeoDataFrame(
        ...     {"building_id": list("pqrs"), "households": [200, 200, 150, 250]},
        ...     geometry=[shapely.box(x + 5, 5, x + 15, 15) for x in (0, 20, 40, 60)], crs="EPSG:4546")
        >>> city = wangge.City.from_frames(land, houses, rules={"max_households": 450})
        >>> city.divide().grids["households"].tolist()
        [400, 400]
        """
        crs = _frames.require_metres(communities, "communities")
        _frames.require_same(buildings, crs, "buildings")
        for frame, column, what in ((communities, "community_id", "communities"), (buildings, "building_id", "buildings")):
            _frames.column(frame, column, what)
        return cls(
            name=name, language=_city.language_word(language), crs=crs, communities=communities, buildings=buildings,
            rules=_project.defaults("rules", rules or {}), circles=_project.defaults("circles", circles or {}), **sections,
        )  # fmt: skip

    def parts(self, by: str) -> dict[str, "City"]:
        """The city in pieces that are divided one by one, for example the tasks of `wangge.batch.run`.

        Communities are divided each by itself, so the grids are those of the whole city, unless `change_budget` limits the whole. Only
        the second look at hard communities is paid from what all communities of a run have in common, so a few may find another plan.

        Parameters
        ----------
        by : str
            A column of `communities`, such as ``"subdistrict"`` or ``"county"``.

        Returns
        -------
        dict of str to City
            By the values of the column, in their order; a community without one is in the part ``""``. Each has its communities
            and the buildings that a plan puts there (those outside all communities: with the nearest); other layers are whole.

        Raises
        ------
        WanggeError
            Code 103: there is no such column.
        """
        values = pd.Series(_frames.texts(_frames.column(self.communities, by, "communities")), index=self.communities.index)
        home = _homes(self.communities, self.buildings, self.crs)
        found = {}
        for value in sorted(values.unique()):
            mine = (values == value).to_numpy()
            theirs = np.isin(home, np.flatnonzero(mine))
            found[value] = replace(
                self, name=f"{self.name} {value}".strip(), communities=self.communities[mine].reset_index(drop=True),
                buildings=self.buildings[theirs].reset_index(drop=True),
            )  # fmt: skip
        return found

    def __repr__(self):
        counts = f"{len(self.communities)} communities, {len(self.buildings)} buildings"
        return f"<wangge.City {self.name!r}: {counts}, {self.crs.to_string()}>"

    def left_out(self, job: str = "divide") -> list[str]:
        """What the package does not honour in this project, as words.

        Parameters
        ----------
        job : {"divide", "coverage"}

        Returns
        -------
        list of str
            Keys of the section (``rules``, ``circles``) that this version of the package does not know; empty for most projects.
        """
        section, given, known = ("rules", self.rules, _project.RULES) if job == "divide" else ("circles", self.circles, _project.CIRCLES)
        return [f"{section}.{key}" for key in given if key not in known]

    def _division(self):
        """What `wangge.divide`, `check` and `repair` are given."""
        rules = self.rules
        given = {name: rules[name] for name in SAME_NAME if name in rules}
        return {
            "barriers": self.barriers, "compounds": self.compounds, "crossings": self.crossings, "exclusive": self.exclusive,
            "walk_network": self.walk_network, "previous": self.previous if self.previous_grids is None else self.previous_grids, "locked": self.locked,
            "functional_grids": self.functional_grids, "functional_weights": self.functional_weights, "geometry": self.geometry, "language": self.language, "compounds_rule": rules["compounds"],
            "barrier_rules": rules["barriers"], **given,
        }  # fmt: skip

    def doctor(self, **options: Unpack[DoctorOptions]) -> gpd.GeoDataFrame:
        """What is wrong with the data of the project: `findings`, and what `wangge.doctor` finds in the frames.

        Parameters
        ----------
        **options
            Of `wangge.doctor`; they overrule the file.

        Returns
        -------
        geopandas.GeoDataFrame
            As of `wangge.doctor`; the same findings as those of ``wangge doctor``.
        """
        section = self._division()
        names = ("barriers", "compounds", "crossings", "exclusive", "previous", "functional_grids", "geometry", "language")
        given = {name: section[name] for name in names}
        given.update(centres=self.centres, walk_network=self.walk_network, gates=self.gates, entrances=self.entrances, **self._joints())
        found = doctor(self.communities, self.buildings, **{**given, **options})
        return pd.concat([self.findings, found], ignore_index=True) if len(self.findings) else found

    def divide(self, **options: Unpack[DivideOptions]) -> Plan:
        """Divide by the rules of the file.

        Parameters
        ----------
        **options
            Of `wangge.divide`; they overrule the file.

        Returns
        -------
        Plan

        Warns
        -----
        LeftOutWarning
            Where the project holds what only the program honours: see `left_out`.
        """
        self._warn("divide", "divide")
        return divide(self.communities, self.buildings, **{**self._division(), **options})

    def check(self, plan: AnyPlan, **options: Unpack[CityOptions]) -> Check:
        """Check a plan, a layer of grids or a file by the rules of the project; see `wangge.check`.

        Parameters
        ----------
        plan : Plan, geopandas.GeoDataFrame or path
        **options
            Of `wangge.check`; they overrule the file.

        Returns
        -------
        Check
        """
        return check(plan, self.communities, self.buildings, **{**self._division(), **options})

    def repair(self, plan: AnyPlan, **options: Unpack[RepairOptions]) -> Repair:
        """Mend a plan by the rules of the project with the least change; see `wangge.repair`.

        Parameters
        ----------
        plan : Plan, geopandas.GeoDataFrame or path
        **options
            Of `wangge.repair`; they overrule the file.

        Returns
        -------
        Repair

        Warns
        -----
        LeftOutWarning
            As `divide` does.
        """
        self._warn("divide", "repair")
        return repair(plan, self.communities, self.buildings, **{**self._division(), **options})

    def coverage(self, **options: Unpack[CoverageOptions]) -> Coverage:
        """Circles and coverage by the radii of the file; options as for `wangge.coverage`.

        Warns
        -----
        LeftOutWarning
            Where the file holds what the package does not know: see `left_out`.

        Raises
        ------
        WanggeError
            Code 402: the project has no centres.
        """
        if self.centres is None or len(self.centres) == 0:
            raise WanggeError("the project has no centres: add [centres]", NO_CENTRES)
        self._warn("coverage", "circles")
        given = {**self._walks(), "elderly_speed": self.circles["elderly_speed"]}
        return coverage(self.buildings, self._built(), self.walk_network, **{**given, **options})

    def site(self, **options: Unpack[SiteOptions]) -> Sites:
        """Places for new centres on the walks of the file, among its candidates if it has some; see `wangge.site`.

        Parameters
        ----------
        **options
            Of `wangge.site`: ``add`` or ``reach``, and what overrules the file.

        Returns
        -------
        Sites
        """
        return site(self.buildings, self._built(), self.walk_network, **{"candidates": self.candidates, **self._walks(), **options})

    def _walks(self):
        """What `coverage` and `site` are given."""
        rules = self.circles
        given = {name: rules[name] for name in ("minutes", "speed", "metres")}
        given.update(
            language=self.language, gates=self.gates, entrances=self.entrances, compounds=self.compounds, barriers=self.barriers,
            crossings=self.crossings, barrier_rules=self.rules["barriers"], infer_gates=rules["gates"] == "infer",
            barriers_close_lines=rules["barriers"] == "lines",
        )  # fmt: skip
        return {**given, **self._joints()}

    def _joints(self):
        """The columns that say where lines join, where the network has them."""
        names = ("from_node", "to_node")
        return {name: name for name in names} if self.walk_network is not None and set(names) <= set(self.walk_network) else {}

    def _built(self):
        """Centres that are only planned serve nobody yet."""
        if self.centres is None:
            return gpd.GeoDataFrame({"id": []}, geometry=[], crs=self.crs)
        if "planned" not in self.centres.columns:
            return self.centres
        return self.centres[~self.centres["planned"].astype(str).str.lower().isin({"1", "1.0", "true", "yes", "是"})]

    def _warn(self, job, command):
        words = self.left_out(job)
        if words:
            told = f"not honoured by the package: {', '.join(words)}; perhaps the program `wangge {command}` does"
            warnings.warn(told, LeftOutWarning, stacklevel=3)


def _homes(communities, buildings, crs):
    """Row of the community of every building: where a plan puts it; of those that lie in none, the nearest."""
    city = _native.City()
    ids, _ = _city.add_communities(city, communities, crs, id_column="community_id", count="target")
    column = buildings["community_id"] if "community_id" in buildings.columns else [None] * len(buildings)
    said = _frames.rows_of(column, ids)
    nothing = np.full(len(buildings), -1, np.int32)
    names = [str(row) for row in range(len(buildings))]
    areas, points = _frames.area_arrays(buildings), _frames.point_array(buildings)
    city.set_buildings(names, areas, points, np.zeros(len(buildings), np.int32), said, nothing)
    home = np.array(_native.homes(city), np.int64)
    lost = np.flatnonzero(home < 0)
    if len(lost):
        land = shapely.STRtree(communities.geometry.values)
        home[lost] = land.nearest(buildings.geometry.iloc[lost].values)
    return home
