#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tests/compile/check.sh: which sources compile, which don't, and what the compiler says of those
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: check.sh COMPILER [FLAG...]

With this compiler and these flags:
  accepted/*.cpp           compile without a warning
  refused/*.cpp            fail with exactly one error, which says what a handler is; a source with
                           a line "// expect: TEXT" is stopped by the language before: its first
                           error, of any number, holds TEXT
  include/se2/**/*.hpp     compile alone, without a warning; not python/, which needs CPython
Exit codes: 0 all hold, 1 one does not, 2 wrong usage.
TEXT
}

case ${1:-} in
  --help) usage && exit ;;
  '' | -*) usage >&2 && exit 2 ;;
esac

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
include=$(cd "$here/../../include" && pwd)
rule='se2: a handler takes std::string_view'
language=("$@" -std=c++23 -I"$include")
compile=("${language[@]}" -fsyntax-only)
warnings=(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
passed=0
failed=0

# report WHAT PROBLEM: counts, and prints the problem with the compiler's words where there is one.
report() {
  if [[ ! $2 ]]; then
    passed=$((passed + 1))
    return
  fi
  failed=$((failed + 1))
  printf '%s: %s\n' "$1" "$2" >&2
  head -n 4 <<<"$said" >&2
}

# The sources start from the standard headers, compiled once; the library's headers must do without.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
standard=$scratch/standard.hpp
grep -rhoE '^#include <[a-z_]+>' "$include" --exclude-dir=python | sort -u >"$standard"
"${language[@]}" -x c++-header "$standard" -o "$standard.gch"

# compiles FILE [FLAG...]: as the only include of a source
compiles() {
  local problem=
  said=$("${compile[@]}" "${warnings[@]}" "${@:2}" -x c++ - <<<"#include \"$1\"" 2>&1) ||
    problem='does not compile'
  report "${1#"$here"/}" "$problem"
}

is_refused() {
  local problem='' expected errors
  expected=$(sed -n 's,^// expect: ,,p' "$1")
  if said=$("${compile[@]}" -include "$standard" "$1" 2>&1); then
    problem='compiles'
  else
    said=$(grep -E '(^|: )(fatal )?error: ' <<<"$said") || true
    errors=$(wc -l <<<"$said")
    if [[ ! $expected && $errors != 1 ]]; then
      problem="has $errors errors, not one"
    elif ! head -n 1 <<<"$said" | grep -qF -- "${expected:-$rule}"; then
      problem="its error says nothing of '${expected:-$rule}'"
    fi
  fi
  report "${1#"$here"/}" "$problem"
}

for source in "$here"/accepted/*.cpp; do compiles "$source" -include "$standard"; done
for source in "$here"/refused/*.cpp; do is_refused "$source"; done
while read -r header; do
  case $header in
    testing/*) compiles "se2/$header" -DSE2_TESTING ;;
    *) compiles "se2/$header" ;;
  esac
done < <(
  cd "$include/se2" && find . -name '*.hpp' -not -path './python/*' -printf '%P\n' | sort
)

# These cost a plugin its compile time.
if said=$(grep -rnE '#include <(iostream|ranges|format)>' "$include"); then
  report include/se2 'includes <iostream>, <ranges> or <format>'
else
  report include/se2 ''
fi

echo "$passed passed, $failed failed"
((failed == 0))
