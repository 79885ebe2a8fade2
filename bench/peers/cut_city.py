"""A city of a given size: whole communities of the generated Hohhot-sized city, those nearest to its middle."""

import shutil

import geopandas as gpd
import numpy as np
import shapely
from common import OUT, PROGRAM, command, without

LAYERS = ("communities", "buildings", "compounds", "exclusive", "barriers", "crossings", "walk_network")


def nearest_communities(communities, counts, buildings):
    """Ids of the communities nearest to the middle of all, the first so many that have at least `buildings` together."""
    centre = shapely.centroid(communities.geometry.values)
    middle = shapely.points(np.mean(shapely.get_coordinates(centre), axis=0))
    order = np.lexsort((communities.community_id.values, shapely.distance(centre, middle)))
    ids = communities.community_id.iloc[order]
    total = counts.reindex(ids).fillna(0).cumsum().to_numpy()
    return list(ids[: int(np.searchsorted(total, buildings)) + 1])


def cut(layers, buildings):
    """The layers of `nearest_communities`; what has no community of its own is kept where it meets their land."""
    counts = layers["buildings"].community_id.value_counts()
    keep = nearest_communities(layers["communities"], counts, buildings)
    out = {name: layers[name][layers[name].community_id.isin(keep)] for name in ("communities", "buildings")}
    land = shapely.union_all(out["communities"].geometry.values)
    shapely.prepare(land)
    for name in layers.keys() - out.keys():
        out[name] = layers[name][shapely.intersects(land, layers[name].geometry.values)]
    return {name: frame.reset_index(drop=True) for name, frame in out.items()}


def cut_city(buildings, name):
    """Project file of the city, made anew in out/NAME; equal calls give equal data."""
    folder, whole = OUT / name, OUT / f"{name}_whole"
    for old in (folder, whole):
        shutil.rmtree(old, ignore_errors=True)
    made = command([PROGRAM, "example", whole, "--size", "full"], 300)
    if made["state"] != "done":
        raise RuntimeError(f"the generated city was not made: {made['err'][-300:]}")
    layers = {layer: gpd.read_file(whole / "city.gpkg", layer=layer) for layer in LAYERS}
    folder.mkdir(parents=True)
    for layer, frame in cut(layers, buildings).items():
        frame.to_file(folder / "city.gpkg", layer=layer, driver="GPKG")
    text = (whole / "city.toml").read_text(encoding="utf-8")
    for section in ("centres", "gates", "previous", "locked"):
        text = without(text, section)
    (folder / "city.toml").write_text(text, encoding="utf-8")
    shutil.rmtree(whole)
    return folder / "city.toml"
