# Who did what to which object.

nav-audit = Audit log
audit-title = Audit log
audit-lead = Who did what, the newest first. Entries are only ever added, and each is bound to the one before it: bareme doctor tells when one was changed or is missing.
audit-none = Nothing was done yet
audit-none-text = Publications, signatures, imports, exports and changes of settings will be listed here.
audit-no-match = No entry fits
audit-shown =
    { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }
audit-number = No.
audit-when = When
audit-actor = Who
audit-actor-placeholder = the whole name
audit-action = What
audit-object = Object
audit-id = Number or name
audit-detail = More

audit-by-system = the system
audit-by-somebody = somebody

## What was done
audit-action-sign-in = signed in
audit-action-sign-in-refused = was refused at sign-in
audit-action-sign-out = signed out
audit-action-password-change = changed a password
audit-action-second-factor-change = changed a second factor
audit-action-user-create = created a user
audit-action-user-change = changed a user
audit-action-token-create = made an access token
audit-action-token-delete = deleted an access token
audit-action-look = looked at
audit-action-export = exported
audit-action-import = imported
audit-action-import-undo = took an import back
audit-action-model-publish = published a model
audit-action-proposal-open = opened a proposal
audit-action-proposal-edit = edited a proposal
audit-action-proposal-sign = signed a proposal
audit-action-proposal-reject = rejected a proposal
audit-action-agreement-change = changed the agreement
audit-action-job-create = made a job
audit-action-job-change = changed a job
audit-action-job-pause = paused a job
audit-action-job-resume = resumed a job
audit-action-job-run = ran a job
audit-action-job-cancel = ended a run
audit-action-job-delete = deleted a job
audit-action-settings-change = changed settings
audit-action-backup = made a backup
audit-action-restore = restored a backup
audit-action-erase-ask = asked for an erasure
audit-action-erase = erased a person
audit-action-readmit = let an erased person in again

## What it was done to
audit-object-user = user
audit-object-token = token
audit-object-account = account
audit-object-contact = contact
audit-object-lead = lead
audit-object-leads = list of leads
audit-object-report = report
audit-object-import = import
audit-object-model = model
audit-object-proposal = proposal
audit-object-agreement = agreement
audit-object-job = job
audit-object-database = database
