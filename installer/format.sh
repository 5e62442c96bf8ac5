#!/usr/bin/env bash
# Every C++ file in git by .clang-format, with clang-format 14 (others format differently).
#   ./installer/format.sh            formats them
#   ./installer/format.sh --check    names those that are not formatted; exit 1 when there are any
# Without clang-format 14 or git it says so and leaves with 77, which CTest takes for "skipped".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

skip() { echo "Skipped: $*"; exit 77; }

formatter=
for candidate in clang-format-14 clang-format; do
  if "$candidate" --version 2>/dev/null | grep -q 'version 14\.'; then
    formatter=$candidate
    break
  fi
done
[ -n "$formatter" ] || skip "clang-format 14 is not installed (Debian: clang-format-14)"
git rev-parse --git-dir >/dev/null 2>&1 || skip "this is no git checkout, so which files are Transcope's is not known"

if [ "${1:-}" != --check ]; then
  git ls-files -z '*.h' '*.cpp' | xargs -0 "$formatter" -i
  exit
fi
# One line a file is enough: what is wrong there, the formatter itself puts right.
wrong=$(git ls-files -z '*.h' '*.cpp' | xargs -0 "$formatter" --dry-run --ferror-limit=1 2>&1 |
  sed -n 's/^\([^ ]*\):[0-9]*:[0-9]*: .*-Wclang-format-violations.*/  \1/p' | sort -u)
[ -z "$wrong" ] || { printf 'Not formatted; ./installer/format.sh puts it right:\n%s\n' "$wrong"; exit 1; }
echo "Every C++ file is formatted"
