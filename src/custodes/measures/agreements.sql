-- The lists as snapshots. Where several lists of one kind bear the same day, the
-- last by name stands for it (their names end in am, mid or pm).
-- step: agreement_rows
SELECT a.origin, a.release, a.snapshot_date AS day_of, a.list_kind AS kind, a.file,
       UPPER(a.state) AS state, COALESCE(a.agency_key, a.agency, '') AS agency,
       CASE WHEN LOWER(a.model) LIKE '%task%' THEN 'Task Force'
            WHEN LOWER(a.model) LIKE '%jail%' THEN 'Jail Enforcement'
            WHEN LOWER(a.model) LIKE '%warrant%' THEN 'Warrant Service Officer'
            WHEN a.model IS NULL THEN 'Not stated'
            ELSE 'Other' END AS model,
       MAX(a.file) OVER (PARTITION BY a.list_kind, a.snapshot_date) AS last_file,
       a.superseded_by
FROM agreements a

-- table: agreement_snapshots
SELECT r.*,
       CASE WHEN r.superseded_by IS NOT NULL THEN 'superseded'
            WHEN r.day_of IS NULL THEN 'no_date'
            WHEN r.file <> r.last_file THEN 'same_day'
            WHEN ROW_NUMBER() OVER (PARTITION BY r.kind, r.file, r.day_of, r.state, r.agency, r.model
                                    ORDER BY r.release) > 1 THEN 'repeated' END AS left_out
FROM agreement_rows r
