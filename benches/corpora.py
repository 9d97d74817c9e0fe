#!/usr/bin/env python3
"""Make the corpora that the whole program is measured on, as JSON Lines.

    benches/corpora.py dense   OUT [--size 200M] [--seed 1]
    benches/corpora.py general OUT [--size 1G]   [--seed 1]
    benches/corpora.py long|short|sentence|names|commas|quotes OUT [--size 10M]

`dense`: every article reports meetings. `general`: one article in fifty does, the rest is ordinary news. OUT is a
folder; it gets files of 16 MB at most. The articles are those of seeds/ and fixtures/ and variations on texts
written for the purpose, some 4 kB each. The same options give the same bytes. The other kinds are for the cost of
length: one article of the size or many of 4 kB, and texts that no newspaper prints.
Standard library only.
"""
import argparse, itertools, json, pathlib, random

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = 16 << 20
ARTICLE = 4000

# Country, adjective, capital, office, holder: some of the table of people, some not.
STATES = [line.split("|") for line in """\
Russia|Russian|Moscow|Foreign Minister|Sergei Lavrov
Turkey|Turkish|Ankara|Foreign Minister|Mevlut Cavusoglu
France|French|Paris|President|Emmanuel Macron
Germany|German|Berlin|Chancellor|Angela Merkel
Japan|Japanese|Tokyo|Foreign Minister|Fumio Kishida
China|Chinese|Beijing|Foreign Minister|Wang Yi
Iran|Iranian|Tehran|Foreign Minister|Mohammad Javad Zarif
Norway|Norwegian|Oslo|Foreign Minister|Børge Brende
Egypt|Egyptian|Cairo|President|Abdel Fattah el-Sisi
Kenya|Kenyan|Nairobi|President|Uhuru Kenyatta
Ethiopia|Ethiopian|Addis Ababa|Prime Minister|Abiy Ahmed
Brazil|Brazilian|Brasilia|Foreign Minister|Ernesto Araújo
Mexico|Mexican|Mexico City|Foreign Minister|Marcelo Ebrard
Poland|Polish|Warsaw|President|Andrzej Duda
Ukraine|Ukrainian|Kyiv|President|Petro Poroshenko
Kazakhstan|Kazakh|Astana|Foreign Minister|Kairat Abdrakhmanov
India|Indian|New Delhi|Prime Minister|Narendra Modi
Pakistan|Pakistani|Islamabad|Prime Minister|Imran Khan
Australia|Australian|Canberra|Foreign Minister|Julie Bishop
Vietnam|Vietnamese|Hanoi|Foreign Minister|Pham Binh Minh
Jordan|Jordanian|Amman|King|Abdullah II
Morocco|Moroccan|Rabat|Foreign Minister|Nasser Bourita
Finland|Finnish|Helsinki|President|Sauli Niinistö
Spain|Spanish|Madrid|Prime Minister|Pedro Sánchez
Italy|Italian|Rome|Prime Minister|Giuseppe Conte
Greece|Greek|Athens|Foreign Minister|Nikos Kotzias
Serbia|Serbian|Belgrade|President|Aleksandar Vucic
Sweden|Swedish|Stockholm|Foreign Minister|Margot Wallström
Canada|Canadian|Ottawa|Prime Minister|Justin Trudeau
Austria|Austrian|Vienna|Chancellor|Sebastian Kurz
Senegal|Senegalese|Dakar|President|Macky Sall
Qatar|Qatari|Doha|Foreign Minister|Mohammed bin Abdulrahman Al Thani""".splitlines()]
CITIES = "Geneva Vienna Oslo Astana Doha Istanbul Sochi Lausanne Helsinki Singapore Nairobi Muscat Luxembourg Brussels Prague Tbilisi Minsk Bangkok Lima Montreal".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
GIVEN = "Alice Marta Owen Lena Tomas Ruth Peter Nadia Hugo Ines Karl Grace Samuel Dora Victor Emil Paula Ivan Joan Theo Edith Marcus Hanna Leon".split()
FAMILY = "Penrose Hartley Novak Lindqvist Okafor Brandt Castell Moreau Whitlow Tanaka Ferris Dunmore Abara Keller Vance Solberg Ridley Marsh Quist Ellery Barlow Stroud".split()
TOWNS = "Doverham Millbrook Eastwick Harrowgate Port Selby Ashcombe Northfield Stonebridge Kelby Redmarsh Wexcombe Linford".split()
TOPICS = [
    "a ceasefire along the border", "the price of gas deliveries", "the return of refugees", "fishing quotas",
    "the dispute over the dam", "an exchange of prisoners", "visa rules for students", "sanctions on banks",
    "the future of the observer mission", "humanitarian access", "the demarcation of the frontier", "arms control",
]

MEETINGS = [
    "{A.adj} {A.office} {A.name} met his {B.adj} counterpart, {B.name}, in {city} on {day} to discuss {topic}. The two agreed to {deal}, officials said.",
    "{A.name}, the {A.adj} {A.low}, held talks with {B.adj} {B.office} {B.name} in {city} on {day}, and both sides pledged to {deal}.",
    "On {date}, {A.office} {A.name} of {A.country} received {B.name}, {B.country}'s {B.low}, in {A.capital}. They exchanged views on {topic}.",
    "The foreign ministers of {A.country}, {B.country} and {C.country} gathered in {city} on {day} for a third round of talks on {topic}.",
    "Envoys from {A.country} and {B.country} sat down together in {city} last week under the mediation of {C.country}, but parted without a statement.",
    "{A.name} will travel to {B.capital} on {date} for a meeting with {B.office} {B.name}, the {A.adj} foreign ministry announced.",
    "{A.office} {A.name} spoke by phone with {B.office} {B.name} on {day} about {topic}, the office of {A.name} said in a statement.",
    "A meeting between {A.name} and {B.name}, planned for {day} in {city}, was postponed after the two sides could not settle on an agenda.",
    "{C.country} hosted the delegations of {A.country} and {B.country} at a hotel outside {C.capital} on {date}; after nine hours they signed a protocol on {topic}.",
    "On the sidelines of the summit in {city}, {A.name} met separately with {B.name} and {C.name}, a spokesman told reporters.",
    "The {A.adj} {A.low} arrived in {B.capital} late on {day} and met {B.name} the next morning. \"We had a frank exchange,\" he said afterwards.",
    "Officials from {A.capital} and {B.capital} held two days of consultations in {city}, the first since {month}, and decided to {deal}.",
]
DEALS = [
    "form a joint commission", "meet again next month", "reopen two crossings", "exchange lists of prisoners",
    "extend the truce by thirty days", "resume direct flights", "set up a hotline between their armies",
    "continue the talks at the level of experts", "sign a memorandum before the end of the year",
]
BACKGROUND = [
    "Relations between {A.country} and {B.country} have been strained since {month}, when customs officers began to turn back lorries at the main crossing. {A.adj} exporters say that they have lost a third of their orders, and the chamber of commerce in {A.capital} has asked for compensation. Diplomats describe the mood as cautious rather than hostile.",
    "\"Nobody expected a breakthrough,\" said a European diplomat who asked not to be named. \"What matters is that they are still at the table, and that the experts have something to write down.\" A second official, from {C.country}, was less hopeful and pointed to the failure of earlier rounds.",
    "The question of {topic} has divided the two governments for years. {B.country} insists on guarantees from the Security Council; {A.country} says that a bilateral text would do. {C.country}, which holds the rotating presidency, has circulated a draft of eleven pages that neither side has rejected.",
    "{A.name}, {A.age}, has led the {A.adj} side since he took office. His critics in parliament accuse him of giving away too much, and a motion of no confidence failed by four votes in {month}. Supporters answer that trade with {B.country} has grown by {num} percent in the same time.",
    "Analysts in {B.capital} noted that the communique, at barely two paragraphs, was shorter than usual. It did not mention the prisoners, nor the observers who were expelled in {month}. \"Silence is also a result,\" wrote {person} of the Institute for Regional Studies.",
    "Outside the conference centre some {num} demonstrators waved flags and chanted slogans. Police closed two bridges and diverted trams. There were no arrests, a spokeswoman for the city said, and the crowd had dispersed by nightfall.",
    "The United Nations estimates that {num},000 people have left their homes in the border districts this year. Aid agencies say that convoys wait for up to nine days for permits, and that the stocks of wheat and medicine in the camps will last until {month} at best.",
    "Under the terms that were published in {month}, both armies were to withdraw heavy weapons to a distance of {num} kilometres. Monitors have counted more than forty violations since then, most of them by artillery, and each government blames the other.",
]
ORDINARY = {
    "sport": [
        "{town} won {n1}-{n2} at home to {town2} on {day} night, with {person} scoring twice in the second half. The visitors had led until the hour, when a long throw was flicked on at the near post and the keeper could only push it against the bar.",
        "The coach, {person}, praised his side's patience. \"We were second to every ball before the break,\" he said. \"After that the boys remembered who they are.\" He hopes to have {person2} back from a knee injury by {month}.",
        "The result lifts {town} to fourth in the table, two points behind the leaders with {num} games left. {town2} stay in the bottom three and have not won away since {month}.",
        "{person}, who turned {age} last week, became the oldest player to finish the coastal marathon, in a time of three hours and {num} minutes. Rain had turned the last stretch along the harbour into a river, and nearly a quarter of the field dropped out.",
        "In the evening session the qualifier {person} saved three match points before beating the second seed in five sets. She will play the holder on {day}.",
    ],
    "business": [
        "Shares in {town} Steel fell {n1}.{n2} percent on {day} after the company cut its forecast for the year and blamed dearer power and weak orders from carmakers. The wider market was little changed in thin trading.",
        "The retailer said that sales at stores open for more than a year rose {n1} percent in the three months to {month}, helped by a warm spring. Its chief executive, {person}, told analysts that margins would stay under pressure.",
        "Oil slipped below ${num} a barrel as inventories grew for a fifth week. Copper was steady, wheat firmer. The dollar gained against most currencies ahead of figures on employment that are due on {day}.",
        "The central bank left its main rate at {n1} percent, as economists had forecast, and dropped a phrase about patience from its statement. Two of the nine members voted for an increase.",
        "Unions at the {town} plant have rejected a pay offer of {n2} percent over two years. A ballot closes on {date}; the last strike there, nine years ago, stopped the line for eleven days.",
    ],
    "local": [
        "The council of {town} voted on {day} to spend {num} million on a new bridge over the canal. Councillor {person}, who opposed the plan, said that the money would be better spent on schools. Work is expected to begin in {month} and to last two years.",
        "Residents of Mill Lane have complained for months about lorries that use the street as a short cut. A petition with {num}0 names was handed to the mayor's office. \"My windows rattle from five in the morning,\" said {person}, a retired nurse.",
        "Firefighters from three stations fought for six hours to bring a blaze at a warehouse in {town} under control. Nobody was hurt. The cause is not known; a spokesman asked people in {town2} to keep their windows shut because of the smoke.",
        "The library's reading room will close for repairs from {date}. Books can be borrowed from a van in the car park on {day}s and at weekends. Its director, {person}, said that the roof had leaked since the storm.",
        "A public meeting about the flood defences drew some {num} people to the town hall on {day}. Engineers showed maps of the river and answered questions for two hours; several farmers left before the end.",
    ],
    "court": [
        "A jury in {town} took less than three hours to convict {person} of fraud. The court had heard that the {age}-year-old accountant moved {num},000 from clients' accounts into his own over six years and spent most of it on vintage cars.",
        "The judge, {person}, adjourned the case until {month} and asked for reports. The defendant, who denies the charge, was released on bail on condition that he surrender his passport and stay with his sister in {town2}.",
        "Detectives appealed for witnesses after a jeweller's shop in {town} was robbed on {day}. Two men on a grey motorcycle were seen to leave along Station Road shortly before six. One of them wore a red helmet.",
    ],
    "science": [
        "Astronomers have found a planet that circles its star in {num} hours, the shortest year yet measured. The team, led by {person}, used a telescope in the southern desert to follow the dimming of the star over four nights. The surface must be molten, they write.",
        "A study of {num},000 adults suggests that those who walk for half an hour a day sleep better, though the authors warn that the data cannot show cause and effect. {person}, who was not involved in the work, called the result plausible but small.",
        "The vaccine gave protection in nine cases out of ten, according to figures that have yet to be reviewed. Side effects were mild. Regulators are expected to decide in {month}.",
        "Divers who mapped the wreck off {town} believe that it is a merchant ship of the seventeenth century. Its cargo of glazed tiles lies scattered over an area the size of a football field, {num} metres down.",
    ],
    "culture": [
        "{person}'s third novel follows a lighthouse keeper's daughter through {num} years and two wars. The prose is spare, the jokes are dry, and only the last chapter, set in a hospital, tries too hard to be wise.",
        "The orchestra opened its season in {town} with a symphony that is seldom heard. Under {person} the strings found a dark, grainy tone, and the slow movement seemed to stop the clocks. The applause went on for several minutes.",
        "The exhibition brings together {num} drawings from private collections, many shown for the first time. Visitors should allow two hours; the museum's café, alas, closes at four.",
        "Tickets for the festival sold out within an hour on {day}. {person}, the organiser, said that a second stage would be built on the meadow behind {town} castle, and that the bands would be named in {month}.",
    ],
    "weather": [
        "Heavy rain and winds of up to {num} kilometres an hour are forecast for the west on {day}, with snow above eight hundred metres. Drivers were told to expect delays on the coast road. It will turn drier and colder towards the weekend.",
        "The storm brought down trees across the region and left {num}00 homes without power. Trains between {town} and {town2} were replaced by buses. By the evening most lines had been repaired, the operator said.",
    ],
}


class State:
    def __init__(self, row, rng):
        self.country, self.adj, self.capital, self.office, self.name = row
        self.low, self.age = self.office.lower(), rng.randrange(41, 78)


def values(rng):
    a, b, c = (State(row, rng) for row in rng.sample(STATES, 3))
    t, t2 = rng.sample(TOWNS, 2)
    month = rng.choice(MONTHS)
    name = lambda: f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    return dict(
        A=a, B=b, C=c, city=rng.choice(CITIES), day=rng.choice(DAYS), topic=rng.choice(TOPICS), deal=rng.choice(DEALS),
        month=month, date=f"{rng.choice(MONTHS)} {rng.randrange(1, 29)}", num=rng.randrange(11, 97), n1=rng.randrange(1, 6),
        n2=rng.randrange(0, 9), age=rng.randrange(21, 69), person=name(), person2=name(), town=t, town2=t2,
    )


def project_texts():
    texts = [p.read_text(encoding="utf-8") for p in sorted(ROOT.glob("fixtures/*/article.txt")) if "no-meeting" not in str(p)]
    return texts + [p.read_text(encoding="utf-8") for p in sorted(ROOT.glob("seeds/*.txt"))]


def dense(rng, number, texts):
    """An article of some 4 kB that reports several meetings."""
    day = f"20{rng.randrange(14, 21)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    if number % 5 == 0:
        parts = [rng.choice(texts).strip()]
        title = parts[0].split("\n")[0].strip("# ")
    else:
        v = values(rng)
        title = "{A.country} and {B.country} seek way out in {city}".format(**v)
        year, month, d = day.split("-")
        head = f"{v['city'].upper()}, {MONTHS[int(month) - 1]} {int(d)}, {year} (Wire) - "
        parts = [title, head + rng.choice(MEETINGS).format(**v)]
    size = sum(map(len, parts))
    while size < ARTICLE:
        v = values(rng)
        parts.append(rng.choice(MEETINGS if rng.random() < 0.3 else BACKGROUND).format(**v))
        size += len(parts[-1]) + 2
    return title, day, "\n\n".join(parts)


def ordinary(rng):
    """An article of some 4 kB of one kind of ordinary news."""
    kind = rng.choice(list(ORDINARY))
    day = f"20{rng.randrange(14, 21)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    v = values(rng)
    title = f"{v['town']}: the {kind} of the {v['day']}"
    parts, size = [title], len(title)
    while size < ARTICLE:
        parts.append(rng.choice(ORDINARY[kind]).format(**values(rng)))
        size += len(parts[-1]) + 2
    return title, day, "\n\n".join(parts)


def articles(kind, size, seed):
    rng, texts = random.Random(f"{kind} {seed}"), project_texts()
    if kind in ("dense", "general"):
        for n in itertools.count():
            yield dense(rng, n, texts) if kind == "dense" or n % 50 == 7 else ordinary(rng)
    body = lambda: "\n\n".join(dense(rng, n, texts)[2] for n in range(size // ARTICLE + 1))[:size]
    name = lambda: f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    lead = "Envoys of Norway and Qatar met in Oslo on Monday. "
    if kind == "short":
        for n in range(size // ARTICLE):
            yield dense(rng, n, texts)
    elif kind == "long":
        yield "Long", "2018-05-04", body()
    elif kind == "sentence":
        words = "the minister of Norway who met Karl Brandt in Oslo and spoke of trade with Qatar while he".split()
        yield "Sentence", "2018-05-04", lead + " ".join(itertools.islice(itertools.cycle(words), size // 5)) + "."
    elif kind == "names":
        yield "Names", "2018-05-04", lead + "The minister met " + ", ".join(name() for _ in range(size // 14)) + " in Oslo."
    elif kind == "commas":
        yield "Commas", "2018-05-04", lead + "They met" + "," * size + " in Oslo."
    elif kind == "quotes":
        yield "Quotes", "2018-05-04", lead + '"They met “in ‘Oslo’” on (Monday) ' * (size // 40)


def parse_size(text):
    units = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
    return int(float(text[:-1]) * units[text[-1]]) if text[-1] in units else int(text)


def make(kind, out, size, seed=1):
    """Writes a corpus, and returns its files and how many articles they hold."""
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.jsonl"):
        old.unlink()
    files, written, count, to = [], 0, 0, None
    for title, day, text in articles(kind, size, seed):
        row = {"id": f"{kind}-{count}", "published": day, "title": title, "text": text}
        line = (json.dumps(row, ensure_ascii=False) + "\n").encode()
        if to is None or to.tell() + len(line) > FILE and to.tell():
            files.append(out / f"{len(files):03}.jsonl")
            to = files[-1].open("wb")
        to.write(line)
        written, count = written + len(line), count + 1
        if written >= size and kind in ("dense", "general"):
            break
    if to:
        to.close()
    return files, count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["dense", "general", "long", "short", "sentence", "names", "commas", "quotes"])
    parser.add_argument("out")
    parser.add_argument("--size")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    size = parse_size(args.size or {"dense": "200M", "general": "1G"}.get(args.kind, "10M"))
    files, count = make(args.kind, args.out, size, args.seed)
    print(f"{args.out}: {count} articles, {sum(f.stat().st_size for f in files) / 1e6:.1f} MB in {len(files)} files")
