-- table: sources
-- Every sheet read, numbered by file and sheet: a row's number then orders rows as
-- they lie in the files, and eight bytes stand for a hash, a sheet and a row.
SELECT
    file,
    file_sha256,
    sheet_name,
    substr(file_sha256, 1, 16) || ':' || sheet_name || ':' AS key_start,
    row_number() OVER (ORDER BY release, file, file_sha256, sheet_name) AS source_no
FROM (
    SELECT file_sha256, sheet_name, min(release) AS release, min(file) AS file
    FROM (
        SELECT DISTINCT release, file, file_sha256, coalesce(sheet, '') AS sheet_name FROM read_stints
        UNION
        SELECT DISTINCT release, file, file_sha256, coalesce(sheet, '') AS sheet_name FROM read_arrests
        UNION
        SELECT DISTINCT release, file, file_sha256, coalesce(sheet, '') AS sheet_name FROM read_detainers
        UNION
        SELECT DISTINCT release, file, file_sha256, coalesce(sheet, '') AS sheet_name FROM read_removals
    ) AS seen
    GROUP BY file_sha256, sheet_name
) AS sheets

-- table: persons
-- Every person of every release by a number; ids are good within one release only.
SELECT
    release,
    unique_identifier,
    row_number() OVER (ORDER BY release, unique_identifier) AS person_no
FROM (
    SELECT DISTINCT release, unique_identifier FROM read_stints WHERE unique_identifier IS NOT NULL
    UNION
    SELECT DISTINCT release, unique_identifier FROM read_arrests WHERE unique_identifier IS NOT NULL
    UNION
    SELECT DISTINCT release, unique_identifier FROM read_detainers WHERE unique_identifier IS NOT NULL
    UNION
    SELECT DISTINCT release, unique_identifier FROM read_removals WHERE unique_identifier IS NOT NULL
) AS ids

-- table: stint_rows
-- What the rules of stints and stays look at; person_no is null where the id is.
SELECT
    src.source_no * 4294967296 + s.row AS row_no,
    s.release,
    p.person_no,
    s.stay_book_in_date_time AS stay_in,
    s.book_in_date_time AS book_in,
    s.book_out_date_time AS book_out,
    coalesce(s.stay_book_out_date_time, CAST(s.stay_book_out_date AS TIMESTAMP)) AS stay_out,
    coalesce(s.detention_facility_code, s.detention_facility) AS facility,
    s.detention_release_reason AS stint_reason,
    s.stay_release_reason AS stay_reason,
    s.departed_date,
    s.case_status,
    s.initial_bond_set_amount,
    s.initial_bond_set_date,
    s.bond_posted_amount,
    s.bond_posted_date,
    s.superseded_by
FROM read_stints AS s
JOIN sources AS src
    ON src.file_sha256 = s.file_sha256 AND src.sheet_name = coalesce(s.sheet, '')
LEFT JOIN persons AS p
    ON p.release = s.release AND p.unique_identifier = s.unique_identifier

-- table: arrest_rows
SELECT
    src.source_no * 4294967296 + a.row AS row_no,
    a.release,
    p.person_no,
    a.apprehension_date AS arrested,
    CASE WHEN a.apprehension_method = 'ERO Reprocessed Arrest' THEN 1 ELSE 0 END AS reprocessed,
    a.superseded_by
FROM read_arrests AS a
JOIN sources AS src
    ON src.file_sha256 = a.file_sha256 AND src.sheet_name = coalesce(a.sheet, '')
LEFT JOIN persons AS p
    ON p.release = a.release AND p.unique_identifier = a.unique_identifier

-- table: detainer_rows
SELECT
    src.source_no * 4294967296 + d.row AS row_no,
    d.release,
    p.person_no,
    d.detainer_prepare_date AS prepared,
    d.superseded_by
FROM read_detainers AS d
JOIN sources AS src
    ON src.file_sha256 = d.file_sha256 AND src.sheet_name = coalesce(d.sheet, '')
LEFT JOIN persons AS p
    ON p.release = d.release AND p.unique_identifier = d.unique_identifier

-- table: removal_rows
SELECT
    src.source_no * 4294967296 + r.row AS row_no,
    r.release,
    p.person_no,
    r.departed_date AS departed,
    r.superseded_by
FROM read_removals AS r
JOIN sources AS src
    ON src.file_sha256 = r.file_sha256 AND src.sheet_name = coalesce(r.sheet, '')
LEFT JOIN persons AS p
    ON p.release = r.release AND p.unique_identifier = r.unique_identifier
