//! The tables of letters and their way to each address.

diesel::table! {
    letters (id) {
        id -> BigInt,
        key -> Text,
        schedule_id -> Nullable<BigInt>,
        subject -> Text,
        plain -> Text,
        html -> Text,
        stop_at -> Nullable<Text>,
        file_name -> Nullable<Text>,
        file_kind -> Nullable<Text>,
        file -> Nullable<Binary>,
        queued_at -> BigInt,
    }
}

diesel::table! {
    deliveries (id) {
        id -> BigInt,
        letter_id -> BigInt,
        address -> Text,
        state -> Text,
        attempts -> Integer,
        next_at -> BigInt,
        leased_until -> Nullable<BigInt>,
        answer -> Nullable<Text>,
        changed_at -> BigInt,
    }
}
