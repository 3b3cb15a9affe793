//! The tables of recalibration and of what two sides sign.

diesel::table! {
    recalibrations (id) {
        id -> BigInt,
        model_id -> BigInt,
        version_id -> BigInt,
        target -> Text,
        period_from -> BigInt,
        period_before -> BigInt,
        as_of -> BigInt,
        verdict -> Text,
        cases -> BigInt,
        events -> BigInt,
        asked -> Text,
        report -> Text,
        asked_by -> Text,
        started_at -> BigInt,
        finished_at -> BigInt,
    }
}

diesel::table! {
    proposals (id) {
        id -> BigInt,
        model_id -> BigInt,
        recalibration_id -> Nullable<BigInt>,
        restores_version_id -> Nullable<BigInt>,
        opened_at -> BigInt,
        opened_by -> Text,
    }
}

diesel::table! {
    proposal_entries (proposal_id, seq) {
        proposal_id -> BigInt,
        seq -> Integer,
        at -> BigInt,
        who -> Text,
        event -> Text,
        revision -> Integer,
        digest -> Text,
        side -> Nullable<Text>,
        base_version_id -> Nullable<BigInt>,
        document -> Nullable<Text>,
        reason -> Nullable<Text>,
        version_id -> Nullable<BigInt>,
    }
}
