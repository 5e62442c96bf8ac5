#!/usr/bin/env bash
# Builds everything but what needs LibTorch with sanitizers and runs the tests under them, without a display.
#   ./installer/sanitize.sh asan    address and undefined behaviour: in build/asan
#   ./installer/sanitize.sh tsan    threads: in build/tsan
#   ./installer/sanitize.sh all     both, one after the other (the default)
# Further arguments go to ctest: ./installer/sanitize.sh tsan -R tst_session
# Slides of ../shared/data are left out: under a sanitizer they would take hours.
. "$(dirname "$0")/common.sh"

what=${1:-all}
[ $# -eq 0 ] || shift
case $what in
  asan | tsan) presets=("$what") ;;
  all) presets=(asan tsan) ;;
  *) die "Usage: $0 [asan|tsan|all] [ctest arguments]" ;;
esac

install_missing
for preset in "${presets[@]}"; do
  configure "$preset"
  say "Building in build/$preset"
  (cd "$root" && cmake --build --preset "$preset")
  say "Running the tests under $preset"
  (cd "$root" && ctest --preset "$preset" "$@")
done
