# Shared by run.sh and test.sh; sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build="$root/build/release"

say() { printf '\n== %s\n' "$*"; }
die() { printf '\n%s\n' "$*" >&2; exit 1; }

# listed LIST…: the packages that these files of installer/ name for this release of Debian.
listed() {
  local release=13
  ! grep -q '^VERSION_ID="12"' /etc/os-release || release=12
  (cd "$root/installer" && sed -nE "s/^([a-z0-9.+-]+)( \[$release\])?$/\1/p" "$@")
}

# install_missing [LIST…]: what these files of installer/ list (packages.txt where none is named) and this machine lacks.
install_missing() {
  [ $# -gt 0 ] || set -- packages.txt
  command -v dpkg-query >/dev/null || die "This script installs packages on Debian 12 and 13. Elsewhere, install the counterparts of installer/packages.txt and build with: cmake --preset release && cmake --build --preset release"
  local missing=() package
  for package in $(listed "$@"); do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "Every package needed is installed"
    return
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "These packages are missing and neither root nor sudo is at hand: ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing ${#missing[@]} Debian packages (1 to 5 minutes, by the network): ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# configure PRESET: once; afterwards the build does it where needed.
configure() {
  [ ! -f "$root/build/$1/build.ninja" ] || return 0
  say "Configuring build/$1 (about 15 seconds)"
  local log
  log=$(mktemp)
  (cd "$root" && cmake --preset "$1") >"$log" 2>&1 || { cat "$log" >&2; die "Configuring failed; the reason stands above"; }
  rm -f "$log"
}

# build_targets [target…]: configures and builds; nothing to do takes a second or two.
build_targets() {
  configure release
  say "Building in build/release (the first time about 10 minutes on two cores, afterwards seconds)"
  local targets=()
  [ $# -eq 0 ] || targets=(--target "$@")
  (cd "$root" && cmake --build --preset release "${targets[@]}")
}

# What CTest's cases `formatting`, `layering` and `layering_cycles` check, before anything is built; all of them, so
# that one run tells everything.
quick_checks() {
  local code=0 failed=0 check
  "$root/installer/format.sh" --check || code=$?
  [ "$code" -eq 0 ] || [ "$code" -eq 77 ] || failed=1
  for check in layering cycles; do
    cmake -DROOT="$root" -P "$root/tests/layering/$check.cmake" || failed=1
  done
  return "$failed"
}
