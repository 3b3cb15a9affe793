DROP TABLE proposal_entries;
DROP TABLE proposals;
DROP TABLE recalibrations;
DROP FUNCTION refuse_what_cannot_happen_to_a_proposal();
DROP FUNCTION refuse_change_of_proposal_log();
DROP FUNCTION refuse_change_of_recalibration();
DELETE FROM sequences WHERE name IN ('recalibrations', 'proposals');
