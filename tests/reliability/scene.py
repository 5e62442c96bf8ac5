"""What kills.py and load.py work on: a demo section made small, and Transcope's programs."""

import csv
import json
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Programs:
    def __init__(self, folder, cache):
        self.folder = pathlib.Path(folder).resolve()
        self.environment = dict(os.environ, XDG_CACHE_HOME=str(cache), QT_QPA_PLATFORM="offscreen",
                                XDG_CONFIG_HOME=str(cache / "config"))

    def command(self, program, *arguments):
        return [str(self.folder / program), *map(str, arguments)]

    def start(self, command, **more):
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                stdin=subprocess.DEVNULL, **more)

    def cli(self, *arguments, expected=0):
        """The JSON of a run of transcope-cli to its end."""
        run = subprocess.run(self.command("transcope-cli", "--json", *arguments), env=self.environment,
                             capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if run.returncode != expected:
            raise RuntimeError(f"{' '.join(run.args)}: exit code {run.returncode}: {run.stderr.strip()}")
        return json.loads(run.stdout) if run.stdout.strip() else {}


class Scene:
    """folder/slide.tif, spots.tsv of `spots` spots, picture.png, weights, old.transcope and a training set."""

    def __init__(self, folder, programs, spots=32):
        self.folder = pathlib.Path(folder)
        self.programs = programs
        demo = self.folder / "demo"
        programs.cli("demo", demo, "--seed", 1)
        self.slide = demo / "slide.tif"
        self.spots = self.folder / "spots.tsv"
        self.count = self.fewer_spots(demo / "spots.tsv", spots)
        self.weights = ROOT / "resources/weights/m2ost-demo.safetensors"

    def fewer_spots(self, full, count):
        with open(full, newline="") as file:
            rows = list(csv.reader(file, delimiter="\t"))
        step = max(1, (len(rows) - 1) // count)
        kept = rows[1::step][:count]
        with open(self.spots, "w", newline="") as file:
            csv.writer(file, delimiter="\t", lineterminator="\n").writerows([rows[0], *kept])
        return len(kept)

    def predict(self, out, *more):
        return self.programs.command("transcope-cli", "predict", self.slide, "--weights", self.weights, "--spots",
                                     self.spots, "--batch", 4, "--out", out, *more)


def emptied(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
