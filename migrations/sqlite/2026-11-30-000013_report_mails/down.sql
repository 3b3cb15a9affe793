DELETE FROM sequences WHERE name IN ('letters', 'deliveries');
DROP TABLE deliveries;
DROP TABLE letters;
