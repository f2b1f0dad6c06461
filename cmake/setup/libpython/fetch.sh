# SPDX-License-Identifier: Apache-2.0
# cmake/setup/libpython/fetch.sh: the sources of CPython and zlib, checked by SHA-256 (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

# Debian's .orig tarball is python.org's own file.
cpython_version=3.11.2
cpython_sha256=2411c74bda5bbcfcddaf4531f66d1adc73f247f529aee981b029513aefdbf849
cpython_pool=pool/main/p/python3.11/python3.11_3.11.2.orig.tar.gz
cpython_url=https://www.python.org/ftp/python/3.11.2/Python-3.11.2.tgz

# Debian's .orig tarball is upstream's without files that Debian may not distribute.
zlib_version=1.2.13
zlib_sha256=71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1
zlib_pool=pool/main/z/zlib/zlib_1.2.13.dfsg.orig.tar.bz2
zlib_url_sha256=b3a24de97a8fdbc835b9833169501030b8977031bcb54b3b3ac13740f846ab30
zlib_url=https://github.com/madler/zlib/releases/download/v1.2.13/zlib-1.2.13.tar.gz

# fetch_cpython, fetch_zlib: set $tarball to a file that has passed its check.
fetch_cpython() {
  tarball=${SE2_CPYTHON_TARBALL:-}
  if [[ $tarball ]]; then
    if has_sha256 "$tarball" "$cpython_sha256"; then return; fi
    fail 'SE2_CPYTHON_TARBALL is not the tarball of CPython 3.11.2 (see above)' \
      "it is python.org's Python-3.11.2.tgz, in Debian ${cpython_pool##*/}"
  fi
  if fetch_from_debian "$cpython_pool" "$cpython_sha256" ||
    fetch_from_url "$cpython_url" "$cpython_sha256"; then return; fi
  fail 'the source of CPython 3.11.2 could not be had (attempts above)' \
    "tried the Debian mirrors of apt's sources, then $cpython_url" \
    'fetch it on another machine and name the file by SE2_CPYTHON_TARBALL'
}

fetch_zlib() {
  if fetch_from_debian "$zlib_pool" "$zlib_sha256" ||
    fetch_from_url "$zlib_url" "$zlib_url_sha256"; then return; fi
  fail 'the source of zlib 1.2.13 could not be had (attempts above)' \
    "tried the Debian mirrors of apt's sources, then $zlib_url" \
    "put the file into $cache/downloads under its own name"
}

# fetch_from_debian PATH SHA256: asks the mirrors that apt uses for a file of Debian's pool, by
# apt's own client: proxies and credentials are apt's, and no list of source packages is needed.
fetch_from_debian() {
  local mirror helper=/usr/lib/apt/apt-helper
  tarball=$cache/downloads/${1##*/}
  if [[ -e $tarball ]] && has_sha256 "$tarball" "$2"; then return; fi
  if [[ ! -x $helper ]]; then return 1; fi
  mkdir -p "$cache/downloads"
  for mirror in $(debian_mirrors); do
    say "fetching ${1##*/} from $mirror"
    if ! "$helper" download-file "$mirror/$1" "$tarball.part" >"$cache/downloads/log" 2>&1; then
      sed -n 's/^E: /  | /p' "$cache/downloads/log" >&2
      continue
    fi
    if keep_download "$2"; then return; fi
  done
  return 1
}

# fetch_from_url URL SHA256
fetch_from_url() {
  tarball=$cache/downloads/${1##*/}
  if [[ -e $tarball ]] && has_sha256 "$tarball" "$2"; then return; fi
  if ! command -v curl >/dev/null; then return 1; fi
  mkdir -p "$cache/downloads"
  say "fetching $1"
  curl --fail --location --silent --show-error --output "$tarball.part" "$1" || return 1
  keep_download "$2"
}

# keep_download SHA256: moves a finished download into place, or removes it.
keep_download() {
  if has_sha256 "$tarball.part" "$1"; then
    mv "$tarball.part" "$tarball"
  else
    rm -f "$tarball.part"
    return 1
  fi
}

# has_sha256 FILE SHA256
has_sha256() {
  local actual
  actual=$(sha256sum "$1" 2>/dev/null | cut -d ' ' -f 1)
  if [[ $actual == "$2" ]]; then return; fi
  say "wrong SHA-256 of $1"
  printf '  expected %s\n  actual   %s\n' "$2" "${actual:-none: the file cannot be read}" >&2
  return 1
}
