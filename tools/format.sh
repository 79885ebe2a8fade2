#!/usr/bin/env bash
# Every C++ file of the project is as clang-format with .clang-format leaves it. `tools/format.sh --fix` rewrites instead of failing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly LAYERS=(core io algorithms example render cli python bench tests)

# Tracked files; where git is absent (a copied tree), every file of the layers.
sources() {
  { git ls-files -z -- '*.cpp' '*.hpp' | while IFS= read -r -d '' file; do [[ ! -f $file ]] || printf '%s\0' "$file"; done; } 2>/dev/null ||
    find "${LAYERS[@]}" -type f \( -name '*.cpp' -o -name '*.hpp' \) -print0 2>/dev/null || true
}

command -v clang-format >/dev/null || { echo "format: clang-format is not installed (tools/apt-packages.txt)" >&2; exit 1; }
if [[ ${1:-} == --fix ]]; then
  sources | xargs -0 -r -n 16 -P 2 clang-format --style=file -i
  exit 0
fi
# One line a file, not one a blank: the remedy is the same for all of them. Each batch hands its lines over at once, so that
# the two processes do not write into each other's.
batch='lines=$(clang-format --style=file --dry-run "$@" 2>&1 | sed -nE "s/^([^ :]+):[0-9]+:[0-9]+: (warning|error): .*/\1/p" | sort | uniq -c)
[[ -z $lines ]] || printf "%s\n" "$lines"'
wrong=$(sources | xargs -0 -r -n 16 -P 2 bash -c "$batch" batch | sort -k 2)
if [[ -n $wrong ]]; then
  printf 'places that differ, file (tools/format.sh --fix rewrites them):\n%s\n' "$wrong"
  exit 1
fi
echo "format: every source is as .clang-format says"
