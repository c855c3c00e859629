-- table: stay_rows
-- One row a stay: what its stints say of it. The last known value counts where a
-- stint leaves a field blank; a second of length outweighs any number of stints,
-- and of stints of one length the earliest is the longest.
SELECT
    k.stay_no,
    min(k.release) AS release,
    k.person_no,
    k.stay_in,
    count(*) AS n_stints,
    min(k.row_no) FILTER (WHERE k.stint_number = 1) AS first_row_no,
    max_by(k.row_no, k.stint_number) AS last_row_no,
    max_by(
        k.row_no,
        unix_micros(coalesce(k.stint_out, e.extract_end, k.book_in, k.stay_in))
            - unix_micros(coalesce(k.book_in, k.stint_out, e.extract_end, k.stay_in))
            - k.stint_number
    ) AS longest_row_no,
    min(k.book_in) FILTER (WHERE k.stint_number = 1) AS first_in,
    min(k.stint_out) FILTER (WHERE k.stint_number = 1) AS first_out,
    max_by(k.book_in, k.stint_number) FILTER (WHERE k.book_in IS NOT NULL) AS last_in,
    max_by(CASE WHEN k.stint_out IS NULL THEN 1 ELSE 0 END, k.stint_number) AS last_open,
    max_by(k.stint_out, k.stint_number) FILTER (WHERE k.stint_out IS NOT NULL) AS newest_out,
    min(CASE WHEN k.stint_out IS NULL THEN k.stint_number END) AS first_open_number,
    max_by(k.stay_out, k.stint_number) FILTER (WHERE k.stay_out IS NOT NULL) AS stay_out,
    CASE WHEN min(k.stay_out) <> max(k.stay_out) THEN 1 ELSE 0 END AS stay_outs_differ,
    max_by(k.stint_reason, k.stint_number) FILTER (WHERE k.stint_reason IS NOT NULL) AS newest_reason,
    max(CASE WHEN k.stint_reason IS NOT NULL THEN k.stint_number ELSE 0 END) AS newest_reason_number,
    max_by(k.stay_reason, k.stint_number) FILTER (WHERE k.stay_reason IS NOT NULL) AS stay_reason,
    max_by(k.departed_date, k.stint_number) FILTER (WHERE k.departed_date IS NOT NULL) AS departed,
    max_by(k.case_status, k.stint_number) FILTER (WHERE k.case_status IS NOT NULL) AS case_status,
    min(k.superseded_by) FILTER (WHERE k.stint_number = 1) AS superseded_by,
    min(k.lowest_initial_bond_set_amount) AS lowest_initial_bond_set_amount,
    min(k.earliest_initial_bond_set_date) AS earliest_initial_bond_set_date,
    min(k.lowest_bond_posted_amount) AS lowest_bond_posted_amount,
    min(k.earliest_bond_posted_date) AS earliest_bond_posted_date,
    sum(k.overlaps_previous) AS n_overlaps
FROM kept_stints AS k
LEFT JOIN extracts AS e ON e.release = k.release
WHERE k.stay_in IS NOT NULL
GROUP BY k.stay_no, k.person_no, k.stay_in

-- table: stay_names
SELECT
    s.stay_no,
    s.person_no,
    s.stay_in,
    p.unique_identifier,
    md5(p.release || chr(31) || p.unique_identifier || chr(31) || CAST(s.stay_in AS STRING)) AS stay_id
FROM stay_rows AS s
JOIN persons AS p ON p.person_no = s.person_no

-- table: stay_places
-- Where the first and the longest stint were, of stays that ended somewhere else.
SELECT r.row_no, r.detention_facility_code, r.detention_facility
FROM numbered_stints AS r
JOIN (
    SELECT first_row_no AS row_no FROM stay_rows WHERE first_row_no <> last_row_no
    UNION
    SELECT longest_row_no AS row_no FROM stay_rows WHERE longest_row_no <> last_row_no
) AS wanted ON wanted.row_no = r.row_no

-- table: stays_lacking
-- Stays whose last stint lacks a field that an earlier one has (stint_fields: a bit
-- for each field that the row has).
SELECT stay_no
FROM (
    SELECT k.stay_no, bit_or(m.has) AS any_has, max_by(m.has, k.stint_number) AS last_has
    FROM kept_stints AS k
    JOIN stint_fields AS m ON m.row_no = k.row_no
    WHERE k.stay_in IS NOT NULL
    GROUP BY k.stay_no
) AS had
WHERE any_has <> last_has
