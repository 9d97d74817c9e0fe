#!/usr/bin/env python3
"""Run the program over whole archives: every form in, every table out, hostile inputs, killed runs.

    tests/archives.py BINARY [--only long] [--gigabytes 0.05]

BINARY is built with --features full. Outputs are read back with Python's csv and sqlite3, and with openpyxl and
pyarrow where they are installed. With --only long --gigabytes 2 the long run alone, as long as it is meant to be.
"""
import argparse, csv, gzip, hashlib, io, json, os, pathlib, random, signal, sqlite3, subprocess, sys, tempfile, time

TEXT = """Ministers meet in Vienna

French Foreign Minister Jean-Marc Ayrault met German Foreign Minister Frank-Walter Steinmeier in Vienna on May 17, 2016.

They agreed to open a joint office next year.
"""
FAILED = []


def check(what, ok, more=""):
    print(f"{'ok  ' if ok else 'FAIL'} {what} {more}", flush=True)
    if not ok:
        FAILED.append(what)


def run(*args, codes=(0,), env=None, timeout=600):
    done = subprocess.run([str(a) for a in args], capture_output=True, timeout=timeout, env=dict(os.environ, **(env or {})))
    if done.returncode not in codes:
        check(f"exit code of {args[1:]}", False, f"{done.returncode}: {done.stderr.decode(errors='replace')[-400:]}")
    return done


def warc(blocks):
    out = b""
    for kind, uri, ctype, body, length in blocks:
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {ctype}\r\nContent-Length: {length or len(body)}\r\n\r\n"
        out += head.encode() + body + b"\r\n\r\n"
    return out


def table(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def page(text):
    paragraphs = "".join(f"<p>{p}</p>" for p in text.strip().split("\n\n")[1:])
    title = text.split("\n")[0]
    return f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>".encode()


def forms(binary, scratch):
    """One article's content in each form gives the same record."""
    folder = scratch / "forms"
    folder.mkdir()
    record = json.dumps({"text": TEXT}).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + TEXT.encode()
    made = {
        "a.txt": TEXT.encode(), "bom.txt": b"\xef\xbb\xbf" + TEXT.encode(), "wide.txt": b"\xff\xfe" + TEXT.encode("utf-16-le"),
        "a.md": ("# " + TEXT).encode(), "a.html": page(TEXT), "a.json": b"[" + record + b"]", "a.jsonl": record + b"\n",
        "a.csv": table([["text"], [TEXT]]), "a.tsv": table([["text"], [TEXT]], "\t"),
        "a.warc": warc([("conversion", "http://x/", "text/plain", TEXT.encode(), None)]),
        "http.warc": warc([("response", "http://x/", "application/http; msgtype=response", http, None)]),
    }
    for name, content in list(made.items()):
        made[name + ".gz"] = gzip.compress(content)
    seen = {}
    for name, content in made.items():
        (folder / name).write_bytes(content)
        done = run(binary, "extract", folder / name, "--format", "jsonl", "-q")
        records = [json.loads(line) for line in done.stdout.splitlines()]
        seen[name] = json.dumps([cells(r) for r in records], sort_keys=True)
    first = seen["a.txt"]
    check("one article in each form gives a meeting", len(json.loads(first)) == 1)
    for name, got in seen.items():
        check(f"same record from {name}", got == first, "" if got == first else got[:300])


def cells(record):
    """What a record says, without where in the text it stands."""
    if isinstance(record, dict):
        return {k: cells(v) for k, v in record.items() if k not in ("article", "spans", "span", "meeting_id")}
    return [cells(v) for v in record] if isinstance(record, list) else record


def outputs(binary, scratch):
    """Every output form holds the same cells."""
    folder = scratch / "outputs"
    folder.mkdir()
    rows = [{"text": TEXT.replace("17", str(n)), "id": f"a{n}", "title": t, "url": f"https://x.example/{n}"}
            for n, t in enumerate(["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "-2", 'a "quoted", title', "two\nlines"], 10)]
    source = folder / "in.jsonl"
    source.write_text("\n".join(json.dumps(r) for r in rows))
    for name in ("m.csv", "m.jsonl", "m.xlsx", "m.parquet", "m.sqlite"):
        run(binary, "extract", source, "-o", folder / name, "-q")
        once = (folder / name).read_bytes()
        run(binary, "extract", source, "-o", folder / name, "-q", env={"RAYON_NUM_THREADS": "1"})
        check(f"same bytes again: {name}", once == (folder / name).read_bytes())
    run(binary, "extract", source, "-o", f"{folder}/out/", "-q")
    with open(folder / "m.csv", newline="", encoding="utf-8") as f:
        flat = list(csv.DictReader(f))
    check("as many rows as articles", len(flat) == len(rows))
    check("formulas defused in CSV", all(r["article_title"][0] not in "=+-@\t\r" for r in flat))
    undo = lambda v: v[1:] if v[:1] == "'" and v[1:2] in tuple("=+-@\t\r\n") else v
    base = [{k: undo(v) for k, v in r.items()} for r in flat]
    check("titles arrive whole", [r["article_title"] for r in base] == [r["title"] for r in rows])
    database = sqlite3.connect(folder / "m.sqlite")
    database.row_factory = sqlite3.Row
    same("SQLite", base, [dict(r) for r in database.execute("SELECT * FROM meetings")])
    for name in ("participants", "outcomes", "evidence", "absences"):
        with open(folder / "out" / f"{name}.csv", newline="", encoding="utf-8") as f:
            part = [{k: undo(v) for k, v in r.items()} for r in csv.DictReader(f)]
        same(f"SQLite {name}", part, [dict(r) for r in database.execute(f"SELECT * FROM {name}")])
    check("the view joins", database.execute("SELECT count(*) FROM who_met").fetchone()[0] > 0)
    try:
        import openpyxl
        sheets = openpyxl.load_workbook(folder / "m.xlsx")
        lines = list(sheets["meetings"].iter_rows(values_only=True))
        same("XLSX", base, [dict(zip(lines[0], line)) for line in lines[1:]])
        kinds = {c.data_type for row in sheets["meetings"].iter_rows(min_row=2) for c in row if c.value is not None}
        check("no formula in XLSX", "f" not in kinds, str(kinds))
        check("sheets of XLSX", sheets.sheetnames == ["meetings", "participants", "outcomes", "evidence", "absences"])
        check("header frozen", sheets["meetings"].freeze_panes == "A2")
        check("dates are dates", "d" in kinds)
    except ImportError:
        print("--   XLSX is not read back: openpyxl is missing")
    try:
        import pyarrow.parquet
        same("Parquet", base, pyarrow.parquet.read_table(folder / "m.parquet").to_pylist())
    except ImportError:
        print("--   Parquet is not read back: pyarrow is missing")
    check("validate", run(binary, "validate", folder / "m.csv", folder / "m.jsonl", folder / "out").returncode == 0)


def same(what, base, rows):
    def text(v):
        if v is None:
            return ""
        if hasattr(v, "isoformat"):
            return v.isoformat()[:10]
        if isinstance(v, bool):
            return str(v).lower()
        return f"{v:.10g}" if isinstance(v, float) else str(v)
    number = lambda v: f"{float(v):.10g}" if v and v.replace(".", "", 1).replace("-", "", 1).isdigit() else {"true": "1", "false": "0"}.get(v, v)
    norm = lambda rows: [{k: number(text(v)).replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n") for k, v in r.items()} for r in rows]
    a, b = norm(base), norm([{k: v for k, v in r.items()} for r in rows])
    wrong = [(k, x.get(k), y.get(k)) for x, y in zip(a, b) for k in x if x.get(k) != y.get(k)]
    check(f"{what} holds the cells of CSV", len(a) == len(b) and not wrong, str(wrong[:3]) if wrong or len(a) != len(b) else "")


def hostile(binary, scratch):
    """Three hundred inputs that mean ill, and good neighbours between them."""
    folder = scratch / "hostile"
    folder.mkdir()
    rng = random.Random(1)
    good = json.dumps({"text": TEXT}).encode()
    whole = gzip.compress(TEXT.encode() * 50)
    makers = [
        ("cut.gz", lambda: whole[: rng.randrange(3, len(whole) - 1)]),
        ("bomb.txt.gz", lambda: gzip.compress(b"a" * (40 << 20))),
        ("broken.txt", lambda: bytes(rng.randrange(128, 256) for _ in range(2000)) + TEXT.encode()),
        ("noise.bin", lambda: rng.randbytes(5000)),
        ("empty.txt", lambda: b""),
        ("nul.txt", lambda: b"\0" * rng.randrange(1, 5000)),
        ("deep.json", lambda: b"[" * 50000 + b'{"text":' * 50000),
        ("deeper.json", lambda: b'{"a":' * 3000 + b"1" + b"}" * 3000),
        ("torn.jsonl", lambda: good + b"\n" + good[: rng.randrange(1, len(good) - 1)] + b"\n" + good + b"\n"),
        ("open.csv", lambda: b'text,url\n"' + TEXT.encode() + b'",a\n"never closed,b\nx,y\n'),
        ("ragged.csv", lambda: b"text,url\nx\n" + table([[TEXT, "u"]]) + b"a,b,c\n"),
        ("header.csv", lambda: b"a,b,c\n1,2,3\n"),
        ("short.warc", lambda: warc([("conversion", "u", "text/plain", TEXT.encode(), 5), ("conversion", "u", "text/plain", TEXT.encode(), None)])),
        ("long.warc", lambda: warc([("conversion", "u", "text/plain", TEXT.encode(), 10**18), ("conversion", "u", "text/plain", TEXT.encode(), None)])),
        ("negative.warc", lambda: warc([("conversion", "u", "text/plain", TEXT.encode(), -1), ("conversion", "u", "text/plain", TEXT.encode(), None)])),
        ("deep.html", lambda: b"<html><body>" + b"<div>" * rng.randrange(20000, 100000) + TEXT.encode()),
        ("tags.html", lambda: b"<html><body>" + b"<b><i><a>" * 20000 + TEXT.encode()),
        ("unclosed.html", lambda: b"<html><p" + b" x='" * 1000 + TEXT.encode()),
        ("names.json", lambda: json.dumps({"text": TEXT, "title": "=1+1\r\n+2", "publisher": "\t=cmd", "url": "@x\ny"}).encode()),
        ("letters.txt", lambda: b"a" * 300000),
        ("brackets.txt", lambda: b"([{<" * 50000),
        ("capitals.txt", lambda: b"Minister " * 30000),
        ("quotes.txt", lambda: '"“‘’'.encode() * 30000),
        ("marks.txt", lambda: ("e" + "\u0301" * 20000).encode()),
        ("bidi.txt", lambda: ("\u202e\u2066" * 5000 + TEXT).encode()),
        ("wide.txt", lambda: b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1]),
        ("surrogate.txt", lambda: b"\xff\xfe\x00\xd8" + TEXT.encode("utf-16-le")),
        ("fake.zst", lambda: b"\x28\xb5\x2f\xfd" + rng.randbytes(200)),
        ("fake.pdf", lambda: b"%PDF-1.7\n" + rng.randbytes(200)),
        ("dates.txt", lambda: b"on 31 February 99999 at 99:99 on Monday, May May 17th 17th " * 2000),
    ]
    for n in range(300):
        name, make = makers[n % len(makers)]
        (folder / f"{n:03}-{name}").write_bytes(make())
        if n % 10 == 0:
            (folder / f"{n:03}-~good.txt").write_text(TEXT)
    (folder / "900-large.html").write_bytes(b"<html><body><p>" + TEXT.encode() * (50 * (1 << 20) // len(TEXT)))
    (folder / "901-wide.html").write_bytes(b"<html><body>" + b"<p>They met.</p>" * 400000)
    began = time.time()
    done = run(binary, "extract", folder, "-o", f"{folder}-out/", codes=(1,))
    took = time.time() - began
    out = pathlib.Path(f"{folder}-out")
    err = done.stderr.decode()
    check("hostile inputs end with 1, in time", done.returncode == 1 and took < 300, f"{took:.1f} s")
    check("no panic", "panicked" not in err and "fault of this program" not in err, err[-300:] if "panicked" in err else "")
    ledger = list(csv.reader(open(out / "errors.csv", newline="", encoding="utf-8")))
    told = {os.path.basename(r[0]) for r in ledger[1:]}
    for name in ("cut.gz", "bomb.txt.gz", "noise.bin", "empty.txt", "nul.txt", "deep.json", "deeper.json", "torn.jsonl", "ragged.csv", "header.csv",
                 "long.warc", "negative.warc", "deep.html", "tags.html", "fake.zst", "fake.pdf"):
        want = {p.name for p in folder.iterdir() if p.name.endswith("-" + name)}
        check(f"in the ledger: {name}", want <= told, str(sorted(want - told)[:3]) if want - told else "")
    meetings = list(csv.DictReader(open(out / "meetings.csv", newline="", encoding="utf-8")))
    paths = [os.path.basename(m["article_path"]) for m in meetings]
    for name in ("~good.txt", "torn.jsonl", "ragged.csv", "short.warc", "long.warc", "negative.warc", "names.json", "wide.txt", "bidi.txt"):
        want = {p.name for p in folder.iterdir() if p.name.endswith("-" + name)}
        check(f"not lost: {name}", want <= set(paths), str(sorted(want - set(paths))[:3]) if not want <= set(paths) else "")
    check("torn.jsonl keeps both neighbours", paths.count(next(p for p in paths if p.endswith("torn.jsonl"))) == 2)
    check("hostile output validates", run(binary, "validate", out).returncode == 0)
    raised = run(binary, "extract", folder / "001-bomb.txt.gz", "--max-article", "64", "--max-unpacked", "64", "-q")
    check("a raised limit lets the bomb in", raised.returncode == 0)


CITIES = "Geneva Vienna Oslo Cairo Nairobi Jakarta Lima Ottawa Astana Doha Rome Dakar".split()
STATES = "French German Kenyan Egyptian Peruvian Canadian Kazakh Qatari Italian Norwegian Indonesian Senegalese".split()


def dense_line(n):
    """A sentence that tells of a meeting, another for each number."""
    a, b, city = STATES[n % 12], STATES[n // 12 % 12], CITIES[n // 5 % 12]
    verb = ["met", "held talks with", "received", "will meet", "refused to meet", "telephoned"][n % 6]
    return f"The {a} foreign minister {verb} the {b} prime minister in {city} on {n % 28 + 1} May 2016, and the two agreed to open office number {n}."


def long_run(binary, scratch, gigabytes):
    """A long run in little memory; killed at three points and resumed, to the same bytes."""
    source = scratch / "feed.jsonl"
    rng = random.Random(2)
    filler = [" ".join(rng.choice("the council said that prices of grain rose again while officials in towns waited for word".split()) for _ in range(90)) + "." for _ in range(50)]
    size, n = int(gigabytes * (1 << 30)), 0
    with open(source, "w") as f:
        while f.tell() < size:
            # Most articles of an archive tell of no meeting, some of one, few of many.
            meetings = TEXT.replace("17", str(n % 28 + 1)) if n % 5 == 0 else ""
            body = "\n\n".join(dense_line(n + k) for k in range(12)) if n % 50 == 0 else "\n\n".join(rng.choice(filler) for _ in range(4))
            f.write(json.dumps({"id": f"a{n}", "text": f"{meetings}\nReport number {n}.\n\n{body}", "url": f"https://x.example/{n}"}) + "\n")
            n += 1
            if n % 1000 == 500:
                f.write("{torn\n")
    whole, parts = scratch / "whole.csv", scratch / "parts.csv"
    began = time.time()
    child = subprocess.Popen([str(binary), "extract", str(source), "-o", str(whole), "-q"], stderr=subprocess.DEVNULL)
    peak = 0
    while child.poll() is None:
        # The high-water mark of the process itself; what wait4 tells holds this script's own too.
        try:
            status = pathlib.Path(f"/proc/{child.pid}/status").read_text()
            peak = max([peak] + [int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")])
        except OSError:
            pass
        time.sleep(0.1)
    took = time.time() - began
    check("a long run ends with 1", child.returncode == 1)
    check("a long run peaks under 250 MB", peak < 250, f"{peak:.0f} MB, {n} articles, {gigabytes} GB, {took:.0f} s, {size / took / 1e6:.1f} MB/s")
    for _ in range(3):
        child = subprocess.Popen([str(binary), "extract", str(source), "-o", str(parts), "-q", "--resume"], stderr=subprocess.DEVNULL)
        time.sleep(took * rng.uniform(0.05, 0.3))
        child.send_signal(signal.SIGKILL)
        child.wait()
        check("a killed run leaves no whole file", not parts.exists())
    run(binary, "extract", source, "-o", parts, "-q", "--resume", codes=(1,), timeout=7200)
    def digest(path):
        with open(path, "rb") as f:
            return hashlib.file_digest(f, "sha256").hexdigest()
    for ending in ("", ".errors.csv"):
        check(f"resumed to the same bytes {ending}", digest(pathlib.Path(f"{whole}{ending}")) == digest(pathlib.Path(f"{parts}{ending}")))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("binary", type=pathlib.Path)
    ap.add_argument("--gigabytes", type=float, default=0.05)
    ap.add_argument("--only", choices=["forms", "outputs", "hostile", "long"], help="one of the four alone")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        binary = args.binary.resolve()
        parts = {"forms": forms, "outputs": outputs, "hostile": hostile, "long": lambda b, s: long_run(b, s, args.gigabytes)}
        for name, part in parts.items():
            if args.only in (None, name):
                part(binary, scratch)
    print(f"{len(FAILED)} failed")
    sys.exit(bool(FAILED))


if __name__ == "__main__":
    main()
