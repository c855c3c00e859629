-- table: arrest_gaps
-- Hours since the person's arrest before, of people with an id and dated rows.
SELECT
    row_no, release, person_no, arrested, reprocessed, superseded_by,
    CASE
        WHEN unix_micros(arrested) - unix_micros(lag(arrested) OVER (
            PARTITION BY person_no ORDER BY arrested, reprocessed, row_no
        )) <= :episode_hours * 3600000000 THEN 0
        ELSE 1
    END AS begins
FROM arrest_rows
WHERE person_no IS NOT NULL AND arrested IS NOT NULL

-- table: arrest_episodes
-- The row that stands for an episode is its earliest that is no reprocessing.
SELECT
    e.*,
    first_value(row_no) OVER (
        PARTITION BY person_no, episode ORDER BY reprocessed, arrested, row_no
    ) AS first_row_no,
    count(*) OVER (PARTITION BY person_no, episode) AS episode_rows,
    row_number() OVER (
        PARTITION BY person_no, episode ORDER BY reprocessed, arrested, row_no
    ) AS place
FROM (
    SELECT
        g.*,
        sum(begins) OVER (
            PARTITION BY person_no ORDER BY arrested, reprocessed, row_no
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS episode
    FROM arrest_gaps AS g
) AS e

-- table: arrest_twins
SELECT
    e.row_no,
    first_value(e.row_no) OVER (PARTITION BY e.person_no, p.print ORDER BY e.row_no) AS same_all
FROM arrest_episodes AS e
JOIN arrest_prints AS p ON p.row_no = e.row_no

-- table: arrest_marks
SELECT
    r.row_no,
    r.release,
    r.person_no,
    r.arrested,
    r.superseded_by,
    coalesce(e.first_row_no, r.row_no) AS first_row_no,
    coalesce(e.episode_rows, 1) AS episode_rows,
    CASE WHEN coalesce(e.first_row_no, r.row_no) = r.row_no THEN 1 ELSE 0 END AS episode_first,
    CASE
        WHEN e.place IS NULL OR e.place = 1 THEN NULL
        WHEN p.same_all <> r.row_no THEN 'identical'
        WHEN r.reprocessed = 1 THEN 'reprocessed'
        ELSE 'same_episode'
    END AS duplicate_kind
FROM arrest_rows AS r
LEFT JOIN arrest_episodes AS e ON e.row_no = r.row_no
LEFT JOIN arrest_twins AS p ON p.row_no = r.row_no
