-- The days of the lists of each kind.
-- table: partner_list_days
SELECT list_kind, snapshot_date AS day_of
FROM agreements
WHERE superseded_by IS NULL AND snapshot_date IS NOT NULL
GROUP BY list_kind, snapshot_date

-- Each agreement on the day of each list that has it. Of several lists of a day the last
-- stands: an agreement that it no longer has left on that day.
-- table: partner_listed
SELECT s.origin, s.release, s.list_kind, s.agency_key, s.state_code AS state, s.model,
       l.day_of, p.fips, p.matched, p.agency_kind
FROM agreement_spells s
JOIN partner_list_days l
  ON l.list_kind = s.list_kind AND l.day_of >= s.first_seen AND l.day_of <= s.last_seen
 AND (s.next_list IS NULL OR s.next_list > l.day_of)
LEFT JOIN partner_places p ON p.agency_key = s.agency_key
