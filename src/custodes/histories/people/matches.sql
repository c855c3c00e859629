-- table: arrest_stay_pairs
-- Every arrest episode and stay of one person within the window, with the number
-- of partners that each could have.
SELECT
    c.*,
    count(*) OVER (PARTITION BY left_no) AS left_choices,
    count(*) OVER (PARTITION BY right_no) AS right_choices
FROM (
    SELECT
        a.person_no,
        a.row_no AS left_no,
        s.stay_no AS right_no,
        unix_micros(a.arrested) AS left_at,
        unix_micros(s.stay_in) AS right_at
    FROM arrest_marks AS a
    JOIN stay_ends AS s ON s.person_no = a.person_no
    WHERE a.episode_first = 1
        AND a.arrested IS NOT NULL
        AND a.superseded_by IS NULL
        AND s.superseded_by IS NULL
        AND unix_micros(s.stay_in) - unix_micros(a.arrested)
            BETWEEN :hours_before * 3600000000 AND :hours_after * 3600000000
) AS c

-- table: arrest_stay_greedy
-- The pairs of the two-step rule in use elsewhere, for the count beside ours:
-- each stay takes its closest arrest, then each arrest its closest such stay.
SELECT left_no, right_no
FROM (
    SELECT
        left_no, right_no,
        row_number() OVER (PARTITION BY left_no ORDER BY abs(right_at - left_at), right_at) AS nth
    FROM (
        SELECT
            left_no, right_no, left_at, right_at,
            row_number() OVER (
                PARTITION BY right_no ORDER BY abs(right_at - left_at), left_at
            ) AS nth
        FROM arrest_stay_pairs
    ) AS by_stay
    WHERE nth = 1
) AS by_arrest
WHERE nth = 1
