DROP TABLE proposal_entries;
DROP TABLE proposals;
DROP TABLE recalibrations;
DELETE FROM sequences WHERE name IN ('recalibrations', 'proposals');
