//! The table of the audit log.

diesel::table! {
    audit_log (seq) {
        seq -> BigInt,
        at -> BigInt,
        actor -> Text,
        action -> Text,
        object_kind -> Text,
        object_id -> Text,
        detail -> Text,
        previous -> Text,
        hash -> Text,
    }
}
