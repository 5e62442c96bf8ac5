# Shared by run.sh and test.sh; sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build="$root/build/release"

say() { printf '\n== %s\n' "$*"; }
die() { printf '\n%s\n' "$*" >&2; exit 1; }

# Installs what installer/packages.txt lists and this machine lacks.
install_missing() {
  command -v dpkg-query >/dev/null || die "This script installs packages on Debian 12. Elsewhere, install the counterparts of installer/packages.txt and build with: cmake --preset release && cmake --build --preset release"
  local wanted missing=() package
  wanted=$(grep -Ev '^[[:space:]]*(#|$)' "$root/installer/packages.txt")
  for package in $wanted; do
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

# build_targets [target…]: configures once and builds; nothing to do takes a second or two.
build_targets() {
  if [ ! -f "$build/build.ninja" ]; then
    say "Configuring (about 15 seconds)"
    (cd "$root" && cmake --preset release) >"${TMPDIR:-/tmp}/transcope-configure.$$.log" 2>&1 ||
      { cat "${TMPDIR:-/tmp}/transcope-configure.$$.log" >&2; die "Configuring failed; the reason stands above"; }
    rm -f "${TMPDIR:-/tmp}/transcope-configure.$$.log"
  fi
  say "Building in build/release (the first time 10 to 20 minutes on two cores, afterwards seconds)"
  local targets=()
  [ $# -eq 0 ] || targets=(--target "$@")
  (cd "$root" && cmake --build --preset release "${targets[@]}")
}
