-- The events of each pair, and whether all four of its cells hold any.

-- step: change_windowed
SELECT e.*, p.pair, p.side, p.state, p.people,
       CASE WHEN datediff(e.day_of, p.start_day) < 0 THEN 'before' ELSE 'after' END AS period,
       CASE WHEN e.unfit IS NOT NULL THEN e.unfit
            WHEN p.pair IS NULL THEN 'no_pair'
            WHEN datediff(e.day_of, p.start_day) < -:window
              OR datediff(e.day_of, p.start_day) >= :window THEN 'outside' END AS unpaired
FROM change_placed e
LEFT JOIN change_pairs p ON p.source = e.source AND p.fips = e.fips

-- table: change_whole
SELECT source, pair FROM change_windowed WHERE unpaired IS NULL
GROUP BY source, pair
HAVING COUNT(DISTINCT CONCAT(side, period)) = 4

-- table: change_judged
SELECT e.origin, e.source, e.release, e.category, e.pair, e.side, e.period, e.state, e.people,
       CASE WHEN e.unpaired IS NOT NULL THEN e.unpaired
            WHEN w.pair IS NULL THEN 'half_pair' END AS left_out
FROM change_windowed e
LEFT JOIN change_whole w ON w.source = e.source AND w.pair = e.pair
