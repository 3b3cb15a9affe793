//! The tables as diesel sees them; the migrations make them.

mod auditing;
mod mailing;
mod people;
mod recalibration;
mod scheduling;

pub use auditing::{audit_log, erased_people, erasure_requests};
pub use mailing::{deliveries, letters};
pub use people::{attempts, one_time_codes, sessions, users};
pub use recalibration::{proposal_entries, proposals, recalibrations};
pub use scheduling::{job_log, job_runs, jobs};

diesel::table! { sequences (name) { name -> Text, next -> BigInt, } }

diesel::table! {
    accounts (id) {
        id -> BigInt,
        key -> Text,
        name -> Text,
        name_folded -> Text,
        industry -> Nullable<Text>,
        country -> Nullable<Text>,
        employees -> Nullable<BigInt>,
        owner -> Nullable<Text>,
        attributes -> Text,
        created_at -> Nullable<BigInt>,
        updated_at -> BigInt,
        domain_folded -> Nullable<Text>,
    }
}

diesel::table! {
    account_history (account_id, known_until) {
        account_id -> BigInt,
        known_until -> BigInt,
        attributes -> Text,
    }
}

diesel::table! {
    contacts (id) {
        id -> BigInt,
        key -> Text,
        email_folded -> Nullable<Text>,
        name -> Text,
        name_folded -> Text,
        last_name_folded -> Nullable<Text>,
        title -> Nullable<Text>,
        account_id -> Nullable<BigInt>,
        role -> SmallInt,
        attributes -> Text,
        created_at -> Nullable<BigInt>,
        updated_at -> BigInt,
        persona -> Nullable<Text>,
    }
}

diesel::table! {
    contact_history (contact_id, known_until) {
        contact_id -> BigInt,
        known_until -> BigInt,
        attributes -> Text,
    }
}

diesel::table! {
    attributes (subject, name) {
        subject -> Text,
        name -> Text,
        kind -> Text,
    }
}

diesel::table! {
    relationships (kind, from_id, to_id, valid_from) {
        id -> BigInt,
        kind -> SmallInt,
        from_id -> BigInt,
        to_id -> BigInt,
        role -> SmallInt,
        weight -> Nullable<Double>,
        share -> Nullable<Double>,
        valid_from -> BigInt,
        valid_to -> BigInt,
    }
}

diesel::table! {
    unresolved_references (id) {
        id -> BigInt,
        import_id -> BigInt,
        line -> BigInt,
        kind -> SmallInt,
        from_id -> BigInt,
        to_key -> Text,
        role -> SmallInt,
        share -> Nullable<Double>,
    }
}

diesel::table! {
    activity_kinds (id) {
        id -> BigInt,
        digest -> Text,
        activity -> Text,
        content_type -> Nullable<Text>,
        content -> Nullable<Text>,
        campaign -> Nullable<Text>,
        channel -> Nullable<Text>,
    }
}

diesel::table! {
    activities (contact_id, at, kind_id, source_key) {
        contact_id -> BigInt,
        at -> BigInt,
        kind_id -> BigInt,
        source_key -> BigInt,
    }
}

diesel::table! {
    models (id) {
        id -> BigInt,
        name -> Text,
        title -> Text,
        is_primary -> Bool,
        version_id -> BigInt,
        scored_as_of -> Nullable<BigInt>,
    }
}

diesel::table! {
    model_versions (id) {
        id -> BigInt,
        model_id -> BigInt,
        number -> BigInt,
        document -> Text,
        digest -> Text,
        published_at -> BigInt,
        published_by -> Text,
    }
}

diesel::table! {
    contact_scores (model_id, contact_id) {
        model_id -> BigInt,
        contact_id -> BigInt,
        version_id -> BigInt,
        as_of -> BigInt,
        fit -> Integer,
        engagement -> Integer,
        rating -> SmallInt,
        rank -> Integer,
        completeness -> SmallInt,
        knocked_out -> Bool,
        recent -> Integer,
        baseline -> Integer,
        last_activity_at -> Nullable<BigInt>,
        sort_key -> Integer,
    }
}

diesel::table! {
    account_scores (model_id, account_id) {
        model_id -> BigInt,
        account_id -> BigInt,
        version_id -> BigInt,
        as_of -> BigInt,
        fit -> Integer,
        engagement -> Integer,
        rating -> SmallInt,
        coverage -> Integer,
        people -> Integer,
        engaged -> Integer,
        mqa -> Bool,
        recent -> Integer,
        baseline -> Integer,
        surge_p -> Nullable<Double>,
        change -> Nullable<Integer>,
        sort_key -> Integer,
        surge_key -> Integer,
        change_key -> Integer,
        missing -> SmallInt,
    }
}

diesel::table! {
    account_snapshots (model_id, account_id, day) {
        model_id -> BigInt,
        account_id -> BigInt,
        day -> Integer,
        version_id -> BigInt,
        fit -> Integer,
        engagement -> Integer,
        rating -> SmallInt,
        coverage -> Integer,
        mqa -> Bool,
    }
}

diesel::table! {
    account_moves (model_id, day, account_id) {
        model_id -> BigInt,
        day -> Integer,
        account_id -> BigInt,
        rating_before -> Nullable<SmallInt>,
        mqa_before -> Nullable<Bool>,
        rating -> SmallInt,
        mqa -> Bool,
    }
}

diesel::table! {
    rating_counts (model_id, rating) {
        model_id -> BigInt,
        rating -> SmallInt,
        contacts -> BigInt,
    }
}

diesel::table! {
    adjustments (id) {
        id -> BigInt,
        contact_id -> BigInt,
        model_id -> BigInt,
        points -> Integer,
        reason -> Text,
        made_by -> Text,
        valid_from -> BigInt,
        valid_to -> BigInt,
    }
}

diesel::table! {
    leads (id) {
        id -> BigInt,
        key -> Nullable<Text>,
        contact_id -> BigInt,
        model_id -> BigInt,
        stage -> SmallInt,
        stage_at -> BigInt,
        opened_at -> BigInt,
        mql_at -> Nullable<BigInt>,
        sal_at -> Nullable<BigInt>,
        sql_at -> Nullable<BigInt>,
        opportunity_at -> Nullable<BigInt>,
        won_at -> Nullable<BigInt>,
        lost_at -> Nullable<BigInt>,
        rejected_at -> Nullable<BigInt>,
        recycled_at -> Nullable<BigInt>,
        disqualified_at -> Nullable<BigInt>,
        rating -> Nullable<SmallInt>,
        version_id -> Nullable<BigInt>,
        owner -> Nullable<Text>,
        source -> Nullable<Text>,
        campaign -> Nullable<Text>,
        reason -> Nullable<Text>,
        amount -> Nullable<BigInt>,
        currency -> Nullable<Text>,
        due_at -> Nullable<BigInt>,
        implied -> SmallInt,
        accepted_by_default -> Bool,
        team -> Nullable<Text>,
        priority -> SmallInt,
        overdue_at -> Nullable<BigInt>,
        seq -> Integer,
    }
}

diesel::table! {
    lead_changes (change) {
        change -> BigInt,
        lead_id -> BigInt,
    }
}

diesel::table! {
    lead_transitions (lead_id, seq) {
        lead_id -> BigInt,
        seq -> Integer,
        at -> BigInt,
        recorded_at -> BigInt,
        from_stage -> Nullable<SmallInt>,
        to_stage -> SmallInt,
        event -> Text,
        who -> Text,
        reason -> Nullable<Text>,
        note -> Nullable<Text>,
        rating -> Nullable<SmallInt>,
        version_id -> Nullable<BigInt>,
        implied -> Bool,
        facts -> Text,
    }
}

diesel::table! {
    imports (id) {
        id -> BigInt,
        kind -> Text,
        file -> Text,
        digest -> Text,
        status -> Text,
        mapping -> Text,
        detected -> Text,
        notices -> Text,
        checkpoint -> Nullable<Text>,
        started_at -> BigInt,
        finished_at -> Nullable<BigInt>,
        rows_read -> BigInt,
        created -> BigInt,
        updated -> BigInt,
        unchanged -> BigInt,
        skipped -> BigInt,
        rejected -> BigInt,
        by_whom -> Nullable<Text>,
    }
}

diesel::table! {
    import_rejects (import_id, seq) {
        import_id -> BigInt,
        seq -> BigInt,
        line -> BigInt,
        column_name -> Nullable<Text>,
        value -> Nullable<Text>,
        reason -> Text,
        raw -> Text,
    }
}

diesel::table! { routing_turns (queue) { queue -> Text, person -> Text, } }

diesel::table! {
    saved_views (id) {
        id -> BigInt,
        report -> Text,
        name -> Text,
        name_folded -> Text,
        query -> Text,
        saved_by -> Nullable<Text>,
        saved_at -> BigInt,
    }
}

diesel::table! { settings (name) { name -> Text, value -> Text, } }

diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    account_history,
    account_moves,
    account_scores,
    account_snapshots,
    activities,
    activity_kinds,
    contacts,
    contact_history,
    contact_scores,
    import_rejects,
    imports,
    job_log,
    job_runs,
    jobs,
    lead_changes,
    lead_transitions,
    leads,
    model_versions,
    models,
    relationships,
);
