#!/usr/bin/env python3
"""Count the instructions of each stage on a small fixed corpus, and tell which grew.

    benches/count.py BINARY [--record]

Runs the program under callgrind on one thread and compares with benches/counts.csv; --record writes that file anew.
Ends with 1 where a stage takes more than three percent more than is recorded. Counts do not depend on what else the
machine does, unlike times. Needs valgrind; otherwise standard library only.
"""
import argparse, csv, os, pathlib, re, subprocess, sys, tempfile

import corpora

HERE = pathlib.Path(__file__).resolve().parent
RECORDED = HERE / "counts.csv"
ALLOWED = 0.03

# What a row is called, and the functions whose calls it counts.
STAGES = {
    "load": "rulebook::Rulebook::load",
    "triggers": "events::triggers::Triggers::in_text",
    "segment": "segment::segment",
    "people": "people::people",
    "places": "places::places",
    "dates": "dates::dates",
    "events": "events::told",
}


def count(binary):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        files, _ = corpora.make("dense", folder / "dense", 150_000)
        more, _ = corpora.make("general", folder / "general", 150_000)
        out = folder / "callgrind.out"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", binary, "extract", "-q"]
        run = subprocess.run(
            command + [str(f) for f in files + more], env=dict(os.environ, RAYON_NUM_THREADS="1"), capture_output=True, text=True
        )
        if run.returncode != 0:
            sys.exit(run.stderr[-2000:])
        table = subprocess.run(
            ["callgrind_annotate", "--inclusive=yes", "--threshold=100", str(out)], capture_output=True, text=True, check=True
        ).stdout
    counts = {}
    for line in table.splitlines():
        number = re.match(r"\s*([\d,]+) \(", line)
        if not number:
            continue
        number = int(number[1].replace(",", ""))
        if "PROGRAM TOTALS" in line:
            counts["all"] = number
        for stage, function in STAGES.items():
            if re.search(rf":rapporteur::{function}(\s|$)", line.split("[")[0].rstrip()):
                counts[stage] = max(counts.get(stage, 0), number)
    missing = [stage for stage in STAGES if stage not in counts]
    if missing:
        sys.exit(f"{', '.join(missing)}: not found in the profile; was the function inlined, or the binary stripped?")
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    now = count(args.binary)
    rows = [*STAGES, "all"]
    if args.record:
        with RECORDED.open("w", newline="") as to:
            writer = csv.writer(to, lineterminator="\n")
            writer.writerow(["stage", "instructions"])
            writer.writerows((stage, now[stage]) for stage in rows)
    with RECORDED.open(newline="") as recorded:
        before = {row["stage"]: int(row["instructions"]) for row in csv.DictReader(recorded)}
    grown = []
    for stage in rows:
        change = now[stage] / before[stage] - 1 if before.get(stage) else 0.0
        print(f"{stage:10} {now[stage] / 1e6:10.1f} million instructions {change:+7.1%}")
        if change > ALLOWED:
            grown.append(stage)
    if grown:
        sys.exit(f"grew: {', '.join(grown)}; where that is meant: make bench-count RECORD=--record")


if __name__ == "__main__":
    main()
