#!/usr/bin/env bash
# Installs what is missing, builds Transcope and opens it on the demo section, which three methods predict one after
# the other.
#   ./installer/run.sh                 the demo section
#   ./installer/run.sh slide.svs …     arguments go to the viewer (see --help)
# With no display the viewer runs under Xvfb, waits for the prediction and leaves transcope-demo.png here.
. "$(dirname "$0")/common.sh"

install_missing
build_targets transcope transcope-worker transcope-cli

arguments=("$@")
if [ $# -eq 0 ]; then
  demo="$root/build/demo"
  if [ ! -f "$demo/slide.tif" ]; then
    say "Making the demo section in build/demo (about 20 seconds)"
    "$build/bin/transcope-cli" demo "$demo" --seed 1 >/dev/null
  fi
  arguments=("$demo/slide.tif" --run)
  # Side by side, the quickest first.
  for method in m2ost ridge stnet; do
    arguments+=(--weights "$root/resources/weights/$method-demo.safetensors")
  done
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  say "Opening the viewer"
  exec "$build/bin/transcope" "${arguments[@]}"
fi

picture="$PWD/transcope-demo.png"
# A picture of the demo shows a gene and a spot, as a person would have chosen them.
[ $# -eq 0 ] && arguments+=(--gene DDX5 --spot 9x9)
say "No display: running under Xvfb until the prediction is on screen (about four minutes on two cores)"
xvfb-run -a -s "-screen 0 1600x1000x24" "$build/bin/transcope" "${arguments[@]}" \
  --screenshot "$picture" --size 1600x1000 --quit-after-screenshot
say "The viewer's window is in $picture"
