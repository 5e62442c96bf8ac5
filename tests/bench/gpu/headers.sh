#!/bin/bash
# Packs the header-only libraries that a build without Qt and slides needs besides LibTorch, with their CMake
# configurations, for a machine that has none and can fetch none: headers.sh OUT.tar.gz (some 2 MB).
# Packages: installer/packages.txt.
set -euo pipefail
cd "$(dirname "$0")/../../.."
out=$(realpath -m "${1:?headers.sh OUT.tar.gz}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/usr"
# Of Boost what is included, and the number by which CMake knows it.
boost=$(for file in $(grep -rl '<boost/' core model app --include=*.cpp --include=*.h); do
    g++ -std=c++20 -M -I. -I/usr/include/eigen3 -x c++ "$file"
done | tr -s ' \\' '\n' | grep '^/usr/include/boost/'; echo /usr/include/boost/version.hpp)
{
    printf '%s\n' usr/include/eigen3/Eigen usr/include/eigen3/signature_of_eigen3_matrix_library usr/share/eigen3/cmake \
        usr/include/nlohmann usr/share/cmake/nlohmann_json usr/include/CLI usr/share/cmake/CLI11 usr/include/tl \
        usr/share/cmake/tl-expected
    sort -u <<<"$boost" | sed 's|^/||'
} | tar -czf "$out" -C / --files-from=-
echo "$out: $(stat -c %s "$out") bytes"
