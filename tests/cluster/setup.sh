# Read by the scripts beside it: a real Slurm, controller and two nodes (n1, n2) on this machine, which ends with the
# script. Needs root (for munge) and Debian's slurm-wlm and munge; else the script ends with exit code 77. Gives
# $work, a folder that is removed at the end, and the functions below. Ends what it started, by process id.
export PATH=$PATH:/usr/sbin
for program in munged slurmctld slurmd sbatch squeue; do
  type -p $program >/dev/null || { echo "SKIP: $program is not installed (apt-get install slurm-wlm munge)"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "SKIP: needs root"; exit 77; }

work=$(mktemp -d)
port=$((30000 + $$ % 900 * 3)) # below those that systems give away, for scripts side by side
started=()
declare -A daemon # the process of each node
finish() {
  scancel --user root 2>/dev/null || true
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  [ -n "${KEEP:-}" ] && echo "kept: $work" || rm -rf "$work"
}
trap finish EXIT

chmod 755 "$work"
host=$(hostname -s)
mkdir "$work/munge" "$work/state" "$work/n1" "$work/n2"
chown munge "$work/munge"
runuser -u munge -- munged --foreground --force --socket "$work/munge/socket" --pid-file "$work/munge/pid" \
  --log-file "$work/munge/log" --seed-file "$work/munge/seed" > "$work/munge.out" 2>&1 & started+=($!)
cat > "$work/slurm.conf" <<CONF
ClusterName=transcope
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
SlurmUser=root
SlurmctldPort=$port
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
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=1 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$work/slurm.conf" XDG_CACHE_HOME="$work/cache"

# waitFor SECONDS COMMAND…: until it succeeds.
waitFor() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || { echo "FAILED: waited too long for: $*"; squeue; return 1; }
    sleep 0.2
  done
}

startNode() { slurmd -D -N "$1" -f "$SLURM_CONF" > "$work/$1.out" 2>&1 & daemon[$1]=$!; started+=($!); }

# Processes that a node's daemon started for jobs.
processesOf() {
  local folder
  for folder in /proc/[0-9]*; do
    grep -zqx "SLURMD_NODENAME=$1" "$folder/environ" 2>/dev/null &&
      grep -zqx "SLURM_CONF=$SLURM_CONF" "$folder/environ" 2>/dev/null && basename "$folder"
  done
  true
}

# A machine that fails takes the node's daemon and all that it started, which can tell nobody any more.
loseNode() {
  local tasks steps=() pid parent
  tasks=$(processesOf "$1")
  for pid in $tasks; do
    parent=$(ps -o ppid= -p "$pid" | tr -d ' ')
    case $(ps -o comm= -p "${parent:-0}") in slurmstepd*) steps+=("$parent") ;; esac
  done
  kill -9 "${daemon[$1]}" "${steps[@]}" 2>/dev/null || true
  kill -9 $tasks 2>/dev/null || true
  echo "node $1 is lost with ${#steps[@]} steps and the processes" $tasks
}

nodesAreIdle() { [ "$(sinfo -h -t idle -o %D 2>/dev/null | head -1)" = 2 ]; }
nodeIsDown() { sinfo -h -n "$1" -o %t | grep -q down; }
queueIsEmpty() { [ -z "$(squeue -h)" ]; }

waitFor 10 test -S "$work/munge/socket"
slurmctld -D -f "$SLURM_CONF" > "$work/slurmctld.out" 2>&1 & started+=($!)
startNode n1
startNode n2
waitFor 30 nodesAreIdle
sinfo -N
