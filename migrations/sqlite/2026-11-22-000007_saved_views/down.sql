DELETE FROM sequences WHERE name = 'saved_views';
DROP TABLE saved_views;
