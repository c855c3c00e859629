-- table: removal_events
-- One row for a person's departure on a day; the first of its rows stands for it.
SELECT person_no, departed, min(row_no) AS row_no, count(*) AS n_rows
FROM removal_rows
WHERE person_no IS NOT NULL AND departed IS NOT NULL AND superseded_by IS NULL
GROUP BY person_no, departed

-- table: removal_same_day
-- Stays whose case records the very day of a removal, the person's last such stay
-- to have begun by then and to have been followed by no other.
SELECT r.row_no AS left_no, s.stay_no AS right_no
FROM removal_events AS r
JOIN stay_ends AS s ON s.person_no = r.person_no AND s.sound_departed = r.departed
WHERE s.superseded_by IS NULL

-- table: removal_stay_pairs
-- Of the removals and stays still free: departures within days of a stay's end.
SELECT
    c.*,
    count(*) OVER (PARTITION BY left_no) AS left_choices,
    count(*) OVER (PARTITION BY right_no) AS right_choices
FROM (
    SELECT
        r.person_no,
        r.row_no AS left_no,
        s.stay_no AS right_no,
        CAST(datediff(r.departed, DATE '1970-01-01') AS BIGINT) AS left_at,
        CAST(datediff(s.ended_at, DATE '1970-01-01') AS BIGINT) AS right_at
    FROM removal_events AS r
    JOIN stay_ends AS s ON s.person_no = r.person_no
    LEFT JOIN removal_same_day AS taken ON taken.left_no = r.row_no
    LEFT JOIN removal_same_day AS served ON served.right_no = s.stay_no
    WHERE taken.left_no IS NULL
        AND served.right_no IS NULL
        AND s.superseded_by IS NULL
        AND s.ended_at_kind IN ('time', 'day')
        AND datediff(r.departed, s.ended_at) BETWEEN -:removal_days_before AND :removal_days_after
) AS c

-- table: detainer_arrests
-- The person's next arrest on or after the day of each detainer, within days.
SELECT row_no, arrest_no, prepared, detainer_days
FROM (
    SELECT
        d.row_no,
        d.prepared,
        a.row_no AS arrest_no,
        datediff(a.arrested, d.prepared) AS detainer_days,
        row_number() OVER (PARTITION BY d.row_no ORDER BY a.arrested, a.row_no) AS nth
    FROM detainer_rows AS d
    JOIN arrest_marks AS a ON a.person_no = d.person_no
    WHERE d.superseded_by IS NULL
        AND a.superseded_by IS NULL
        AND a.episode_first = 1
        AND datediff(a.arrested, d.prepared) BETWEEN 0 AND :detainer_days
) AS ranked
WHERE nth = 1

-- table: arrest_detainers
-- Of several detainers the arrest takes the latest; of one time, the first row.
SELECT arrest_no, row_no, prepared, detainer_days
FROM (
    SELECT
        arrest_no, row_no, prepared, detainer_days,
        row_number() OVER (PARTITION BY arrest_no ORDER BY prepared DESC, row_no) AS nth
    FROM detainer_arrests
) AS ranked
WHERE nth = 1

-- table: timeline_links
SELECT
    s.stay_no,
    m.left_no AS arrest_no,
    CAST(m.right_at - m.left_at AS DOUBLE) / CAST(3600000000 AS DOUBLE) AS hours_arrest_to_stay,
    d.row_no AS detainer_no,
    d.prepared,
    d.detainer_days,
    coalesce(w.left_no, n.left_no) AS removal_no,
    CASE WHEN w.left_no IS NOT NULL THEN 'departed_date' WHEN n.left_no IS NOT NULL THEN 'days_of_end' END
        AS removal_rule
FROM stay_ends AS s
LEFT JOIN arrest_stay_matches AS m ON m.right_no = s.stay_no
LEFT JOIN arrest_detainers AS d ON d.arrest_no = m.left_no
LEFT JOIN removal_same_day AS w ON w.right_no = s.stay_no
LEFT JOIN removal_stay_matches AS n ON n.right_no = s.stay_no
WHERE s.superseded_by IS NULL
