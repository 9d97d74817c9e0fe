#!/usr/bin/env python3
"""Measure the program against a corpus of articles with hand-made gold.

    tests/acceptance.py CORPUS BINARY [--keep DIR] [--sets seeds,dev/wire]

CORPUS holds folders of articles with a gold.json each, and ../score/score.py beside it. Prints one line a
set for the articles that are built against ("seen") and one for those that are not ("blind").
Standard library only.
"""
import argparse, csv, json, pathlib, subprocess, sys, tempfile, time

SETS = ["seeds", "dev/wire", "dev/official", "dev/regional", "dev/messy", "real/texts", "real/briefs"]
COLUMNS = [
    ("slot", "f1"), ("meeting", "f1"), ("participant", "f1"), ("person country", "rate"), ("status", "rate"),
    ("place", "rate"), ("date", "rate"), ("date left open", "rate"), ("outcome", "f1"), ("whole record right", "rate"),
    ("forbidden participants", None), ("articles without a meeting", None),
]
HEADS = ["slotF1", "meetF1", "partF1", "country", "status", "place", "date", "open", "outcF1", "whole", "forbid", "clean"]

# Names as the headline gold of the official texts writes them.
CODES = dict(
    line.rsplit(" ", 1)
    for line in """Afghanistan AFG
Albania ALB
Algeria DZA
Argentina ARG
Armenia ARM
Azerbaijan AZE
Belgium BEL
Botswana BWA
Brazil BRA
Bulgaria BGR
Cambodia KHM
Canada CAN
Chile CHL
China CHN
Colombia COL
Congo COD
Costa Rica CRI
Cyprus CYP
Egypt EGY
El Salvador SLV
Ethiopia ETH
France FRA
Georgia GEO
Germany DEU
Guatemala GTM
Haiti HTI
India IND
Indonesia IDN
Ireland IRL
Israel ISR
Italy ITA
Japan JPN
Jordan JOR
Kazakhstan KAZ
Kenya KEN
Kuwait KWT
Libya LBY
Lithuania LTU
Mexico MEX
Mongolia MNG
Morocco MAR
Mozambique MOZ
Myanmar MMR
Nepal NPL
New Zealand NZL
Niger NER
North Macedonia MKD
Oman OMN
Pakistan PAK
Palau PLW
Palestine PSE
Panama PAN
Paraguay PRY
Peru PER
Poland POL
Qatar QAT
Russia RUS
Saudi Arabia SAU
Sierra Leone SLE
South Africa ZAF
South Korea KOR
Spain ESP
Sudan SDN
Tajikistan TJK
Tanzania TZA
Thailand THA
Tunisia TUN
Turkey TUR
Ukraine UKR
United Arab Emirates ARE
United Kingdom GBR
United States USA
Uzbekistan UZB
Vatican City VAT
Vietnam VNM""".splitlines()
)
BODIES = {"ASEAN": "southeast asian nations", "NATO": "north atlantic treaty", "OAS": "american states", "United Nations": "united nations"}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpus", type=pathlib.Path)
    ap.add_argument("binary", type=pathlib.Path)
    ap.add_argument("--keep", type=pathlib.Path, help="write the records of each set into this folder")
    ap.add_argument("--sets", default=",".join(SETS), help="only these sets, separated by commas")
    args = ap.parse_args()
    score = args.corpus.parent / "score" / "score.py"
    with tempfile.TemporaryDirectory() as scratch:
        out = args.keep or pathlib.Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        began = time.time()
        names = [name for name in args.sets.split(",") if (args.corpus / name).is_dir()]
        golds, preds = [], []
        print(f"{'set':14}{'part':6}{'texts':>6}" + "".join(f"{h:>8}" for h in HEADS))
        for name in names:
            pred = out / (name.replace("/", "-") + ".jsonl")
            run(args.binary, args.corpus / name, pred)
            golds.append(args.corpus / name / "gold.json")
            preds.append(pred)
            table(score, name, golds[-1:], preds[-1:])
        if len(names) > 1:
            table(score, "all", golds, preds)
        for name in ("state-readouts-2021", "state-travel-2021"):
            file = args.corpus / "real" / f"{name}.jsonl"
            if file.is_file() and args.sets == ",".join(SETS):
                headlines(args.binary, file, pathlib.Path(scratch), out)
        print(f"{time.time() - began:.1f} s")


def run(binary, folder, pred):
    done = subprocess.run([binary, "extract", folder, "-o", pred, "--format", "jsonl"], stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{folder}: exit code {done.returncode}\n{done.stderr}")


def table(score, name, golds, preds):
    command = [sys.executable, str(score), "--blind", "--json"]
    for gold, pred in zip(golds, preds):
        command += ["--gold", gold, "--pred", pred]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            got = json.loads(line)
            cells = "".join(f"{cell(got, column, part):>8}" for column, part in COLUMNS)
            print(f"{name:14}{got['part']:6}{got['articles']:6}{cells}", flush=True)


def cell(got, column, part):
    if column == "articles without a meeting":
        return f"{got.get('of them kept clean', 0)}/{got.get(column, 0)}"
    if part is None:
        return got.get(column, 0)
    value = (got.get(column) or {}).get(part)
    return "-" if value is None else f"{value:.3f}"


def headlines(binary, file, scratch, out):
    """Texts whose headline is the gold: the headline stays hidden, the record must say as much."""
    rows = [json.loads(line) for line in file.open(encoding="utf-8")]
    folder = scratch / file.stem
    folder.mkdir()
    with (folder / "metadata.csv").open("w", newline="") as f:
        table = csv.writer(f)
        table.writerow(["path", "published", "publisher"])
        for row in rows:
            (folder / f"{row['doc_id']}.txt").write_text(row["text"], encoding="utf-8")
            table.writerow([f"{row['doc_id']}.txt", row["date"], "US Department of State"])
    pred = out / f"{file.stem}.jsonl"
    run(binary, folder, pred)
    records = {}
    for line in pred.open(encoding="utf-8"):
        record = json.loads(line)
        records.setdefault(pathlib.Path(record["article"]["path"]).stem, []).append(record)
    right = {"countries": 0, "mode": 0, "date": 0, "all": 0}
    for row in rows:
        gold = row["gold"][0]
        check = travel if gold["trigger"] == "travel" else readout
        best = max((check(gold, r) for r in records.get(row["doc_id"], [])), key=sum, default=(0, 0, 0))
        for key, ok in zip(right, best):
            right[key] += ok
        right["all"] += all(best)
    print(f"{file.stem}: " + ", ".join(f"{key} {n}/{len(rows)}" for key, n in right.items()))


def readout(gold, record):
    """Both countries, the mode, and the day."""
    there = parties(record)
    who = all(named(name, there) for name in gold["countries"])
    mode = gold["mode"] != "phone" or record["mode"] in ("phone", "video")
    date = record.get("date") or {}
    day = date.get("start") in (None, gold["time"]) and date.get("end") in (None, gold["time"])
    return who, mode and record["status"] == "held", day


def travel(gold, record):
    """A country of the journey, a plan or a visit under way, and no day long past."""
    there = parties(record) | {(record.get("place") or {}).get("country") or ""}
    who = any(named(name, there) for name in gold["countries"])
    status = record["status"] in ("planned", "ongoing", "held")
    start = (record.get("date") or {}).get("start")
    return who, status, start is None or start[:4] == gold["time"][:4]


def parties(record):
    found = set()
    for p in record["participants"]:
        found |= {p.get("country") or "", (p.get("organisation") or "").lower(), (p.get("name") or "").lower()}
    return found


def named(name, there):
    if name in BODIES:
        return any(BODIES[name] in t or name.lower() in t.split() for t in there)
    return CODES.get(name, name) in there


if __name__ == "__main__":
    main()
