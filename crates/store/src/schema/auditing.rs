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

diesel::table! {
    erased_people (hash) {
        hash -> Text,
        erased_at -> BigInt,
    }
}

diesel::table! {
    erasure_requests (id) {
        id -> BigInt,
        contact_id -> BigInt,
        asked_by -> Text,
        asked_at -> BigInt,
        done_by -> Nullable<Text>,
        done_at -> Nullable<BigInt>,
    }
}
