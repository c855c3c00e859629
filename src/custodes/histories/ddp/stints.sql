-- Likely duplicates among detention stints.
-- From: stints (canonical, with position), facility_places.
-- Only rows that share person, facility and day with another row can be
-- duplicates of either kind, so only those are compared in full.

-- table: ddp_stint_crowds
-- Two or more rows of one person at one facility on one day.
SELECT
    release,
    unique_identifier,
    detention_facility_code,
    CAST(book_in_date_time AS DATE) AS book_in_day
FROM stints
WHERE unique_identifier IS NOT NULL
GROUP BY release, unique_identifier, detention_facility_code, CAST(book_in_date_time AS DATE)
HAVING count(*) > 1;

-- table: ddp_stint_rivals
-- Their rows, in the sort order of the rule, with the least of each bond column over the stint.
SELECT
    s.*,
    c.book_in_day,
    row_number() OVER (
        PARTITION BY s.release, s.unique_identifier
        ORDER BY {sorted}, s.position
    ) AS place,
    min(s.initial_bond_set_amount) OVER stint AS initial_bond_set_amount_lowest_seen,
    min(s.initial_bond_set_date) OVER stint AS initial_bond_set_date_earliest_seen,
    min(s.bond_posted_amount) OVER stint AS bond_posted_amount_lowest_seen,
    min(s.bond_posted_date) OVER stint AS bond_posted_date_earliest_seen
FROM stints AS s
INNER JOIN ddp_stint_crowds AS c
    ON
        s.release = c.release
        AND s.unique_identifier = c.unique_identifier
        AND s.detention_facility_code IS NOT DISTINCT FROM c.detention_facility_code
        AND CAST(s.book_in_date_time AS DATE) IS NOT DISTINCT FROM c.book_in_day
WINDOW stint AS (
    PARTITION BY s.release, s.unique_identifier, s.book_in_date_time, s.detention_facility_code
);

-- table: ddp_stint_firsts
-- Stage 1: the first of the rows that agree in everything but bond and place of origin.
SELECT min_by(position, place) AS position
FROM ddp_stint_rivals
GROUP BY {compared};

-- table: ddp_stint_marks
-- Stage 2: of those, the last of a person, facility, day and stay is kept.
SELECT
    r.position,
    r.initial_bond_set_amount_lowest_seen,
    r.initial_bond_set_date_earliest_seen,
    r.bond_posted_amount_lowest_seen,
    r.bond_posted_date_earliest_seen,
    f.position IS NULL AS duplicate_likely_bond,
    f.position IS NOT NULL AND r.place < max(CASE WHEN f.position IS NOT NULL THEN r.place END) OVER (
        PARTITION BY
            r.release,
            r.unique_identifier,
            r.detention_facility_code,
            r.book_in_day,
            r.stay_book_in_date_time
    ) AS duplicate_likely_sameday
FROM ddp_stint_rivals AS r
LEFT JOIN ddp_stint_firsts AS f ON r.position = f.position;

-- step: ddp_stints
SELECT
    s.position,
    {columns},
    s.unique_identifier || '_'
    || CASE
        WHEN s.book_in_date_time = CAST(CAST(s.book_in_date_time AS DATE) AS TIMESTAMP)
            THEN CAST(CAST(s.book_in_date_time AS DATE) AS STRING)
        ELSE CAST(s.book_in_date_time AS STRING)
    END
    || '_' || s.detention_facility_code AS stint_ID,
    s.unique_identifier || '_'
    || CASE
        WHEN s.stay_book_in_date_time = CAST(CAST(s.stay_book_in_date_time AS DATE) AS TIMESTAMP)
            THEN CAST(CAST(s.stay_book_in_date_time AS DATE) AS STRING)
        ELSE CAST(s.stay_book_in_date_time AS STRING)
    END AS stay_ID,
    p.city,
    p.state,
    p.county,
    CASE WHEN s.unique_identifier IS NOT NULL
        THEN coalesce(m.initial_bond_set_amount_lowest_seen, s.initial_bond_set_amount)
    END AS initial_bond_set_amount_lowest_seen,
    CASE WHEN s.unique_identifier IS NOT NULL
        THEN coalesce(m.initial_bond_set_date_earliest_seen, s.initial_bond_set_date)
    END AS initial_bond_set_date_earliest_seen,
    CASE WHEN s.unique_identifier IS NOT NULL
        THEN coalesce(m.bond_posted_amount_lowest_seen, s.bond_posted_amount)
    END AS bond_posted_amount_lowest_seen,
    CASE WHEN s.unique_identifier IS NOT NULL
        THEN coalesce(m.bond_posted_date_earliest_seen, s.bond_posted_date)
    END AS bond_posted_date_earliest_seen,
    CASE WHEN s.unique_identifier IS NOT NULL
        THEN coalesce(m.duplicate_likely_bond OR m.duplicate_likely_sameday, FALSE)
    END AS duplicate_likely,
    coalesce(m.duplicate_likely_bond, FALSE) AS duplicate_likely_bond,
    coalesce(m.duplicate_likely_sameday, FALSE) AS duplicate_likely_sameday,
    coalesce(m.duplicate_likely_bond OR m.duplicate_likely_sameday, FALSE) AS duplicate_drop_row
FROM stints AS s
LEFT JOIN ddp_stint_marks AS m ON s.position = m.position
LEFT JOIN facility_places AS p ON s.detention_facility_code = p.detention_facility_code;
