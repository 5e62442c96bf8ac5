#!/usr/bin/env bash
# A training on two nodes of a real Slurm (setup.sh). First the node without the batch script dies in the middle,
# then the one with it; the job goes on from its checkpoint each time. It must end with the weights, to the bit, of
# two processes that nobody disturbed, and with the loss curve of one process to within rounding.
#   tests/cluster/training.sh TRANSCOPE_CLI     prints what happened; exit code 77 where Slurm is not installed
set -euo pipefail
cli=$(realpath "$1")
. "$(dirname "$0")/setup.sh"

# Few spots, and everything that chance decides.
epochs=60
cat > "$work/tiny.json" <<JSON
{"epochs": $epochs, "batchSize": 4, "colourJitter": 0.1, "maskRate": 0.2, "missingLevelRate": 0.3, "tokenShare": 0.5,
 "averaging": 0.5, "learningRate": 1e-3, "config": {"levels": [0, 1], "channels": 24, "embedding": 48, "heads": 3,
 "layers": 1, "mlpHidden": 16, "channelHidden": 16}}
JSON
for seed in 7 8; do
  section=$work/data/demo$seed
  "$cli" demo "$section" --seed $seed > "$work/demo.out" 2>&1
  awk '$NF == 1 && ++n % 28 { $NF = 0 } { $1 = $1 } 1' OFS='\t' "$section/spots.tsv" > "$section/few" # 8 of 224
  mv "$section/few" "$section/spots.tsv"
done
"$cli" pack --data "$work/data" --out "$work/d.pack" --levels 0,1 > "$work/pack.out" 2>&1
train() { "$cli" train --data "$work/d.pack" --config "$work/tiny.json" --precision float32 "$@"; }

export OMP_NUM_THREADS=1
train --out "$work/alone" 2> "$work/alone.log" > "$work/alone.out"
pair() { RANK=$1 WORLD_SIZE=2 MASTER_ADDR=127.0.0.1 MASTER_PORT=14990 train --out "$work/$2" --distributed; }
pair 1 nowhere > "$work/pair1.out" 2>&1 & other=$!
pair 0 pair 2> "$work/pair0.log" > "$work/pair0.out"
wait $other
unset OMP_NUM_THREADS # as it is where people submit jobs

train --out "$work/job" --slurm=--nodes=2
sbatch "$work/job.sbatch"
log=$work/job.slurm.log
epoch() { (grep -a -o "^epoch [0-9]*" "$log" 2>/dev/null || echo 0) | tail -1 | tr -dc 0-9; } # the last that was done
isPast() { [ "$(epoch)" -ge "$1" ]; }
for node in n2 n1; do
  before=$(epoch)
  waitFor 600 isPast $((before + 10))
  loseNode $node
  echo "after epoch $(epoch) of $epochs"
  waitFor 60 nodeIsDown $node
  startNode $node
done
waitFor 1200 queueIsEmpty
grep -a -v "^epoch\|^training [0-9]" "$log"

cmp "$work/pair" "$work/job" && echo "the weights of two processes that nobody disturbed, to the bit"
[ ! -e "$work/nowhere" ]
python3 - "$work" $epochs <<'PY'
import csv, re, sys
work, epochs = sys.argv[1], int(sys.argv[2])
alone, job = ([[float(v) for v in row] for row in list(csv.reader(open(f"{work}/{name}.curve.csv")))[1:]]
              for name in ("alone", "job"))
assert [row[0] for row in job] == [row[0] for row in alone] == list(range(1, epochs + 1)), "epochs lost or twice"
largest = max(abs(a[c] - b[c]) for a, b in zip(alone, job) for c in (1, 2, 3))
print(f"training loss {job[0][1]:.3f} to {job[-1][1]:.3f}; one process differs by at most {largest:.1e}")
seen = [int(e) for e in re.findall(r"^epoch (\d+):", open(f"{work}/job.slurm.log", errors="replace").read(), re.M)]
again = len(seen) - len(set(seen))
print(f"{len(seen)} epochs were computed for {epochs}, {again} of them after an interruption for a second time")
assert largest < 1e-5 and again <= 4
PY
