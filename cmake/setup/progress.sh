# SPDX-License-Identifier: Apache-2.0
# cmake/setup/progress.sh: what the set-up scripts say; all of it on stderr (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

# say TEXT: one line of progress, after the seconds since the script started.
say() { printf 'se2: [%3d s] %s\n' "$SECONDS" "$1" >&2; }

# fail LINE...: the first line says what happened, the others where and what to do. Exits 1.
fail() {
  printf 'se2: error: %s\n' "$1" >&2
  shift
  if (($# > 0)); then printf '  %s\n' "$@" >&2; fi
  exit 1
}

# logged LOG FUNCTION...: runs it in a subshell with its output in LOG; where it fails, shows LOG's
# end. Not inside a condition: bash would go on after a failing command of the function.
logged() {
  local log=$1 status
  shift
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1
  status=$?
  set -e
  if ((status != 0)); then fail_with_log "$1 failed" "$log"; fi
}

# fail_with_log TEXT LOG: fails with the last 20 lines of LOG.
fail_with_log() {
  tail -n 20 "$2" | sed 's/^/  | /' >&2
  fail "$1; the last lines of its log are above" "the whole log: $2"
}

# count_lines PATTERN TOTAL WHAT: reads the output of a build and reports how many lines match, in
# place on a terminal and at most every ten seconds elsewhere.
count_lines() {
  local pattern=$1 total=$2 what=$3 count=0 next=$((SECONDS + 10)) line
  while IFS= read -r line; do
    if [[ ! $line =~ $pattern ]]; then continue; fi
    count=$((count + 1))
    if [[ -t 2 ]]; then
      printf '\rse2: [%3d s] %d/%d %s' "$SECONDS" "$count" "$total" "$what" >&2
    elif ((SECONDS >= next)); then
      say "$count/$total $what"
      next=$((SECONDS + 10))
    fi
  done
  if [[ -t 2 ]]; then printf '\n' >&2; fi
}

# count_objects TOTAL: the same for the compiler calls in make's output.
count_objects() { count_lines ' -c ' "$1" 'objects compiled'; }
