-- Each event table as the same columns. A row is the first of its event
-- when no earlier row of the release has the same person and moment; a row
-- without a person's id is an event of its own.

-- step: flow_arrests
SELECT 'arrests' AS event, t.origin, t.release, CAST(t.apprehension_date AS DATE) AS day_of,
       t.apprehension_aor AS office, t.apprehension_method AS method,
       t.apprehension_state AS state, t.citizenship_country AS country,
       CAST(NULL AS STRING) AS facility,
       t.case_threat_level AS level_text,
       CONCAT(';', COALESCE(t.redacted, ''), ';') LIKE '%;case_threat_level;%' AS level_withheld, t.superseded_by,
       t.first_of_event AS is_first, CAST(NULL AS DATE) AS known_from
FROM flow_marked_arrests t

-- step: flow_removals
SELECT 'removals' AS event, t.origin, t.release, COALESCE(t.departed_date, t.removal_date) AS day_of,
       t.case_aor AS office, t.apprehension_method_code AS method,
       t.apprehension_state AS state, t.citizenship_country AS country,
       CAST(NULL AS STRING) AS facility,
       t.case_threat_level AS level_text,
       CONCAT(';', COALESCE(t.redacted, ''), ';') LIKE '%;case_threat_level;%' AS level_withheld, t.superseded_by,
       t.unique_identifier IS NULL OR ROW_NUMBER() OVER (
           PARTITION BY t.release, t.superseded_by, t.unique_identifier,
                        COALESCE(t.departed_date, t.removal_date)
           ORDER BY t.file, t.sheet, t.row) = 1 AS is_first,
       CAST(NULL AS DATE) AS known_from
FROM removals t

-- step: flow_encounters
SELECT 'encounters' AS event, t.origin, t.release, CAST(t.event_date AS DATE) AS day_of,
       t.responsible_aor AS office, t.event_type AS method,
       CAST(NULL AS STRING) AS state, t.citizenship_country AS country,
       CAST(NULL AS STRING) AS facility,
       t.encounter_threat_level AS level_text,
       CONCAT(';', COALESCE(t.redacted, ''), ';') LIKE '%;encounter_threat_level;%' AS level_withheld, t.superseded_by,
       t.unique_identifier IS NULL OR ROW_NUMBER() OVER (
           PARTITION BY t.release, t.superseded_by, t.unique_identifier, t.event_date
           ORDER BY t.file, t.sheet, t.row) = 1 AS is_first,
       CAST(NULL AS DATE) AS known_from
FROM encounters t

-- step: flow_detainers
SELECT 'detainers' AS event, t.origin, t.release, CAST(t.detainer_prepare_date AS DATE) AS day_of,
       t.facility_aor AS office, t.apprehension_method AS method,
       t.facility_state AS state, t.citizenship_country AS country,
       COALESCE(t.detention_facility_code, t.detention_facility) AS facility,
       t.detainer_prep_threat_level AS level_text,
       CONCAT(';', COALESCE(t.redacted, ''), ';') LIKE '%;detainer_prep_threat_level;%' AS level_withheld, t.superseded_by,
       t.unique_identifier IS NULL OR ROW_NUMBER() OVER (
           PARTITION BY t.release, t.superseded_by, t.unique_identifier, t.detainer_prepare_date
           ORDER BY t.file, t.sheet, t.row) = 1 AS is_first,
       CAST(NULL AS DATE) AS known_from
FROM detainers t

-- A book-in is the beginning of a stay: the earliest of the stints that the
-- agency gives the same stay book-in. The other rows are transfers and repeats.
-- Of those who came before anyone left, a release lists only who was still there.
-- step: flow_book_ins
SELECT 'book_ins' AS event, t.origin, t.release,
       CAST(COALESCE(t.stay_book_in_date_time, t.book_in_date_time) AS DATE) AS day_of,
       COALESCE(t.area_of_responsibility, t.book_in_aor) AS office,
       t.apprehension_method AS method,
       f.state, t.citizenship_country AS country,
       COALESCE(t.detention_facility_code, t.detention_facility) AS facility,
       t.case_threat_level AS level_text,
       CONCAT(';', COALESCE(t.redacted, ''), ';') LIKE '%;case_threat_level;%' AS level_withheld, t.superseded_by,
       t.unique_identifier IS NULL OR ROW_NUMBER() OVER (
           PARTITION BY t.release, t.superseded_by, t.unique_identifier,
                        COALESCE(t.stay_book_in_date_time, t.book_in_date_time)
           ORDER BY t.book_in_date_time, t.detention_facility_code, t.file, t.sheet, t.row
       ) = 1 AS is_first,
       k.known_from
FROM stints t
LEFT JOIN flow_listed f ON f.facility = t.detention_facility_code
LEFT JOIN (
    SELECT release, MIN(CASE WHEN book_out_date_time >= book_in_date_time
                             THEN CAST(book_out_date_time AS DATE) END) AS known_from
    FROM stints GROUP BY release
) k ON k.release = t.release
