"""What kills.py works on: a demo section made small, and Transcope's programs."""

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
    """A demo section with few spots, in folder/demo, and weights."""

    def __init__(self, folder, programs, spots=24):
        self.folder = pathlib.Path(folder)
        self.programs = programs
        self.section = self.folder / "demo"
        programs.cli("demo", self.section, "--seed", 1)
        self.slide = self.section / "slide.tif"
        self.spots = self.section / "spots.tsv"
        header, *rows = self.spots.read_text().splitlines(keepends=True)
        selected = [row for row in rows if row.split()[-1] == "1"]
        self.spots.write_text(header + "".join(selected[:spots]))
        self.weights = ROOT / "resources/weights/m2ost-demo.safetensors"

    def predict(self, out, *more):
        return self.programs.command("transcope-cli", "predict", self.slide, "--weights", self.weights, "--spots",
                                     self.spots, "--batch", 4, "--out", out, *more)


def emptied(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
