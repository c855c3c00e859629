-- When each agreement is known to hold, to the day: from its signature, or from the first
-- list of a stretch, to the last list of it. Between that list and the one without it, or
-- the one that has it again, nothing is known.
-- table: agreed_spans
SELECT s.state_code AS state, p.fips, p.matched, p.agency_kind,
       CASE WHEN s.spell = 1 AND h.signed_first < s.first_seen THEN h.signed_first
            ELSE s.first_seen END AS from_day,
       s.last_seen AS to_day,
       COALESCE(LEAD(s.first_seen) OVER (PARTITION BY s.agency_key, s.model ORDER BY s.spell),
                s.next_list, date_add(s.last_seen, 1)) AS gone_by
FROM agreement_spells s
LEFT JOIN agreement_histories h ON h.agency_key = s.agency_key AND h.model = s.model
LEFT JOIN partner_places p ON p.agency_key = s.agency_key
WHERE s.list_kind = 'participating' AND s.state_code IS NOT NULL

-- table: agreed_events
SELECT v.*, t.code AS state, c.fips, c.county_by
FROM agreed_all v
LEFT JOIN agreed_states t ON t.spelling = LOWER(v.state_text)
LEFT JOIN agreed_counties c
  ON c.state_text = COALESCE(v.state_text, '') AND c.place_code = COALESCE(v.place_code, '')
 AND c.place_name = COALESCE(v.place_name, '') AND c.kind = v.place_kind

-- Each State and day of an event, with what holds there then: 2 sure, 1 perhaps.
-- table: agreed_state_days
SELECT d.state, d.day_of,
       MAX(CASE WHEN d.day_of <= s.to_day THEN 2 WHEN s.state IS NOT NULL THEN 1 ELSE 0 END)
           AS any_agency,
       MAX(CASE WHEN s.matched = 'unplaced' THEN 1 ELSE 0 END) AS unplaced
FROM (SELECT DISTINCT state, day_of FROM agreed_events
      WHERE left_out IS NULL AND state IS NOT NULL) d
LEFT JOIN agreed_spans s
  ON s.state = d.state AND s.from_day <= d.day_of AND d.day_of < s.gone_by
GROUP BY d.state, d.day_of

-- table: agreed_county_days
SELECT d.fips, d.day_of,
       MAX(CASE WHEN s.agency_kind = 'county' AND d.day_of <= s.to_day THEN 2
                WHEN s.agency_kind = 'county' THEN 1 ELSE 0 END) AS own,
       MAX(CASE WHEN s.fips IS NOT NULL AND d.day_of <= s.to_day THEN 2
                WHEN s.fips IS NOT NULL THEN 1 ELSE 0 END) AS any_agency
FROM (SELECT DISTINCT fips, day_of FROM agreed_events
      WHERE left_out IS NULL AND fips IS NOT NULL) d
LEFT JOIN agreed_spans s
  ON s.fips = d.fips AND s.from_day <= d.day_of AND d.day_of < s.gone_by
GROUP BY d.fips, d.day_of

-- Outside the days of the lists an agreement can be known to hold, and none not to.
-- table: agreed_judged
SELECT e.origin, e.kind, e.release, e.day_of, e.office, e.country, e.facility, e.left_out,
       COALESCE(e.state, e.state_text) AS state, n.county, COALESCE(e.county_by, 'unknown') AS county_by,
       CASE WHEN e.state IS NULL THEN 'unknown'
            WHEN sd.any_agency = 2 THEN 'active'
            WHEN sd.any_agency = 1 OR b.first_day IS NULL
                 OR e.day_of < b.first_day OR e.day_of > b.last_day THEN 'unknown'
            ELSE 'none' END AS state_status,
       CASE WHEN e.fips IS NULL THEN 'unknown'
            WHEN cd.own = 2 THEN 'county'
            WHEN cd.own = 1 THEN 'unknown'
            WHEN cd.any_agency = 2 THEN 'municipality'
            WHEN cd.any_agency = 1 OR b.first_day IS NULL
                 OR e.day_of < b.first_day OR e.day_of > b.last_day THEN 'unknown'
            WHEN sd.unplaced = 1 THEN 'not of the county'
            ELSE 'none' END AS county_status
FROM agreed_events e
LEFT JOIN agreed_state_days sd ON sd.state = e.state AND sd.day_of = e.day_of
LEFT JOIN agreed_county_days cd ON cd.fips = e.fips AND cd.day_of = e.day_of
LEFT JOIN partner_counties n ON n.fips = e.fips
CROSS JOIN (SELECT MIN(day_of) AS first_day, MAX(day_of) AS last_day FROM partner_list_days
            WHERE list_kind = 'participating') b
