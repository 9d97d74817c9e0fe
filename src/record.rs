//! The meeting record: one occasion, in the names and order in which it is written.
//!
//! Spans are counted in Unicode code points here, half-open: the only place where they are not
//! bytes. Unknown is `None`, never a sentinel.

use crate::dates::{DateBasis, DateGranularity, PublishedBasis};
use crate::people::{Level, PartyKind};
use crate::places::PlaceGranularity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A span in code points, `[start, end)`.
pub type CharSpan = [usize; 2];

/// One meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    /// `m-` and sixteen hexadecimal digits, of the article's id and the evidence alone.
    pub meeting_id: String,
    /// The article that tells of it.
    pub article: ArticleRef,
    /// Whether it took place.
    pub status: Status,
    /// What sort of occasion it was.
    pub kind: Kind,
    /// How they met.
    pub mode: Mode,
    /// How many parties.
    pub format: Option<Format>,
    /// Rank of the highest participants.
    pub level: Option<Level>,
    /// Name of the occasion ("Geneva II").
    pub name: Option<String>,
    /// Id or name of the larger occasion on whose sidelines it was.
    pub part_of: Option<String>,
    /// Who took part, or was to.
    pub participants: Vec<Participant>,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub date: Option<Date>,
    /// How long, in minutes.
    pub duration_minutes: Option<u32>,
    /// What it was about, as ids of `topics.toml`.
    pub topics: Vec<String>,
    /// What was agreed, or not.
    pub outcomes: Vec<Outcome>,
    /// CAMEO codes.
    pub cameo: Vec<String>,
    /// PLOVER event type.
    pub plover: Option<String>,
    /// The sentences that tell of it.
    pub evidence: Vec<Evidence>,
    /// The rules that made it, sorted.
    pub rules: Vec<String>,
    /// From 0 to 1, two decimals.
    pub confidence: f64,
    /// Why each empty field is empty.
    pub absences: BTreeMap<String, Absence>,
    /// The cells that a reviewer set, by path, sorted; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewed: Vec<String>,
}

/// The article that a record comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleRef {
    /// Its identity.
    pub id: String,
    /// Its path.
    pub path: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its publication date, ISO 8601.
    pub published: Option<String>,
    /// Who says so.
    pub published_basis: Option<PublishedBasis>,
}

/// Declares a closed list of words that serde writes in snake case, with its list and its text.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// Returns the word that is written for it.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            /// Returns the value that is written so.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// Whether a meeting took place.
    Status {
        /// It took place.
        Held = "held",
        /// It is going on.
        Ongoing = "ongoing",
        /// It is scheduled or expected.
        Planned = "planned",
        /// It is offered, asked for, or under discussion.
        Proposed = "proposed",
        /// It was put off.
        Postponed = "postponed",
        /// It was called off.
        Cancelled = "cancelled",
        /// A side would not come.
        Refused = "refused",
        /// It was reported, and denied.
        Denied = "denied",
    }
}

words! {
    /// What sort of occasion it was.
    Kind {
        /// A meeting, nothing more said.
        Meeting = "meeting",
        /// Talks.
        Talks = "talks",
        /// Negotiations.
        Negotiation = "negotiation",
        /// Talks with a go-between.
        Mediation = "mediation",
        /// A summit.
        Summit = "summit",
        /// A conference.
        Conference = "conference",
        /// A visit.
        Visit = "visit",
        /// A telephone or video call.
        Call = "call",
        /// A signing.
        Signing = "signing",
        /// Consultations.
        Consultation = "consultation",
    }
}

words! {
    /// How they met.
    Mode {
        /// Face to face.
        InPerson = "in_person",
        /// By telephone.
        Phone = "phone",
        /// By video.
        Video = "video",
    }
}

words! {
    /// How many parties met.
    Format {
        /// Two.
        Bilateral = "bilateral",
        /// Three.
        Trilateral = "trilateral",
        /// More.
        Multilateral = "multilateral",
    }
}

words! {
    /// What a participant did there.
    Role {
        /// Took part.
        Participant = "participant",
        /// Received the others.
        Host = "host",
        /// Came to the host.
        Visitor = "visitor",
        /// Went between the others.
        Mediator = "mediator",
        /// Presided.
        Chair = "chair",
        /// Signed.
        Signatory = "signatory",
        /// Watched.
        Observer = "observer",
    }
}

words! {
    /// Whether a participant was there.
    Presence {
        /// Was there.
        Attended = "attended",
        /// Is to be there.
        Expected = "expected",
        /// Was asked.
        Invited = "invited",
        /// Was not there.
        Absent = "absent",
        /// Would not come.
        Declined = "declined",
        /// Not told.
        Unclear = "unclear",
    }
}

words! {
    /// How a participant is known.
    PartyBasis {
        /// Named in the sentence.
        Stated = "stated",
        /// Found through "the pair", "he".
        Coreference = "coreference",
        /// The holder of the office on the meeting's date.
        Office = "office",
        /// A member of the body that met.
        Membership = "membership",
        /// Set by a reviewer.
        Reviewed = "reviewed",
    }
}

words! {
    /// How a place is known.
    PlaceBasis {
        /// From the sentence.
        Sentence = "sentence",
        /// From elsewhere in the text.
        Article = "article",
        /// From the dateline.
        Dateline = "dateline",
        /// Set by a reviewer.
        Reviewed = "reviewed",
    }
}

words! {
    /// What sort of outcome it is.
    OutcomeKind {
        /// They agreed.
        Agreement = "agreement",
        /// They signed.
        Signed = "signed",
        /// They stated jointly.
        JointStatement = "joint_statement",
        /// They decided.
        Decision = "decision",
        /// They pledged.
        Commitment = "commitment",
        /// They set the next meeting.
        NextMeeting = "next_meeting",
        /// They did not agree.
        NoAgreement = "no_agreement",
        /// They broke off.
        Suspended = "suspended",
    }
}

words! {
    /// Why a field is empty.
    Absence {
        /// The text does not say.
        NotStated = "not_stated",
        /// There is no publication date to hold it to.
        NoPublicationDate = "no_publication_date",
        /// It reads more than one way.
        Ambiguous = "ambiguous",
        /// The rulebook does not know the place.
        NotInGazetteer = "not_in_gazetteer",
        /// The text says two things.
        Conflicting = "conflicting",
    }
}

/// One who took part, or was to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// What it is.
    pub kind: PartyKind,
    /// A person's name.
    pub name: Option<String>,
    /// The name, or the words, as the text has them.
    pub name_text: Option<String>,
    /// The rulebook's id.
    pub person_id: Option<String>,
    /// Title as written.
    pub title: Option<String>,
    /// Office code.
    pub office: Option<String>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// What they did there.
    pub role: Role,
    /// Whether they were there.
    pub presence: Presence,
    /// How that is known.
    pub basis: PartyBasis,
    /// The words.
    pub spans: Vec<CharSpan>,
}

/// Where a meeting was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The words.
    pub text: String,
    /// Building or resort.
    pub venue: Option<String>,
    /// City.
    pub city: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Latitude, degrees north.
    pub lat: Option<f64>,
    /// Longitude, degrees east.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames_id: Option<u64>,
    /// How fine it is.
    pub granularity: PlaceGranularity,
    /// How it is known.
    pub basis: PlaceBasis,
    /// Where the words are.
    pub spans: Vec<CharSpan>,
}

/// When a meeting was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Date {
    /// The words.
    pub text: Option<String>,
    /// First day, ISO 8601.
    pub start: Option<String>,
    /// Last day, ISO 8601.
    pub end: Option<String>,
    /// The range in EDTF.
    pub edtf: Option<String>,
    /// How fine it is.
    pub granularity: Option<DateGranularity>,
    /// What holds it.
    pub basis: Option<DateBasis>,
    /// Where the words are.
    pub spans: Vec<CharSpan>,
}

/// What was agreed, or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// What sort it is.
    pub kind: OutcomeKind,
    /// Whether it was agreed (`true`) or failed (`false`).
    pub agreed: bool,
    /// What was agreed.
    pub text: String,
    /// Who agreed: countries and organisations.
    pub parties: Vec<String>,
    /// Where the words are.
    pub spans: Vec<CharSpan>,
}

/// A sentence that tells of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The sentence.
    pub quote: String,
    /// Where it is.
    pub span: CharSpan,
}
