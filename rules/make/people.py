"""Makes rules/people.csv, one row a tenure, from a knowledge folder's officeholders.csv.

    python3 rules/make/people.py KNOWLEDGE rules/people.csv

Rows of rules/make/people_added.csv, compiled by hand from public facts, are joined in, those that
rules/make/people_left_out.csv names are left out. What it
mends: names with a realm or a nickname inside, aliases that are another person's or a phrase, and
offices, which become the codes of titles.csv. The same input gives the same bytes.
"""
import collections, csv, os, re, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
PARTICLES = set("al el ul ud bin bint ben ibn abu ould de del della di da do dos das du la le van der den von zu ter und y e of the san st".split())
FAMILY_FIRST = {"CHN", "PRK", "KOR", "TWN", "HKG", "MAC", "KHM"}
GIVEN_AS_SURNAME = {"VNM", "ISL", "ETH", "ERI", "MMR", "THA", "MNG"}
TWO_SURNAMES = {"ESP", "MEX", "COL", "CHL", "ARG", "PER", "ECU", "VEN", "BOL", "PRY", "URY", "CRI", "PAN", "NIC", "HND", "SLV", "GTM", "DOM", "CUB", "GNQ"}
TITLE_WORDS = set("""president presient premier prime minister chancellor bundeskanzler kanzler king queen prince princess emir sultan vice
deputy speaker chief chiefs state captain captains regent general gen lt col colonel dr mr mrs sir dame lord lady sheikh shaykh cardinal
archbishop pope confederation premiers assembly supreme council secretary foreign affairs baroness prof professor ayatollah hojjat father h.e.
his her excellency majesty highness honourable hon senator governor acting interim co-chiefs shri smt""".split())
NICK = {"bill": "william", "bob": "robert", "jim": "james", "jack": "john", "dick": "richard", "tony": "anthony", "ted": "edward", "mike": "michael",
        "joe": "joseph", "dan": "daniel", "tom": "thomas", "rob": "robert", "steve": "stephen", "chris": "christopher", "ken": "kenneth", "ron": "ronald",
        "jeff": "jeffrey", "phil": "philip", "sam": "samuel", "ed": "edward", "dave": "david", "pete": "peter", "cathy": "catherine", "liz": "elizabeth",
        "nick": "nicholas", "al": "albert", "larry": "lawrence", "andy": "andrew", "greg": "gregory", "ben": "benjamin", "madeleine": "madeleine"}


def fold(s):
    s = s.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O").replace("đ", "d").replace("Đ", "D").replace("ı", "i").replace("ə", "a").replace("Ə", "A").replace("ß", "ss")
    s = unicodedata.normalize("NFD", s)
    s = "".join(c for c in s if not unicodedata.combining(c)).lower()
    return re.sub(r"\s+", " ", re.sub(r"[-‐‑–—]", " ", re.sub(r"['’‘ʻʼ`.\u00ad]", "", s))).strip()


def near(a, b):
    if a == b:
        return True
    if min(len(a), len(b)) < 4:
        return False
    if a.startswith(b) or b.startswith(a):
        return True
    if abs(len(a) - len(b)) > 2:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        prev, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            prev, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, prev + (x != y))
    return row[-1] <= (1 if min(len(a), len(b)) < 7 else 2)


def clean_name(raw):
    """The plain name, and aliases that stood inside it."""
    extra = []
    name = re.sub(r"\s+", " ", raw.strip().strip(",;").strip())
    nick = re.search(r"[\"“”]([^\"“”]+)[\"“”]", name)
    if nick:
        whole = name
        name = re.sub(r"\s+", " ", re.sub(r"[\"“”][^\"“”]+[\"“”]", "", whole)).strip()
        words = name.split()
        if len(words) >= 2:
            extra.append(f"{nick.group(1)} {words[-1]}")
    name = re.sub(r"\s*\([^)]*\)", "", name).strip()
    name = re.sub(r",\s*(Jr|Sr|Baron|Lord|Viscount|Earl)\b.*$", "", name)
    m = re.match(r"^(.+?) of (the )?[A-Z].*$", name)
    if m and not re.search(r"\b(de|von)\b", name):
        name = m.group(1)
        name_wo = re.sub(r" [IVX]+$", "", name)
        if name_wo != name:
            extra.append(name_wo)
    m = re.match(r"^(.+) [IVX]+$", name)
    if m:
        extra.append(m.group(1))
    while fold(name) != "gen nakatani" and name.split() and fold(name.split()[0]) in TITLE_WORDS and len(name.split()) > (2 if fold(name.split()[0]) in ("sheikh", "sheikha") else 1):
        name = name.split(" ", 1)[1]
    return name, extra


def good_alias(alias, name):
    words = fold(alias).split()
    own = fold(name).split()
    if not words or len(words) > 6 or words[-1] in PARTICLES or any(w in TITLE_WORDS for w in words if w not in own) or words[-1] in ("abd", "abdul", "jr", "sr", "ii", "iii") or re.search(r"\d", alias):
        return False
    if len(words) == 1:
        return words[0] == own[-1] and len(own) == 1
    if words == own:
        return False
    shared = [w for w in words if w not in PARTICLES and any(near(w, o) for o in own)]
    plain = [w for w in words if w not in PARTICLES]
    if len(shared) >= 2 and (near(plain[0], own[0]) or plain[0][0] == own[0][0] or sorted(words) == sorted(own) or near(plain[0], own[-1]) or NICK.get(plain[0]) == own[0]):
        return True
    return bool(shared) and near(plain[-1], own[-1]) and (plain[0][0] == own[0][0] or NICK.get(plain[0]) == own[0])


def surnames(name, country):
    words = [w for w in name.split() if not re.fullmatch(r"(Jr|Sr)\.?|[IVX]+", w)]
    if len(words) < 2:
        return [name] if len(name) > 2 else []
    out = []
    lead = lambda i: i > 1 and fold(words[i - 1]).split()[0:1] and fold(words[i - 1]) in PARTICLES
    if country in FAMILY_FIRST and len(words) in (2, 3) and not (country in ("TWN", "HKG") and len(words[0]) > 5):
        out.append(words[0])
    if country == "VNM":
        out.append(words[-1])
        return out
    if country not in FAMILY_FIRST or len(words) > 3:
        i = len(words) - 1
        last = words[i]
        if lead(i):
            j = i
            while j > 1 and fold(words[j - 1]) in PARTICLES:
                j -= 1
            out.append(" ".join(words[j:]))
            if fold(words[j]) in ("al", "el", "de", "van", "der", "von", "bin"):
                out.append(last)
        else:
            out.append(last)
            m = re.match(r"(?i)^(al|el|ul)[-‐‑](.+)$", last)
            if m:
                out.append(m.group(2))
        if country in TWO_SURNAMES and len(words) >= 3 and fold(words[-2]) not in PARTICLES:
            out.append(words[-2])
            out.append(" ".join(words[-2:]))
        if country in GIVEN_AS_SURNAME and len(words) == 2:
            out.append(words[0])
    return out


def variants(name, home):
    """Other ways of writing a name: a short given name, the middle name left out."""
    words = name.split()
    out = []
    english = home in ("USA", "GBR", "CAN", "AUS", "NZL")
    if english and len(words) >= 2:
        out += [f"{short.capitalize()} {words[-1]}" for short, long_ in NICK.items() if fold(words[0]) == long_]
    if len(words) >= 3 and re.fullmatch(r"[A-Z]\.?", words[1]):
        out.append(" ".join([words[0]] + words[2:]))
    if english and len(words) >= 3 and fold(words[1]) not in PARTICLES and fold(words[-2]) not in PARTICLES:
        out.append(f"{words[0]} {words[-1]}")
    return out


def office(cls, text):
    """The office's code, or nothing for a post that is not kept."""
    t = text.lower()
    minor = re.search(r"\b(associate|assistant|junior|minister in the|minister to the|state minister|minister of state for|under|parliamentary secretary|deputy|vice|delegate)\b", t)
    if cls == "HOS":
        if t.startswith("chairman of the state "): return None
        if re.search(r"state (customs|security|duma|forensic|statistics|science|committee)", t) or "kurdistan" in t or "southern sudan" in t or "bougainville" in t:
            return {True: "regional_president"}.get("president of" in t)
        if re.search(r"\b(king|queen|monarch|emir|sultan|amir|grand duke|emperor|prince|co-)", t) and "crown" not in t:
            return "monarch"
        if "crown prince" in t: return "crown_prince"
        if "pope" in t: return "pope"
        if "supreme leader" in t: return "supreme_leader"
        if "governor" in t or "administrator" in t: return "governor_general"
        if "president" in t and "member" not in t and "chairman" not in t: return "president"
        if "prime minister" in t: return "prime_minister"
        if "captain" in t: return "captain_regent"
        return "head_of_state"
    if cls == "HOG":
        if "secretary of state" in t: return "secretary_of_state"
        if re.search(r"\b(vice|deputy)\b", t): return "deputy_prime_minister"
        if re.search(r"minister (in|to) the", t) or t.startswith("chief minister") or re.search(r"(federation of|aragon|buenos aires|quebec|ontario|generalitat|sarawak|catalon)", t): return None
        if "kurdistan" in t: return "regional_prime_minister"
        if t in ("president", "federal president"): return "president"
        if "president of the government of" in t: return None
        if re.search(r"prime minister|premier|chancellor|cabinet|council of minister|head of government|taoiseach|chief executive|minister of state|president of( the)?$|administrator|chief", t): return "prime_minister"
        return None
    if cls == "VP":
        return "vice_president" if re.match(r"(first )?vice[- ]president$|vice[- ]president for", t) else None
    if cls == "DPM":
        return None if re.search(r"premier of|assistant", t) else "deputy_prime_minister"
    if cls == "FM":
        return "deputy_foreign_minister" if minor else "foreign_minister"
    if cls == "DM":
        if re.search(r"production|industry|civil|home front", t): return None
        return "deputy_defence_minister" if minor else "defence_minister"
    if cls == "FIN": return None if minor or "micro" in t or "flemish" in t else "finance_minister"
    if cls == "INT": return None if minor else "interior_minister"
    if cls == "TRADE": return None if minor or re.search(r"broadband|science|digital", t) else "trade_minister"
    if cls == "ENERGY": return None if minor else "energy_minister"
    if cls == "EUAFF": return "european_affairs_minister"
    if cls == "UNREP": return "permanent_representative"
    if cls == "NSA":
        if "minister" in t: return "minister"
        heads = re.search(r"security (and intelligence )?advis[eo]r|security policy adviser|security (and defense )?council|security committee|foreign affairs commission", t)
        return "national_security_adviser" if heads and not t.startswith("member") else "adviser"
    if cls == "ENVOY": return "envoy"
    if cls == "SPEAKER": return "speaker"
    if cls == "MIL": return "chief_of_staff"
    if cls == "INTEL": return "intelligence_chief"
    if cls == "DFM":
        if re.search(r"medical|overseas buildings|foreign service institute|foreign missions|administration|legal adviser|inspector|comptroller|management|protocol|career ambassador|diplomatic security|ambassador", t): return None
        if "assistant secretary" in t: return "assistant_secretary"
        if "under secretary" in t: return "under_secretary"
        if re.search(r"deputy|vice|minist|secretary", t): return "deputy_foreign_minister"
        return None
    if cls == "ORG":
        if re.search(r"judge|court|permanent rep|climate change conf|vice president", t): return None
        if re.search(r"deputy", t): return "deputy_secretary_general"
        if re.search(r"under-secretary", t): return "under_secretary_general"
        if re.search(r"secretary[- ]general|executive secretary", t): return "secretary_general"
        if re.search(r"high representative", t): return "high_representative"
        if re.search(r"president of the european (commission)|african union commission|president of the .*commission", t): return "commission_president"
        if re.search(r"president of the european council", t): return "council_president"
        if re.search(r"general assembly", t): return "assembly_president"
        if re.search(r"commissioner", t): return "commissioner"
        if re.search(r"director|managing", t): return "director_general"
        if re.search(r"parliament|assembly", t): return "speaker"
        if re.search(r"supreme allied", t): return "commander"
        if re.search(r"president|chair", t): return "organisation_president"
        return "official"
    return None


def date(s):
    s = s.strip()
    return s if re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?[?~]?)?", s) else None


# Territories whose head of state is another country's, and realms of one monarch.
SHARED_HEADS = set("ABW AIA ASM ATF BLM BMU CCK COK CUW CXR CYM FLK FRO GGY GIB GRL GUM HMD IMN JEY MAF MNP MSR NCL NFK NIU PCN PRI PYF SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF HKG MAC AND".split())
SINGLE = {"president", "monarch", "prime_minister", "foreign_minister", "defence_minister", "finance_minister", "interior_minister", "secretary_general", "high_representative", "commission_president", "council_president"}
SEVERAL = {"BIH", "CHE", "SMR"}


def day(s, last):
    s = s.rstrip("?~")
    if not s:
        return "9999-12-31" if last else "0000-01-01"
    return (s + ("-12-31" if last else "-01-01")[(len(s) - 4):]) if len(s) < 10 else s


def untangle(table):
    """Mends tenures of one post that overlap: what cannot be, ends when the next begins."""
    posts = collections.defaultdict(list)
    for r in table:
        if r[6] in SINGLE and (r[5] or r[4] not in SEVERAL):
            posts[(r[6], r[5] or r[4])].append(r)
    gone = set()
    for rows in posts.values():
        rows.sort(key=lambda r: (day(r[8], False), day(r[9], True)))
        for i, r in enumerate(rows):
            inside = [s for s in rows[i + 1:] if s[0] != r[0] and day(s[8], False) < day(r[9], True) and id(s) not in gone]
            nested = [s for s in inside if day(s[9], True) <= day(r[9], True) and len(s[8].rstrip("?~")) >= 7]
            whole = [s for s in inside if len(s[8].rstrip("?~")) >= 7 and not s[8].endswith("?")]
            if len({s[0] for s in nested}) >= 2 or (inside and not r[9]) or (whole and len(r[9].rstrip("?~")) < 10 and r[9]):
                first = min(inside, key=lambda s: day(s[8], False))
                if day(first[8], False) > day(r[8], False):
                    r[9] = first[8].rstrip("?~") + "~"
                    r[11] = ""
            elif len(nested) == 1 and nested[0][8].endswith("?"):
                gone.add(id(nested[0]))
    table[:] = [r for r in table if id(r) not in gone]


def sound(rows, rules):
    """Leaves out what cannot be held right: a state of no table, a range that runs backwards, a row told twice."""
    with open(os.path.join(rules, "countries.csv"), encoding="utf-8") as f:
        states = {r["iso3"] for r in csv.DictReader(f)}
    told, out = set(), []
    for r in rows:
        key = (r[0], r[4], r[5], r[6], r[7], r[8])
        start, end = (d.strip("?~") for d in (r[8], r[9]))
        backwards = bool(start and end) and end[:len(start)] < start[:len(end)]
        if key not in told and not backwards and (not r[4] or r[4] in states):
            told.add(key)
            out.append(r)
    return out


def main(knowledge, out):
    rows = []
    with open(os.path.join(knowledge, "officeholders.csv"), encoding="utf-8") as f:
        rows += list(csv.DictReader(f))
    added = os.path.join(HERE, "people_added.csv")
    with open(added, encoding="utf-8") as f:
        hand = [dict(r, source="hand", wikidata="", surname="") for r in csv.DictReader(f)]
    # A tenure compiled by hand stands for the same person's in the source that begins within a year.
    key = lambda r: (fold(r["person"]), r["class"], r["country_iso3_or_org"])
    years = {(*key(r), int(r["start"][:4]) + d) for r in hand for d in (-1, 0, 1)}
    with open(os.path.join(HERE, "people_left_out.csv"), encoding="utf-8") as f:
        out_of = {(r["person"], r["class"], r["country_iso3_or_org"], r["start"]) for r in csv.DictReader(f)}
    rows = [r for r in rows if (r["person"], r["class"], r["country_iso3_or_org"], r["start"]) not in out_of]
    rows = [r for r in rows if not (r["start"][:4].isdigit() and (*key(r), int(r["start"][:4])) in years)] + hand
    organisations = set()
    with open(os.path.join(HERE, "..", "organisations.csv"), encoding="utf-8") as f:
        organisations = {r["id"] for r in csv.DictReader(f)}
    people = collections.OrderedDict()
    for r in rows:
        # The source calls India's foreign secretaries ministers; the ministers are "of External Affairs".
        if (r["country_iso3_or_org"], r["class"], r["office"]) == ("IND", "FM", "Minister of Foreign Affairs"):
            r.update({"class": "DFM", "office": "Foreign Secretary"})
        code = office(r["class"], r["office"])
        start, end = date(r["start"]), date(r["end"])
        if not code or start is None or end is None or not r["person"].strip():
            continue
        if r["country_iso3_or_org"] in SHARED_HEADS and r["class"] == "HOS" or "Heir Apparent" in r["person"]:
            continue
        if r["person"].startswith(("Elizabeth II", "Charles III", "King Charles", "Queen Elizabeth")) and r["country_iso3_or_org"] != "GBR":
            continue
        name, extra = clean_name(r["person"])
        if not name or re.search(r"[\d();/]", name) or re.search(r"[^\x00-\u024f\u1e00-\u1eff\u2000-\u206f\u02bb\u02bc]", name) or len(fold(name).split()) > 8 or fold(name) in ("vacant", "none"):
            continue
        aliases = [a.strip().strip(",") for a in r["aliases"].split(";")] + extra
        aliases = [a for a in aliases if a in extra or good_alias(a, name)]
        where = r["country_iso3_or_org"]
        key = r["wikidata"] or fold(name) + "|" + where
        person = people.setdefault(key, {"name": name, "aliases": [], "rows": [], "countries": []})
        person["aliases"] += [a for a in aliases + ([name] if name != person["name"] else []) if a not in person["aliases"]]
        person["rows"].append((where, code, re.sub(r"\s+", " ", r["office"]).strip(" ,;"), start, end, r["class"], r.get("as_of", "") if not end else ""))
        person["countries"].append(where)
    # One person under two keys: the same folded name, and a country in common or an organisation.
    merged = collections.OrderedDict()
    for key, p in people.items():
        home = next((c for c in p["countries"] if c not in organisations), None)
        near_key = next((k for k in (fold(p["name"]) + "|" + c for c in ([home] if home else [])) if k in merged), fold(p["name"]) + "|" + (home or ""))
        if near_key not in merged:
            alone = [k for k in merged if k.startswith(fold(p["name"]) + "|")] if home is None else ([fold(p["name"]) + "|"] if fold(p["name"]) + "|" in merged else [])
            if alone:
                near_key = alone[0]
        if near_key in merged:
            m = merged[near_key]
            m["rows"] += p["rows"]; m["countries"] += p["countries"]
            m["aliases"] += [a for a in p["aliases"] if a not in m["aliases"]]
        else:
            merged[near_key] = p
    # Spellings in use that the source lacks.
    with open(os.path.join(HERE, "people_aliases.csv"), encoding="utf-8") as f:
        more = {(fold(r["person"]), r["country"]): r["aliases"].split(";") for r in csv.DictReader(f)}
    for p in merged.values():
        for country in sorted(set(p["countries"])):
            for name in [p["name"], *p["aliases"]]:
                more_of = more.get((fold(name), country), [])
                p["aliases"] += [a for a in more_of if a not in p["aliases"] and a != p["name"]]
    # One person under two names: one's name is among the other's aliases, and a country is common.
    called = {}
    for key, p in list(merged.items()):
        home = next((c for c in p["countries"] if c not in organisations), None)
        if home is None:
            continue
        mine = [fold(n) for n in [p["name"], *p["aliases"], *variants(p["name"], home)] if len(n.split()) > 1]
        twin = next((called[(n, home)] for n in mine if (n, home) in called), None)
        if twin is not None and fold(p["name"]).split()[-1] == fold(merged[twin]["name"]).split()[-1]:
            first = merged[twin]
            first["rows"] += p["rows"]; first["countries"] += p["countries"]
            first["aliases"] += [a for a in [p["name"], *p["aliases"]] if a not in first["aliases"] and a != first["name"]]
            del merged[key]
            key = twin
        for n in mine:
            called.setdefault((n, home), key)
    ids, table = {}, []
    for key, p in merged.items():
        name, home = p["name"], next((c for c in p["countries"] if c not in organisations), "")
        sur = surnames(name, home)
        for alias in p["aliases"]:
            for s in surnames(alias, home)[:1]:
                if not any(fold(s) == fold(x) for x in sur) and any(near(fold(s).split()[-1], fold(x).split()[-1]) for x in sur):
                    sur.append(s)
        p["aliases"] += variants(name, home)
        words = name.split()
        base = re.sub(r"[^a-z0-9]+", "-", fold((sur[0] if sur else name) + " " + " ".join(w for w in words if not sur or w not in sur[0].split()))).strip("-")
        ids[base] = ids.get(base, 0) + 1
        pid = base if ids[base] == 1 else f"{base}-{ids[base]}"
        seen = {fold(name)}
        aliases = []
        for a in p["aliases"]:
            if fold(a) not in seen:
                seen.add(fold(a)); aliases.append(a)
        done = set()
        for where, code, title, start, end, cls, as_of in p["rows"]:
            row = (where, code, start[:4] if len(start) < 10 else start)
            if row in done:
                continue
            done.add(row)
            country, org = ("", where) if where in organisations else (where, "")
            table.append([pid, name, ";".join(sorted(aliases)), ";".join(dict.fromkeys(sur)), country or ("" if home in organisations else home if org else ""), org, code, title, start, end, cls, as_of])
    # A row that is only an observation inside a fuller tenure of the same office says nothing.
    kept = []
    by = collections.defaultdict(list)
    for r in table: by[(r[0], r[4], r[5], r[6])].append(r)
    for group in by.values():
        sure = [r for r in group if not r[8].endswith("?")]
        for r in group:
            if r[8].endswith("?") and any(s[8][:7] <= r[8][:7] and (not s[9] or s[9][:7] >= r[9].rstrip("?~")[:7]) for s in sure):
                continue
            kept.append(r)
    untangle(kept)
    kept.sort()
    kept = sound(kept, os.path.dirname(out))
    with open(out, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow("id name aliases surname country organisation office title from to class seen".split())
        w.writerows(kept)
    print(len(kept), "tenures")


main(*sys.argv[1:])
