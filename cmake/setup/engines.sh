# SPDX-License-Identifier: Apache-2.0
# cmake/setup/engines.sh: the wasmtime engines of the tests, from PyPI, each in a venv (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

# Folder under $cache/engines, and version. 7.0.0 is the engine that E2 Core embeds.
engines=(
  wasmtime-7.0.0 7.0.0
  wasmtime-50 50.0.1
)

# install_engines: makes each environment once.
install_engines() {
  local i
  for ((i = 0; i < ${#engines[@]}; i += 2)); do
    install_engine "$cache/engines/${engines[i]}" "${engines[i + 1]}"
  done
}

# install_engine PLACE VERSION
install_engine() {
  if [[ -e $1/se2-version && $(<"$1/se2-version") == "$2" ]]; then return; fi
  lock engines
  say "fetching the engine wasmtime $2 from PyPI"
  mkdir -p "$cache/logs"
  scratch engine
  logged "$cache/logs/wasmtime-$2.log" make_engine "$scratch/engine" "$2"
  publish "$scratch/engine" "$1"
}

make_engine() {
  "$(python3_11)" -m venv "$1"
  "$1/bin/python" -m pip install --disable-pip-version-check "wasmtime==$2"
  "$1/bin/python" -c 'import wasmtime; wasmtime.Engine()'
  printf '%s\n' "$2" >"$1/se2-version"
}
