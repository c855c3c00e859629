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

-- Each place's days on which something changes or a period begins, and for how many days
-- all then stays as it is: a sum over days is one over these.
-- table: population_spans
SELECT place, day_of,
       CAST(datediff(COALESCE(LEAD(day_of) OVER (PARTITION BY place ORDER BY day_of), after_last),
                     day_of) AS BIGINT) AS days,
       CAST(SUM(any_part) OVER w AS BIGINT) AS any_part,
       CAST(SUM(midnight) OVER w AS BIGINT) AS midnight,
       CAST(book_ins AS BIGINT) AS book_ins, CAST(book_outs AS BIGINT) AS book_outs
FROM (
    SELECT c.place, c.day_of, MIN(e.after_last) AS after_last, SUM(c.any_part) AS any_part,
           SUM(c.midnight) AS midnight, SUM(c.book_ins) AS book_ins, SUM(c.book_outs) AS book_outs
    FROM (
        SELECT place, day_of, any_part, midnight, book_ins, book_outs FROM population_changes
        UNION ALL
        SELECT p.place, d.day_of, 0, 0, 0, 0
        FROM population_periods d CROSS JOIN population_places p
    ) c CROSS JOIN (SELECT date_add(MAX(day_of), 1) AS after_last FROM population_calendar) e
    WHERE c.day_of < e.after_last
    GROUP BY c.place, c.day_of
) g
WINDOW w AS (PARTITION BY place ORDER BY day_of
             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)

-- Every day and place, those with nobody included: for what is set beside single days.
-- step: population_daily
SELECT g.day_of, g.place,
       CAST(SUM(COALESCE(c.any_part, 0)) OVER w AS BIGINT) AS any_part,
       CAST(SUM(COALESCE(c.midnight, 0)) OVER w AS BIGINT) AS midnight,
       CAST(COALESCE(c.book_ins, 0) AS BIGINT) AS book_ins,
       CAST(COALESCE(c.book_outs, 0) AS BIGINT) AS book_outs
FROM (SELECT d.day_of, p.place FROM population_calendar d CROSS JOIN population_places p) g
LEFT JOIN population_changes c ON c.place = g.place AND c.day_of = g.day_of
WINDOW w AS (PARTITION BY g.place ORDER BY g.day_of
             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
