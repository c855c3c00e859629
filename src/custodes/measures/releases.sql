-- Each stay with the kind of its end and why it is left out. The reason is that of the
-- stay, else that of its last stint. An order on the day of the end counts as before it.
-- table: release_judged
SELECT s.origin, s.release, s.unique_identifier, s.day_of, s.office, s.office_told_by, s.state,
       s.country, s.level, s.criminality, s.offense_group, s.negligent,
       s.end_confidence AS confidence, s.end_known_by, k.kind, k.code AS reason_code,
       CASE WHEN s.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN s.end_status IS NULL OR s.end_status NOT IN ('ended', 'likely_ended')
            THEN 'not_ended'
            WHEN s.final_order_date IS NULL THEN 'no_order'
            WHEN s.day_of IS NULL THEN 'no_day'
            WHEN s.day_of > e.extract THEN 'after_extract'
            WHEN s.final_order_date > s.day_of THEN 'order_after_end'
            WHEN s.reason IS NULL THEN 'no_reason'
            WHEN k.kind IS NULL THEN 'unread_reason'
            WHEN k.kind LIKE 'not: %' THEN SUBSTR(k.kind, 6) END AS left_out
FROM stay_facts s
LEFT JOIN release_kinds k ON k.spelling = LOWER(s.reason)
LEFT JOIN extracts e ON e.release = s.release
LEFT JOIN release_local l ON l.release = s.release
