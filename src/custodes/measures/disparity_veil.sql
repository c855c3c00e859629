-- Stops of the evening, in daylight or in the dark, by the sun of the day and the place.

-- table: veil_judged
SELECT j.origin, j.release, j.state, j.county, j.district, j.precinct, j.neighborhood, j.type, j.reason,
       j.sex, j.race, j.day_of,
       CONCAT(j.release, '|', COALESCE(j.county, ''), '|', COALESCE(j.district, ''), '|',
              COALESCE(j.precinct, '')) AS place_of,
       e.weekday, CAST(FLOOR(j.minute_of / 15) AS INTEGER) AS quarter,
       CASE WHEN j.minute_of < e.sunset THEN 1 ELSE 0 END AS is_light,
       CASE WHEN j.unfit IS NOT NULL THEN j.unfit
            WHEN j.race IN ('unknown', 'not given', 'not read', 'withheld') THEN 'no_race'
            WHEN j.minute_of IS NULL THEN 'no_hour'
            WHEN j.cell_lat = -9999 THEN 'no_place'
            WHEN j.zone IS NULL THEN 'zone_unknown'
            WHEN e.sunset IS NULL OR e.dusk IS NULL THEN 'no_dusk'
            WHEN j.minute_of < e.first_dusk OR j.minute_of > e.last_dusk THEN 'not_twilight'
            WHEN j.minute_of >= e.sunset AND j.minute_of < e.dusk THEN 'between' END AS left_out
FROM stop_judged j
LEFT JOIN stop_evenings e ON e.day = j.day_of AND e.zone = j.zone
     AND e.cell_lat = j.cell_lat AND e.cell_lng = j.cell_lng
