#!/usr/bin/env bash
# The peers on the same inputs as wangge, in one run: bench/peers/run.sh [cells|division|circles|siting|all] [--quick]
#
# Installs what is missing (wheels from PyPI, mapshaper from npm) into build/peers, never into .venv; writes
# bench/peers/out/*.json and the table bench/peers/RESULTS.md, where parts that were not run stay as they are. A peer that cannot be
# installed is named in the table. Needs the program and, for the row of the cells alone, wangge_bench beside it: ./run build, or
# WANGGE_BIN (and WANGGE_BENCH).
#
# WANGGE_PEERS_PYTHON  Python to make the environment with (default: the newest of 3.13, 3.12, 3.11 found; Valhalla needs 3.12)
# WANGGE_PEERS_HOME    where the peers go (default build/peers)      WANGGE_SHARED  folder that holds cases/ (default ../shared)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
here=$PWD root=$(cd ../.. && pwd)
export WANGGE_PEERS_HOME=${WANGGE_PEERS_HOME:-$root/build/peers} LC_ALL=C.UTF-8
export WANGGE_BIN=${WANGGE_BIN:-$root/build/release/bin/wangge}
export PYTHONWARNINGS=ignore PYTHONPATH=$root/tests/python  # plan_score.py, the judge of scores
# one thread each: the time of a peer is the work it does
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 NUMEXPR_MAX_THREADS=1 RAYON_NUM_THREADS=1
export NUMBA_NUM_THREADS=1 GDAL_NUM_THREADS=1

parts=() quick=()
for word in "$@"; do
  case $word in
    cells | division | circles | siting) parts+=("$word") ;;
    all) parts=(cells division circles siting) ;;
    --quick) quick=(--quick) ;;
    *) sed -n '2,6p' run.sh >&2; exit 1 ;;
  esac
done
((${#parts[@]})) || parts=(cells division circles siting)
[[ -x $WANGGE_BIN ]] || { echo "$WANGGE_BIN does not exist: ./run build, or set WANGGE_BIN" >&2; exit 1; }

# What a Python is called and its version, if it can make environments and is one the peers have wheels for.
describe() {
  "$1" -c 'import sys, venv, ensurepip; (3, 11) <= sys.version_info < (3, 14) or sys.exit(1)
print("%d.%d.%d" % sys.version_info[:3], sys.executable)' 2>/dev/null
}

# The one named, else the newest found: by version, as no order of names has 3.12.10 after 3.12.9.
find_python() {
  local candidate found=""
  if [[ -n ${WANGGE_PEERS_PYTHON:-} ]]; then
    found=$(describe "$WANGGE_PEERS_PYTHON") || { echo "WANGGE_PEERS_PYTHON: $WANGGE_PEERS_PYTHON is no Python 3.11 to 3.13 with venv." >&2; return 1; }
  else
    found=$(for candidate in python3.13 python3.12 python3.11 python3 "$HOME"/.pyenv/versions/3.1[123].*/bin/python; do
      describe "$candidate" || true
    done | sort -V | tail -n 1)
  fi
  [[ -n $found ]] || { echo "No Python 3.11 to 3.13 was found; name one in WANGGE_PEERS_PYTHON." >&2; return 1; }
  echo "${found#* }"
}

# All at once; where that fails, line by line, so that one missing wheel does not cost the others.
install_peers() {
  local venv=$WANGGE_PEERS_HOME/venv stamp=$WANGGE_PEERS_HOME/requirements.sha256 wanted line
  wanted=$(sha256sum <requirements.txt)
  [[ -x $venv/bin/python && -f $stamp && $(<"$stamp") == "$wanted" ]] && return
  mkdir -p "$WANGGE_PEERS_HOME"
  "$(find_python)" -m venv --clear "$venv"
  local pip=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all:)
  if ! "${pip[@]}" -r requirements.txt; then
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' requirements.txt | while read -r line; do
      "${pip[@]}" "$line" </dev/null || echo "not installed: $line" >&2
    done
  fi
  printf '%s\n' "$wanted" >"$stamp"
}

install_mapshaper() {
  [[ -x $WANGGE_PEERS_HOME/node_modules/.bin/mapshaper ]] && return
  command -v npm >/dev/null || { echo "no npm: mapshaper is left out" >&2; return; }
  cp package.json "$WANGGE_PEERS_HOME/"
  (cd "$WANGGE_PEERS_HOME" && npm install --silent --no-audit --no-fund) || echo "mapshaper was not installed" >&2
}

install_peers
install_mapshaper
for part in "${parts[@]}"; do
  echo "== $part" >&2
  nice "$WANGGE_PEERS_HOME/venv/bin/python" "$here/$part.py" "${quick[@]}" || echo "== $part failed" >&2
done
"$WANGGE_PEERS_HOME/venv/bin/python" "$here/table.py"
