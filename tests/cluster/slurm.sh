#!/usr/bin/env bash
# A cohort on a real Slurm (setup.sh), one of whose nodes dies in the middle.
#   tests/cluster/slurm.sh TRANSCOPE_CLI WEIGHTS     prints what happened; exit code 77 where Slurm is not installed
set -euo pipefail
cli=$(realpath "$1") weights=$(realpath "$2")
. "$(dirname "$0")/setup.sh"

# Six small slides; the second node is lost as soon as it works on one.
slides=6
echo slide,name > "$work/slides.csv"
python3 - "$work" $slides <<'PY'
import struct, sys, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
work, slides, side = sys.argv[1], int(sys.argv[2]), 1200
for i in range(slides):  # tissue-coloured stripes
    row = b"\0" + bytes([200, 110 + 10 * i, 160, 150, 80, 150]) * (side // 2)
    with open(f"{work}/s{i}.png", "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)) +
                  chunk(b"IDAT", zlib.compress(row * side)) + chunk(b"IEND", b""))
PY
for i in $(seq 0 $((slides - 1))); do echo "$work/s$i.png,s$i" >> "$work/slides.csv"; done
"$cli" cohort "$work/slides.csv" --weights "$weights" --grid 100px --out "$work/all" --slurm
sbatch "$work/all/cohort.sbatch"
onSecond() { squeue -h -w n2 -t R -o "$1"; }
isBusy() { [ -n "$(onSecond %i)" ]; }
waitFor 60 isBusy
sleep 1
echo "node n2 dies while it works on slide s$(onSecond %K)"
loseNode n2
waitFor 60 nodeIsDown n2
startNode n2
waitFor 300 queueIsEmpty

"$cli" --json cohort status "$work/all" | tee "$work/status.json"
"$cli" cohort merge "$work/all" --out "$work/all.csv"
python3 - "$work" $slides <<'PY'
import collections, csv, json, sys
work, slides = sys.argv[1], int(sys.argv[2])
status = json.load(open(f"{work}/status.json"))
assert status["done"] == slides and not status["failed"] and not status["waiting"], status
rows = list(csv.DictReader(open(f"{work}/all.csv")))
keys = collections.Counter((r["slide"], r.get("id") or r.get("spot") or str(i)) for i, r in enumerate(rows))
assert max(keys.values()) == 1, "a spot twice"
per = collections.Counter(r["slide"] for r in rows)
assert len(per) == slides and len(set(per.values())) == 1, per  # the same picture size: the same grid
print(f"{slides} slides, {len(rows)} spots, each once")
PY
