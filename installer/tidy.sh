#!/usr/bin/env bash
# clang-tidy (.clang-tidy says what for) on the C++ files that differ from where the branch began.
#   ./installer/tidy.sh [BASE]    BASE: the commit to compare with; default the merge base with origin/main, else main
# Needs clang-tidy (Debian: clang-tidy) and a configured build/release; takes 5 to 30 seconds a file.
. "$(dirname "$0")/common.sh"
cd "$root"
command -v clang-tidy >/dev/null || die "clang-tidy is not installed (Debian: clang-tidy)"
configure release

base=${1:-$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main)}
mapfile -t changed < <(git diff --name-only --diff-filter=d "$base" -- '*.cpp' && git ls-files --others --exclude-standard -- '*.cpp')
[ ${#changed[@]} -gt 0 ] || { echo "No C++ source differs from $base"; exit; }

# GCC's precompiled headers and options are not Clang's.
database="$root/build/tidy"
mkdir -p "$database"
sed -E 's/-Winvalid-pch -include [^ ]*cmake_pch\.hxx//; s/-Wno-restrict|-Wno-stringop-overflow|-mamx-[a-z0-9]+//g' \
  "$root/build/release/compile_commands.json" >"$database/compile_commands.json"
say "clang-tidy on ${#changed[@]} files"
printf '%s\0' "${changed[@]}" | xargs -0 -n 1 -P "$(nproc)" clang-tidy --quiet -p "$database"
