"""A project file as frames."""
import os
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Unpack

import geopandas as gpd
import pandas as pd

from wangge import _frames, _layers, _project
from wangge._options import AnyPlan, CityOptions, CoverageOptions, DivideOptions, RepairOptions, SiteOptions
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
    findings : pandas.DataFrame
        Records left out or mended by the reader: ``layer``, ``object_id``, ``code``, ``text``.
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
    findings: pd.DataFrame = field(default_factory=pd.DataFrame)
    previous_grids: gpd.GeoDataFrame | None = None
    locked: tuple[str, ...] = ()
    geometry: str = "footprints"
    functional_grids: dict[str, Any] = field(default_factory=dict)
    functional_weights: dict[str, float] = field(default_factory=dict)

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
            "previous": self.previous if self.previous_grids is None else self.previous_grids, "locked": self.locked,
            "functional_grids": self.functional_grids, "functional_weights": self.functional_weights, "geometry": self.geometry, "language": self.language, "compounds_rule": rules["compounds"],
            "barrier_rules": rules["barriers"], **given,
        }  # fmt: skip

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
        if self.walk_network is not None and "from_node" in self.walk_network and "to_node" in self.walk_network:
            given.update(from_node="from_node", to_node="to_node")
        return given

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


def read_city(path: str | os.PathLike) -> City:
    """Read a project file (``city.toml``) and the layers it names.

    Parameters
    ----------
    path : str or Path
        The project file; paths in it are relative to it. Formats: whatever GDAL opens.

    Returns
    -------
    City

    Raises
    ------
    WanggeError
        Code 101 unreadable file, 102 unknown layer, 103 missing column, 104 unknown CRS, 105 bad project file, 107 empty layer,
        201 unusable input, 301 contradictory rules.

    See Also
    --------
    divide, coverage : the same from frames.

    Notes
    -----
    Records without geometry are left out, self-crossing outlines mended, ids that repeat get ``#2``; `City.findings` says so.
    The program recognises more (shifted datums, encodings without a declaration, swapped axes): for dirty data run
    ``wangge doctor`` first.

    Examples
    --------
    >>> import pathlib, tempfile, geopandas, shapely, wangge
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> geopandas.GeoDataFrame({"code": ["001"]}, geometry=[shapely.box(5e5, 45e5, 500080, 4500020)], crs="EPSG:4546").to_file(
    ...     folder / "land.geojson")
    >>> geopandas.GeoDataFrame({"no": ["a", "b"], "hs": [400, 350]}, crs="EPSG:4546",
    ...     geometry=[shapely.box(x, 4500005, x + 9, 4500015) for x in (500005, 500050)]).to_file(folder / "houses.geojson")
    >>> _ = (folder / "city.toml").write_text('''
    ... [communities]
    ... path = "land.geojson"
    ... id = "code"
    ... [buildings]
    ... path = "houses.geojson"
    ... id = "no"
    ... households = "hs"
    ... ''')
    >>> city = wangge.read_city(folder / "city.toml")
    >>> city
    <wangge.City '': 1 communities, 2 buildings, EPSG:4546>
    >>> city.divide().grids["households"].tolist()
    [400, 350]
    """
    path = Path(path)
    project = _project.load(path)
    told: list[tuple[str, str, str, str]] = []
    read = {name: _layers.read_section(name, section) for name, section in project["sections"].items()}
    crs = _layers.working_crs(project["crs"], read["communities"][0])
    rows = {name: _layers.in_place(name, frame, section, crs, told) for name, (frame, section) in read.items()}
    buildings = _layers.countable(rows["buildings"], read["buildings"][1], told)
    communities = _layers.unique(rows["communities"], "community_id", "communities", told)
    rules = dict(project["rules"])
    grids = read["communities"][1].get("grids")
    if grids is not None and rules["count"] not in communities.columns:
        rules.setdefault("count", grids)
    rules["barriers"] = dict(rules["barriers"])
    if isinstance(rules["count"], int):
        communities = communities.assign(wanted_grids=rules["count"])
        rules["count"] = "wanted_grids"
    frames = {name: rows.get(name) for name in FRAMES[2:]}
    for name, key in (("compounds", "compound_id"), ("centres", "id"), ("exclusive", "id"), ("candidates", "id")):
        if frames[name] is not None:
            frames[name] = _named(frames[name], key, name, told)
    layers = _functional_layers(project["functional_grids"], crs, told)
    return City(
        name=project["name"], language=project["language"], crs=crs, communities=communities, buildings=buildings,
        previous=_previous(rows.get("previous"), buildings), rules=rules, circles=project["circles"],
        findings=pd.DataFrame(told, columns=["layer", "object_id", "code", "text"]), locked=_layers.locked_codes(project["locked"]),
        previous_grids=_polygons_in_force(rows.get("previous")), geometry=project["sections"]["buildings"].get("geometry", "footprints"),
        functional_grids={title: frame for title, (frame, _) in layers.items()},
        functional_weights={title: weight for title, (_, weight) in layers.items()}, **frames,
    )  # fmt: skip


def _named(frame, key, name, told):
    if key not in frame.columns:
        frame = frame.assign(**{key: [str(row + 1) for row in range(len(frame))]})
    return _layers.unique(frame, key, name, told)


def _functional_layers(given, crs, told):
    """Title -> (polygons or table of building -> code, weight)."""
    layers = {}
    for title, (section, weight) in given.items():
        frame, section = _layers.read_section("functional_grids", section)
        layers[title] = (_layers.in_place("functional_grids", frame, section, crs, told), weight)
    return layers


def _polygons_in_force(frame):
    """The plan in force where it is drawn and not a table of buildings."""
    if not isinstance(frame, gpd.GeoDataFrame) or "building_id" in frame.columns:
        return None
    return frame if "grid_code" in frame.columns else frame.rename(columns={"id": "grid_code"})


def _previous(frame, buildings):
    """The plan in force as grid code by building, from a table or from the polygon that holds each building's point."""
    codes = buildings.set_index("building_id").get("previous_grid")
    if frame is not None and "building_id" in frame.columns and "grid_code" in frame.columns:
        codes = frame.drop_duplicates("building_id").set_index("building_id")["grid_code"].reindex(buildings["building_id"])
    elif frame is not None and isinstance(frame, gpd.GeoDataFrame):
        key = "grid_code" if "grid_code" in frame.columns else "id"
        points = gpd.GeoDataFrame(geometry=buildings.geometry.representative_point(), crs=buildings.crs)
        found = gpd.sjoin(points, frame[[key, "geometry"]], predicate="within")
        found = found[~found.index.duplicated()][key].reindex(points.index)
        codes = pd.Series(found.to_numpy(), index=pd.Index(buildings["building_id"]))
    if codes is None:
        return None
    texts = pd.Series(_frames.texts(codes), index=codes.index, name="grid_code", dtype=object)
    return texts.rename_axis("building_id")
