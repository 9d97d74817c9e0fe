"""Makes rules/organisations.csv from a knowledge folder's forums.csv and organisations_added.csv.

    python3 rules/make/organisations.py KNOWLEDGE rules/organisations.csv

`organisations_added.csv` is compiled by hand from public facts and wins where both have a row.
"""
import csv, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
RENAME = {"NATO": "NATO", "LAS": "Arab League", "ASEAN": "Association of Southeast Asian Nations", "P5": "Permanent Five",
          "CONTACT-BALKANS": "Contact Group", "BRICS+": "BRICS", "NORMANDY": "Normandy Format", "DAVOS": "World Economic Forum"}
MORE = {"NATO": ["North Atlantic Treaty Organization", "North Atlantic Treaty Organisation", "NATO alliance", "Western alliance"],
        "LAS": ["League of Arab States", "LAS"], "OIC": ["Organization of Islamic Cooperation", "Organization of the Islamic Conference"],
        "GCC": ["Cooperation Council for the Arab States of the Gulf"], "CIS": [], "OSCE": ["Organisation for Security and Co-operation in Europe", "Organization for Security and Cooperation in Europe"],
        "UNASUR": ["UNASUR"], "P5+1": ["Iran talks powers", "P5 + 1"], "OAS": ["Organisation of American States"], "CSTO": ["Collective Security Treaty Organisation"],
        "ASEAN": ["Asean"], "APEC": ["Apec"], "DAVOS": ["WEF"]}
# Aliases that are also plain words, places, or another row's.
DROP = {("EU", "the 27"), ("EU", "the 28"), ("JCPOA-JC", "Joint Commission"), ("SMALLGRP", "Small Group"), ("NATO", "the alliance"), ("EU", "the bloc"), ("DAVOS", "Davos"), ("TCG", "Contact Group"), ("YALTA-YES", "YES"), ("AU", "Organisation of African Unity"),
        ("ASTANA", "Astana talks"), ("MSC", "Munich conference"), ("BRIC", "BRIC"), ("QUAD", "the Quad"), ("SUDAN-QUAD", "Quad for Sudan")}
HEAD = "id name aliases kind country members from to".split()


def main(knowledge, out):
    rows = {}
    with open(os.path.join(knowledge, "forums.csv"), encoding="utf-8") as f:
        for r in csv.DictReader(f):
            code = r["code"]
            name = RENAME.get(code, r["name"])
            aliases = [a.strip() for a in r["aliases"].split(";")] + [r["name"]] + MORE.get(code, [])
            aliases = sorted({a for a in aliases if a and a != name and (code, a) not in DROP})
            kind = {"IGO": "igo"}.get(r["kind"], r["kind"])
            rows[code] = [code, name, ";".join(aliases), kind, "", r["members_iso3_or_org"], r["from"], r["to"]]
    with open(os.path.join(HERE, "organisations_added.csv"), encoding="utf-8") as f:
        for r in csv.DictReader(f):
            rows[r["id"]] = [r[k] or "" for k in HEAD]
    with open(out, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(HEAD)
        w.writerows(rows[k] for k in sorted(rows))
    print(len(rows), "organisations")


main(*sys.argv[1:])
