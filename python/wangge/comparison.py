"""What changes for whom when one plan follows another."""
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wangge import assignments
from wangge.errors import INVALID_INPUT, WanggeError


@dataclass(frozen=True)
class Comparison:
    """Grids of two plans side by side.

    Attributes
    ----------
    grids : pandas.DataFrame
        One row a grid of the new plan and one a removed grid of the old: ``grid_code``, ``previous_code``, ``change``
        (``unchanged``, ``adjusted``, ``split``, ``merged``, ``new``, ``removed``), ``households``, ``kept``, ``gained``, ``lost``.
    buildings : pandas.DataFrame
        One row a building of either plan: ``previous_code``, ``grid_code``, ``households``, ``moved``.
    households, households_moved, buildings_moved : int
        Of the buildings that both plans hold.
    stability : float
        Share of those households that stay with the heir of their grid, in [0, 1].
    """

    grids: pd.DataFrame
    buildings: pd.DataFrame
    households: int
    households_moved: int
    buildings_moved: int
    stability: float

    def counts(self) -> pd.Series:
        """How many grids of each kind of change."""
        order = ["unchanged", "adjusted", "split", "merged", "new", "removed"]
        return self.grids["change"].value_counts().reindex(order, fill_value=0).rename("grids")

    def __repr__(self):
        counts = ", ".join(f"{number} {word}" for word, number in self.counts().items() if number)
        return f"<wangge.Comparison: {counts}; {self.households_moved} of {self.households} households move>"


def compare(old, new, households: pd.Series | None = None) -> Comparison:
    """Compare two plans by the households that move.

    Parameters
    ----------
    old, new : Plan, pandas.Series, pandas.DataFrame or dict
        Plans, or tables of building -> grid as for `Plan.from_assignment`.
    households : pandas.Series, optional
        Households by building id; default: those of the new plan's cells, else of the old one's. Needed for two tables.

    Returns
    -------
    Comparison

    Raises
    ------
    WanggeError
        Code 201: no households are known.

    Notes
    -----
    The heir of an old grid is the new grid that holds most of its households (of equal ones most buildings, then the lowest
    code). The ``previous_code`` of a new grid is the old one that most of it comes from. A new grid is ``unchanged`` if it holds the
    buildings of one old grid and no others, ``merged`` if it is heir of several, ``split`` if another grid is heir of its
    ``previous_code``, ``new`` if it comes from none, else ``adjusted``: the words of the program's layer ``grids``. A building moves
    if its new grid does not go on with its old one; codes play no part. Of the old grids that a merged grid is heir of, one goes on and the others move and are ``removed``: their people get
    other staff. ``kept`` counts who stays.

    Examples
    --------
    >>> import pandas, wangge
    >>> report = wangge.compare({"a": "1", "b": "1", "c": "2", "d": "2"}, {"a": "1", "b": "1", "c": "2", "d": "3"},
    ...     households=pandas.Series({"a": 100, "b": 100, "c": 120, "d": 80}))
    >>> report
    <wangge.Comparison: 1 unchanged, 1 adjusted, 1 split; 80 of 400 households move>
    >>> report.stability
    0.8
    """
    count = _households(old, new, households)
    table = pd.DataFrame({"previous_code": assignments.as_series(old), "grid_code": assignments.as_series(new)})
    table = table.rename_axis("building_id").sort_index().replace({"": None})
    table["households"] = pd.to_numeric(count.reindex(table.index)).fillna(0).round().astype(np.int64)
    both = table.dropna(subset=["previous_code", "grid_code"])
    overlap = both.groupby(["previous_code", "grid_code"])["households"].agg(["sum", "size"]).reset_index()
    order = overlap.sort_values(["sum", "size", "previous_code", "grid_code"], ascending=[False, False, True, True])
    heir = order.drop_duplicates("previous_code").set_index("previous_code")["grid_code"]  # old -> new
    origin = order.drop_duplicates("grid_code").set_index("grid_code")["previous_code"]  # new -> old
    # A merged grid goes on with the old grid that gave most of it; the others move.
    inherits = order[order["grid_code"] == order["previous_code"].map(heir)].drop_duplicates("grid_code")
    inherits = inherits.set_index("grid_code")["previous_code"]
    moved = both["grid_code"].map(inherits).astype(object) != both["previous_code"]
    table["moved"] = moved.reindex(table.index, fill_value=False).astype(bool)
    grids = _grids(table, overlap, heir, origin, inherits)
    total = int(both["households"].sum())
    gone = int(both["households"][moved].sum())
    return Comparison(grids, table.reset_index(), total, gone, int(moved.sum()), 1 - gone / total if total else 1.0)


def _households(old, new, given):
    if given is not None:
        given = pd.Series(given)
        given.index = pd.Index([str(one) for one in given.index], dtype=object)
        return given
    known = [plan.cells[["building_id", "households"]].dropna() for plan in (new, old) if hasattr(plan, "cells")]
    if not known:
        raise WanggeError("compare: two tables tell no households; give them as `households`", INVALID_INPUT)
    rows = pd.concat(known).drop_duplicates("building_id")
    return pd.Series(rows["households"].to_numpy(), index=pd.Index(rows["building_id"].astype(str), dtype=object))


def _grids(table, overlap, heir, origin, inherits):
    old_size, new_size = (table.groupby(key)["households"].agg(["sum", "size"]) for key in ("previous_code", "grid_code"))
    shared = overlap.set_index(["previous_code", "grid_code"])
    heirs = heir.value_counts()
    rows = []
    for code, (households, buildings) in new_size.iterrows():
        before = origin.get(code)
        if before is None:
            rows.append((code, None, "new", households, 0, households, 0))
            continue
        whole = shared.loc[(before, code), "size"] == buildings == old_size.loc[before, "size"]
        many = heirs.get(code, 0) > 1
        change = "unchanged" if whole else "merged" if many else "adjusted" if heir[before] == code else "split"
        taken = inherits.get(code)  # the old grid whose people stay; another one than `before` in rare cases
        kept = shared.loc[(taken, code), "sum"] if taken is not None else 0
        lost = old_size.loc[taken, "sum"] - kept if taken is not None else 0
        rows.append((code, before, change, households, kept, households - kept, lost))
    for code in old_size.index.difference(pd.Index(inherits.to_numpy(), dtype=object)):
        rows.append((code, code, "removed", 0, 0, 0, old_size.loc[code, "sum"]))
    columns = ["grid_code", "previous_code", "change", "households", "kept", "gained", "lost"]
    return pd.DataFrame(rows, columns=columns).astype({name: np.int64 for name in columns[3:]})
