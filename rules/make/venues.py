#!/usr/bin/env python3
"""Makes venues.csv: palaces, hotels, headquarters, resorts, with the city that they are in.

    python3 rules/make/venues.py KNOWLEDGE

KNOWLEDGE is the folder of the compiled facts (venues.csv). venues_by_hand.csv beside this script
adds rows and replaces those of the same name. `city_id` is the GeoNames id of the city's row in
places.csv, where it has one; run places.py before.
"""

import csv
import math
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent
COLUMNS = ["id", "name", "aliases", "kind", "city", "city_id", "country", "lat", "lon"]
# Words that many buildings bear, and those that stand for a ministry or a government rather than a
# place: met alone they would name the wrong one.
COMMON = {
    "Number 10", "No. 10", "the Capitol", "the Pentagon", "the Élysée", "the Beehive",
    "Ministry of External Affairs", "Imperial Hotel", "InterContinental Hotel", "West Lake",
    "Rixos Hotel", "Metropole hotel", "Revolution Palace", "Huntsville", "Arg", "Great Hall",
    "Belvedere Palace", "Peace Palace", "Versailles", "Rambouillet", "Boao",
    "Freedom House", "JSA", "Windsor Castle", "Parliament House", "National Palace", "Presidential Complex",
    "Ballhaus", "Chancellery", "Federal Chancellery", "Kashikojima", "Ise-Shima", "La Malbaie", "Charlevoix",
}


def slug(name):
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower().replace("ø", "o")) if c.isascii())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def main():
    knowledge = Path(sys.argv[1])
    cities = {}
    for row in csv.DictReader((OUT / "places.csv").open(encoding="utf-8")):
        if row["feature"] not in ("ADM1", "RGN"):
            for name in [row["name"], *row["aliases"].split(";")]:
                cities.setdefault((row["country"], name), []).append(row)
    rows = {}
    for row in csv.DictReader((knowledge / "venues.csv").open(encoding="utf-8")):
        rows[row["name"]] = row | {"country": row["country_iso3"]}
    for row in csv.DictReader((HERE / "venues_by_hand.csv").open(encoding="utf-8")):
        rows[row["name"]] = row
    out = []
    for row in rows.values():
        near = [c for c in cities.get((row["country"], row["city"]), []) if distance(c, row) < 1.0]
        best = min(near, key=lambda c: distance(c, row), default=None)
        aliases = [a.strip() for a in row["aliases"].split(";") if a.strip() and a.strip() not in COMMON]
        out.append({
            "id": slug(row["name"]),
            "name": row["name"],
            "aliases": ";".join(dict.fromkeys(aliases)),
            "kind": row["kind"],
            "city": best["name"] if best else row["city"],
            "city_id": best["geonames_id"] if best else "",
            "country": row["country"],
            "lat": f"{float(row['lat']):.4f}",
            "lon": f"{float(row['lon']):.4f}",
        })
    out.sort(key=lambda r: r["id"])
    with (OUT / "venues.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(out)


def distance(city, venue):
    if not city["lat"]:
        return 99.0
    return math.hypot(float(city["lat"]) - float(venue["lat"]), float(city["lon"]) - float(venue["lon"]))


if __name__ == "__main__":
    main()
