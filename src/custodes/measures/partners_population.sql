-- Each agreement on the day of each participating list, with the people of its county.
-- table: partner_areas
SELECT l.origin, l.release, l.agency_key, l.state, l.model, l.day_of,
       COALESCE(l.matched, 'unplaced') AS matched, l.agency_kind,
       l.fips AS county_fips, c.county, c.people, s.people AS state_people,
       1 AS is_stock, 1 AS is_listed, 0 AS is_pending, CAST(NULL AS STRING) AS left_out
FROM partner_listed l
LEFT JOIN partner_counties c ON c.fips = l.fips
LEFT JOIN partner_states s ON s.state = l.state
WHERE l.list_kind = 'participating'
