//! Whole sentences: what of each is an outcome.

use crate::article::{Article, Given, GivenBy};
use crate::extract;
use crate::rulebook::Rulebook;
use once_cell::sync::Lazy;

static RULES: Lazy<Rulebook> = Lazy::new(|| Rulebook::builtin().expect("the embedded rulebook loads"));

/// Texts, and the outcomes that they tell: "+" what was agreed, "-" what was not.
const TOLD: &[(&str, &[&str])] = &[
    (
        "Chad and Sudan held talks in Cairo on Monday. The talks produced an agreement on two wells and a roadmap for trade.",
        &["+ an agreement on two wells", "+ a roadmap for trade"],
    ),
    (
        "The presidents of Chad and Sudan met in Cairo on Monday. Heads of State agreed to seek, as a group, a loan for wells. Secretary Anna Holm will brief the council on Friday.",
        &["+ seek, as a group, a loan for wells"],
    ),
    (
        "Delegations of Chad and Sudan met in Cairo on Monday. The parties were unable to reconcile their positions on grazing.",
        &["- unable to reconcile their positions on grazing"],
    ),
    (
        "The envoys of Chad and Sudan met in Cairo on Monday. They agreed to reopen the border, and their experts will meet in May.",
        &["+ reopen the border"],
    ),
    (
        "Chad and Sudan held talks in Cairo on 3 June 2012. The parties came to an understanding on two wells and on the grazing of camels. A hot line was set up in May 2009.",
        &["+ came to an understanding on two wells", "+ the grazing of camels"],
    ),
    (
        "Talks between Armenia and Azerbaijan in Geneva broke up on Tuesday without a result, the mediators said.",
        &["- broke up on Tuesday without a result"],
    ),
    (
        "The envoys of Chad and Cameroon met in Yaounde on Monday but failed to agree on a date for the next round of talks.",
        &["- failed to agree on a date for the next round of talks"],
    ),
    (
        "Russian and American negotiators, who met in Vienna on Tuesday, have agreed to turn the truce in the north into a lasting ceasefire.",
        &["+ turn the truce in the north into a lasting ceasefire"],
    ),
    (
        "Delegations of Serbia and Kosovo met in Brussels on Tuesday. The Kosovo delegation walked out after an hour.",
        &["- walked out after an hour"],
    ),
    (
        "An agreement was reached on Tuesday at talks in Oslo between Norway and Sweden on the sharing of herring quotas.",
        &[
            "+ An agreement was reached on Tuesday at talks in Oslo between Norway and Sweden on the sharing of herring quotas",
        ],
    ),
    (
        "The leaders of India and Nepal met in Kathmandu on Monday. The deal, reached late in the evening, calls for the reopening of four crossings.",
        &["+ the reopening of four crossings"],
    ),
    (
        "Officials from Sudan and South Sudan ended two days of talks in Addis Ababa on Monday. Under the accord, both armies will pull back ten kilometres from the border.",
        &["+ both armies will pull back ten kilometres from the border"],
    ),
    (
        "The prime ministers of Hungary and Slovakia met in Budapest on Monday. They said they had agreed to build a second bridge at Komarom.",
        &["+ build a second bridge at Komarom"],
    ),
    (
        "After his meeting with the Moroccan foreign minister in Rabat on Monday, Spanish Foreign Minister Luis Prado told reporters that both sides had decided to reopen the ferry line.",
        &["+ reopen the ferry line"],
    ),
    (
        "Pakistan and India held secretary-level talks in Islamabad on Monday. No breakthrough was made on Kashmir, officials said.",
        &["- No breakthrough was made on Kashmir"],
    ),
    (
        "The two-day ministerial meeting of the Arab League in Cairo on Monday closed with a final communique that condemned the blockade.",
        &["+ a final communique that condemned the blockade"],
    ),
    (
        "The presidents of Kazakhstan and Uzbekistan met in Tashkent on Monday. It was agreed that the border post at Saryagash would stay open at night.",
        &["+ the border post at Saryagash would stay open at night"],
    ),
    (
        "Colombian President Juan Santos met his Venezuelan counterpart in Cartagena on Monday. The two presidents announced the reopening of the border.",
        &["+ the reopening of the border"],
    ),
    (
        "The committee of guarantors, made up of Russia, Turkey and Iran, met in Astana on Tuesday. It approved the map of four safe zones and called on all parties to respect them.",
        &["+ approved the map of four safe zones"],
    ),
    (
        "Peruvian Foreign Minister Rosa Vargas visited Quito on Monday for talks with her Ecuadorean counterpart. The two countries will build three bridges, according to a joint statement issued after the talks.",
        &["+ will build three bridges"],
    ),
    (
        "The foreign ministers of Estonia and Finland met in Tallinn on Monday. The next meeting will be held in Helsinki in October.",
        &["+ The next meeting will be held in Helsinki in October"],
    ),
    (
        "The two delegations, headed by deputy foreign ministers Oleg Petrov of Belarus and Janis Ozols of Latvia, met in Minsk on Tuesday and reached an understanding on the return of the 14 detained drivers.",
        &["+ reached an understanding on the return of the 14 detained drivers"],
    ),
    (
        "Jordan's king and the Palestinian president met in Amman on Monday, and agreement was reached to form a joint committee on the holy sites.",
        &["+ agreement was reached to form a joint committee on the holy sites"],
    ),
    (
        "The Thai and Cambodian foreign ministers emerged from four hours of talks in Siem Reap on Monday with a deal to withdraw troops from the temple.",
        &["+ a deal to withdraw troops from the temple"],
    ),
    (
        "The fishing talks between Iceland and Britain in Reykjavik on Monday made no headway. Neither side would give way on the 200-mile limit.",
        &["- made no headway"],
    ),
    (
        "The foreign ministers of Ukraine, Russia, Germany and France met in Berlin on Wednesday. The meeting produced an agreement on the withdrawal of heavy weapons from the line of contact.",
        &["+ an agreement on the withdrawal of heavy weapons from the line of contact"],
    ),
    (
        "Negotiators from Tajikistan and Kyrgyzstan met in Batken on Tuesday. They settled on a line for 32 kilometres of border but remained at odds over the Vorukh road.",
        &["+ settled on a line for 32 kilometres of border", "- remained at odds over the Vorukh road"],
    ),
    (
        "The Saudi crown prince received the Omani foreign minister in Jeddah on Monday. They refused to sign a joint communique.",
        &["- refused to sign a joint communique"],
    ),
    (
        "The presidents of Brazil and Argentina met in Brasilia on Monday. Brazil refused to lower its tariffs and Argentina demanded compensation. No joint statement was issued.",
        &["- No joint statement was issued"],
    ),
    (
        "Talks in Kinshasa between the governments of Angola and Congo hit a deadlock on Tuesday over oil block 14.",
        &["- hit a deadlock on Tuesday over oil block 14"],
    ),
    (
        "The Croatian and Slovenian prime ministers met in Zagreb on Monday but could not overcome their differences on the Bay of Piran.",
        &["- could not overcome their differences on the Bay of Piran"],
    ),
    (
        "The foreign ministers of Denmark and Canada, who met in Nuuk on Monday, have struck a deal to divide Hans Island.",
        &["+ have struck a deal to divide Hans Island"],
    ),
    (
        "At the end of their meeting in Tirana on Tuesday the foreign ministers of Albania and Greece agreed that a maritime commission would meet in July and that the consulate in Korca would reopen.",
        &["+ a maritime commission would meet in July", "+ the consulate in Korca would reopen"],
    ),
    (
        "The Emir of Qatar held talks with the President of Somalia in Doha on Monday. The two leaders witnessed the signing of three memoranda of understanding on ports, fisheries and education.",
        &["+ three memoranda of understanding on ports, fisheries and education"],
    ),
    (
        "The meeting in Astana on Monday between the delegations of Syria's government and the armed opposition yielded a joint statement on prisoners.",
        &["+ a joint statement on prisoners"],
    ),
    (
        "Bangladesh and Myanmar on Tuesday signed an accord in Dhaka under which 200 fishermen will be sent home by June, officials of both sides said after a meeting of border commanders.",
        &["+ 200 fishermen will be sent home by June"],
    ),
    (
        "The foreign ministers of Egypt, Sudan and Ethiopia met in Khartoum on Friday. No agreement on the filling of the reservoir could be reached, Sudan's minister, Ibrahim Ghandour, said.",
        &["- No agreement on the filling of the reservoir could be reached"],
    ),
    (
        "The prime ministers of the Czech Republic and Poland met in Prague on Monday and put off a decision on the Turow mine.",
        &["- put off a decision on the Turow mine"],
    ),
    (
        "The Australian and Indonesian foreign ministers met in Jakarta on Monday. Canberra and Jakarta are to resume military cooperation in July, the ministers said.",
        &["+ are to resume military cooperation in July"],
    ),
    (
        "US and Cuban diplomats met in Washington on Monday. The next round is set for Havana in September.",
        &["+ The next round is set for Havana in September"],
    ),
    (
        "Foreign ministers Jana Novak of Slovakia and Peter Szabo of Hungary met in Komarno on Monday. Ms Novak said afterwards that agreement had been reached on a new ferry, while the dispute about street signs would be dealt with by experts.",
        &["+ agreement had been reached on a new ferry"],
    ),
    (
        "As a result of the talks in Astana on Tuesday between Presidents Nazarbayev and Xi, a package of 12 commercial contracts worth $4 billion was concluded.",
        &["+ a package of 12 commercial contracts worth $4 billion was concluded"],
    ),
    (
        "The Ivorian and Burkinabe presidents ended a two-day meeting in Abidjan on Tuesday by launching work on a motorway between their capitals.",
        &["+ launching work on a motorway between their capitals"],
    ),
    (
        "The Quartet met in Munich on Friday. It called on both parties to return to talks, and decided that its envoys would meet again within a month.",
        &["+ its envoys would meet again within a month"],
    ),
    (
        "The foreign ministers of Romania and Moldova, Dan Popa and Andrei Rusu, met in Iasi on Monday and gave the go-ahead for a gas pipeline across the Prut.",
        &["+ gave the go-ahead for a gas pipeline across the Prut"],
    ),
    (
        "The outcome of Monday's meeting in Ashgabat between the Turkmen and Iranian oil ministers was a contract for the sale of ten billion cubic metres of gas a year.",
        &["+ a contract for the sale of ten billion cubic metres of gas a year"],
    ),
    (
        "The presidents of Turkey and Azerbaijan met in Baku on Monday. Turkey will take six billion cubic metres of gas a year under an accord signed after the talks.",
        &["+ will take six billion cubic metres of gas a year"],
    ),
    (
        "The Dutch and Surinamese foreign ministers met in Paramaribo on Monday. The Netherlands would send a new ambassador by the autumn, it was agreed.",
        &["+ The Netherlands would send a new ambassador by the autumn"],
    ),
    (
        "Cuban and US delegations wrapped up a second round of talks in Havana on Friday without fixing a date for the opening of embassies.",
        &["- without fixing a date for the opening of embassies"],
    ),
    (
        "The foreign ministers of France and Algeria met in Algiers on Monday. France agreed to return 24 skulls of resistance fighters.",
        &["+ return 24 skulls of resistance fighters"],
    ),
    (
        "BAMAKO: The presidents of Mali and Niger met here Monday and said their armies would patrol the border together from July.",
        &["+ their armies would patrol the border together from July"],
    ),
    (
        "Nigeria and Cameroon have agreed to share the cost of dredging the Benue, Nigerian Foreign Minister Musa Bello said on Tuesday after meeting his Cameroonian counterpart, Jean Etoa, in Yola.",
        &["+ share the cost of dredging the Benue"],
    ),
    (
        "Delegations from Nepal and China met in Lhasa on Tuesday. The Chinese side agreed to let Nepali lorries through Tatopani again.",
        &["+ let Nepali lorries through Tatopani again"],
    ),
    (
        "Croatia's prime minister met his Slovenian counterpart in Ljubljana on Monday. The pair struck an agreement under which fishermen of both countries may cross the bay.",
        &["+ struck an agreement under which fishermen of both countries may cross the bay"],
    ),
    (
        "The ministers of trade of Canada and Chile met in Ottawa on Monday and concluded an agreement on organic food.",
        &["+ concluded an agreement on organic food"],
    ),
    (
        "The deputy foreign ministers of Iran and Azerbaijan, Ali Karimi and Rauf Aliyev, held consultations in Tabriz on Monday. As a result, the two sides decided to reopen the Bilasuvar crossing.",
        &["+ reopen the Bilasuvar crossing"],
    ),
    (
        "Israel and Jordan agreed on Monday, at a meeting of their water ministers in Aqaba, to lay a pipe between the Red Sea and the Dead Sea.",
        &["+ lay a pipe between the Red Sea and the Dead Sea"],
    ),
    (
        "Spain and Portugal said on Monday after a summit in Faro that they would bid together for the football World Cup.",
        &["+ they would bid together for the football World Cup"],
    ),
    (
        "US and Taliban negotiators meeting in Doha on Sunday reached an understanding in principle on the withdrawal of foreign troops, both sides said.",
        &["+ reached an understanding in principle on the withdrawal of foreign troops"],
    ),
    (
        "Envoys of Chad and Niger held talks in Abuja on Monday. They parted late at night having settled nothing.",
        &["- having settled nothing"],
    ),
    (
        "The presidents of Ghana and Togo met in Aflao on Monday and signed a deal: the crossing will stay open at night and traders will pay no fee.",
        &["+ the crossing will stay open at night", "+ traders will pay no fee"],
    ),
    (
        "The presidents of Ghana and Togo put their initials on Monday in Aflao to a treaty on fishing rights.",
        &["+ put their initials on Monday in Aflao to a treaty on fishing rights"],
    ),
    (
        "Ministers from Laos and Vietnam met in Vientiane on Monday. Three posts are to be fitted with cameras by October, according to the protocol that they signed.",
        &["+ Three posts are to be fitted with cameras by October"],
    ),
    (
        "The foreign ministers of Peru and Chile met in Arica on Monday. As a result of the meeting, fees for lorries will be halved.",
        &["+ fees for lorries will be halved"],
    ),
    (
        "The foreign ministers of Peru and Chile met in Arica on Monday. It was decided to convene the border committee in Tacna in June.",
        &["+ convene the border committee in Tacna in June"],
    ),
    (
        "The Kenyan president met his Somali counterpart in Nairobi on Monday. The two agreed to meet at the summit in Kampala in June.",
        &["+ meet at the summit in Kampala in June"],
    ),
    (
        "The foreign ministers of Peru and Chile reached a deal late Monday in Arica on water from the Lluta.",
        &["+ reached a deal late Monday in Arica on water from the Lluta"],
    ),
    (
        "The presidents of Ghana and Togo met in Aflao before dawn and agreed to reopen the crossing.",
        &["+ reopen the crossing"],
    ),
    (
        "The presidents of Ghana and Togo met in Aflao on Monday. No statement was issued.",
        &["- No statement was issued"],
    ),
];

/// Texts that tell of meetings and of no outcome.
const UNTOLD: &[&str] = &[
    "The foreign ministers of Peru and Chile met in Arica on Monday. Under a treaty of 1929, the two countries share a railway.",
    "The foreign ministers of Peru and Chile met in Arica on Monday. They announced it on Tuesday after the talks in Tacna.",
    "German Chancellor Angela Merkel met French President Francois Hollande in Berlin on Monday. Merkel said she hoped to sign an agreement on defence within a year.",
    "Egypt and Ethiopia held talks in Khartoum on Monday. The two countries could agree on a formula for the dam in June.",
    "Finnish Foreign Minister Timo Laine received his Estonian colleague in Helsinki on Monday. The tunnel project, agreed in 2014, was reviewed.",
    "Japan's foreign minister met his South Korean counterpart in Tokyo on Monday and urged him to remove the statue.",
    "The US secretary of state met the Egyptian president in Cairo on Monday. The United States has given Egypt $50 billion in aid since the peace treaty was signed in 1979.",
    "Ghanaian President John Mensah met Ivorian President Henri Kouadio in Accra on Monday. He asked his guest to hand over two fugitives. Kouadio did not reply.",
    "The leaders of Uganda and Rwanda met at Gatuna on Friday. President Kagame demanded that Uganda stop backing rebels, and President Museveni promised to look into it.",
];

fn outcomes(text: &str) -> Vec<String> {
    let published = Some(Given { date: "2016-05-18".parse().unwrap(), source: GivenBy::Caller });
    let article = Article { id: "a".into(), path: "a".into(), published, text: text.into(), ..Article::default() };
    let meetings = extract(&article, &RULES).meetings;
    assert!(!meetings.is_empty(), "no meeting: {text}");
    let sign = |agreed: bool| if agreed { "+" } else { "-" };
    meetings.iter().flat_map(|m| &m.outcomes).map(|o| format!("{} {}", sign(o.agreed), o.text)).collect()
}

#[test]
fn outcomes_are_read_in_varied_words() {
    for (text, told) in TOLD {
        assert_eq!(outcomes(text), *told, "{text}");
    }
}

#[test]
fn wishes_demands_and_old_agreements_are_no_outcomes() {
    for text in UNTOLD {
        assert_eq!(outcomes(text), [""; 0], "{text}");
    }
}
