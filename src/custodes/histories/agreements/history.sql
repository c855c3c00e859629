-- The lists of each kind in order. Several of one day follow each other by name:
-- their names end in am, mid or pm.
-- table: agreement_lists
SELECT list_kind, snapshot_date, file, file_sha256, sheet,
       ROW_NUMBER() OVER (PARTITION BY list_kind
                          ORDER BY snapshot_date, file, file_sha256, sheet) AS list_number
FROM (SELECT DISTINCT list_kind, snapshot_date, file, file_sha256, COALESCE(sheet, '') AS sheet
      FROM agreements
      WHERE superseded_by IS NULL AND snapshot_date IS NOT NULL) AS listed

-- Every row that can be told: of a list with a day, with a name and a model.
-- table: agreement_listings
SELECT a.release, a.file, a.file_sha256, a.sheet, a.row, l.list_number,
       a.list_kind, a.snapshot_date, a.state_code, a.agency, a.agency_key, a.agency_type,
       a.county, COALESCE(m.code, LOWER(a.model)) AS model, a.signed_date
FROM agreements AS a
JOIN agreement_lists AS l
  ON l.list_kind = a.list_kind AND l.snapshot_date = a.snapshot_date
 AND l.file_sha256 = a.file_sha256 AND l.file = a.file AND l.sheet = COALESCE(a.sheet, '')
LEFT JOIN model_codes AS m ON m.spelling = LOWER(a.model)
WHERE a.superseded_by IS NULL AND a.agency_key IS NOT NULL AND a.model IS NOT NULL
