"""Plans on disk, written beside and renamed, so that a file is whole or as it was."""
import os
import shutil
import tempfile
import warnings
from pathlib import Path

import geopandas as gpd
import pyogrio

from wangge.errors import UNKNOWN_LAYER, UNREADABLE_FILE, UNSUPPORTED_FORMAT, UNWRITABLE_FILE, WanggeError

LAYERS = ("grids", "cells", "communities", "findings", "violations", "branches", "levels", "party_groups", "layer_crosswalk")
TABLES = ("layer_crosswalk",)
OPTIONAL = ("branches", "levels", "party_groups", *TABLES)
DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf", ".shp": "ESRI Shapefile", ".parquet": "Parquet"}


def write(plan, path):
    path = Path(path)
    driver = DRIVERS.get(path.suffix.lower())
    if driver is None:
        raise WanggeError(f"{path}: unknown format; the ending is one of {', '.join(DRIVERS)}", UNSUPPORTED_FORMAT)
    try:
        # In the same folder: a rename across file systems is no rename.
        folder = Path(tempfile.mkdtemp(prefix=f".{path.stem}-", dir=path.parent))
    except OSError as problem:
        raise WanggeError(f"{path}: {problem.strerror or problem}", UNWRITABLE_FILE) from problem
    try:
        write_layers(((name, getattr(plan, name)) for name in LAYERS), folder / path.name, first="grids")
        # Grids last: whoever sees them sees the others.
        for file in sorted(folder.iterdir(), key=lambda file: file.name.startswith(path.stem + ".")):
            os.replace(file, path.parent / file.name)
    except ImportError as problem:
        raise WanggeError(f"{path}: GeoParquet needs pyarrow: pip install pyarrow", UNSUPPORTED_FORMAT) from problem
    except (OSError, pyogrio.errors.DataSourceError, RuntimeError) as problem:
        raise WanggeError(f"{path}: cannot be written: {problem}", UNWRITABLE_FILE) from problem
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_layers(frames, path, *, first):
    """One file of all layers, or one a layer: the first bears the name itself. Empty layers have no file of their own."""
    driver = DRIVERS[path.suffix.lower()]
    for name, frame in frames:
        if frame is None or (driver != "GPKG" and len(frame) == 0):
            continue
        one = path if driver == "GPKG" or name == first else path.with_name(f"{path.stem}_{name}{path.suffix}")
        _write_layer(frame, one, name, driver)


def _write_layer(frame, file, name, driver):
    if name in TABLES:
        frame = gpd.GeoDataFrame(frame, geometry=[None] * len(frame), crs="EPSG:4326")
    if driver == "Parquet":  # GeoParquet, by pyarrow: the GDAL of pyogrio's wheels has no driver for it
        frame.to_parquet(file, index=False)
        return
    if driver == "GeoJSON":  # RFC 7946
        frame = frame.to_crs("EPSG:4326")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # short names of shapefiles
        more = {"layer": name} if driver == "GPKG" else {}
        if driver == "FlatGeobuf" and frame.geometry.isna().any():
            more = {"SPATIAL_INDEX": "NO"}
        kind = frame.geom_type.dropna().unique()
        mixed = {"geometry_type": "Unknown"} if driver == "GPKG" and len(kind) != 1 else {}
        frame.to_file(file, driver=driver, engine="pyogrio", index=False, **more, **mixed)


def read(path):
    path = Path(path)
    if not path.is_file():
        raise WanggeError(f"{path} does not exist", UNREADABLE_FILE)
    try:
        known = {str(name) for name in pyogrio.list_layers(path)[:, 0]}
        missing = {"grids", "cells"} - known
        if missing:
            raise WanggeError(f"{path} is no plan: it has no layer {', '.join(sorted(missing))}", UNKNOWN_LAYER)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frames = {name: gpd.read_file(path, layer=name, engine="pyogrio") for name in LAYERS if name in known}
    except pyogrio.errors.DataSourceError as problem:
        raise WanggeError(f"{path} cannot be read: {problem}", UNREADABLE_FILE) from problem
    empty = gpd.GeoDataFrame(geometry=[], crs=frames["grids"].crs)
    return {name: frames.get(name, None if name in OPTIONAL else empty) for name in LAYERS}


def read_layer(folder, name):
    """One layer of the plan in a folder, whatever its format; empty where the plan has none of that name."""
    whole = next((folder / f"plan{ending}" for ending in DRIVERS if (folder / f"plan{ending}").is_file()), None)
    if whole is None:
        raise WanggeError(f"{folder} holds no plan", UNREADABLE_FILE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if whole.suffix == ".gpkg":
            return gpd.read_file(whole, layer=name, engine="pyogrio")
        one = whole if name == "grids" else whole.with_name(f"plan_{name}{whole.suffix}")
        if not one.is_file():
            return gpd.GeoDataFrame(geometry=[])
        return gpd.read_parquet(one) if one.suffix == ".parquet" else gpd.read_file(one, engine="pyogrio")


def read_grids(path):
    """Grids, and cells where there are any: of a plan, or of a file that only holds grids, in one layer or one called `grids`."""
    if not path.is_file():
        raise WanggeError(f"{path} does not exist", UNREADABLE_FILE)
    try:
        known = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
        if "grids" not in known and len(known) != 1:
            raise WanggeError(f"{path} has the layers {', '.join(known)}, none of them `grids`", UNKNOWN_LAYER)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            grids = gpd.read_file(path, layer="grids" if "grids" in known else known[0], engine="pyogrio")
            with_cells = "grids" in known and "cells" in known
            return grids, gpd.read_file(path, layer="cells", engine="pyogrio") if with_cells else None
    except pyogrio.errors.DataSourceError as problem:
        raise WanggeError(f"{path} cannot be read: {problem}", UNREADABLE_FILE) from problem
