# SPDX-License-Identifier: Apache-2.0
# cmake/setup/debian.sh: what is missing on Debian 12, installed by apt (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

on_debian_12() {
  local ID='' VERSION_ID=''
  if [[ -r /etc/os-release ]]; then
    # shellcheck source=/dev/null
    source /etc/os-release
  fi
  [[ $ID == debian && $VERSION_ID == 12 ]]
}

wasi_packages=(clang-22 lld-22 llvm-22 wasi-libc libc++-22-dev-wasm32 libc++abi-22-dev-wasm32
  libclang-rt-22-dev-wasm32)
test_packages=(catch2 clang-22 clang-tidy-22 curl doctest-dev iproute2 libclang-rt-22-dev
  nlohmann-json3-dev python3-venv shellcheck)

# missing_packages: prints a package for each tool that is not there. A tool from elsewhere counts.
missing_packages() {
  local packages=(ca-certificates python3.11 pybind11-dev binaryen bzip2 patch make)
  has_command g++ || packages+=(g++)
  has_command pkg-config || packages+=(pkg-config)
  has_version "$cmake_minimum" cmake --version || packages+=(cmake)
  has_version "$node_minimum" node --version || packages+=(nodejs)
  has_command npm || packages+=(npm)
  if [[ ! ${WASI_SDK_PATH:-} ]]; then packages+=("${wasi_packages[@]}"); fi
  if [[ $with_tests ]]; then
    packages+=("${test_packages[@]}")
    has_command gcc || packages+=(gcc)
    has_version "$go_minimum" go version || packages+=(golang-go)
  fi
  comm -23 <(printf '%s\n' "${packages[@]}" | sort -u) <(
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null |
      sed -n 's/^installed //p' | sort
  )
}

# install_packages: asks apt for what missing_packages names; does nothing where nothing is missing.
install_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} == 0)); then return; fi

  local command="apt-get install --yes --no-install-recommends ${missing[*]}"
  if ((EUID != 0)) && ! has_command sudo; then
    fail "missing packages, and neither root nor sudo to install them: ${#missing[@]}" \
      "run as root: apt-get update && $command"
  fi
  say "installing from Debian: ${missing[*]}"
  mkdir -p "$cache/logs"
  local log=$cache/logs/apt.log
  logged "$log" as_root apt-get update
  if ! has_candidates "${missing[@]}"; then add_security_suite "$log"; fi
  logged "$log" as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends "${missing[@]}"
}

# debian_mirrors: prints the addresses that apt takes bookworm from, in its order.
debian_mirrors() {
  apt-get indextargets --format "\$(RELEASE) \$(REPO_URI)" 'Created-By: Packages' 2>/dev/null |
    sed -n 's,^bookworm \(.*[^/]\)/*$,\1,p' | uniq
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# has_candidates PACKAGE...: whether apt knows each.
has_candidates() {
  local known
  known=$(apt-cache policy "$@" | grep -c '^  Candidate: [^(]') || true
  [[ $known == "$#" ]]
}

# add_security_suite LOG: clang 22 is in bookworm-security, which a debootstrapped system lacks. It
# is added from the mirror that bookworm comes from, in a sources file of our own.
add_security_suite() {
  local file=/etc/apt/sources.list.d/se2-bookworm-security.sources mirror
  mirror=$(debian_mirrors | sed -n 's,/debian$,&-security,p' | head -n 1)
  local advice=(
    "add to /etc/apt/sources.list: deb ${mirror:-<mirror>/debian-security} bookworm-security main"
    'then run apt-get update and this script again'
  )
  if [[ ! $mirror || -e $file ]]; then
    fail 'apt does not know clang-22, which is in the suite bookworm-security' "${advice[@]}"
  fi
  say "adding the suite bookworm-security: $file"
  printf '%s\n' 'Types: deb' "URIs: $mirror" 'Suites: bookworm-security' 'Components: main' \
    'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' |
    as_root tee "$file" >/dev/null
  if ! as_root apt-get update >"$1" 2>&1 || ! has_candidates clang-22; then
    as_root rm -f "$file"
    fail "apt found no clang-22 in bookworm-security at $mirror" "${advice[@]}" "apt's log: $1"
  fi
}
