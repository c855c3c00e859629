-- table: ledger_out
-- Every row of every table by what became of it, step by step. Within a step the
-- rows add up to of_rows, but in the steps conflicts and comparison, where one row
-- may count twice or not at all (of_rows is null).
SELECT
    counted.*,
    CASE WHEN step NOT IN ('conflicts', 'comparison')
        THEN CAST(sum(n_rows) OVER (PARTITION BY table_name, step, release) AS BIGINT) END AS of_rows
FROM (
SELECT 'stints' AS table_name, 'duplicates' AS step,
    CASE WHEN r.person_no IS NULL THEN 'no_identifier'
         ELSE coalesce(m.duplicate_kind, 'kept') END AS reason,
    count(*) AS n_rows, r.release
FROM stint_rows AS r
JOIN stint_marks AS m ON m.row_no = r.row_no
GROUP BY 3, 5
UNION ALL
SELECT 'stints', 'stays',
    CASE WHEN r.person_no IS NULL THEN 'no_identifier'
         WHEN m.duplicate_kind IS NOT NULL THEN 'duplicate'
         WHEN r.stay_in IS NULL THEN 'no_stay_book_in'
         ELSE 'in_a_stay' END,
    count(*), r.release
FROM stint_rows AS r
JOIN stint_marks AS m ON m.row_no = r.row_no
GROUP BY 3, 5
UNION ALL
SELECT 'stays', 'ends', end_status || ': ' || end_rule, count(*), release
FROM stay_ends GROUP BY 3, 5
UNION ALL
SELECT 'stays', 'conflicts', c.conflict, count(*), s.release
FROM (VALUES
    ('stint_before_stay'), ('departed_before_book_in'), ('open_yet_departed'), ('earlier_stint_open'),
    ('stints_overlap'), ('stay_book_out_before_book_in'), ('book_out_after_extract'),
    ('stint_ends_after_stay'), ('stay_closed_last_stint_open'), ('stay_book_outs_differ'),
    ('next_stay_began_before')
) AS c (conflict)
JOIN stay_ends AS s
    ON (';' || s.end_conflicts || ';') LIKE ('%;' || c.conflict || ';%')
GROUP BY 3, 5
UNION ALL
SELECT 'arrests', 'duplicates',
    CASE WHEN person_no IS NULL THEN 'no_identifier'
         WHEN arrested IS NULL THEN 'no_date'
         ELSE coalesce(duplicate_kind, 'kept') END,
    count(*), release
FROM arrest_marks GROUP BY 3, 5
UNION ALL
SELECT 'arrests', 'stays',
    CASE WHEN a.person_no IS NULL THEN 'no_identifier'
         WHEN a.arrested IS NULL THEN 'no_date'
         WHEN a.superseded_by IS NOT NULL THEN 'superseded'
         WHEN a.episode_first = 0 THEN 'duplicate'
         WHEN m.left_no IS NOT NULL THEN 'matched'
         WHEN p.left_no IS NOT NULL THEN 'stay_went_to_another'
         ELSE 'no_stay_in_window' END,
    count(*), a.release
FROM arrest_marks AS a
LEFT JOIN arrest_stay_matches AS m ON m.left_no = a.row_no
LEFT JOIN (SELECT DISTINCT left_no FROM arrest_stay_pairs) AS p ON p.left_no = a.row_no
GROUP BY 3, 5
UNION ALL
SELECT 'arrests', 'comparison', 'pairs_greedy', count(*), a.release
FROM arrest_stay_greedy AS g
JOIN arrest_marks AS a ON a.row_no = g.left_no
GROUP BY a.release
UNION ALL
SELECT 'arrests', 'comparison', 'pairs_optimal', count(*), a.release
FROM arrest_stay_matches AS m
JOIN arrest_marks AS a ON a.row_no = m.left_no
GROUP BY a.release
UNION ALL
SELECT 'arrests', 'comparison', 'pairs_in_both', count(*), a.release
FROM arrest_stay_matches AS m
JOIN arrest_stay_greedy AS g ON g.left_no = m.left_no AND g.right_no = m.right_no
JOIN arrest_marks AS a ON a.row_no = m.left_no
GROUP BY a.release
UNION ALL
SELECT 'stays', 'timelines',
    CASE WHEN s.superseded_by IS NOT NULL THEN 'superseded'
         WHEN l.arrest_no IS NOT NULL AND l.removal_no IS NOT NULL THEN 'arrest_and_removal'
         WHEN l.arrest_no IS NOT NULL THEN 'arrest_only'
         WHEN l.removal_no IS NOT NULL THEN 'removal_only'
         ELSE 'stay_alone' END,
    count(*), s.release
FROM stay_ends AS s
LEFT JOIN timeline_links AS l ON l.stay_no = s.stay_no
GROUP BY 3, 5
UNION ALL
SELECT 'stays', 'redetentions',
    CASE WHEN end_status NOT IN ('ended', 'likely_ended') THEN 'not_ended'
         WHEN next_in IS NULL THEN 'no_later_stay'
         ELSE 'detained_again' END,
    count(*), release
FROM stay_ends GROUP BY 3, 5
UNION ALL
SELECT 'detainers', 'timelines',
    CASE WHEN d.person_no IS NULL THEN 'no_identifier'
         WHEN d.prepared IS NULL THEN 'no_date'
         WHEN d.superseded_by IS NOT NULL THEN 'superseded'
         WHEN l.detainer_no IS NOT NULL THEN 'in_a_timeline'
         WHEN t.row_no IS NOT NULL THEN 'arrest_without_stay'
         WHEN n.row_no IS NOT NULL THEN 'later_detainer_taken'
         ELSE 'no_arrest_in_window' END,
    count(*), d.release
FROM detainer_rows AS d
LEFT JOIN detainer_arrests AS n ON n.row_no = d.row_no
LEFT JOIN arrest_detainers AS t ON t.row_no = d.row_no
LEFT JOIN timeline_links AS l ON l.detainer_no = d.row_no
GROUP BY 3, 5
UNION ALL
SELECT 'removals', 'timelines',
    CASE WHEN r.person_no IS NULL THEN 'no_identifier'
         WHEN r.departed IS NULL THEN 'no_date'
         WHEN r.superseded_by IS NOT NULL THEN 'superseded'
         WHEN e.row_no IS NULL THEN 'same_departure'
         WHEN l.removal_no IS NOT NULL THEN 'in_a_timeline'
         ELSE 'no_stay' END,
    count(*), r.release
FROM removal_rows AS r
LEFT JOIN removal_events AS e ON e.row_no = r.row_no
LEFT JOIN timeline_links AS l ON l.removal_no = r.row_no
GROUP BY 3, 5
) AS counted
