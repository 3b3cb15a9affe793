//! The tables of jobs and their runs.

diesel::table! {
    jobs (id) {
        id -> BigInt,
        name -> Text,
        name_folded -> Text,
        kind -> Text,
        parameters -> Text,
        expression -> Text,
        zone -> Nullable<Text>,
        paused -> Bool,
        catch_up -> Bool,
        reckoned_from -> Text,
        next_due -> Nullable<BigInt>,
        revision -> Integer,
        changed_by -> Nullable<Text>,
        changed_at -> BigInt,
    }
}

diesel::table! {
    job_runs (id) {
        id -> BigInt,
        job_id -> BigInt,
        due -> BigInt,
        first_due -> BigInt,
        slots -> BigInt,
        origin -> Text,
        asked_by -> Nullable<Text>,
        status -> Text,
        attempt -> Integer,
        failures -> Integer,
        holder -> Nullable<Text>,
        beat -> BigInt,
        heartbeat_at -> Nullable<BigInt>,
        lease_until -> Nullable<BigInt>,
        retry_at -> Nullable<BigInt>,
        cancelled_by -> Nullable<Text>,
        progress -> SmallInt,
        stage -> Nullable<Text>,
        result -> Nullable<Text>,
        error -> Nullable<Text>,
        started_at -> Nullable<BigInt>,
        finished_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    job_log (run_id, seq) {
        run_id -> BigInt,
        seq -> Integer,
        at -> BigInt,
        attempt -> Integer,
        says -> Text,
    }
}
