-- Arrests joined to stays: closest arrest of each stay, then closest stay of each arrest.
-- From: ddp_arrests, ddp_stays (finished, with position).

-- table: ddp_stay_choices
-- A stay may begin from 120 hours before an arrest to 240 hours after it.
-- Two arrests as far from a stay: the earlier one.
SELECT arrest, stay, stay_book_in_date_time, apart
FROM (
    SELECT
        arrest,
        stay,
        stay_book_in_date_time,
        abs(after) AS apart,
        row_number() OVER (PARTITION BY stay ORDER BY abs(after), apprehension_date) AS choice
    FROM (
        SELECT
            a.position AS arrest,
            a.apprehension_date,
            s.position AS stay,
            s.stay_book_in_date_time,
            unix_micros(s.stay_book_in_date_time) - unix_micros(a.apprehension_date) AS after
        FROM ddp_arrests AS a
        INNER JOIN ddp_stays AS s
            ON a.release = s.release AND a.unique_identifier = s.unique_identifier
        WHERE a.duplicate_episode_first
    ) AS every_pair
    WHERE after BETWEEN -432000000000 AND 864000000000
) AS choices
WHERE choice = 1;

-- table: ddp_pairs
-- Two stays as far from an arrest: the earlier one.
SELECT arrest, stay
FROM (
    SELECT
        arrest,
        stay,
        row_number() OVER (PARTITION BY arrest ORDER BY apart, stay_book_in_date_time) AS choice
    FROM ddp_stay_choices
) AS choices
WHERE choice = 1;

-- step: ddp_arrest_stays
SELECT
    a.position,
    {columns},
    s.arrest IS NOT NULL AS has_detention_stay
FROM ddp_arrests AS a
LEFT JOIN (
    SELECT
        t.*,
        p.arrest
    FROM ddp_stays AS t
    INNER JOIN ddp_pairs AS p ON t.position = p.stay
) AS s ON a.position = s.arrest
WHERE a.duplicate_episode_first;
