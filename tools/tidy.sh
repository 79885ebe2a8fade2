#!/usr/bin/env bash
# clang-tidy with .clang-tidy on the C++ sources that differ from a base (default HEAD: what is not committed yet).
#
#   tools/tidy.sh [BASE] [PRESET]     BASE may be any commit; PRESET names a configured build, default release
#
# First makes sure that every check switched off in .clang-tidy has its reason there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
base=${1:-HEAD}
build=build/${2:-release}

silent=0
for check in $(sed -n '/^Checks:/,/^[A-Z][A-Za-z]*:/p' .clang-tidy | sed -nE 's/^ +-([a-z][A-Za-z0-9.-]+),?$/\1/p'); do
  grep -qE "^# -$check: .{10,}" .clang-tidy || { echo "tidy: $check is switched off without a reason" >&2; silent=1; }
done
((!silent)) || exit 1

if ! command -v clang-tidy >/dev/null; then
  echo "tidy: clang-tidy is not installed (apt-get install clang-tidy); reasons checked, sources not"
  exit 0
fi
[[ -f $build/compile_commands.json ]] || { echo "tidy: $build is not configured; ./run build first" >&2; exit 1; }
files=$({ git diff --name-only --diff-filter=d "$base" -- '*.cpp'; git ls-files --others --exclude-standard -- '*.cpp'; } | sort -u)
[[ -n $files ]] || { echo "tidy: no C++ source differs from $base"; exit 0; }
tr '\n' '\0' <<<"$files" | sed 's/\x0$//' | xargs -0 -r -n 1 -P 2 clang-tidy -p "$build" --quiet --warnings-as-errors='*'
echo "tidy: $(wc -l <<<"$files") files are clean"
