-- The day and the minute by the clocks of the place, and why a stop is left out of every test.

-- step: stop_moments
SELECT s.*, z.zone,
       CASE WHEN s.universal = 0 OR s.minute IS NULL THEN NULL
            ELSE timestamp_micros(unix_micros(CAST(s.published_day AS TIMESTAMP))
                                  + CAST(s.minute + o.minutes AS BIGINT) * 60000000)
            END AS moved
FROM stop_read s
LEFT JOIN stop_zones z ON z.file = s.file AND z.state = s.state AND z.time_zone = s.time_zone
     AND z.cell_lat = s.cell_lat AND z.cell_lng = s.cell_lng
LEFT JOIN stop_offsets o ON o.zone = z.zone AND s.universal = 1
     AND unix_micros(CAST(s.published_day AS TIMESTAMP)) + CAST(s.minute AS BIGINT) * 60000000
         >= o.from_micros
     AND unix_micros(CAST(s.published_day AS TIMESTAMP)) + CAST(s.minute AS BIGINT) * 60000000
         < o.to_micros

-- step: stop_clocks
SELECT m.*,
       CASE WHEN m.universal = 0 OR m.minute IS NULL THEN m.published_day
            ELSE CAST(m.moved AS DATE) END AS day_of,
       CASE WHEN m.universal = 0 OR m.minute IS NULL THEN m.minute
            ELSE CAST(FLOOR((unix_micros(m.moved)
                             - unix_micros(CAST(CAST(m.moved AS DATE) AS TIMESTAMP))) / 60000000)
                      AS INTEGER) END AS minute_of
FROM stop_moments m

-- table: stop_judged
SELECT c.origin, c.release, NULLIF(c.state, '') AS state, c.county, c.district, c.precinct,
       c.neighborhood, c.type, c.reason, c.race, c.sex, c.searched, c.found, c.day_of,
       c.minute_of, c.zone, c.cell_lat, c.cell_lng,
       CASE WHEN c.superseded_by IS NOT NULL THEN 'superseded'
            WHEN c.published_day IS NULL THEN 'no_date'
            WHEN c.day_of IS NULL THEN 'no_zone'
            WHEN c.day_of > e.extract THEN 'after_extract' END AS unfit
FROM stop_clocks c
LEFT JOIN extracts e ON e.release = c.release
