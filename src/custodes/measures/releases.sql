-- Each stay with the day it ended, the kind of its end and why it is left out. The
-- reason is that of the stay, else that of its last stint. An order on the day of the
-- end counts as before it.

-- step: released_stays
SELECT s.origin, s.release, s.unique_identifier, CAST(s.ended_at AS DATE) AS day_of,
       s.area_of_responsibility AS office, s.citizenship_country AS country,
       s.end_status, s.end_confidence, s.end_evidence,
       COALESCE(s.ended_at_kind, 'unknown') AS end_known_by,
       COALESCE(s.stay_release_reason, s.last_release_reason) AS reason,
       s.final_order_date, s.superseded_by,
       CASE WHEN v.code IS NOT NULL THEN v.code
            WHEN s.case_threat_level IS NOT NULL THEN 'not read'
            WHEN CONCAT(';', COALESCE(s.redacted, ''), ';') LIKE '%;case_threat_level;%'
            THEN 'withheld'
            ELSE 'not given' END AS level,
       COALESCE(c.code, s.book_in_criminality, 'not given') AS criminality
FROM stays s
LEFT JOIN release_levels v ON v.spelling = LOWER(s.case_threat_level)
LEFT JOIN release_criminality c ON c.spelling = LOWER(s.book_in_criminality)

-- table: release_judged
SELECT s.origin, s.release, s.unique_identifier, s.day_of, s.office, s.country, s.level, s.criminality,
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
FROM released_stays s
LEFT JOIN release_kinds k ON k.spelling = LOWER(s.reason)
LEFT JOIN extracts e ON e.release = s.release
LEFT JOIN release_local l ON l.release = s.release
