#!/usr/bin/env bash
# Builds the fuzzers of tests/fuzz (build/fuzz) and runs each, as many at a time as there are processors.
#   ./installer/fuzz.sh [--seconds N | --runs N] [NAME…]    30 seconds each unless told otherwise; NAME: of tests/fuzz
# They start from what fuzz_makecorpus writes, and from what earlier runs found (build/fuzz/found). Fails when one of
# them found a fault; the input then lies in build/fuzz/faults, and `build/fuzz/bin/fuzz_NAME FILE` shows it.
# fuzz_hdf5 is not among them unless named: the HDF5 library is known to fail on damaged files (docs/reliability.md).
. "$(dirname "$0")/common.sh"

limit=-max_total_time=30
names=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) limit=-max_total_time=$2; shift ;;
    --runs) limit=-runs=$2; shift ;;
    *) names+=("$1") ;;
  esac
  shift
done

install_missing packages.txt packages-fuzz.txt
configure fuzz
say "Building the fuzzers in build/fuzz (the first time about 5 minutes on two cores)"
(cd "$root" && cmake --build --preset fuzz)
bin="$root/build/fuzz/bin"
[ ${#names[@]} -gt 0 ] || names=($(cd "$bin" && ls -d fuzz_* | sed 's/^fuzz_//' | grep -Ev '^(makecorpus|hdf5)$'))

work="$root/build/fuzz"
mkdir -p "$work/faults" "$work/log"
"$bin/fuzz_makecorpus" "$work/corpus" "$root/tests/data"

# run_one NAME: one line that says how it went.
run_one() {
  local name=$1 code=0 log="$work/log/$1"
  mkdir -p "$work/found/$name" "$work/corpus/$name"
  # Sanitizers take several times the memory that the program itself would.
  "$bin/fuzz_$name" "$work/found/$name" "$work/corpus/$name" "$limit" -timeout=20 -rss_limit_mb=2048 \
    -print_final_stats=1 -artifact_prefix="$work/faults/$name-" >"$log" 2>&1 || code=$?
  printf '%-12s %s executions, %s\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
    "$([ "$code" -eq 0 ] && echo "no fault" || echo "A FAULT: $log")"
  # Where nobody can look at the machine afterwards, this is all that is left of it.
  [ "$code" -eq 0 ] || grep -E '^(==|  +#[0-9]+ |.*(ERROR|SUMMARY|runtime error|Base64))' "$log" | head -40
  [ "$code" -eq 0 ] || for fault in "$work/faults/$name"-*; do
    echo "base64 -d | gunzip gives ${fault##*/}:"
    gzip -c "$fault" | base64 -w 160 | head -100
  done
  return "$code"
}
export -f run_one
export bin work limit
say "Running ${#names[@]} fuzzers"
printf '%s\n' "${names[@]}" | xargs -P "$(nproc)" -I{} bash -c 'run_one {}' || die "A fuzzer found a fault; see above"
