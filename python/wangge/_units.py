"""Tables of buildings with a row for each unit (单元): further rows of a building are added to it, as the program does."""
import numpy as np
import pandas as pd

from wangge._numbers import numbers_in

SHARE = 0.1  # of the ids: so many buildings with further rows are no slips
SUMS = ("population", "party_members", "workload", "dwellings")


def with_units_joined(frame, section, noted):
    """`section` with `unit` says that rows are units; without it many buildings of several rows with unlike counts say so."""
    first, further = _further_rows(frame, "unit" in section)
    if not further.any():
        return frame
    ids = frame["building_id"]
    of_building = (further | ~ids.duplicated()) & further.groupby(first).transform("any")
    sums = [name for name in SUMS if name in frame.columns]
    if "households" in frame.columns and "households_from" not in section:  # a formula counts the whole building
        sums.append("households")
    for name in sums:
        counts = numbers_in(frame[name])[of_building]
        total = counts.fillna(0).groupby(first[of_building]).transform("sum")
        if name == "households":  # one unit without a count leaves that of the building unknown
            total = total.where(~counts.isna().groupby(first[of_building]).transform("any"))
        frame = frame.assign(**{name: total.reindex(frame.index).where(of_building, frame[name])})
    for row in frame.index[further]:
        noted.note("buildings", "unit_row_added", ids[row], [ids[row]], severity="note", place=frame.geometry[row])
    noted.note("buildings", "rows_per_unit", "", [f"{int(further.sum()):,}", f"{ids[further].nunique():,}"])
    more = further.groupby(first).transform("sum")
    given = numbers_in(frame["units"]).fillna(0) if "units" in frame.columns else pd.Series(0.0, index=frame.index)
    frame = frame.assign(units=np.where((more > 0) & (given <= 1), np.maximum(given, 1) + more, given))
    return frame[~further]


def _further_rows(frame, named):
    """The row of the first record of every id, and which rows are further units of that one."""
    ids = frame["building_id"]
    first = pd.Series(frame.index, index=frame.index).groupby(ids).transform("first")
    empty = frame.geometry.isna() | frame.geometry.is_empty
    wkb = frame.geometry.to_wkb()
    further = ids.duplicated() & (empty | (wkb == wkb.loc[first].to_numpy()))
    more = further.groupby(ids).sum()
    more = more[more > 0]
    if "households" in frame.columns:
        counts = numbers_in(frame["households"]).fillna(-1)
    else:
        counts = pd.Series(-1.0, index=frame.index)
    differ = ids[further & (counts != counts.loc[first].to_numpy())].nunique()
    many = len(more) >= max(3, SHARE * ids.nunique())
    copies = more.nunique() == 1 and differ * 5 < len(more)
    if len(more) and not named and (not many or copies):
        further &= False
    return first, further
