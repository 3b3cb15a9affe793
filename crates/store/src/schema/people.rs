//! The tables of people, their sessions, codes and attempts.

diesel::table! {
    users (id) {
        id -> BigInt,
        email -> Text,
        email_key -> Text,
        name -> Text,
        name_key -> Text,
        role -> Text,
        team -> Nullable<Text>,
        password -> Nullable<Text>,
        password_changed_at -> Nullable<BigInt>,
        totp_secret -> Nullable<Text>,
        totp_confirmed_at -> Nullable<BigInt>,
        totp_step -> BigInt,
        disabled_at -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        token_digest -> Text,
        user_id -> BigInt,
        pending -> Bool,
        agent -> Nullable<Text>,
        created_at -> BigInt,
        last_seen_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    one_time_codes (digest) {
        digest -> Text,
        purpose -> Text,
        user_id -> Nullable<BigInt>,
        created_at -> BigInt,
        expires_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    attempts (subject) {
        subject -> Text,
        failures -> Integer,
        last_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(users, sessions);
