-- One row a canonical column, or a header that was not taken, of each file of a release.
-- table: completeness_fields
SELECT f.release, f.file, f.table_name, COALESCE(f.column_name, f.header) AS field,
       CASE WHEN f.column_name IS NULL THEN 'no' ELSE 'yes' END AS taken,
       SUM(f.filled) AS filled, SUM(f.blank) AS blank,
       SUM(f.redacted) AS redacted, SUM(f.unreadable) AS unreadable
FROM fields f
GROUP BY 1, 2, 3, 4, 5
