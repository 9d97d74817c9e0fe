#!/usr/bin/env python3
"""Measure the whole program beside `wc -w` and a plain read of the same files, and print a table in Markdown.

    benches/run.py BINARY [--dense 200M] [--general 1G] [--folder target/bench] [--only dense,general,start,length]

Corpora are made by corpora.py where they are not there yet. Times are user and system time of the process, the best of
three runs (one for a gigabyte); a rate "a core" divides by them. Peak memory is ru_maxrss. Standard library only.
"""
import argparse, json, os, pathlib, statistics, subprocess, sys, time

NOWHERE = subprocess.DEVNULL


def serve(requests, answers):
    """Runs what it is told and answers with its wall time, its processor time and its peak memory.

    It stays a small process: a child's peak counts the memory of the process that it was forked from.
    """
    for line in requests:
        command, threads = json.loads(line)
        begin = time.perf_counter()
        env = dict(os.environ, RAYON_NUM_THREADS=str(threads), LC_ALL="C.UTF-8")
        process = subprocess.Popen(command, stdout=NOWHERE, stderr=NOWHERE, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        answer = os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        print(json.dumps(answer), file=answers, flush=True)


def fork_server():
    """Starts the process that runs commands, and returns the ends of the pipes to it."""
    (read, tell), (hear, answer) = os.pipe(), os.pipe()
    if os.fork() == 0:
        os.close(tell), os.close(hear)
        serve(os.fdopen(read), os.fdopen(answer, "w"))
        os._exit(0)
    os.close(read), os.close(answer)
    return os.fdopen(tell, "w"), os.fdopen(hear)


TELL, HEAR = fork_server()

import corpora  # noqa: E402, only now, so that the other process stays small


def run(command, threads=1, times=3):
    """Runs a command, and returns its least wall time, the processor time of that run, and its peak memory in MB."""
    best = None
    for _ in range(times):
        print(json.dumps((command, threads)), file=TELL, flush=True)
        code, *found = json.loads(HEAR.readline())
        if code not in (0, 1):
            sys.exit(f"{command} ended with {code}")
        best = min(best, tuple(found)) if best else tuple(found)
    return best


def corpus(folder, kind, size):
    """Returns the files of a corpus, made where they are not there, their bytes and their articles."""
    out = pathlib.Path(folder) / f"{kind}-{size}"
    done = out / "articles.txt"
    if not done.exists():
        _, count = corpora.make(kind, out, corpora.parse_size(size))
        done.write_text(str(count))
    files = sorted(str(f) for f in out.glob("*.jsonl"))
    return files, sum(os.path.getsize(f) for f in files), int(done.read_text())


def row(*cells):
    print("| " + " | ".join(f"{c:.2f}" if isinstance(c, float) else str(c) for c in cells) + " |", flush=True)


def throughput(binary, files, size, articles, times):
    read, words = run(["cat", *files], times=times), run(["wc", "-w", *files], times=times)
    one, two = (run([binary, "extract", "-q", *files], threads, times) for threads in (1, 2))
    for name, (wall, cpu, memory) in (("read", read), ("wc -w", words), ("1 thread", one), ("2 threads", two)):
        row(name, wall, cpu, size / 1e6 / cpu, articles / cpu, wall / words[0], wall / read[0], round(memory))
    print(f"\nTwo threads are {one[0] / two[0]:.2f} times as fast as one.\n")


def head(title):
    print(f"\n### {title}\n")
    row("run", "wall s", "processor s", "MB/s a core", "articles/s a core", "times wc -w", "times a read", "peak MB")
    print("|---" * 8 + "|")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--dense", default="200M")
    parser.add_argument("--general", default="1G")
    parser.add_argument("--folder", default="target/bench")
    parser.add_argument("--only", default="start,length,dense,general")
    args = parser.parse_args()
    binary, only = args.binary, args.only.split(",")

    if "start" in only:
        files, _, _ = corpus(args.folder, "short", "4K")
        runs = [run([binary, "extract", "-q", files[0]], times=1) for _ in range(50)]
        wall, cpu = (statistics.median(r[i] for r in runs) for i in (0, 1))
        print(f"\n### Start\n\nOne article of 4 kB, 50 runs: {wall * 1e3:.1f} ms of wall time, "
              f"{cpu * 1e3:.1f} ms of processor time (medians), {max(r[2] for r in runs):.0f} MB at most.")

    if "length" in only:
        print("\n### Length\n")
        row("text", "MB", "MB/s a core", "time a byte beside 4 kB articles", "peak MB")
        print("|---" * 5 + "|")
        base = None
        for kind in ("short", "long", "sentence", "names", "commas", "quotes"):
            for size in ("10M",) if kind in ("short", "long") else ("256K", "1M", "4M"):
                files, bytes_, _ = corpus(args.folder, kind, size)
                _, cpu, memory = run([binary, "extract", "-q", *files], times=2)
                base = base or cpu / bytes_
                row(kind, bytes_ / 1e6, bytes_ / 1e6 / cpu, cpu / bytes_ / base, round(memory))

    if "dense" in only:
        head(f"Dense corpus, {args.dense}")
        throughput(binary, *corpus(args.folder, "dense", args.dense), times=2)

    if "general" in only:
        files, size, articles = corpus(args.folder, "general", args.general)
        for part in (4, 2, 1):
            some = files[: max(1, len(files) // part)]
            bytes_ = sum(os.path.getsize(f) for f in some)
            head(f"General corpus, {bytes_ / 1e9:.2f} GB")
            throughput(binary, some, bytes_, articles * bytes_ // size, times=1)


if __name__ == "__main__":
    main()
