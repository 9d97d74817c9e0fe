#!/usr/bin/env python3
"""Measure the dates of single sentences against reference cases.

    tests/dates.py CASES BINARY [--all]

CASES is a file of JSON Lines, or a folder with a cases.jsonl: `input`, `reference` (the day that the sentence was
written), `text` (the words of the date), `accept` (ranges of days, any of which is right) and `in_scope`. Runs
`rapporteur dates` on each case in scope, prints the misses by kind and how many are right, and fails below 85 %.
--all measures the cases out of scope too. Standard library only.
"""
import argparse, collections, concurrent.futures, json, pathlib, re, subprocess, sys

BAR = 85
# The first that is found in the words of a date names the kind of a miss.
KINDS = [
    ("ends of a range", r"\b(from|between|to|until|till|through)\b|\d\s*[-–]\s*\d"),
    ("day and month in figures", r"\d+[/.-]\d+"),
    ("decade", r"\d0s\b|decade|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"),
    ("distance from today", r"\bago\b|\bhence\b|from now|\bin (a|an|\d+|[a-z]+) \w+"),
    ("length of time", r"\b(past|last|next|previous|coming|few|within|less than|more than)\b.*\b\w+s\b"),
    ("part of a period", r"\b(early|mid|late|earlier|later|rest|beginning|end|start|middle|half)\b"),
    ("period", r"\b(week|weekend|month|year|quarter|day)s?\b"),
    ("weekday", r"(sun|mon|tues|wednes|thurs|fri|satur)day"),
    ("calendar date", r"\d|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("cases", type=pathlib.Path)
    ap.add_argument("binary", type=pathlib.Path)
    ap.add_argument("--all", action="store_true", help="measure the cases out of scope too")
    args = ap.parse_args()
    path = args.cases / "cases.jsonl" if args.cases.is_dir() else args.cases
    cases = [json.loads(line) for line in path.open(encoding="utf-8")]
    cases = [c for c in cases if args.all or c["in_scope"]]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        told = list(pool.map(lambda case: dates(args.binary, case), cases))
    misses = collections.defaultdict(list)
    for case, ranges in zip(cases, told):
        if not right(case, ranges):
            misses[kind(case["text"])].append((case, ranges))
    for name, missed in sorted(misses.items(), key=lambda item: (-len(item[1]), item[0])):
        print(f"{name}: {len(missed)}")
        for case, ranges in missed:
            print(f"  {case['reference']}  {case['input']!r}  {case['text']!r}: {show(ranges)}, not {show(case['accept'])}")
    count = len(cases) - sum(map(len, misses.values()))
    print(f"{count} of {len(cases)} right: {100 * count / len(cases):.1f} %")
    sys.exit(count * 100 < BAR * len(cases))


def dates(binary, case):
    """The readings of every date that the program finds in a case."""
    command = [binary, "dates", "--published", case["reference"], "-"]
    done = subprocess.run(command, input=case["input"], stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    readings = [[d["start"], d["end"]] for d in found if d.get("start")]
    # Where tense alone decides, the suite gives the one reading or the other.
    readings += [d[way] for d in found for way in ("past", "future") if d.get(way)]
    return [r for i, r in enumerate(readings) if r not in readings[:i]]


def right(case, ranges):
    # The suite writes 0001-01-01 for a date that the calendar does not have.
    if all(start == "0001-01-01" for start, _ in case["accept"]) and not ranges:
        return True
    return any(list(accepted) in ranges for accepted in case["accept"])


def kind(text):
    return next((name for name, pattern in KINDS if re.search(pattern, text.lower())), "other")


def show(ranges):
    return " or ".join(start if start == end else f"{start}..{end}" for start, end in ranges) or "none"


if __name__ == "__main__":
    main()
