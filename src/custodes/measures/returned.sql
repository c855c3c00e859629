-- The releases of measure releases, each with the keys to follow it by.
-- step: returned_kept
SELECT j.origin, j.release, j.day_of, f.stay_id, f.unique_identifier,
       CASE WHEN c.code = 'died' THEN 1 ELSE 0 END AS has_died
FROM release_judged j
JOIN stay_facts f ON f.origin = j.origin
JOIN stays s ON s.origin = j.origin
LEFT JOIN return_statuses c ON c.spelling = LOWER(s.case_status)
WHERE j.left_out IS NULL

-- The first departure of the person on or after the day of the release.
-- table: returned_removals
SELECT k.origin, MIN(r.departed) AS departed
FROM returned_kept k
JOIN return_departures r
  ON r.release = k.release AND r.unique_identifier = k.unique_identifier AND r.departed >= k.day_of
GROUP BY k.origin

-- What came first. A departure that the case dates before the end of the stay is on day 0.
-- table: returned_courses
SELECT p.origin, p.is_followed, p.extract, p.back_on,
       CASE WHEN p.left_on <= p.extract AND (p.back_on IS NULL OR p.left_on < p.back_on)
            THEN 'removed'
            WHEN p.back_on IS NOT NULL THEN 'returned'
            WHEN p.has_died = 1 THEN 'died'
            ELSE 'unseen' END AS outcome,
       CASE WHEN p.left_on <= p.extract AND (p.back_on IS NULL OR p.left_on < p.back_on)
            THEN p.left_on
            WHEN p.back_on IS NOT NULL THEN p.back_on
            ELSE p.extract END AS seen_to
FROM (
    SELECT k.origin, k.has_died, x.extract,
           CASE WHEN d.stay_id IS NOT NULL THEN 1 ELSE 0 END AS is_followed,
           CAST(d.next_stay_book_in_date_time AS DATE) AS back_on,
           CASE WHEN d.departed_date < k.day_of THEN k.day_of
                WHEN m.departed IS NULL OR d.departed_date < m.departed THEN d.departed_date
                ELSE m.departed END AS left_on
    FROM returned_kept k
    LEFT JOIN redetentions d ON d.stay_id = k.stay_id
    LEFT JOIN returned_removals m ON m.origin = k.origin
    LEFT JOIN extracts x ON x.release = k.release
) p

-- table: returned_judged
SELECT j.origin, j.release, j.day_of, j.kind, j.office, j.state, j.country, j.level, j.criminality,
       j.offense_group, 0 AS begins, datediff(c.seen_to, j.day_of) AS ends, c.outcome,
       CASE WHEN j.left_out IS NOT NULL THEN j.left_out
            WHEN c.is_followed = 0 THEN 'unfollowed'
            WHEN c.extract IS NULL THEN 'no_extract'
            WHEN j.end_known_by NOT IN ('time', 'day') THEN 'no_release_day'
            WHEN c.back_on < j.day_of THEN 'overlap' END AS left_out
FROM release_judged j
LEFT JOIN returned_courses c ON c.origin = j.origin
