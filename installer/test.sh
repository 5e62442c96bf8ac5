#!/usr/bin/env bash
# Installs what is missing, builds everything and runs all tests; closes with CTest's summary.
#   ./installer/test.sh [ctest arguments, e.g. -L unit or -R slide]
#   ./installer/test.sh quick    only what needs no build: formatting and layers, in seconds
. "$(dirname "$0")/common.sh"

install_missing
say "Formatting and layers"
if [ "${1:-}" = quick ]; then
  quick_checks || die "The quick checks failed; what is wrong stands above"
  exit
fi
quick_checks || say "The quick checks failed, as they will among the tests"
build_targets
say "Running the tests (3 to 8 minutes on two cores)"
cd "$build"
# Tests of windows use the offscreen platform; those that need OpenGL start Xvfb themselves.
exec ctest --output-on-failure "$@"
