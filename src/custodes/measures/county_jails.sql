-- Whether a release publishes ends at all.
-- table: jail_releases
SELECT release, COUNT(ended_at) > 0 AS has_ends FROM marked_stints GROUP BY release

-- A hold room in a jail's building is no jail; otherwise a list tells before a name does.
-- step: jail_told
SELECT s.*, COALESCE(s.detention_facility_code, s.detention_facility) AS facility, f.state,
       CASE WHEN UPPER(COALESCE(s.detention_facility_code, '')) LIKE '%HOLD'
                 OR REPLACE(UPPER(COALESCE(s.detention_facility, '')), ' ', '') LIKE '%HOLDROOM%'
            THEN NULL
            WHEN f.beds = 2 THEN 'list'
            WHEN f.beds = 1 THEN 'marshals'
            WHEN f.beds = 0 THEN NULL
            WHEN UPPER(s.detention_facility) LIKE '%JAIL%'
                 OR UPPER(s.detention_facility) LIKE '%SHERIFF%' THEN 'name' END AS told_by
FROM marked_stints s
LEFT JOIN jail_listed f ON f.detention_facility_code = s.detention_facility_code

-- An open stint has lasted at least to the end of the extract.
-- step: jail_measured
SELECT t.*, e.extract_end, r.has_ends,
       CASE WHEN t.ended_at IS NULL THEN 1 ELSE 0 END AS is_open,
       unix_micros(COALESCE(t.ended_at, e.extract_end)) - unix_micros(t.book_in_date_time) AS micros
FROM jail_told t
LEFT JOIN jail_extracts e ON e.release = t.release
LEFT JOIN jail_releases r ON r.release = t.release

-- table: jail_judged
SELECT m.origin, m.release, CAST(m.book_in_date_time AS DATE) AS day_of, m.facility,
       m.detention_facility AS facility_name,
       COALESCE(m.area_of_responsibility, m.book_in_aor) AS office, m.state, m.told_by,
       m.citizenship_country AS country, m.is_open,
       CASE WHEN v.code IS NOT NULL THEN v.code
            WHEN m.case_threat_level IS NOT NULL THEN 'not read'
            WHEN CONCAT(';', COALESCE(m.redacted, ''), ';') LIKE '%;case_threat_level;%'
            THEN 'withheld'
            ELSE 'not given' END AS level,
       CASE WHEN m.micros < 172800000000 THEN 0 WHEN m.micros < 604800000000 THEN 1
            WHEN m.micros < 2419200000000 THEN 2 WHEN m.micros < 4838400000000 THEN 3
            ELSE 4 END AS length,
       CASE WHEN m.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN m.duplicate_kind IS NOT NULL THEN 'duplicate'
            WHEN m.facility IS NULL THEN 'no_place'
            WHEN m.told_by IS NULL THEN 'elsewhere'
            WHEN m.book_in_date_time IS NULL THEN 'no_date'
            WHEN CAST(m.book_in_date_time AS DATE) > CAST(m.extract_end AS DATE)
            THEN 'after_extract'
            WHEN NOT m.has_ends THEN 'no_ends'
            WHEN b.origin IS NOT NULL THEN 'left_open'
            WHEN m.is_open = 1 AND m.extract_end IS NULL THEN 'no_extract'
            WHEN m.is_open = 0 AND m.micros < 0 THEN 'turned' END AS left_out
FROM jail_measured m
LEFT JOIN stints_left_open b ON b.origin = m.origin
LEFT JOIN jail_levels v ON v.spelling = LOWER(m.case_threat_level)
LEFT JOIN jail_local l ON l.release = m.release
