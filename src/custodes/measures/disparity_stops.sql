-- Each stop with its race group, what a search found, and when and where it was by the
-- clocks of the place. Cells are a quarter of a degree, numbered floor(4 * degrees).

-- step: stop_flags_read
SELECT s.origin, s.release, s.file, s.superseded_by, s.date, s.clock, s.time_zone, s.redacted,
       COALESCE(t.code, f.state) AS state,
       s.county_name AS county, s.district, s.precinct, s.neighborhood, s.type,
       s.reason_for_stop AS reason, s.subject_race, s.subject_sex,
       CAST(s.date AS DATE) AS published_day,
       CASE WHEN s.time IS NOT NULL
            THEN TRY_CAST(SPLIT_PART(s.time, ':', 1) AS INTEGER) * 60
                 + TRY_CAST(SPLIT_PART(s.time, ':', 2) AS INTEGER)
            WHEN s.date <> CAST(CAST(s.date AS DATE) AS TIMESTAMP)
            THEN CAST(FLOOR((unix_micros(s.date)
                             - unix_micros(CAST(CAST(s.date AS DATE) AS TIMESTAMP))) / 60000000)
                      AS INTEGER) END AS published_minute,
       CASE WHEN ABS(s.lat) <= 90 AND ABS(s.lng) <= 180 AND NOT (s.lat = 0 AND s.lng = 0)
            THEN CAST(FLOOR(s.lat * 4) AS INTEGER) END AS cell_lat,
       CASE WHEN ABS(s.lat) <= 90 AND ABS(s.lng) <= 180 AND NOT (s.lat = 0 AND s.lng = 0)
            THEN CAST(FLOOR(s.lng * 4) AS INTEGER) END AS cell_lng,
       CASE WHEN 'yes' IN (sc.code, sp.code, sv.code) THEN 1
            WHEN 'no' IN (sc.code, sp.code, sv.code) THEN 0 END AS searched,
       CASE WHEN cf.code = 'yes' THEN 1 WHEN cf.code = 'no' THEN 0 END AS found
FROM stops s
LEFT JOIN stop_states t ON t.spelling = LOWER(s.state)
LEFT JOIN stop_files f ON f.file = s.file
LEFT JOIN stop_flags sc ON sc.spelling = LOWER(s.search_conducted)
LEFT JOIN stop_flags sp ON sp.spelling = LOWER(s.search_person)
LEFT JOIN stop_flags sv ON sv.spelling = LOWER(s.search_vehicle)
LEFT JOIN stop_flags cf ON cf.spelling = LOWER(s.contraband_found)

-- table: stop_read
SELECT s.origin, s.release, s.file, s.superseded_by, s.published_day,
       CASE WHEN s.published_minute BETWEEN 0 AND 1439 THEN s.published_minute END AS minute,
       CASE WHEN UPPER(s.clock) = 'UTC' THEN 1 ELSE 0 END AS universal,
       COALESCE(s.time_zone, '') AS time_zone, COALESCE(s.state, '') AS state,
       COALESCE(s.cell_lat, -9999) AS cell_lat, COALESCE(s.cell_lng, -9999) AS cell_lng,
       s.county, s.district, s.precinct, s.neighborhood, s.type, s.reason, s.searched, s.found,
       COALESCE(x.code, s.subject_sex, 'not given') AS sex,
       CASE WHEN r.code IS NOT NULL THEN r.code
            WHEN s.subject_race IS NOT NULL THEN 'not read'
            WHEN CONCAT(';', COALESCE(s.redacted, ''), ';') LIKE '%;subject_race;%'
            THEN 'withheld'
            ELSE 'not given' END AS race
FROM stop_flags_read s
LEFT JOIN stop_races r ON r.spelling = LOWER(s.subject_race)
LEFT JOIN stop_sexes x ON x.spelling = LOWER(s.subject_sex)
