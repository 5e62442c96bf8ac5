#!/usr/bin/env bash
# Takes the pictures of the guide and of the README anew: builds, runs the guide's commands as its test does, drives the
# real window over what they made, and quantises what it shows. Look at each picture before you commit it.
#   ./docs/pictures/make.sh     some ten minutes on two cores
# Which window a picture shows: tests/app/guidepictures.cpp.
. "$(dirname "$0")/../../installer/common.sh"

command -v vips >/dev/null || die "vips is missing: apt-get install libvips-tools"
install_missing
build_targets tst_guide
say "Running the guide's commands and taking the pictures"
rm -rf "$build/screenshots/guide"
# A real display, unlike the tests': maps and landscape are drawn by OpenGL.
QT_QPA_PLATFORM=xcb timeout 1800 xvfb-run -a -s "-screen 0 1600x1000x24" "$build/bin/tests/app_tests" tst_guide || amiss=1
for picture in "$build"/screenshots/guide/*.png; do
  vips pngsave "$picture" "$root/docs/pictures/$(basename "$picture")" --palette --dither 0 --Q 90 --compression 9 --strip
done
ls -l "$root"/docs/pictures/*.png
[ -z "${amiss:-}" ] || die "The guide's test found something amiss; it stands above"
