"""References from one table to another, as the program reads them: exactly, without leading zeros, in another spelling, by place."""
import pandas as pd
import shapely

from wangge import _frames as frames
from wangge import _native
from wangge._city import NO_COMPOUND

NEAR = 30.0  # metres from a compound's land: still one of its buildings
RUNNING_NUMBER = 3  # digits after the community's code in a grid code


class Compounds:
    """The compounds of the layer, and those that only buildings name, which are added as they come."""

    def __init__(self, frame):
        self._names = _native.Names()
        self.ids: list[str] = []
        self._shown: list[str] = []
        self._areas: list[object] = []
        if frame is not None:
            names = frames.texts(frame["name"]) if "name" in frame.columns else [""] * len(frame)
            for text, name, area in zip(frame["compound_id"], names, frame.geometry, strict=True):
                self._add(text, f"{name} ({text})" if name else text, area)
                self._names.add_name(name, len(self.ids) - 1)

    def _add(self, text, shown, area):
        self._names.add_id(text, len(self.ids))
        self.ids.append(text)
        self._shown.append(shown)
        self._areas.append(area)

    def of_building(self, text, point):
        """The id that a building means; also the finding, or None: (code, values)."""
        how, found = self._names.find(text)
        sure = len(found) == 1 and how != "root"
        row = found[0] if sure else self._by_place(found, point, how == "root") if how != "none" else -1
        if row < 0:
            self._add(text, text, None)
            return text, None
        if how == "zeros":
            return self.ids[row], ("compound_code_matched", [text, self._shown[row]])
        if how != "exact":
            return self.ids[row], ("compound_name_matched", [text, self._shown[row]])
        placed = len(found) > 1
        return self.ids[row], ("compound_name_placed", [text, len(found), self._shown[row]]) if placed else None

    def of_gate(self, text, point):
        """As `of_building`, for a gate: of compounds with one name the nearest; "" where there is none."""
        how, found = self._names.find(text)
        if how == "none":
            return "", ("compound_unknown", [text])
        row = min(found, key=lambda one: self._metres(one, point))
        code = {"exact": None, "zeros": "compound_code_matched"}.get(how, "compound_name_matched")
        return self.ids[row], code and (code, [text, self.ids[row]])

    def _metres(self, row, point):
        area = self._areas[row]
        return 1e300 if area is None or area.is_empty else shapely.distance(area, point)

    def _by_place(self, rows, point, near_only):
        best, nearest = (-1, NEAR) if near_only else (rows[0], 1e300)
        for row in rows:
            metres = self._metres(row, point)
            if metres < nearest:
                best, nearest = row, metres
        return best


def of_buildings(buildings, communities, compounds, noted):
    """The buildings with the ids of the communities and compounds that their columns mean; the compounds, for `of_gates`."""
    known = Compounds(compounds)
    if "community_id" in buildings.columns:
        buildings = buildings.assign(community_id=_communities(buildings, communities, noted))
    if "compound_id" in buildings.columns:
        meant = []
        for row, text in enumerate(buildings["compound_id"]):
            shape = buildings.geometry.iloc[row]
            told = None
            if text not in NO_COMPOUND:
                text, told = known.of_building(text, shapely.point_on_surface(shape))
            if told:
                noted.note("buildings", told[0], buildings["building_id"].iloc[row], told[1], severity="note", place=shape)
            meant.append(text)
        buildings = buildings.assign(compound_id=pd.array(meant, dtype=object))
    return buildings, known


def _communities(buildings, communities, noted):
    index = _native.Names()
    ids = list(communities["community_id"])
    names = frames.texts(communities["name"]) if "name" in communities.columns else [""] * len(ids)
    for row, (text, name) in enumerate(zip(ids, names, strict=True)):
        index.add_id(text, row)
        index.add_name(name, row)
    texts = list(buildings["community_id"])
    found = {text: index.find(text) for text in dict.fromkeys(texts) if text}
    meant = []
    for row, text in enumerate(texts):
        how, rows = found.get(text, ("exact", []))
        sure = len(rows) == 1 and how != "root"
        label, place = buildings["building_id"].iloc[row], buildings.geometry.iloc[row]
        if text and not sure:
            noted.note("buildings", "community_unknown", label, [text], place=place)
        elif how in ("zeros", "spelling"):
            noted.note("buildings", "community_code_matched", label, [text, ids[rows[0]]], severity="note", place=place)
        meant.append(ids[rows[0]] if sure else "")
    return pd.array(meant, dtype=object)


def of_gates(gates, known, noted):
    """The gates with the ids of the compounds that their column means."""
    if gates is None or "compound_id" not in gates.columns:
        return gates
    meant = []
    for row, (text, place) in enumerate(zip(gates["compound_id"], gates.geometry, strict=True)):
        told = None
        if text:
            text, told = known.of_gate(text, place)
        if told:
            label = gates["id"].iloc[row] if "id" in gates.columns else f"#{row + 1}"
            noted.note("gates", told[0], label, told[1], severity="warning" if told[0] == "compound_unknown" else "note", place=place)
        meant.append(text)
    return gates.assign(compound_id=pd.array(meant, dtype=object))


def of_old_grids(name, table, buildings, communities, noted):
    """A table or a layer of old grids: codes with the leading zeros that they lost, buildings by the ids they mean."""
    if table is None:
        return None
    padded = _Padding(communities["community_id"])
    key = "grid_code" if "grid_code" in table.columns else "id" if "id" in table.columns else None
    if key is None:
        return table
    label = table["id"] if "id" in table.columns else pd.Series([f"#{row + 1}" for row in range(len(table))], index=table.index)
    place = table.geometry if hasattr(table, "geometry") and "geometry" in table.columns else pd.Series(None, index=table.index, dtype=object)
    given = pd.Series(frames.texts(table[key]), index=table.index, dtype=object)
    codes = given.map({text: padded.mend(text) for text in given.unique()})
    kept = pd.Series(True, index=table.index)
    changed = codes != given
    if "building_id" in table.columns:
        place = _western_corners(table, buildings)
        index, ids = _native.Names(), list(buildings["building_id"])
        for row, text in enumerate(ids):
            index.add_id(text, row)
        there = set(ids)
        texts = pd.Series(frames.texts(table["building_id"]), index=table.index, dtype=object)
        meant = texts.copy()
        for row in table.index[~texts.isin(there)]:
            how, rows = index.find(texts[row])
            if len(rows) != 1:
                kept[row] = False
                noted.note(name, "previous_unknown_building", label[row], [texts[row]], severity="note", place=place[row])
                continue
            meant[row] = ids[rows[0]]
            place[row] = _western_corner(buildings.geometry.iloc[rows[0]])
            if how != "exact" and not changed[row]:
                noted.note(name, "building_code_matched", label[row], [texts[row], meant[row]], severity="note", place=place[row])
        table = table.assign(building_id=meant)
    for row in table.index[changed & kept]:
        noted.note(name, "previous_code_padded", label[row], [given[row], codes[row]], severity="note", place=place[row])
    return table.assign(**{key: codes})[kept].reset_index(drop=True) if not kept.all() else table.assign(**{key: codes})


def _western_corner(shape):
    corners = shapely.get_coordinates(shape)
    return shapely.Point(min(map(tuple, corners))) if len(corners) else None


def _western_corners(table, buildings):
    """Where findings on rows of a table lie that names buildings, by row; None where it names none that is known."""
    at = dict(zip(buildings["building_id"], map(_western_corner, buildings.geometry), strict=True))
    return pd.Series([at.get(text) for text in frames.texts(table["building_id"])], index=table.index, dtype=object)


class _Padding:
    """Puts back the leading zeros that a grid code lost as a number: where it then begins with a community's code."""

    def __init__(self, ids):
        self._ids = set(ids)
        self._lengths = sorted({len(text.encode()) for text in self._ids})

    def mend(self, code):
        if not code.isascii() or not code.isdigit():
            return code
        for length in self._lengths:
            if len(code) >= length and code[:length] in self._ids:
                return code
            padded = code.zfill(length + RUNNING_NUMBER)
            if len(padded) > len(code) and padded[:length] in self._ids:
                return padded
        return code
