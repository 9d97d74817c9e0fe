"""Makes rules/titles.csv from titles_source.txt, the compact list that is edited by hand.

    python3 rules/make/titles.py rules/titles.csv

A line of the source is kind|office|level|forms, the forms apart by `;`, an irregular plural after
`/`, and after `@` the country that has such an office where the text tells none.
"""
import csv, os, re, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))


def plural(form):
    words = form.split(" ")
    k = len(words) - 1
    for i, w in enumerate(words):
        if w in ("of", "for", "to", "and", "at", "without", "in") and i > 0:
            k = i - 1
            break
    w = words[k]
    if w.endswith("y") and not re.search(r"[aeiou]y$", w): w = w[:-1] + "ies"
    elif w.endswith(("s", "x", "ch", "sh")): w += "es" if not w.endswith("s") else ""
    elif w.endswith("man"): w = w[:-3] + "men"
    else: w += "s"
    return " ".join(words[:k] + [w] + words[k + 1:])


def main(out):
    rows = {}
    with open(os.path.join(HERE, "titles_source.txt"), encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            kind, office, level, forms = line.split("|")
            for form in forms.split(";"):
                form, _, country = form.partition("@")
                one, _, many = form.partition("/")
                if kind in ("modifier", "courtesy", "portfolio"):
                    many = ""
                elif not many:
                    many = plural(one)
                rows.setdefault((kind, one), [one, many if many != one or kind == "group" else "", kind, office, level, country])
    with open(out, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow("form plural kind office level country".split())
        w.writerows(sorted(rows.values()))
    print(len(rows), "forms")


main(*sys.argv[1:])
