"""Makes rules/names.csv: given names, with gender where known, from Faker's locales (MIT) and from
the first names of rules/people.csv.

    python3 rules/make/names.py rules/people.csv rules/names.csv

Needs `pip install Faker`. Words of rules/make/names_left_out.txt are no names, and stand in
the table as kind `not`. The same inputs give the same bytes.
"""
import collections, csv, importlib, os, pkgutil, re, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
# Names of women to Faker that are also those of men known.
BOTH = {"nikol"}
FAMILY_FIRST = {"CHN", "PRK", "KOR", "TWN", "HKG", "MAC", "KHM", "VNM"}
PARTICLES = set("al el ul ud bin bint ben ibn abu ould de del della di da do dos das du la le van der den von zu ter und y e of the san st".split())


def fold(s):
    for a, b in zip("łŁøØđĐıəƏ", "lLoOdDiaA"):
        s = s.replace(a, b)
    s = unicodedata.normalize("NFD", s.replace("ß", "ss"))
    s = "".join(c for c in s if not unicodedata.combining(c)).lower()
    return re.sub(r"['’‘ʻʼ`.]", "", s)


def main(people, out):
    import faker.providers.person as person
    male, female = collections.Counter(), collections.Counter()
    for info in sorted(pkgutil.iter_modules(person.__path__), key=lambda i: i.name):
        if not info.ispkg:
            continue
        provider = importlib.import_module("faker.providers.person." + info.name).Provider
        for attrs, into in ((("first_names_male", "first_names_romanized_male"), male), (("first_names_female",), female)):
            for attr in attrs:
                for name in getattr(provider, attr, None) or ():
                    for part in name.split():
                        if re.fullmatch(r"[A-Za-zÀ-ɏḀ-ỿ'’\-]{3,}", part) and part[0].isupper():
                            into[fold(part)] += 1
    given = collections.Counter()
    family = collections.Counter()
    with open(people, encoding="utf-8") as f:
        seen = set()
        for r in csv.DictReader(f):
            if r["id"] in seen:
                continue
            seen.add(r["id"])
            words = r["name"].split()
            if len(words) < 2 or not re.fullmatch(r"[A-Za-zÀ-ɏḀ-ỿ'’\-]{2,}", words[0]) or fold(words[0]) in PARTICLES:
                continue
            (family if r["country"] in FAMILY_FIRST else given)[fold(words[0])] += 1
    with open(os.path.join(HERE, "names_left_out.txt"), encoding="utf-8") as f:
        out_words = {fold(line.strip()) for line in f if line.strip() and not line.startswith("#")}
    table = {}
    for n in set(male) | set(female) | set(given):
        m, w = male[n], female[n]
        gender = "" if n in BOTH else "m" if m and not w else "f" if w and not m else ""
        table[n] = ("given", gender)
    for n, k in family.items():
        if n not in table and len(n) > 1:
            table[n] = ("family_first", "")
        elif k > 1 and n in table and given[n] < k:
            table[n] = ("family_first", "")
    with open(out, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["name", "kind", "gender"])
        n, table_rows = 0, []
        for name in sorted(table):
            if name in out_words or "-" in name and name.count("-") > 1:
                continue
            table_rows.append([name, *table[name]])
        table_rows += [[name, "not", ""] for name in out_words]
        for row in sorted(table_rows):
            w.writerow(row); n += 1
    print(n, "names")


main(*sys.argv[1:])
