-- Stints of one person in one place that share a day are one block of days, so
-- that nobody is counted twice on any day. A stint that begins after all before it
-- ended opens a block.
-- table: population_opened
SELECT place, extract, first_day, before_last
FROM (
    SELECT p.place, p.extract, p.first_day,
           MAX(p.last_day) OVER (PARTITION BY p.release, p.person, p.place
                                 ORDER BY p.first_day, p.last_day
                                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_last
    FROM population_placed p
) m
WHERE before_last IS NULL OR first_day > before_last

-- Where one opens, the one before it has ended; the last ends with the latest stint.
-- table: population_closed
SELECT place, extract, before_last AS last_day FROM population_opened WHERE before_last IS NOT NULL
UNION ALL
SELECT place, MIN(extract) AS extract, MAX(last_day) AS last_day
FROM population_placed GROUP BY release, person, place

-- A block adds one to any part of the day from its first day to its last, and
-- one to midnight from its first day to the day before its last.
-- table: population_changes
SELECT place, GREATEST(day_of, :first_day) AS day_of,
       SUM(any_part) AS any_part, SUM(midnight) AS midnight,
       SUM(CASE WHEN day_of >= :first_day THEN book_ins ELSE 0 END) AS book_ins,
       SUM(CASE WHEN day_of >= :first_day THEN book_outs ELSE 0 END) AS book_outs
FROM (
    SELECT place, first_day AS day_of, 1 AS any_part, 1 AS midnight, 1 AS book_ins, 0 AS book_outs
    FROM population_opened
    UNION ALL
    SELECT place, last_day, 0, -1, 0, CASE WHEN last_day <= extract THEN 1 ELSE 0 END
    FROM population_closed
    UNION ALL
    SELECT place, date_add(LEAST(last_day, extract), 1), -1, 0, 0, 0
    FROM population_closed
) c
GROUP BY 1, 2

-- Every day and place, those with nobody included.
-- table: population_daily
SELECT g.day_of, g.place,
       CAST(SUM(COALESCE(c.any_part, 0)) OVER w AS BIGINT) AS any_part,
       CAST(SUM(COALESCE(c.midnight, 0)) OVER w AS BIGINT) AS midnight,
       CAST(COALESCE(c.book_ins, 0) AS BIGINT) AS book_ins,
       CAST(COALESCE(c.book_outs, 0) AS BIGINT) AS book_outs
FROM (SELECT d.day_of, p.place FROM population_calendar d CROSS JOIN population_places p) g
LEFT JOIN population_changes c ON c.place = g.place AND c.day_of = g.day_of
WINDOW w AS (PARTITION BY g.place ORDER BY g.day_of
             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
