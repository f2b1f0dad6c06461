# SPDX-License-Identifier: Apache-2.0
# cmake/setup/packages.sh: the Python packages of the tests, as wheels and installed (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

# install_test_packages: of each list makes $cache/packages/FINGERPRINT/{wheels,site} where it has
# changed. tests/packed/parts.mjs, tests/sdk/CMakeLists.txt and
# tests/package/toolchains.cmake find them by the same fingerprint.
install_test_packages() {
  local tests
  for tests in packed package sdk; do
    install_packages_of "$setup/../../tests/$tests/requirements.txt"
  done
}

# install_packages_of REQUIREMENTS
install_packages_of() {
  local place
  place=$cache/packages/$(fingerprint <"$1")
  if [[ -e $place/site ]]; then return; fi
  lock packages
  say 'fetching the Python packages of the tests by pip'
  mkdir -p "$cache/logs"
  scratch packages
  logged "$cache/logs/packages.log" make_packages "$scratch/packages" "$1"
  publish "$scratch/packages" "$place"
}

# make_packages PLACE REQUIREMENTS: with the pip of an engine's virtual environment.
make_packages() {
  local pip=("$cache/engines/${engines[0]}/bin/python" -m pip --disable-pip-version-check)
  "${pip[@]}" download --only-binary :all: --requirement "$2" --dest "$1/wheels"
  "${pip[@]}" install --no-index --find-links "$1/wheels" --no-compile --requirement "$2" \
    --target "$1/site"
}
