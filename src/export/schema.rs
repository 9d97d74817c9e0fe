//! The JSON Schema of the record.

use crate::record::Meeting;
use serde_json::Value;

/// Returns the JSON Schema of one line of JSON Lines output.
pub fn schema() -> Value {
    let mut schema = Value::from(schemars::schema_for!(Meeting));
    if let Some(map) = schema.as_object_mut() {
        map.insert("title".into(), "A meeting, as rapporteur writes it".into());
    }
    schema
}
