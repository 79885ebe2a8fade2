"""The project file: one TOML file describes one job. Keys, defaults and refusals are those of the program."""
import difflib
import tomllib
from pathlib import Path
from typing import Any

from wangge.errors import BAD_PROJECT_FILE, INVALID_RULES, UNREADABLE_FILE, WanggeError

OPTIONS = frozenset({"path", "layer", "encoding", "crs", "datum", "geometry", "join", "households_from", "basis"})
PLACE = frozenset({"x", "y", "lon", "lat", "wkt"})
ROLES = {
    "communities": {"id", "name", "subdistrict", "county", "grids", "wkt"},
    "buildings": PLACE | {
        "id", "name", "households", "community", "compound", "floors", "units", "population", "party_members", "workload", "must_link",
        "cannot_link", "part_of", "use", "previous_grid", "dwellings", "unit",
    },
    "compounds": {"id", "name", "wkt"},
    "barriers": {"class", "name", "wkt"},
    "crossings": PLACE | {"name", "class"},
    "exclusive": {"id", "name", "wkt"},
    "centres": PLACE | {"id", "name", "level", "capacity", "planned"},
    "walk_network": {"name", "foot", "bridge", "tunnel", "from_node", "to_node", "wkt"},
    "gates": PLACE | {"compound", "name"},
    "entrances": PLACE | {"building", "centre"},
    "candidates": PLACE | {"id", "name"},
    "functional_grids": {"grid_code", "building", "name", "wkt"},
    "previous": {"id", "grid_code", "building", "name", "wkt"},
}  # fmt: skip
RULES: dict[str, Any] = {
    "min_households": 300, "max_households": 500, "target_households": None, "count": "target", "compounds": "keep", "barriers": {},
    "change_budget": 1.0, "boundary_weight": 0.05, "along_barrier": 0.3, "across_soft_barrier": 0.1, "limits": {}, "micro": None, "codes": None,
    "branches": None, "levels": 2,
}  # fmt: skip
CIRCLES = {"minutes": (5, 10, 15), "speed": 1.1, "metres": (), "elderly_speed": 0.0, "gates": "infer", "barriers": "legs"}
TOP = frozenset({"name", "crs", "language", "locked", "rules", "circles", "functional_grids", *ROLES})


def load(path):
    """The project as plain values; every section holds a path that exists or is a URL of GDAL's own kind."""
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise WanggeError(f"{path}: {problem.strerror or problem}", UNREADABLE_FILE) from problem
    except UnicodeDecodeError as problem:
        raise WanggeError(f"{path}: not UTF-8 text; a project file is TOML", BAD_PROJECT_FILE) from problem
    try:
        project = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise WanggeError(f"{path}: {problem}", BAD_PROJECT_FILE) from problem
    _refuse_slips(project, TOP, "")
    sections = {name: _section(path, name, project[name]) for name in ROLES if name in project and name != "functional_grids"}
    for name in ("communities", "buildings"):
        if name not in sections:
            raise WanggeError(f"{path}: section [{name}] is missing", BAD_PROJECT_FILE)
        if "id" not in sections[name]:
            raise WanggeError(f"{path}: [{name}] does not name its column `id`", BAD_PROJECT_FILE)
    return {
        "name": str(project.get("name", "")),
        "crs": str(project.get("crs", "auto")),
        "language": project.get("language", "en"),
        "locked": _locked(path, project.get("locked")),
        "functional_grids": _functional_layers(path, project.get("functional_grids", [])),
        "sections": sections,
        "rules": _table(path, project, "rules", RULES),
        "circles": _circles(_table(path, project, "circles", CIRCLES)),
    }


def _locked(path, given):
    """The codes themselves, or the table that holds them."""
    if given is None or isinstance(given, list):
        given = {"codes": given or []}
    if not isinstance(given, dict):
        raise WanggeError(f"{path}: [locked] must be a list of grid codes or a section", BAD_PROJECT_FILE)
    _refuse_slips(given, {"codes", "path", "layer", "grid_code", "id"}, "locked.")
    codes = given.get("codes", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise WanggeError(f"{path}: locked.codes must be a list of texts", BAD_PROJECT_FILE)
    if "path" not in given:
        return {"codes": codes}
    column = given.get("grid_code", given.get("id", "grid_code"))
    return {"codes": codes, "path": place_of(path, given["path"], "[locked]"), "layer": given.get("layer"), "column": column}


def _functional_layers(path, given):
    """Title -> (section, weight) of the old functional layers."""
    layers: dict[str, Any] = {}
    for one in given if isinstance(given, list) else [given]:
        _refuse_slips(one, {"title", "weight"} | OPTIONS | ROLES["functional_grids"], "functional_grids.")
        if "grid_code" not in one:
            raise WanggeError(f"{path}: [[functional_grids]] does not name its column `grid_code`", BAD_PROJECT_FILE)
        rest = {key: value for key, value in one.items() if key not in ("title", "weight")}
        section = _section(path, "functional_grids", rest)
        title = one.get("title") or section.get("layer") or Path(section["path"]).stem
        if title in layers:
            raise WanggeError(f"{path}: two [[functional_grids]] are called {title!r}", BAD_PROJECT_FILE)
        layers[title] = (section, float(one.get("weight", 1.0)))
    return layers


def _refuse_slips(table, known, place):
    """A key that is nearly a known one is a slip of the pen; any other is left alone."""
    for key in table:
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.85) if key not in known else []
        if near:
            raise WanggeError(f"{place}{key} is not known; {near[0]} was probably meant", BAD_PROJECT_FILE)


def _section(path, name, section):
    if not isinstance(section, dict) or not isinstance(section.get("path"), str):
        raise WanggeError(f"{path}: [{name}] needs a path", BAD_PROJECT_FILE)
    _refuse_slips(section, OPTIONS | ROLES[name], f"{name}.")
    for key in ROLES[name] & section.keys():
        if not isinstance(section[key], str):
            raise WanggeError(f"{path}: {name}.{key} must be the name of a column", BAD_PROJECT_FILE)
    return {**section, "path": place_of(path, section["path"], f"[{name}]")}


def defaults(name, given):
    """The section `rules` or `circles` of a city that is made of frames: what is given, and the rest as in a file."""
    known = {"rules": RULES, "circles": CIRCLES}[name]
    odd = [key for key in given if key not in known]
    if odd:
        raise WanggeError(f"{name}: {odd[0]!r} is not one of {', '.join(known)}", INVALID_RULES)
    values = _table(name, {name: dict(given)}, name, known)
    return values if name == "rules" else _circles(values)


def place_of(project, given, what):
    if given.startswith(("PG:", "/vsi")):
        return given
    file = Path(project).parent / given
    if not file.exists():
        raise WanggeError(f"{what}: {file} does not exist", UNREADABLE_FILE)
    return str(file)


def _table(path, project, name, defaults):
    given = project.get(name, {})
    if not isinstance(given, dict):
        raise WanggeError(f"{path}: {name} must be a section", BAD_PROJECT_FILE)
    _refuse_slips(given, defaults, f"{name}.")
    values = {**defaults, **given}
    for key, default in defaults.items():
        number = isinstance(default, (int, float)) or key == "target_households"
        if number and values[key] is not None and (isinstance(values[key], bool) or not isinstance(values[key], (int, float))):
            raise WanggeError(f"{name}.{key} is {values[key]!r}; it must be a number", INVALID_RULES)
    if name == "rules" and values["target_households"] is None:
        low, high = values["min_households"], values["max_households"]
        values["target_households"] = 400 if low <= 400 <= high else (low + high) // 2
    return values


def _circles(values):
    for key, words in {"gates": ("infer", "given"), "barriers": ("legs", "lines")}.items():
        if values[key] not in words:
            raise WanggeError(f"circles.{key} is {values[key]!r}; it must be {words[0]!r} or {words[1]!r}", INVALID_RULES)
    for key in ("minutes", "metres"):
        given = values[key]
        values[key] = tuple(given) if isinstance(given, (list, tuple)) else (given,)
        if not all(isinstance(v, (int, float)) and not isinstance(v, bool) and v > 0 for v in values[key]):
            raise WanggeError(f"circles.{key} is {given!r}; it must be a positive number or a list of them", INVALID_RULES)
    return values
