#!/usr/bin/env python3
"""Kills Transcope's programs at random moments and looks at what they leave.

    tests/reliability/kills.py [--kills 1000] [--seed 1] [--bin build/release/bin] [--only NAME]… [--keep DIR]

Each case starts a command again and again in one folder and kills it (SIGKILL) after a time drawn evenly from 0 to
what a whole run takes, until runs reach their end unharmed; then it begins anew. After every kill:
  rows    that a session held just before are all there, and SQLite finds the file sound (0 rows lost but those of
          the batch in progress);
  files   that have their final name are whole: the same bytes as those of a run that nobody killed, or, where a
          program writes dates or works in threads, a file that opens and holds as much.
Prints a table; exit code 1 when a row was lost or a file is not whole. Needs nothing but Python.
"""

import argparse
import collections
import contextlib
import os
import pathlib
import random
import signal
import sqlite3
import struct
import sys
import tempfile
import time
import zlib

from scene import ROOT, Programs, Scene, emptied


def rows_of(session):
    """(layer, spot) of every row in the file; None where there is no file. Raises where SQLite finds damage."""
    if not session.exists():
        return None
    with contextlib.closing(sqlite3.connect(f"file:{session}?mode=ro", uri=True, timeout=30)) as database:
        found = set()
        for layer, spots in database.execute("SELECT layer, spots FROM chunk"):
            found |= {(layer, spot) for (spot,) in struct.iter_unpack("<i", spots)}
        return found


def damage_of(session):
    """What SQLite finds wrong with the file; empty for a sound one."""
    if not session.exists():
        return ""
    with contextlib.closing(sqlite3.connect(session, timeout=30)) as database:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
        return "" if answer == "ok" else answer


def is_temporary(path):
    """Of AtomicFile, of SQLite, or a session beside a table that is not complete yet."""
    return ".partial" in path.name or path.name.endswith(("-wal", "-shm", "-journal", ".part.transcope"))


class Case:
    """One command. session: where it keeps rows; again: the command once a checkpoint is there; prepare: makes what
    it starts from, before every kill where `fresh`; victim: whom to kill."""

    def __init__(self, name, share, command, session=None, again=None, prepare=None, fresh=False, victim=None):
        self.name, self.share, self.session = name, share, session
        self.command, self.again = command, again
        self.prepare, self.fresh = prepare or (lambda: None), fresh
        self.victim = victim or (lambda process: process.pid)
        self.seconds, self.whole = 0.0, {}
        self.counts, self.faults = collections.Counter(), []

    def learn(self, programs, folder):
        """Runs it once to its end: how long that takes, and what it leaves under which names."""
        self.begin(folder)
        begin = time.monotonic()
        if programs.start(self.command, cwd=folder).wait() != 0:
            raise RuntimeError(f"{self.name} fails without a kill: {' '.join(self.command)}")
        self.seconds = time.monotonic() - begin
        self.whole = {path: path.read_bytes() for path in self.outputs_in(folder)}
        self.begin(folder)

    def begin(self, folder):
        emptied(folder)
        self.prepare()

    def outputs_in(self, folder):
        return [path for path in folder.rglob("*")
                if path.is_file() and path != self.session and not is_temporary(path)]

    def kill_once(self, programs, folder, draw):
        if self.fresh:
            self.begin(folder)
        resumes = self.again and any(folder.glob("*.checkpoint"))
        goes_on = resumes or (self.session and self.session.exists() and not self.fresh)
        begin = time.monotonic()
        process = programs.start(self.again if resumes else self.command, cwd=folder)
        deadline = begin + draw.uniform(0, 1.05 * self.seconds)
        while time.monotonic() < deadline and process.poll() is None:
            time.sleep(max(0.0, min(0.01, deadline - time.monotonic())))
        before = rows_of(self.session) if self.session else None
        victim = None
        while victim is None and process.poll() is None:  # a worker may not have begun
            victim = self.victim(process)
            time.sleep(0 if victim else 0.02)
        if victim is None:
            if not goes_on:
                self.seconds = min(self.seconds, time.monotonic() - begin)  # the machine is less busy than it was
            self.end(process, before, folder, programs)
            return
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            os.kill(victim, signal.SIGKILL)
        self.after_kill(process)
        self.counts["kills"] += 1
        self.check(before, folder, programs)

    def end(self, process, before, folder, programs):
        """It ended before it was killed."""
        self.counts["ended"] += 1
        if process.wait() != 0:
            self.faults.append(f"{self.name}: exit code {process.returncode} after earlier kills")
        self.check(before, folder, programs)
        self.begin(folder)

    def after_kill(self, process):
        process.wait()

    def check(self, before, folder, programs):
        if self.session:
            damage = damage_of(self.session)
            lost = (before or set()) - (rows_of(self.session) or set())
            self.counts["rows seen"] += len(before or ())
            self.counts["rows lost"] += len(lost)
            if damage or lost:
                self.faults.append(f"{self.session}: {damage} lost rows {sorted(lost)}")
        for path in self.outputs_in(folder):
            self.counts["files seen"] += 1
            if not self.is_whole(path, programs):
                self.counts["files not whole"] += 1
                self.faults.append(f"{path} is not whole")

    def is_whole(self, path, programs):
        content = path.read_bytes()
        if content == self.whole.get(path):
            return True
        ends = {".png": b"IEND\xaeB`\x82", ".pdf": b"%%EOF", ".svg": b"</svg>", ".checkpoint": b""}
        if path.suffix in ends:  # with dates, or of the epoch before; a checkpoint is opened by the next run
            return content.rstrip(b"\n").endswith(ends[path.suffix])
        if path.name.endswith(".curve.csv"):  # of the epochs until now
            return content.endswith(b"\n")
        try:
            programs.cli("info", path)
            return True
        except RuntimeError:
            return False


class WorkerCase(Case):
    """Kills the worker: the program that asked lives, and leaves with exit code 4."""

    def after_kill(self, process):
        if process.wait() not in (0, 4):
            self.faults.append(f"{self.name}: exit code {process.returncode} after its worker was killed")
        self.counts["asker lived"] += 1


class ViewerWorkerCase(Case):
    """Kills the viewer's worker: the viewer lives on; started to run and leave, it leaves with exit code 3."""

    def after_kill(self, process):
        time.sleep(1)
        if process.poll() not in (None, 0, 3):
            self.faults.append(f"{self.name}: the viewer ended with {process.returncode} after its worker was killed")
        self.counts["asker lived"] += 1
        process.kill()
        process.wait()


def child_called(name):
    def victim(process):
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
                if parent == str(process.pid) and (entry / "comm").read_text().strip().startswith(name[:15]):
                    return int(entry.name)
        return None
    return victim


# The tables of a session as Transcope 0.1 made them (docs/formats.md).
FORMAT_1 = """
PRAGMA application_id = 0x54534350;
PRAGMA user_version = 1;
CREATE TABLE slide (path TEXT NOT NULL, quick_hash TEXT NOT NULL, width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL, um_per_px REAL);
CREATE TABLE spot_table (lattice TEXT NOT NULL, diameter_px REAL NOT NULL, pitch_px REAL, um_per_px REAL,
  count INTEGER NOT NULL);
CREATE TABLE spot (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, x_px REAL NOT NULL,
  y_px REAL NOT NULL, array_row INTEGER NOT NULL, array_col INTEGER NOT NULL);
CREATE TABLE layer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  genes TEXT NOT NULL, provenance TEXT NOT NULL, held_out_score BLOB NOT NULL);
CREATE TABLE chunk (id INTEGER PRIMARY KEY AUTOINCREMENT,
  layer INTEGER NOT NULL REFERENCES layer (id) ON DELETE CASCADE, checksum INTEGER NOT NULL,
  spots BLOB NOT NULL, padded BLOB NOT NULL, expression BLOB NOT NULL);
CREATE INDEX chunk_layer ON chunk (layer);
CREATE TABLE text (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO slide VALUES ('/slides/1.svs', 'abc123', 40000, 30000, 0.25);
INSERT INTO layer VALUES (1, 'M2OST', 'predicted', '[["GENE0","ENSG0"],["GENE1","ENSG1"]]',
  '{"method":"m2ost","weightsName":"w","weightsHash":"ff00","normalisation":"cpm-all","precision":"float32",
    "precisionReason":"","device":"cpu","umPerPx":0.5,"date":"2026-01-02T03:04:05Z","version":"0.1.0"}', x'');
"""


def write_format_1(path, spots=2000):
    path.unlink(missing_ok=True)
    for beside in ("-wal", "-shm"):
        pathlib.Path(f"{path}{beside}").unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(FORMAT_1)
        database.execute("INSERT INTO spot_table VALUES ('hexagonal', 80.5, 146.25, NULL, ?)", (spots,))
        database.executemany("INSERT INTO spot VALUES (?, ?, ?, ?, ?, ?)",
                             [(i, f"{i}x0", 1.5 * i, 2.25 * i, i, 0) for i in range(spots)])
        for first in range(0, spots, 16):
            at = range(first, min(first + 16, spots))
            parts = [b"".join(struct.pack("<i", i) for i in at), bytes(len(at)),
                     b"".join(struct.pack("<2f", i, i + 0.5) for i in at)]
            database.execute("INSERT INTO chunk VALUES (NULL, 1, ?, ?, ?, ?)", (zlib.crc32(b"".join(parts)), *parts))
        database.commit()


def cases_of(scene, folder):
    programs = scene.programs

    def cli(*arguments):
        return programs.command("transcope-cli", *arguments)

    def export(ending, *more):
        return Case(f"export .{ending}", 1, cli("export", sound, "--layer", "M2OST", *more, "--out", folder / f"e.{ending}"))

    def pack_into(out):
        return cli("pack", "--data", scene.section, "--out", out, "--levels", "0,1", "--split", "none")

    session, old, trained = folder / "p.transcope", folder / "old.transcope", folder / "w.safetensors"
    sound, pack, config, genes, picture, regions = (
        scene.folder / name for name in ("sound.transcope", "d.pack", "tiny.json", "genes.txt", "picture.png", "r.geojson"))
    programs.cli(*scene.predict(sound)[1:])
    programs.cli(*pack_into(pack)[1:])
    programs.cli("export", sound, "--layer", "M2OST", "--gene", "DDX5", "--width", 3000, "--out", picture)
    genes.write_text("DDX5\nACTB\n")
    regions.write_text('{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Polygon",'
                       '"coordinates":[[[0,0],[900,0],[900,900],[0,0]]]}}')
    config.write_text('{"epochs": 2, "batchSize": 64, "config": {"levels": [0, 1], "channels": 24, "embedding": 48, '
                      '"heads": 3, "layers": 1, "mlpHidden": 16, "channelHidden": 16}}')
    train = cli("train", "--data", pack, "--config", config, "--split", "none", "--out", trained)
    viewer = programs.command("transcope", scene.slide, "--weights", scene.weights, "--spots", scene.spots,
                              "--session-file", session, "--run", "--screenshot", folder / "window.png",
                              "--quit-after-screenshot")
    return [
        Case("predict, session", 6, scene.predict(session), session),
        Case("predict, table", 3, scene.predict(folder / "p.csv"), folder / "p.csv.part.transcope"),
        Case("predict, h5ad", 2, scene.predict(folder / "p.h5ad"), folder / "p.h5ad.part.transcope"),
        WorkerCase("worker of predict", 4, scene.predict(session, "--worker", programs.folder / "transcope-worker"), session,
                   victim=child_called("transcope-worker")),
        Case("viewer", 2, viewer, session),
        ViewerWorkerCase("worker of the viewer", 1, viewer, session, victim=child_called("transcope-worker")),
        export("csv"), export("h5ad"), export("geojson"), export("png", "--gene", "DDX5", "--width", 2000),
        export("pdf", "--gene", "DDX5"),
        Case("import weights", 2, cli("import-weights", ROOT / "tests/data/pth/m2ost-tiny.pth", "--genes", genes, "--out",
                                      folder / "w2.safetensors")),
        Case("import picture", 2, ["env", f"XDG_CACHE_HOME={folder}", *cli("info", picture)]),
        Case("old session", 2, cli("regions", old, "--import", regions), old, prepare=lambda: write_format_1(old), fresh=True),
        Case("pack", 1, pack_into(folder / "d.pack")),
        Case("train", 2, train, again=[*train, "--resume"]),
    ]


def run(case, programs, folder, kills, draw):
    case.learn(programs, folder)
    while case.counts["kills"] < kills:
        case.kill_once(programs, folder, draw)
        if len(case.faults) > 5:
            break
    counts = case.counts
    print(f"| {case.name} | {case.seconds:.1f} | {counts['kills']} | {counts['ended']} | {counts['rows seen']} | "
          f"{counts['rows lost']} | {counts['files seen']} | {counts['files not whole']} |", flush=True)
    for fault in case.faults:
        print("  FAULT:", fault, flush=True)
    return counts, case.faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bin", default=ROOT / "build/release/bin")
    parser.add_argument("--only", action="append", help="cases whose name begins so; several times for more")
    parser.add_argument("--keep", help="folder to work in, left behind")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        work = pathlib.Path(options.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="transcope-kills-")))
        work.mkdir(parents=True, exist_ok=True)
        programs = Programs(options.bin, work / "cache")
        cases = cases_of(Scene(work / "scene", programs), work / "run")
        chosen = [case for case in cases if case.name.startswith(tuple(options.only or [""]))]
        shares = sum(case.share for case in chosen)
        draw, total, faults = random.Random(options.seed), collections.Counter(), []
        print("| case | seconds unharmed | kills | ended by itself | rows seen | lost | files seen | not whole |\n"
              "| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
        for case in chosen:
            counts, found = run(case, programs, work / "run", -(-options.kills * case.share // shares), draw)
            total += counts
            faults += found
        print(f"| all | | {total['kills']} | {total['ended']} | {total['rows seen']} | {total['rows lost']} | "
              f"{total['files seen']} | {total['files not whole']} |")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
