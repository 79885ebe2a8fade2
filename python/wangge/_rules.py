"""The rules of a division, checked and handed to the engine. Names, defaults and refusals are those of the project file."""
import math
from collections.abc import Mapping

from wangge import _native
from wangge.errors import INVALID_RULES, WanggeError

LIMITS = ("population", "party_members", "workload")
MICRO = {"min_households": 50, "max_households": 80}
BRANCHES = {"min_members": 3, "max_members": 50, "target_members": 25, "grids": 6, "group_members": 3}
CODES = {"grid": "", "exclusive_from": 0}


def _choice(name, value, words):
    if value not in words:
        shown = ", ".join(repr(word) for word in words[:-1])
        raise WanggeError(f"{name} is {value!r}; it must be {shown} or {words[-1]!r}", INVALID_RULES)


def _number(name, value, low, high):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise WanggeError(f"{name} is {value!r}; it must be a number from {low:g} to {high:g}", INVALID_RULES)
    return float(value)


def _table(name, given, known):
    if not isinstance(given, Mapping):
        raise WanggeError(f"{name} is {given!r}; it must be a dict", INVALID_RULES)
    odd = [key for key in given if key not in known]
    if odd:
        raise WanggeError(f"{name}[{odd[0]!r}] is not known; {name} has {', '.join(known)}", INVALID_RULES)
    return dict(given)


def barrier_rules(given):
    rules = dict(given or {})
    for name, rule in rules.items():
        _choice(f"barrier_rules[{name!r}]", rule, ("hard", "soft", "none"))
    return rules


def set_range(city, low, high, target, count, compounds_rule, barriers):
    if not 0 <= low <= target <= high or high < 1:
        raise WanggeError(
            f"min_households {low}, target_households {target}, max_households {high}: they must not be negative and must be in this order",
            INVALID_RULES,
        )
    _choice("compounds_rule", compounds_rule, ("keep", "prefer", "ignore"))
    _native.set_rules(city, low, high, target, count, compounds_rule, barrier_rules(barriers))


def set_weights(city, change_budget, boundary_weight, along_barrier, across_soft_barrier):
    weights = {"boundary_weight": boundary_weight, "along_barrier": along_barrier, "across_soft_barrier": across_soft_barrier}
    numbers = [_number(name, value, 0, 1e6) for name, value in weights.items()]
    _native.set_weights(city, _number("change_budget", change_budget, 0, 1), *numbers)


def set_limits(city, given):
    limits = _table("limits", given or {}, LIMITS)
    lowest = {"workload": 0.01}
    _native.set_limits(
        city, *(_number(f"limits[{name!r}]", limits[name], lowest.get(name, 1), 1e9) if name in limits else math.inf for name in LIMITS)
    )


def set_micro(city, given):
    if given is None or given is False:
        return
    micro = {**MICRO, **_table("micro", {} if given is True else given, MICRO)}
    low, high = micro["min_households"], micro["max_households"]
    if not 0 <= low <= high or high < 1:
        raise WanggeError(f"micro: min_households {low} and max_households {high} must be in this order", INVALID_RULES)
    _native.set_micro(city, int(low), int(high))


def set_branches(city, given):
    if given is None or given is False:
        return
    wanted = _table("branches", {} if given is True else given, BRANCHES)
    rules = {**BRANCHES, **wanted}
    low, high = rules["min_members"], rules["max_members"]
    if not 0 <= low <= high or high < 1:
        raise WanggeError(f"branches: min_members {low} and max_members {high} must be in this order", INVALID_RULES)
    target = rules["target_members"] if "target_members" in wanted else min(max(rules["target_members"], low), high)
    _native.set_branches(city, int(low), int(high), int(target), int(rules["grids"]), int(rules["group_members"]))


def set_levels(city, levels):
    """After `set_micro`: the third level are the micro grids."""
    if levels not in (2, 3):
        raise WanggeError(f"levels is {levels!r}; it must be 2 or 3", INVALID_RULES)
    _native.set_levels(city, int(levels))


def set_codes(city, given, language):
    codes = {**CODES, **_table("codes", given or {}, CODES)}
    _native.set_codes(city, str(codes["grid"]), int(codes["exclusive_from"]), language)


def set_geometry(city, word):
    _choice("geometry", word, ("footprints", "points", "cells"))
    _native.set_geometry(city, word)
