-- Facilities that a list calls a hold room, and the State where the lists agree on it.
-- A person's stint is in a hold room where its code ends in HOLD, its name says so, or
-- a list does; the first of these that holds is what told it.

-- step: hold_named
SELECT s.*, COALESCE(s.detention_facility_code, s.detention_facility) AS facility,
       REPLACE(UPPER(COALESCE(s.detention_facility, '')), ' ', '') AS squeezed
FROM marked_stints s

-- step: hold_told
SELECT n.*, f.state,
       CASE WHEN UPPER(n.detention_facility_code) LIKE '%HOLD' THEN 'code'
            WHEN n.squeezed LIKE '%HOLDROOM%' OR n.squeezed LIKE '%HOLDINGROOM%'
                 OR UPPER(n.detention_facility) LIKE '%HOLD RM%' THEN 'name'
            WHEN f.is_hold = 1 THEN 'list' END AS told_by
FROM hold_named n
LEFT JOIN hold_listed f ON f.detention_facility_code = n.detention_facility_code

-- Whether a release publishes ends at all, and times of day or days only: one that gives
-- the day of the book-in and the hour of the book-out tells no hours either.
-- table: hold_releases
SELECT release, COUNT(ended_at) > 0 AS has_ends,
       MAX(CASE WHEN unix_micros(book_in_date_time) % 86400000000 <> 0 THEN 1 ELSE 0 END)
           * MAX(CASE WHEN unix_micros(ended_at) % 86400000000 <> 0 THEN 1 ELSE 0 END) = 1
           AS has_times
FROM marked_stints GROUP BY release

-- step: hold_measured
SELECT t.*, e.extract_end, r.has_ends, r.has_times,
       CASE WHEN t.ended_at IS NULL THEN 1 ELSE 0 END AS is_open,
       unix_micros(COALESCE(t.ended_at, e.extract_end)) - unix_micros(t.book_in_date_time) AS micros
FROM hold_told t
LEFT JOIN hold_extracts e ON e.release = t.release
LEFT JOIN hold_releases r ON r.release = t.release

-- An open stint that began on the day of the extract, after its moment, is 0 hours long.
-- table: hold_rows
SELECT m.origin, m.release, m.unique_identifier, m.book_in_date_time AS began,
       COALESCE(m.ended_at, m.extract_end) AS ended_by, CAST(m.book_in_date_time AS DATE) AS day_of, m.facility,
       m.detention_facility AS facility_name,
       COALESCE(m.area_of_responsibility, m.book_in_aor) AS office, m.state, m.told_by,
       m.citizenship_country AS country, m.is_open,
       CASE WHEN v.code IS NOT NULL THEN v.code
            WHEN m.case_threat_level IS NOT NULL THEN 'not read'
            WHEN CONCAT(';', COALESCE(m.redacted, ''), ';') LIKE '%;case_threat_level;%'
            THEN 'withheld'
            ELSE 'not given' END AS level,
       CASE WHEN m.micros > 43200000000 THEN 1 ELSE 0 END AS over_12h,
       CASE WHEN m.micros > 259200000000 THEN 1 ELSE 0 END AS over_72h,
       CASE WHEN m.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN m.duplicate_kind IS NOT NULL THEN 'duplicate'
            WHEN m.facility IS NULL THEN 'no_place'
            WHEN m.told_by IS NULL THEN 'elsewhere'
            WHEN m.book_in_date_time IS NULL THEN 'no_date'
            WHEN CAST(m.book_in_date_time AS DATE) > CAST(m.extract_end AS DATE)
            THEN 'after_extract'
            WHEN NOT m.has_ends THEN 'no_ends'
            WHEN NOT m.has_times THEN 'days_only'
            WHEN b.origin IS NOT NULL THEN 'left_open'
            WHEN m.is_open = 1 AND m.extract_end IS NULL THEN 'no_extract'
            WHEN m.is_open = 0 AND m.micros < 0 THEN 'turned' END AS left_out
FROM hold_measured m
LEFT JOIN stints_left_open b ON b.origin = m.origin
LEFT JOIN hold_levels v ON v.spelling = LOWER(m.case_threat_level)
LEFT JOIN hold_local l ON l.release = m.release

-- Stints of one person in hold rooms of which each begins before the one before it ended,
-- or at most so long after, are one time in a row. It stands by the stint that began it.
-- step: hold_opening
SELECT h.origin, h.release, h.began, h.ended_by, h.is_open,
       COALESCE(h.unique_identifier, CONCAT('row ', CAST(h.origin AS STRING))) AS person
FROM hold_rows h WHERE h.left_out IS NULL

-- step: hold_opened
SELECT o.*,
       CASE WHEN unix_micros(o.began) <= unix_micros(MAX(o.ended_by) OVER (
                     PARTITION BY o.release, o.person ORDER BY o.began, o.ended_by, o.origin
                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) + CAST(:gap AS BIGINT)
            THEN 0 ELSE 1 END AS opens
FROM hold_opening o

-- step: hold_numbered
SELECT n.*, SUM(n.opens) OVER (
           PARTITION BY n.release, n.person ORDER BY n.began, n.ended_by, n.origin
           ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
FROM hold_opened n

-- table: hold_runs
SELECT MAX(CASE WHEN opens = 1 THEN origin END) AS origin, MAX(is_open) AS is_open,
       unix_micros(MAX(ended_by)) - unix_micros(MIN(began)) AS micros
FROM hold_numbered GROUP BY release, person, run

-- table: hold_judged
SELECT h.origin, h.release, h.day_of, h.facility, h.facility_name, h.office, h.state, h.told_by,
       h.country, h.level, h.left_out, h.is_open, h.over_12h, h.over_72h,
       CASE WHEN r.origin IS NOT NULL THEN 1 ELSE 0 END AS is_run,
       COALESCE(r.is_open, 0) AS run_open,
       CASE WHEN r.micros > 43200000000 THEN 1 ELSE 0 END AS run_over_12h,
       CASE WHEN r.micros > 259200000000 THEN 1 ELSE 0 END AS run_over_72h
FROM hold_rows h LEFT JOIN hold_runs r ON r.origin = h.origin
