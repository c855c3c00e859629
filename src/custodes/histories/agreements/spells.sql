-- table: agreement_named
SELECT i.identity, i.reason, a.*
FROM agreement_listings AS a
JOIN agency_identities AS i
  ON i.agency_key = a.agency_key AND i.agency = a.agency
 AND i.county = COALESCE(a.county, '')

-- One row an agreement and list, however often the list repeats it.
-- table: agreement_seen
SELECT identity, model, list_kind, list_number, snapshot_date
FROM agreement_named
GROUP BY identity, model, list_kind, list_number, snapshot_date

-- Lists in a row without a gap: their numbers rise as fast as their places.
-- table: agreement_runs
SELECT identity, model, list_kind,
       MIN(list_number) AS first_list, MAX(list_number) AS last_list,
       MIN(snapshot_date) AS first_seen, MAX(snapshot_date) AS last_seen,
       COUNT(*) AS lists_seen,
       ROW_NUMBER() OVER (PARTITION BY identity, model, list_kind
                          ORDER BY MIN(list_number)) AS spell
FROM (SELECT s.*, list_number - ROW_NUMBER() OVER (PARTITION BY identity, model, list_kind
                                                   ORDER BY list_number) AS island
      FROM agreement_seen AS s) AS placed
GROUP BY identity, model, list_kind, island

-- The row that last showed an agreement in each kind of list, and the facts of all.
-- table: agreement_last_rows
SELECT * FROM (
    SELECT n.*, ROW_NUMBER() OVER (PARTITION BY identity, model, list_kind, list_number
                                   ORDER BY row) AS place
    FROM agreement_named AS n) AS placed
WHERE place = 1

-- table: agreement_spells
SELECT r.identity AS agency_key, e.state_code, e.agency, r.model, r.list_kind, r.spell,
       r.first_seen, r.last_seen, r.lists_seen, n.snapshot_date AS next_list,
       e.release, e.file, e.file_sha256, e.sheet, e.row,
       CAST(NULL AS STRING) AS redacted, CAST(NULL AS STRING) AS unreadable,
       CAST(NULL AS STRING) AS superseded_by
FROM agreement_runs AS r
JOIN agreement_last_rows AS e
  ON e.identity = r.identity AND e.model = r.model AND e.list_kind = r.list_kind
 AND e.list_number = r.last_list
LEFT JOIN agreement_lists AS n
  ON n.list_kind = r.list_kind AND n.list_number = r.last_list + 1

-- table: agreement_facts
SELECT identity, model,
       MIN(CASE WHEN list_kind = 'participating' THEN signed_date END) AS signed_first,
       MAX(CASE WHEN list_kind = 'participating' THEN signed_date END) AS signed_last,
       COUNT(DISTINCT CASE WHEN list_kind = 'participating' THEN signed_date END) AS signed_dates,
       COUNT(DISTINCT agency) AS spellings,
       MIN(CASE WHEN list_kind = 'participating' THEN snapshot_date END) AS first_seen,
       MAX(CASE WHEN list_kind = 'participating' THEN snapshot_date END) AS last_seen,
       COUNT(DISTINCT CASE WHEN list_kind = 'participating' THEN list_number END) AS lists_seen,
       MIN(CASE WHEN list_kind = 'pending' THEN snapshot_date END) AS first_pending,
       MAX(CASE WHEN list_kind = 'pending' THEN snapshot_date END) AS last_pending
FROM agreement_named
GROUP BY identity, model

-- table: agreement_ends
SELECT agency_key, model, list_kind, spell, next_list,
       ROW_NUMBER() OVER (PARTITION BY agency_key, model, list_kind ORDER BY spell DESC) AS back
FROM agreement_spells

-- The latest name of an agreement: a participating list says more than a pending one.
-- table: agreement_names
SELECT * FROM (
    SELECT l.*, ROW_NUMBER() OVER (PARTITION BY identity, model
                                   ORDER BY list_kind, list_number DESC) AS latest
    FROM agreement_last_rows AS l) AS placed
WHERE latest = 1

-- table: agreement_histories
SELECT f.identity AS agency_key, n.state_code, n.agency, n.agency_type, n.county, f.spellings,
       f.model, f.signed_first, f.signed_last, f.signed_dates,
       f.first_seen, f.last_seen, f.lists_seen,
       CASE WHEN p.next_list IS NOT NULL THEN f.last_seen END AS dropped_after,
       p.next_list AS dropped_by,
       CASE WHEN p.spell IS NOT NULL THEN p.spell - 1 END AS rejoined,
       CASE WHEN p.spell IS NOT NULL AND p.next_list IS NULL THEN 'listed'
            WHEN p.spell IS NOT NULL THEN 'dropped'
            WHEN q.next_list IS NULL THEN 'pending'
            ELSE 'lapsed' END AS status,
       f.first_pending, f.last_pending,
       n.release, n.file, n.file_sha256, n.sheet, n.row,
       CAST(NULL AS STRING) AS redacted, CAST(NULL AS STRING) AS unreadable,
       CAST(NULL AS STRING) AS superseded_by
FROM agreement_facts AS f
JOIN agreement_names AS n ON n.identity = f.identity AND n.model = f.model
LEFT JOIN agreement_ends AS p
  ON p.agency_key = f.identity AND p.model = f.model AND p.list_kind = 'participating'
 AND p.back = 1
LEFT JOIN agreement_ends AS q
  ON q.agency_key = f.identity AND q.model = f.model AND q.list_kind = 'pending' AND q.back = 1

-- table: agency_spellings
SELECT identity AS agency_key, state_code, agency AS spelling, reason,
       first_seen, last_seen, lists_seen,
       release, file, file_sha256, sheet, row,
       CAST(NULL AS STRING) AS redacted, CAST(NULL AS STRING) AS unreadable,
       CAST(NULL AS STRING) AS superseded_by
FROM (
    SELECT n.*,
           MIN(snapshot_date) OVER (PARTITION BY identity, agency) AS first_seen,
           MAX(snapshot_date) OVER (PARTITION BY identity, agency) AS last_seen,
           COUNT(*) OVER (PARTITION BY identity, agency) AS lists_seen,
           ROW_NUMBER() OVER (PARTITION BY identity, agency
                              ORDER BY snapshot_date, file, sheet, row) AS place
    FROM (SELECT m.*, ROW_NUMBER() OVER (PARTITION BY identity, agency, file_sha256, sheet
                                         ORDER BY row) AS once
          FROM agreement_named AS m) AS n
    WHERE once = 1) AS placed
WHERE place = 1
