#!/usr/bin/env python3
"""The catalogue of sentences (core/catalogue/*.inc) is complete: every id used exists, is unique, and speaks both languages.

    check_catalogue.py [ROOT]

Fails when an id occurs twice, when a sentence is empty, when English and Chinese do not hold the same places {0} {1}, when the English
sentence is Chinese, or when say(..., "id", ...) or report("id", ...) names an id without a row; fail(..., "an_id") and note("an_id"),
thin covers of say, are looked at too. A literal that begins or ends with "_" is part of a composed id ("x" + "_repair") and not looked at.
Ids that no source mentions are printed, not failed.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["core", "io", "algorithms", "example", "render", "cli", "python", "bench"]
STRING = r'"(?:\\.|[^"\\])*"'
TEXT = rf"({STRING}(?:\s*{STRING})*)"
ROW = re.compile(rf"\{{\s*{TEXT}\s*,\s*{TEXT}\s*,\s*{TEXT}\s*,?\s*\}}", re.S)
COMMENT = re.compile(rf'({STRING})|//[^\n]*|/\*.*?\*/', re.S)
USED = re.compile(r'\b(?:say|fail|note)\s*\((?![^;"]*std::string\()[^;"]*?"([a-z]\w*_\w+)"|\bsay\s*\([^;"]*?"(\w+)"|\breport\s*\(\s*"(\w+)"')
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


def without_comments(text):
    return COMMENT.sub(lambda match: match.group(1) or " ", text)


def joined(literals):
    """Adjacent literals as one text."""
    return "".join(part[1:-1] for part in re.findall(STRING, literals))


def places(sentence):
    return sorted(set(re.findall(r"\{(\d)\}", sentence)))


def rows(root):
    for path in sorted((root / "core" / "catalogue").glob("*.inc")):
        text = without_comments(path.read_text(encoding="utf-8"))
        for match in ROW.finditer(text):
            yield path.relative_to(root).as_posix(), *(joined(group) for group in match.groups())
        rest = ROW.sub("", text).replace(",", "").strip()
        if rest:
            yield path.relative_to(root).as_posix(), None, rest, ""


def main():
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    faults, seen = [], {}
    for name, key, english, chinese in rows(root):
        if key is None:
            faults.append(f"{name}: not a row {{\"id\", \"English\", \"Chinese\"}}: {english[:60]}")
            continue
        if key in seen:
            faults.append(f"{name}: {key} has a row already, in {seen[key]}")
        seen[key] = name
        if not english.strip() or not chinese.strip():
            faults.append(f"{name}: {key} is empty in one language")
        if places(english) != places(chinese):
            faults.append(f"{name}: {key} has places {places(english)} in English and {places(chinese)} in Chinese")
        if CHINESE.search(english) and not re.search(r"[A-Za-z]", english):
            faults.append(f"{name}: {key} says in Chinese what should be English")
    mentioned = set()
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".cpp", ".hpp"}:
                continue
            text = without_comments(path.read_text(encoding="utf-8"))
            mentioned |= {literal[1:-1] for literal in re.findall(STRING, text)}
            for match in USED.finditer(text):
                key = next(filter(None, match.groups()))
                if key not in seen and key.strip("_") == key:
                    line = text.count("\n", 0, match.start()) + 1
                    faults.append(f"{path.relative_to(root).as_posix()} (near line {line}): \"{key}\" has no row in the catalogue")
    idle = sorted(key for key in seen if key not in mentioned and key.removesuffix("_repair") not in mentioned)
    if idle:
        print(f"catalogue: {len(idle)} rows that no source names as a literal: {', '.join(idle[:12])}{' ...' if len(idle) > 12 else ''}")
    print("\n".join(faults) if faults else f"catalogue: {len(seen)} rows, every id used exists in both languages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
