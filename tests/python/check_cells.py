"""Quality of the cells of a plan, by GEOS alone: a valid coverage, all the land, every building on its own ground."""
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely


def layer_of(city, section):
    """A layer of a project file as it stands there, with its column of ids."""
    project = tomllib.loads(Path(city).read_text(encoding="utf-8"))
    part = project[section]
    data = gpd.read_file(Path(city).parent / part["path"], layer=part.get("layer"))
    return data, part["id"]


def footprint_outside(city, cells):
    """Square metres of footprints outside their own cells, and of all footprints. Ground that several footprints claim, and what
    stands outside the community, is nobody's fault and left out of the first."""
    buildings, column = layer_of(city, "buildings")
    communities, _ = layer_of(city, "communities")
    buildings, communities = buildings.to_crs(cells.crs), communities.to_crs(cells.crs)
    buildings = buildings[buildings.geometry.notna() & buildings.geom_type.isin(["Polygon", "MultiPolygon"])]
    owned = cells.dropna(subset=["building_id"]).drop_duplicates("building_id").set_index("building_id").geometry
    buildings = buildings[buildings[column].astype(str).isin(owned.index)]
    shapes = shapely.make_valid(buildings.geometry.values)
    own = owned.loc[buildings[column].astype(str)].values
    left = shapely.difference(shapes, own)
    doubtful = np.flatnonzero(shapely.area(left) > 0.01)
    tree, borders = shapely.STRtree(shapes), communities.union_all()
    outside = float(shapely.area(left).sum() - shapely.area(left)[doubtful].sum())
    inside_of = shapely.STRtree(communities.geometry.values)
    for i in doubtful:
        rest = shapely.intersection(left[i], borders)
        # The part beyond the border of the community that holds its cell.
        home = inside_of.query(shapely.point_on_surface(own[i]), predicate="intersects")
        if len(home):
            rest = shapely.intersection(rest, communities.geometry.values[home[0]])
        for k in tree.query(shapes[i], predicate="intersects"):
            if k != i:
                rest = shapely.difference(rest, shapes[k])
        outside += shapely.area(rest)
    return outside, float(shapely.area(shapes).sum())


def sharp_corners(shapes):
    """Corners under six degrees between sides of more than a metre: needles and stubs on a map."""
    count = 0
    for ring in shapely.get_parts(shapely.get_rings(shapely.get_parts(shapes))):
        corners = shapely.get_coordinates(ring)[:-1]
        before, after = np.roll(corners, 1, 0) - corners, np.roll(corners, -1, 0) - corners
        lengths = np.hypot(*before.T), np.hypot(*after.T)
        cosine = (before * after).sum(1) / (lengths[0] * lengths[1])
        count += int(((cosine > np.cos(np.radians(6))) & (np.minimum(*lengths) > 1)).sum())
    return count


def faults(city, plan):
    """What is wrong with the cells, in words; empty when nothing is."""
    cells = gpd.read_file(plan, layer="cells")
    grids = gpd.read_file(plan, layer="grids")
    communities = gpd.read_file(plan, layer="communities")
    found = []
    for name, layer in (("cells", cells), ("grids", grids)):
        shapes = layer.geometry.values
        if not shapely.is_valid(shapes).all():
            found.append(f"{(~shapely.is_valid(shapes)).sum()} invalid {name}")
        if not shapely.coverage_is_valid(shapes):
            found.append(f"{name}: {(~shapely.is_empty(shapely.coverage_invalid_edges(shapes))).sum()} with edges that do not match")
    # A few are the input's own, or wider than half a metre.
    for name, layer, share in (("cells", cells, 0.01), ("grids", grids[grids.kind != "micro"], 0.03)):
        if (sharp := sharp_corners(layer.geometry.values)) > share * len(layer):
            found.append(f"{sharp} needles on the outlines of {len(layer)} {name}")
    land = cells.dissolve("community_code", aggfunc="first").index
    for code, area, length in zip(communities.community_code, communities.area, communities.length, strict=True):
        there = cells.area[cells.community_code == code].sum()
        # Borders are rounded to a millimetre and may bend by two to what is drawn beside them.
        if code in land and abs(there - area) > 0.003 * length:
            found.append(f"{code}: cells {there:.3f} m2, community {area:.3f} m2")
    outside, footprints = footprint_outside(city, cells)
    if outside > 0.001 * footprints:
        found.append(f"{outside:.1f} m2 of {footprints:.0f} m2 of footprints lie outside their own cells")
    return found
