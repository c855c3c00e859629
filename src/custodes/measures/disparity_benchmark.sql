-- Stops of places whose people are known by race; place_of is the kind of place in use.

-- table: benchmark_judged
SELECT j.origin, j.release, j.state, COALESCE(b.name, j.county) AS county,
       COALESCE(b.name, j.district) AS district, COALESCE(b.name, j.precinct) AS precinct,
       COALESCE(b.name, j.neighborhood) AS neighborhood, j.type, j.reason, j.race, j.day_of,
       CASE WHEN j.unfit IS NOT NULL THEN j.unfit
            WHEN j.place_of IS NULL THEN 'no_place'
            WHEN b.place_of IS NULL THEN 'no_benchmark' END AS left_out
FROM benchmark_stops j
LEFT JOIN benchmark_places b ON b.place_of = j.place_of AND b.state = COALESCE(j.state, '')
