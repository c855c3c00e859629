-- Each stay with the days on which it was past each mark: from the day after the mark
-- (``from_``) to the last day in custody (``to_``), as recorded, at the least and at the
-- most. At the most, a mark can have passed before the book-in. A day 365 is 275 days
-- after day 90 under the same reading.
-- table: waiting_judged
SELECT c.origin, c.release, f.office, f.office_told_by, f.state, f.country, f.level,
       f.criminality, f.offense_group, c.order_kind, c.to_low, c.to_rec, c.to_high,
       c.sure_to, c.undated_from,
       date_add(c.day_90_latest, 1) AS from_low_90,
       date_add(c.day_90, 1) AS from_rec_90,
       CASE WHEN c.day_90_earliest IS NOT NULL
            THEN GREATEST(date_add(c.day_90_earliest, 1), c.began) END AS from_high_90,
       date_add(c.day_180_latest, 1) AS from_low_180,
       date_add(c.day_180, 1) AS from_rec_180,
       CASE WHEN c.day_180_earliest IS NOT NULL
            THEN GREATEST(date_add(c.day_180_earliest, 1), c.began) END AS from_high_180,
       date_add(c.day_90_latest, 276) AS from_low_365,
       date_add(c.day_90, 276) AS from_rec_365,
       CASE WHEN c.day_90_earliest IS NOT NULL
            THEN GREATEST(date_add(c.day_90_earliest, 276), c.began) END AS from_high_365,
       CASE WHEN c.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN c.state = 'NO_ORDER' THEN 'no_order'
            WHEN c.state = 'ORDER_AFTER_EXTRACT' THEN 'after_extract'
            WHEN c.to_high IS NULL THEN 'no_extract'
            WHEN c.undated_from IS NOT NULL THEN NULL
            WHEN c.counted_from IS NULL THEN 'after_stay'
            WHEN date_add(c.day_90_earliest, 1) > c.to_high THEN 'within' END AS left_out
FROM (
    SELECT k.*, CAST(k.stay_book_in_date_time AS DATE) AS began,
           k.held_to_low AS to_low, COALESCE(k.held_to, k.held_to_low) AS to_rec,
           k.held_to_high AS to_high,
           CASE WHEN k.held_to = k.held_to_low AND k.held_to = k.held_to_high
                THEN k.held_to END AS sure_to,
           CASE WHEN k.state LIKE 'ORDER%DATE%'
                THEN CAST(k.stay_book_in_date_time AS DATE) END AS undated_from
    FROM clocks k
) c
LEFT JOIN stay_facts f ON f.stay_id = c.stay_id
LEFT JOIN waiting_local l ON l.release = c.release

-- The first day on which custody of anybody surely ended, before which only those are listed who
-- were still there, and the last that any release knows of.
-- table: waiting_span
SELECT MIN(CASE WHEN j.sure_to < e.extract THEN j.sure_to END) AS first_day,
       MIN(j.to_low) AS first_seen,
       COALESCE(MAX(e.extract), MAX(j.to_high)) AS last_day
FROM waiting_judged j LEFT JOIN extracts e ON e.release = j.release
WHERE j.left_out IS NULL OR j.left_out NOT IN ('superseded', 'local')
