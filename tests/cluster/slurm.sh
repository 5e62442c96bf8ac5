#!/usr/bin/env bash
# A cohort on a real Slurm: controller and two nodes on this machine, one of which dies in the middle.
#   tests/cluster/slurm.sh TRANSCOPE_CLI WEIGHTS     prints what happened; exit code 77 where Slurm is not installed
# Needs root (for munge) and Debian's slurmctld, slurmd, slurm-client, munge. Ends what it started, by process id.
set -euo pipefail
cli=$(realpath "$1") weights=$(realpath "$2")
for program in munged slurmctld slurmd sbatch squeue; do
  PATH=$PATH:/usr/sbin type -p $program >/dev/null || { echo "SKIP: $program is not installed"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "SKIP: needs root"; exit 77; }
export PATH=$PATH:/usr/sbin

work=$(mktemp -d)
started=()
finish() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

chmod 755 "$work"
host=$(hostname -s)
mkdir "$work/munge" "$work/state" "$work/n1" "$work/n2"
chown munge "$work/munge"
runuser -u munge -- munged --foreground --force --socket "$work/munge/socket" --pid-file "$work/munge/pid" \
  --log-file "$work/munge/log" --seed-file "$work/munge/seed" & started+=($!)
cat > "$work/slurm.conf" <<CONF
ClusterName=transcope
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
SlurmUser=root
SlurmctldPort=26817
SlurmctldPidFile=$work/ctld.pid
SlurmctldLogFile=$work/ctld.log
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/%n
SlurmdPidFile=$work/%n.pid
SlurmdLogFile=$work/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SlurmdTimeout=10
InactiveLimit=0
KillWait=2
ReturnToService=2
JobRequeue=1
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=27001 CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=27002 CPUs=1 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$work/slurm.conf"
node() { slurmd -D -N "$1" -f "$SLURM_CONF" & started+=($!); last=$!; }

for _ in $(seq 50); do [ -S "$work/munge/socket" ] && break; sleep 0.2; done
slurmctld -D -f "$SLURM_CONF" & started+=($!)
node n1
node n2; second=$last
for _ in $(seq 100); do [ "$(sinfo -h -t idle -o %D 2>/dev/null | head -1)" = 2 ] && break; sleep 0.3; done
sinfo -N

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
export XDG_CACHE_HOME="$work/cache"
sbatch "$work/all/cohort.sbatch"
for _ in $(seq 300); do [ -n "$(squeue -h -w n2 -t R -o %i)" ] && break; sleep 0.2; done
sleep 1
lost=$(squeue -h -w n2 -t R -o %K)
job=$(squeue -h -w n2 -t R -o %A)
echo "node n2 dies while it works on slide s$lost"
# A machine that fails takes the node's daemon and all that it started.
of() { ps -eo pid,args | awk -v text="$1" -v self=$$ 'index($0, text) && $1 != self && !/awk/ {print $1}'; }
task=$(of "cohort task $work/all --index $lost")
kill -9 "$second" $(of "slurmstepd: [$job.batch]")
for pid in $task; do kill -9 $(ps -o pid= --ppid "$pid") "$pid" 2>/dev/null || true; done
sleep 15
node n2
for _ in $(seq 600); do [ -z "$(squeue -h)" ] && break; sleep 0.5; done
squeue

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
