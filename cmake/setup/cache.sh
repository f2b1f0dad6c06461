# SPDX-License-Identifier: Apache-2.0
# cmake/setup/cache.sh: the folder that keeps what was set up, filled atomically (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

cache=${XDG_CACHE_HOME:-$HOME/.cache}/se2

# lock NAME: waits until no other process holds the lock; held until the script ends.
lock() {
  mkdir -p "$cache"
  exec 9>"$cache/$1.lock"
  if flock --nonblock 9; then return; fi
  say "another process works on $1 in $cache; waiting for it"
  flock 9
}

# scratch NAME: creates an empty folder, $scratch, that is removed when the script ends however it
# ends. What a killed process left is removed too, so call it with the lock of that name held.
scratch() {
  rm -rf "$cache/tmp/$1".*
  mkdir -p "$cache/tmp"
  scratch=$(mktemp -d "$cache/tmp/$1.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  trap 'exit 130' INT TERM
}

# publish FOLDER PLACE: moves a finished folder to its place in one step.
publish() {
  mkdir -p "$(dirname "$2")"
  rm -rf "$2"
  mv -T "$1" "$2"
}

# fingerprint: sixteen digits that identify stdin.
fingerprint() { sha256sum | cut -c 1-16; }
