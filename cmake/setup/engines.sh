# SPDX-License-Identifier: Apache-2.0
# cmake/setup/engines.sh: the tests' engines: wasmtime from PyPI, E2 Core by Go (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

# Folder under $cache/engines, and version. 7.0.0 is the engine that E2 Core embeds.
engines=(
  wasmtime-7.0.0 7.0.0
  wasmtime-50 50.0.1
)

# install_engines: makes each once.
install_engines() {
  local i
  for ((i = 0; i < ${#engines[@]}; i += 2)); do
    install_engine "$cache/engines/${engines[i]}" "${engines[i + 1]}"
  done
  install_e2core
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

# install_e2core: builds tests/conformance/e2core, which contains the engine, where its own sources
# or the modules that its go.sum pins have changed. e2core.mjs finds it by the same fingerprint.
install_e2core() {
  local sources=$setup/../../tests/conformance/e2core log=$cache/logs/e2core-0.5.1.log place total
  place=$cache/engines/e2core-0.5.1/$(LC_ALL=C && cat "$sources"/* | fingerprint)
  if [[ -e $place/host ]]; then return; fi
  lock engines
  say 'fetching the engine E2 Core 0.5.1: its Go modules, 340 MB'
  mkdir -p "$cache/logs"
  scratch engine
  logged "$log" list_go_packages "$sources"
  total=$(grep -c -v ' ' "$log") || true
  say "building it: up to $total packages, 1 to 2 minutes on two cores"
  if ! (cd "$sources" && go build -v -buildvcs=false -o "$scratch/engine/host" .) 2>&1 |
    tee "$log" | count_lines '^[^ ]+$' "$total" 'packages compiled'; then
    fail_with_log 'E2 Core did not build' "$log"
  fi
  publish "$scratch/engine" "$place"
}

# list_go_packages FOLDER: prints the packages that a build would compile, one a line.
list_go_packages() {
  cd "$1"
  go list -deps -f '{{if .Stale}}{{.ImportPath}}{{end}}' .
}
