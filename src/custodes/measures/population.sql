-- What each release can say: whether it publishes book-outs at all, and the last
-- day it knows of (its extract; else the latest day in it).
-- table: population_releases
SELECT s.release, COUNT(s.book_out_date_time) > 0 AS has_ends,
       MIN(CASE WHEN s.book_out_date_time >= s.book_in_date_time
                THEN CAST(s.book_out_date_time AS DATE) END) AS first_end,
       COALESCE(MAX(e.extract),
                GREATEST(MAX(CAST(s.book_in_date_time AS DATE)),
                         COALESCE(MAX(CAST(s.book_out_date_time AS DATE)),
                                  MAX(CAST(s.book_in_date_time AS DATE))))) AS extract,
       MAX(e.extract) IS NOT NULL AS extract_known
FROM stints s LEFT JOIN extracts e ON e.release = s.release
WHERE s.superseded_by IS NULL
GROUP BY s.release

-- One row a stint: who, where, the first and the last day. A stint that had not
-- ended when the release was drawn lasts to the day after its extract, so that it
-- counts through the whole of the extract's day. A row without a person's id is
-- one person.
-- step: population_stints
SELECT s.origin, s.release, r.extract,
       COALESCE(s.unique_identifier,
                CONCAT('row ', s.file_sha256, ' ', COALESCE(s.sheet, ''), ' ', CAST(s.row AS STRING))
       ) AS person,
       COALESCE(s.detention_facility_code, s.detention_facility) AS facility,
       s.detention_facility AS facility_name,
       COALESCE(s.area_of_responsibility, s.book_in_aor) AS office,
       s.citizenship_country AS country,
       s.detention_facility_code, s.case_threat_level, s.book_in_criminality, s.redacted,
       CAST(s.book_in_date_time AS DATE) AS first_day,
       CASE WHEN s.book_out_date_time IS NULL OR CAST(s.book_out_date_time AS DATE) > r.extract
                 THEN date_add(r.extract, 1)
            WHEN s.book_out_date_time < s.book_in_date_time
                 THEN CAST(s.book_in_date_time AS DATE)
            ELSE CAST(s.book_out_date_time AS DATE) END AS last_day,
       CASE WHEN s.book_out_date_time < s.book_in_date_time THEN 1 ELSE 0 END AS turned,
       CASE WHEN s.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN s.book_in_date_time IS NULL THEN 'no_date'
            WHEN NOT r.has_ends THEN 'no_ends'
            WHEN CAST(s.book_in_date_time AS DATE) > r.extract THEN 'after_extract'
       END AS left_out
FROM stints s LEFT JOIN population_releases r ON r.release = s.release
LEFT JOIN population_local l ON l.release = s.release

-- Stints without an end whose person was booked in again later: they ended, and nobody
-- wrote down when. They are counted as open all the same; a caveat says so.
-- table: population_left_open
SELECT COUNT(DISTINCT o.origin) AS n
FROM stints o
JOIN stints t ON t.release = o.release AND t.unique_identifier = o.unique_identifier
             AND t.book_in_date_time > o.book_in_date_time
WHERE o.book_out_date_time IS NULL AND o.superseded_by IS NULL AND t.superseded_by IS NULL
