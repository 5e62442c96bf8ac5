#!/usr/bin/env bash
# Installs what is missing, builds Transcope and makes a Debian package of it: build/release/transcope_VERSION_ARCH.deb.
# Install it with: sudo apt install ./build/release/transcope_*.deb
. "$(dirname "$0")/common.sh"

install_missing
build_targets transcope transcope-cli transcope-worker transcope-reader manual
say "Packing"
(cd "$build" && rm -f transcope_*.deb && cpack -G DEB)
say "$(ls "$build"/transcope_*.deb)"
