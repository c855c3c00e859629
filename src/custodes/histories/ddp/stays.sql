-- Stays: the kept stints of one person that share a stay book-in.
-- From: stints (with position), ddp_stint_marks, facility_places, extracts.
-- Only narrow columns are sorted; the wide ones come at the end, by position.

-- table: ddp_stay_rows
-- Kept stints in order; a stay is named by the position of its last stint.
SELECT
    s.position,
    s.release,
    s.unique_identifier,
    s.stay_book_in_date_time,
    s.detention_facility,
    s.detention_facility_code,
    s.book_in_date_time,
    s.book_out_date_time,
    coalesce(m.initial_bond_set_amount_lowest_seen, s.initial_bond_set_amount) AS initial_bond_set_amount,
    coalesce(m.initial_bond_set_date_earliest_seen, s.initial_bond_set_date) AS initial_bond_set_date,
    coalesce(m.bond_posted_amount_lowest_seen, s.bond_posted_amount) AS bond_posted_amount,
    coalesce(m.bond_posted_date_earliest_seen, s.bond_posted_date) AS bond_posted_date,
    row_number() OVER in_order AS place,
    last_value(s.position) OVER whole AS last_position,
    unix_micros(coalesce(s.book_out_date_time, e.extract_end)) - unix_micros(s.book_in_date_time) AS length,
    max(unix_micros(coalesce(s.book_out_date_time, e.extract_end)) - unix_micros(s.book_in_date_time))
        OVER whole AS longest_length
FROM stints AS s
LEFT JOIN ddp_stint_marks AS m ON s.position = m.position
LEFT JOIN extracts AS e ON s.release = e.release
WHERE
    s.unique_identifier IS NOT NULL
    AND NOT coalesce(m.duplicate_likely_bond OR m.duplicate_likely_sameday, FALSE)
WINDOW
    in_order AS (
        PARTITION BY s.release, s.unique_identifier, s.stay_book_in_date_time
        ORDER BY
            s.book_in_date_time NULLS FIRST,
            s.book_out_date_time NULLS FIRST,
            s.detention_facility_code NULLS FIRST
    ),
    whole AS (
        PARTITION BY s.release, s.unique_identifier, s.stay_book_in_date_time
        ORDER BY
            s.book_in_date_time NULLS FIRST,
            s.book_out_date_time NULLS FIRST,
            s.detention_facility_code NULLS FIRST
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    );

-- step: ddp_stay_codes
SELECT
    last_position,
    place,
    array_join(
        array_agg(detention_facility_code) OVER (
            PARTITION BY last_position ORDER BY place
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ),
        '; '
    ) AS codes
FROM ddp_stay_rows;

-- step: ddp_stay_sums
SELECT
    last_position,
    release,
    unique_identifier,
    stay_book_in_date_time,
    count(*) AS n_stints,
    count(*) = count(detention_facility_code) AS every_code_known,
    min(initial_bond_set_amount) AS initial_bond_set_amount_lowest_seen,
    min(initial_bond_set_date) AS initial_bond_set_date_earliest_seen,
    min(bond_posted_amount) AS bond_posted_amount_lowest_seen,
    min(bond_posted_date) AS bond_posted_date_earliest_seen,
    max(CASE WHEN place = 1 THEN detention_facility END) AS detention_facility_first,
    max(CASE WHEN place = 1 THEN detention_facility_code END) AS detention_facility_code_first,
    max(CASE WHEN place = 1 THEN book_in_date_time END) AS book_in_date_time_first,
    max(CASE WHEN place = 1 THEN book_out_date_time END) AS book_out_date_time_first,
    max(CASE WHEN length = longest_length THEN place END) AS longest_place
FROM ddp_stay_rows
GROUP BY last_position, release, unique_identifier, stay_book_in_date_time;

-- table: ddp_stay_facts
-- One row a stay: everything but the columns of its last stint.
SELECT
    t.last_position,
    t.release,
    t.unique_identifier,
    t.stay_book_in_date_time,
    t.n_stints,
    count(*) OVER (PARTITION BY t.release, t.unique_identifier) AS n_stays,
    CASE WHEN t.every_code_known THEN c.codes END AS detention_facility_codes_all,
    t.initial_bond_set_amount_lowest_seen,
    t.initial_bond_set_date_earliest_seen,
    t.bond_posted_amount_lowest_seen,
    t.bond_posted_date_earliest_seen,
    t.detention_facility_first,
    t.detention_facility_code_first,
    t.book_in_date_time_first,
    t.book_out_date_time_first,
    l.detention_facility AS detention_facility_longest,
    l.detention_facility_code AS detention_facility_code_longest,
    l.book_in_date_time AS book_in_date_time_longest,
    l.book_out_date_time AS book_out_date_time_longest
FROM ddp_stay_sums AS t
INNER JOIN ddp_stay_codes AS c ON t.last_position = c.last_position AND c.place = 1
LEFT JOIN ddp_stay_rows AS l ON t.last_position = l.last_position AND t.longest_place = l.place;

-- step: ddp_stays
SELECT
    f.last_position AS position,
    {columns},
    s.unique_identifier || '_'
    || CASE
        WHEN s.stay_book_in_date_time = CAST(CAST(s.stay_book_in_date_time AS DATE) AS TIMESTAMP)
            THEN CAST(CAST(s.stay_book_in_date_time AS DATE) AS STRING)
        ELSE CAST(s.stay_book_in_date_time AS STRING)
    END AS stay_ID,
    f.n_stints,
    f.n_stays,
    f.detention_facility_codes_all,
    f.initial_bond_set_amount_lowest_seen,
    f.initial_bond_set_date_earliest_seen,
    f.bond_posted_amount_lowest_seen,
    f.bond_posted_date_earliest_seen,
    f.detention_facility_first,
    f.detention_facility_code_first,
    f.book_in_date_time_first,
    f.book_out_date_time_first,
    p1.city AS city_first,
    p1.state AS state_first,
    p1.county AS county_first,
    f.detention_facility_longest,
    f.detention_facility_code_longest,
    f.book_in_date_time_longest,
    f.book_out_date_time_longest,
    p2.city AS city_longest,
    p2.state AS state_longest,
    p2.county AS county_longest,
    s.detention_facility AS detention_facility_last,
    s.detention_facility_code AS detention_facility_code_last,
    s.book_in_date_time AS book_in_date_time_last,
    s.book_out_date_time AS book_out_date_time_last,
    p3.city AS city_last,
    p3.state AS state_last,
    p3.county AS county_last
FROM stints AS s
INNER JOIN ddp_stay_facts AS f ON s.position = f.last_position
LEFT JOIN facility_places AS p1 ON f.detention_facility_code_first = p1.detention_facility_code
LEFT JOIN facility_places AS p2 ON f.detention_facility_code_longest = p2.detention_facility_code
LEFT JOIN facility_places AS p3 ON s.detention_facility_code = p3.detention_facility_code;
