#!/usr/bin/env python3
"""Every figure of the inference benchmarks in one go: a Markdown table on standard output, everything that was measured
in OUT/results.json.

Usage: all.py BUILD DATA OUT [--only PART…] [--rounds 5] [--long-rounds 3]
BUILD: a build folder (its bin/ is used). DATA: the folder with her2st's B4.jpg, B4_selection.tsv and B4.tsv.gz; they
are copied to OUT, and nothing is written beside them. Needs installer/packages-bench.txt. On a quiet machine only: the
table begins with how busy it was.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

import numpy as np
from PIL import Image

from compare_pipeline import read_table

HERE = pathlib.Path(__file__).resolve().parent
WEIGHTS = HERE.parent.parent / "resources/weights/m2ost-demo.safetensors"
REFERENCE = HERE.parent / "data/reference/m2ost.json"
UM_PER_PX = 0.687  # of the section
GRID = "67px"  # gives 5,054 spots on B4's tissue
FEW, MANY = 200, 20_000
# What would hold a library back from what it chooses by itself.
HELD = ("OPENBLAS_", "OMP_", "MKL_", "ONEDNN_", "DNNL_", "ATEN_", "TRANSCOPE_ISA")
AVX2 = {
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "ATEN_CPU_CAPABILITY": "avx2",
    "OPENBLAS_CORETYPE": "Haswell",
    "TRANSCOPE_ISA": "avx2",
}


class Bench:
    """Where things lie, what was measured, and the table's rows."""

    def __init__(self, options):
        self.bin = options.build / "bin"
        self.out = options.out
        self.rounds, self.long_rounds = options.rounds, options.long_rounds
        self.results, self.rows = {}, []
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(HELD)}
        self.environment["XDG_CACHE_HOME"] = str(self.out / "cache")
        data = self.out / "data"
        data.mkdir(parents=True, exist_ok=True)
        for name in ("B4.jpg", "B4_selection.tsv", "B4.tsv.gz"):
            shutil.copyfile(options.data / name, data / name)
        self.slide, self.spots = data / "B4.jpg", data / "B4_selection.tsv"

    def run(self, *command, **extra):
        """Standard output of a command; what it says on standard error goes to a log."""
        with open(self.out / "log.txt", "a") as log:
            done = subprocess.run(
                [str(word) for word in command],
                check=True,
                env={**self.environment, **extra},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        return done.stdout

    def script(self, name, *arguments, **extra):
        return self.run(sys.executable, HERE / name, *arguments, **extra)

    def cli(self, *arguments, **extra):
        return json.loads(self.run(self.bin / "transcope-cli", "--json", *arguments, **extra))

    def works(self, *arguments):
        """Whether a command of transcope-cli ends well."""
        try:
            self.cli(*arguments)
        except subprocess.CalledProcessError:
            return False
        return True

    def predict(self, out, *arguments):
        """The report of `predict`, and the most memory that it held, in MB."""
        for old in out.parent.glob(out.name + "*"):
            old.unlink()
        command = [self.bin / "transcope-cli", "--json", "predict", self.slide, "--weights", WEIGHTS, "--out", out]
        with open(self.out / "report.json", "w") as report, open(self.out / "log.txt", "a") as log:
            child = subprocess.Popen([*command, *arguments], env=self.environment, stdout=report, stderr=log)
            _, status, usage = os.wait4(child.pid, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"predict failed, see {self.out / 'log.txt'}")
        return json.loads((self.out / "report.json").read_text()), usage.ru_maxrss / 1024

    def row(self, what, least, aim, measured):
        self.rows.append((what, least, aim, measured))


def eager(bench):
    """Spots per second against plain eager PyTorch."""
    report = json.loads(bench.script("compare_pytorch.py", bench.bin / "bench/bench_kernels", "--rounds", bench.rounds))
    bench.results["eager"] = report
    rate = {(r["what"], r["precision"], r["batch"]): r["spotsPerSecond"] for r in report["rates"]}
    goals = {
        ("float32", "float32"): (3, 5),
        ("bfloat16", "float32"): (12, 25),
        ("bfloat16", "bfloat16"): (4, 8),
    }
    for ratio in report["ratios"]:
        mine, theirs, batch = ratio["native"], ratio["eager"], ratio["batch"]
        least, aim = goals[mine, theirs]
        rates = f"{rate['native', mine, batch]:.1f} : {rate['eager', theirs, batch]:.1f} spots/s"
        bench.row(
            f"{mine} against eager {theirs} PyTorch, batch {batch} (OpenBLAS: {report.get('openblasCore', 'none')})",
            f"{least}×",
            f"{aim}×",
            f"{ratio['median']:.2f}× ({rates})",
        )


def avx2(bench):
    """Both held to AVX2: still twice as fast, and still right."""
    arguments = ["--rounds", bench.rounds, "--batches", 32, "--precisions", "float32"]
    report = json.loads(bench.script("compare_pytorch.py", bench.bin / "bench/bench_kernels", *arguments, **AVX2))
    verified = bench.cli("verify", REFERENCE, **AVX2)["files"][0]
    bench.results["avx2"] = {**report, "verify": verified}
    ratio = report["ratios"][0]["median"]
    rates = {r["what"]: r["spotsPerSecond"] for r in report["rates"]}
    theirs = f"OpenBLAS {report.get('openblasCore', 'none')}, ATen {report['atenCapability']}"
    held = f"eager: {theirs}; ours: {report['nativeIsa']}"
    shown = f"{ratio:.2f}× ({rates['native']:.1f} : {rates['eager']:.1f} spots/s)"
    bench.row(f"float32 against eager float32, both AVX2, batch 32 ({held})", "2×", "", shown)
    error = verified["maxAbsError"] / verified["largestOutput"]
    passed = "passes" if verified["pass"] else "FAILS"
    bench.row("`verify` with AVX2: error over the largest output", "1e-4", "", f"{error:.1e}, {passed}")


def section(bench):
    """A whole section against a Python pipeline."""
    files = [bench.slide, bench.spots, WEIGHTS, bench.out / "pipeline"]
    arguments = ["--rounds", bench.long_rounds]
    report = json.loads(bench.script("compare_pipeline.py", bench.bin / "transcope-cli", *files, *arguments))
    bench.results["section"] = report
    for key, name in (("firstTime", "with the picture's import"), ("again", "picture imported before")):
        shown = f"{report[key]['timesAsFast']:.1f}× ({report[key]['wall']:.1f} s : {report['python']['wall']:.1f} s)"
        bench.row(f"B4's 283 spots, start to file, against PIL and eager float32, {name}", "", "", shown)
    near, over = report["agreement"]["pearsonPerSpot"], report["agreement"]["differenceOverGeneRange"]
    shown = f"per-spot Pearson at least {near['least']:.4f}, median {near['median']:.5f}"
    shown += f"; |difference| over the gene's range: median {100 * over['median']:.1f} %, p99 {100 * over['p99']:.1f} %"
    bench.row("how near the two's predictions are (resampling differs)", "", "", shown)


def slide(bench):
    """The whole run against the slower of reading and model."""
    sources = {
        "B4's 283 spots": (["--spots", bench.spots], bench.rounds),
        "a grid on B4": (["--grid", GRID, "--um-per-px", UM_PER_PX], bench.long_rounds),
    }
    for name, (arguments, rounds) in sources.items():
        report = bench.cli("bench", "slide", bench.slide, "--weights", WEIGHTS, "--repeats", rounds, *arguments)
        bench.results[f"slide, {name}"] = report
        seconds = ", ".join(f"{part} {report[part + 'Seconds']:.2f} s" for part in ("read", "model", "run"))
        what = f"whole run over the slower of reading and model, {name}: {report['spots']:,} spots"
        bench.row(what, "≤ 1.15", "≤ 1.05", f"{report['runOverSlower']:.3f} ({seconds})")


def gpu(bench):
    """A CUDA device, where there is one: spots per second by batch, the share of its product rate, a whole run."""
    device = ["--device", "cuda:0"]
    if not bench.works("bench", "model", *device, "--spots", 1, "--repeats", 1):
        bench.row("on a CUDA device", "", "", "there is none")
        return
    for batch in (96, 256, 1024):
        arguments = ["--precision", "bfloat16", "--spots", batch, "--repeats", bench.rounds]
        report = bench.cli("bench", "model", *device, *arguments)
        bench.results[f"gpu, batch {batch}"] = report
        shown = f"{report['spotsPerSecond']:,.0f} spots/s, {100 * report['fractionOfProductRate']:.0f} % of the "
        shown += f"{report['productGflops'] / 1000:.0f} TFLOP/s of a large product"
        bench.row(f"bfloat16 on a CUDA device, batch {batch}", "", "", shown)
    arguments = ["--weights", WEIGHTS, "--repeats", bench.long_rounds, "--grid", GRID, "--um-per-px", UM_PER_PX]
    report = bench.cli("bench", "slide", bench.slide, *device, *arguments)
    bench.results["gpu, slide"] = report
    shown = f"{report['spotsPerSecond']:,.0f} spots/s, {report['runOverSlower']:.3f} of the slower part"
    bench.row(f"whole run on a CUDA device, decoding included, {report['spots']:,} spots", "", "", shown)


def click(bench):
    """One spot, from the viewer's client to its row, in a warm worker."""
    report = json.loads(bench.run(bench.bin / "bench/bench_click", bench.slide, bench.spots, WEIGHTS))
    bench.results["click"] = report
    shown = f"median {report['medianMs']:.1f} ms, 95th percentile {report['p95Ms']:.1f} ms of {report['clicks']}"
    bench.row("single spot, click to prediction in a warm worker, reading included", "≤ 60 ms", "≤ 25 ms", shown)


def write_grid(path, picture, count):
    """So many spots all over the picture, in rows."""
    with Image.open(picture) as image:
        width, height = image.size
    columns = round((count * width / height) ** 0.5)
    rows = -(-count // columns)
    with open(path, "w") as file:
        file.write("spot\tx\ty\n")
        for i in range(count):
            row, column = divmod(i, columns)
            file.write(f"s{i}\t{width * (column + 0.5) / columns:.1f}\t{height * (row + 0.5) / rows:.1f}\n")


def scaling(bench):
    """Memory and time per spot with few and with many spots all over one slide."""
    spots = {count: bench.out / f"grid{count}.tsv" for count in (FEW, MANY)}
    for count, path in spots.items():
        write_grid(path, bench.slide, count)
    runs = {FEW: [], MANY: []}
    # The large run takes minutes, in which a machine's speed drifts: small ones before and after it.
    for count in [FEW] * bench.rounds + [MANY] + [FEW] * bench.rounds:
        arguments = ["--spots", spots[count], "--um-per-px", str(UM_PER_PX)]
        report, peak = bench.predict(bench.out / "scaling.transcope", *arguments)
        runs[count].append((1e3 * report["seconds"] / count, peak))
    measured = {
        count: {
            "msPerSpot": float(np.median([ms for ms, _ in of])),
            "peakMb": float(np.median([peak for _, peak in of])),
            "allMsPerSpot": [ms for ms, _ in of],
        }
        for count, of in runs.items()
    }
    bench.results["scaling"] = measured
    goals = (("peakMb", "resident MB", "+10 %", "flat"), ("msPerSpot", "ms per spot", "±5 %", ""))
    for key, what, least, aim in goals:
        few, many = measured[FEW][key], measured[MANY][key]
        shown = f"{100 * (many / few - 1):+.1f} % ({few:.1f} → {many:.1f})"
        bench.row(f"{what}, {FEW} → {MANY:,} spots all over B4", least, aim, shown)


def precision(bench):
    """bfloat16 against float32 on B4."""
    tables, report = {}, {}
    for name in ("float32", "auto"):
        out = bench.out / f"{name}.csv"
        report[name], _ = bench.predict(out, "--spots", str(bench.spots), "--precision", name)
        tables[name] = read_table(out)[1]
    exact, fast = tables["float32"], tables["auto"]
    pearson = [float(np.corrcoef(a, b)[0, 1]) for a, b in zip(exact, fast)]
    p99 = float(np.percentile(np.abs(fast - exact) / np.ptp(exact, axis=0), 99))
    chosen = {key: report["auto"][key] for key in ("precision", "precisionReason")}
    bench.results["precision"] = {**chosen, "leastPearson": min(pearson), "p99OverGeneRange": p99}
    what = f"{chosen['precision']} (auto) against float32 on B4"
    bench.row(f"{what}: least per-spot Pearson", "≥ 0.9995", "", f"{min(pearson):.7f}")
    bench.row(f"{what}: 99th percentile of the difference over the gene's range", "≤ 1 %", "", f"{100 * p99:.2f} %")


def reader(bench):
    """Opening an .h5ad through transcope-reader against HDF5 in the same process."""
    ratios = {}
    for kind, options in (("plain", []), ("gzip", ["--gzip"])):
        path = bench.out / f"{kind}.h5ad"
        bench.script("make_h5ad.py", 40_000, 18_000, 14_400_000, path, *options)
        seconds = {"bench_open": [], "bench_open_inprocess": []}
        for _ in range(bench.rounds):
            for program, of in seconds.items():
                of.append(json.loads(bench.run(bench.bin / "bench" / program, path))["openSeconds"])
        path.unlink()
        ratios[kind] = float(np.median(np.divide(*seconds.values())))
    bench.results["reader"] = ratios
    for kind, ratio in ratios.items():
        bench.row(f"reading HDF5 in a process of its own, 14.4 M entries, {kind}", "+15 %", "", f"{100 * (ratio - 1):+.0f} %")


def alternating(bench, **programs):
    """Medians of what each gives, a dictionary of numbers, in turn with the others."""
    measured = {name: [] for name in programs}
    for _ in range(bench.rounds):
        for name, run in programs.items():
            measured[name].append(run())
    return {name: {key: float(np.median([one[key] for one in of])) for key in of[0]} for name, of in measured.items()}


def h5ad(bench):
    """Opening and saving 100,000 × 2,000 with 20,000,000 entries against python3-anndata."""
    for kind, options in (("not packed", []), ("gzip", ["--gzip"])):
        path, out = bench.out / "in.h5ad", bench.out / "out.h5ad"
        bench.script("make_h5ad.py", 100_000, 2000, 20_000_000, path, *options)
        times = alternating(
            bench,
            ours=lambda: json.loads(bench.run(bench.bin / "bench/bench_open", path, out)),
            theirs=lambda: json.loads(bench.script("anndata_times.py", path, out)),
        )
        bench.results[f"h5ad, {kind}"] = times
        ours, theirs = times["ours"], times["theirs"]
        rows = [("opening", "openSeconds", "openSeconds"), ("the first gene after it", *["firstGeneSeconds"] * 2)]
        if options:
            rows.append(("saving, both gzip", "saveSeconds", "saveGzipSeconds"))
            rows.append(("saving, both gzip, processor time", "saveCpuSeconds", "saveGzipCpuSeconds"))
            rows.append(("saving, ours gzip, theirs not packed", "saveSeconds", "savePlainSeconds"))
        for times_of in (ours, theirs):
            times_of["openAndGeneSeconds"] = times_of["openSeconds"] + times_of["firstGeneSeconds"]
        rows.append(("opening until the first gene is there", *["openAndGeneSeconds"] * 2))
        rows.append(("opening, processor time", *["openCpuSeconds"] * 2))
        for what, mine, other in rows:
            aim = "3×" if what in ("opening", "saving, both gzip") else ""
            shown = f"{theirs[other] / ours[mine]:.2f}× ({ours[mine]:.2f} s : {theirs[other]:.2f} s)"
            bench.row(f"{what}, .h5ad {kind}, against anndata", aim, "", shown)
        path.unlink()
        out.unlink()


def timed_start(bench, *files):
    """When the window was there, in ms from the start of the process; how long after it all of it was, by the program's
    own clock (it says so a while later, when it has stayed so); and the memory it held."""
    shot = bench.out / "shot.png"
    command = [bench.bin / "transcope", "--timing", "--screenshot", shot, "--quit-after-screenshot", *files]
    environment = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(bench.out / "config"), **bench.environment}
    start = time.perf_counter()
    found, own = {}, {}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as child:
        for line in child.stderr:
            words = line.split()
            if words[1:2] == ["after"] and words[0] in ("window", "settled"):
                own[words[0]] = float(words[2])
                found[f"{words[0]}Mb"] = float(words[4]) * 1024 * 1024 / 1e6
                found.setdefault("windowMs", 1e3 * (time.perf_counter() - start))
    if child.returncode != 0 or "settled" not in own:
        sys.exit("transcope did not start")
    found["pictureMs"] = own["settled"] - own["window"]
    return found


def window(bench):
    """The window, and the first full picture of a pyramid that was opened before."""
    bench.cli("info", bench.slide)  # imports it
    pyramid = next((bench.out / "cache").rglob("*.tif*"))
    times = alternating(bench, empty=lambda: timed_start(bench), pyramid=lambda: timed_start(bench, pyramid))
    bench.results["window"] = times
    bench.row("window after the program's start", "500 ms", "", f"{times['empty']['windowMs']:.0f} ms")
    bench.row("memory of the empty window", "130 MB", "", f"{times['empty']['settledMb']:.0f} MB")
    bench.row("first full picture of a pyramid, from the window on", "300 ms", "", f"{times['pyramid']['pictureMs']:.0f} ms")


def picture(bench):
    """Importing a JPEG of 9,000 × 10,000 against libvips's own command with the same tiles and quality. Theirs are RGB in
    the file from quality 90 on, ours always YCbCr with full colour: so also at 89, where they keep a quarter of it."""

    def clocked(*command):
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        bench.run(*command)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        return {"seconds": time.perf_counter() - start, "cpuSeconds": cpu}

    def ours():
        shutil.rmtree(bench.out / "imported", ignore_errors=True)
        return clocked(bench.bin / "bench/bench_import", bench.slide, bench.out / "imported")

    def theirs(quality):
        options = f"[tile,pyramid,tile-width=256,tile-height=256,compression=jpeg,Q={quality}]"
        return clocked("vips", "copy", bench.slide, f"{bench.out / 'vips.tif'}{options}")

    times = alternating(bench, ours=ours, theirs=lambda: theirs(92), fewer=lambda: theirs(89))
    bench.results["picture"] = times
    mine = times["ours"]
    for name, what, aim in (("theirs", "as long as `vips tiffsave`", "1×"), ("fewer", "against less colour, Q = 89", "")):
        for key, clock in (("seconds", ""), ("cpuSeconds", ", processor time")):
            other = times[name]
            shown = f"{mine[key] / other[key]:.2f}× ({mine[key]:.2f} s : {other[key]:.2f} s)"
            bench.row(f"importing a JPEG, {what}{clock}", aim if not clock else "", "", shown)


def profile(bench):
    """Where the time goes; printed below the table."""
    bench.results["profile"] = bench.script("profile_modules.py", bench.bin / "bench/bench_kernels").strip()


PARTS = {part.__name__: part for part in (eager, avx2, section, slide, gpu, click, scaling, precision, reader, h5ad, window, picture, profile)}


def busy_share(seconds=2.0):
    """The part of all cores' time that others took just now."""

    def times():
        values = [int(word) for word in pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
        return sum(values), values[3] + values[4]

    total, idle = times()
    time.sleep(seconds)
    total, idle = times()[0] - total, times()[1] - idle
    return 1 - idle / total


def main():
    parser = argparse.ArgumentParser()
    for name in ("build", "data", "out"):
        parser.add_argument(name, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--long-rounds", type=int, default=3, help="for what takes a minute and more")
    options = parser.parse_args()
    bench = Bench(options)
    bench.results["busyBefore"] = busy_share()
    for name in options.only:
        start = time.perf_counter()
        PARTS[name](bench)
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
        (bench.out / "results.json").write_text(json.dumps(bench.results, indent=2, ensure_ascii=False))
    print(f"Others took {100 * bench.results['busyBefore']:.0f} % of the processor before.", end=" ")
    print(f"Medians of {bench.rounds}, of long runs {bench.long_rounds}.\n")
    print("| what | at least | aim | measured |\n| --- | --- | --- | --- |")
    for cells in bench.rows:
        print("| " + " | ".join(cells) + " |")
    if "profile" in bench.results:
        print("\n" + bench.results["profile"])


if __name__ == "__main__":
    main()
