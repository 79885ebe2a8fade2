"""Maps of plans. Matplotlib and folium are optional: they are imported when a map is wanted."""
import shapely

from wangge.errors import INTERNAL, WanggeError

# Six colours that differ in lightness too, so that a copy in grey still shows neighbours apart.
COLOURS = ("#8dd3c7", "#fdd49e", "#9ebcda", "#f7a6a0", "#c5e29a", "#d9c3e6")


def neighbour_colours(grids):
    """A colour number for every grid; grids that share a border differ while there are colours. Greedy, by most neighbours."""
    shapes = grids.geometry.values
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    neighbours: list[set[int]] = [set() for _ in range(len(shapes))]
    for i, j in zip(one.tolist(), other.tolist(), strict=True):
        if i != j:
            neighbours[i].add(j)
    colour = [-1] * len(shapes)
    for i in sorted(range(len(shapes)), key=lambda i: (-len(neighbours[i]), i)):
        used = {colour[j] for j in neighbours[i]}
        colour[i] = next((c for c in range(len(COLOURS)) if c not in used), i % len(COLOURS))
    return colour


def plot(plan, ax, labels, figsize):
    try:
        import matplotlib.pyplot as plt
    except ImportError as problem:
        raise WanggeError("plot() needs matplotlib: pip install matplotlib", INTERNAL) from problem
    if ax is None:
        _, ax = plt.subplots(figsize=figsize)
    grids = plan.whole_grids()
    grids.plot(ax=ax, color=[COLOURS[c] for c in neighbour_colours(grids)], edgecolor="white", linewidth=0.8)
    out = grids[grids["status"] != "ok"]
    if len(out):
        out.plot(ax=ax, facecolor="none", edgecolor="#b2182b", hatch="///", linewidth=0.8)
    if len(plan.communities):
        plan.communities.boundary.plot(ax=ax, color="#404040", linewidth=1.4)
    if labels:
        for point, households in zip(grids.representative_point(), grids["households"], strict=True):
            ax.annotate(f"{households:,}", (point.x, point.y), ha="center", va="center", fontsize=8)
    ax.set_aspect("equal")
    ax.set_axis_off()
    return ax


def explore(plan, options):
    shown = [c for c in ("grid_code", "grid_name", "households", "status", "reason") if c in plan.grids.columns]
    grids = plan.whole_grids()
    grids = grids[[*shown, "geometry"]].assign(colour=[COLOURS[c] for c in neighbour_colours(grids)])

    def style(feature):
        return {"fillColor": feature["properties"]["colour"], "color": "#404040", "weight": 1, "fillOpacity": 0.6}

    try:
        return grids.explore(**{"tooltip": shown, "style_kwds": {"style_function": style}, **options})
    except ImportError as problem:
        raise WanggeError("explore() needs folium: pip install folium mapclassify matplotlib", INTERNAL) from problem
