-- What happened to each agreement and when: signed, off the lists, on a list.
-- table: partner_events
SELECT h.origin, h.release, 'signed' AS happened, h.agency_key, h.state_code AS state, h.model,
       p.agency_kind, h.signed_first AS day_of, 0 AS is_stock, 0 AS is_listed, 0 AS is_pending,
       CASE WHEN h.first_seen IS NULL THEN 'never_signed'
            WHEN h.signed_first IS NULL THEN 'no_day' END AS left_out
FROM agreement_histories h
LEFT JOIN partner_places p ON p.agency_key = h.agency_key
UNION ALL
SELECT s.origin, s.release,
       CASE WHEN s.spell < MAX(s.spell) OVER (PARTITION BY s.agency_key, s.model)
            THEN 'interrupted' ELSE 'dropped' END AS happened,
       s.agency_key, s.state_code AS state, s.model,
       p.agency_kind, s.next_list AS day_of, 0 AS is_stock, 0 AS is_listed, 0 AS is_pending,
       CASE WHEN s.next_list IS NULL THEN 'still_listed' END AS left_out
FROM agreement_spells s
LEFT JOIN partner_places p ON p.agency_key = s.agency_key
WHERE s.list_kind = 'participating'
UNION ALL
SELECT origin, release, CASE WHEN list_kind = 'pending' THEN 'pending' ELSE 'active' END AS happened,
       agency_key, state, model, agency_kind, day_of, 1 AS is_stock,
       CASE WHEN list_kind = 'pending' THEN 0 ELSE 1 END AS is_listed,
       CASE WHEN list_kind = 'pending' THEN 1 ELSE 0 END AS is_pending,
       CAST(NULL AS STRING) AS left_out
FROM partner_listed
