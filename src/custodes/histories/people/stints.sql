-- table: stint_suspects
-- Rows that share person, stay, facility and day of book-in with another row.
-- Only these can be duplicates; the windows below run over them alone.
SELECT r.*
FROM stint_rows AS r
JOIN (
    SELECT person_no, stay_in, facility, CAST(book_in AS DATE) AS day
    FROM stint_rows
    WHERE person_no IS NOT NULL
    GROUP BY person_no, stay_in, facility, CAST(book_in AS DATE)
    HAVING count(*) > 1
) AS shared
    ON shared.person_no = r.person_no
    AND shared.stay_in IS NOT DISTINCT FROM r.stay_in
    AND shared.facility IS NOT DISTINCT FROM r.facility
    AND shared.day IS NOT DISTINCT FROM CAST(r.book_in AS DATE)

-- table: stint_groups
-- Four nested groups, each named by the row that stands for it: all fields equal;
-- all but bond equal (the earliest bond set stands); one book-in of one person into
-- one facility (the one with the later book-out stands).
SELECT
    by_print.*,
    CASE
        WHEN facility IS NULL OR book_in IS NULL THEN same_print
        ELSE first_value(same_print) OVER (
            PARTITION BY person_no, stay_in, facility, book_in
            ORDER BY
                book_out DESC NULLS LAST, stay_out DESC NULLS LAST,
                departed_date DESC NULLS LAST, same_print
        )
    END AS same_start
FROM (
    SELECT
        s.*,
        first_value(s.row_no) OVER (
            PARTITION BY
                s.person_no, p.print, s.initial_bond_set_date, s.initial_bond_set_amount,
                s.bond_posted_date, s.bond_posted_amount
            ORDER BY s.row_no
        ) AS same_all,
        first_value(s.row_no) OVER (
            PARTITION BY s.person_no, p.print
            ORDER BY
                s.initial_bond_set_date NULLS LAST, s.initial_bond_set_amount NULLS LAST,
                s.bond_posted_date NULLS LAST, s.bond_posted_amount NULLS LAST, s.row_no
        ) AS same_print
    FROM stint_suspects AS s
    JOIN stint_prints AS p ON p.row_no = s.row_no
) AS by_print

-- table: stint_islands
-- Book-ins of one day at one facility, of which none could have been a return:
-- the row before was still open, or no earlier row had ended by then.
SELECT
    row_no,
    first_value(row_no) OVER (
        PARTITION BY person_no, stay_in, facility, day, island ORDER BY book_in
    ) AS kept_row_no
FROM (
    SELECT
        marked.*,
        sum(returned) OVER (
            PARTITION BY person_no, stay_in, facility, day
            ORDER BY book_in ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS island
    FROM (
        SELECT
            row_no, person_no, stay_in, facility, book_in,
            CAST(book_in AS DATE) AS day,
            CASE
                WHEN lag(book_out) OVER (
                    PARTITION BY person_no, stay_in, facility, CAST(book_in AS DATE)
                    ORDER BY book_in
                ) IS NOT NULL
                AND max(book_out) OVER (
                    PARTITION BY person_no, stay_in, facility, CAST(book_in AS DATE)
                    ORDER BY book_in ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) < book_in
                THEN 1 ELSE 0
            END AS returned
        FROM stint_groups
        WHERE row_no = same_start AND facility IS NOT NULL AND book_in IS NOT NULL
    ) AS marked
) AS numbered

-- table: stint_duplicates
SELECT
    g.row_no,
    coalesce(i.kept_row_no, g.same_start) AS kept_row_no,
    CASE
        WHEN g.row_no <> g.same_all THEN 'identical'
        WHEN g.row_no <> g.same_print THEN 'bond_edit'
        WHEN g.row_no <> g.same_start THEN 'amended'
        WHEN g.row_no <> coalesce(i.kept_row_no, g.same_start) THEN 'rebooked_same_day'
    END AS duplicate_kind
FROM stint_groups AS g
LEFT JOIN stint_islands AS i ON i.row_no = g.same_start

-- table: kept_facts
-- What a kept row takes over from its duplicates. The stint is open where the
-- latest book-in among them is.
SELECT
    d.kept_row_no AS row_no,
    CASE
        WHEN max_by(CASE WHEN g.book_out IS NULL THEN 1 ELSE 0 END, g.book_in)
            FILTER (WHERE g.row_no = g.same_start) = 1 THEN NULL
        ELSE max(g.book_out)
    END AS stint_out,
    max_by(g.stint_reason, g.book_out)
        FILTER (WHERE g.stint_reason IS NOT NULL AND g.book_out IS NOT NULL) AS stint_reason,
    max_by(g.stay_out, g.book_in)
        FILTER (WHERE g.row_no = g.same_start AND g.stay_out IS NOT NULL) AS stay_out,
    max_by(g.stay_reason, g.book_in)
        FILTER (WHERE g.row_no = g.same_start AND g.stay_reason IS NOT NULL) AS stay_reason,
    max_by(g.departed_date, g.book_in)
        FILTER (WHERE g.row_no = g.same_start AND g.departed_date IS NOT NULL) AS departed_date,
    max_by(g.case_status, g.book_in)
        FILTER (WHERE g.row_no = g.same_start AND g.case_status IS NOT NULL) AS case_status,
    min(g.initial_bond_set_amount) AS lowest_initial_bond_set_amount,
    min(g.initial_bond_set_date) AS earliest_initial_bond_set_date,
    min(g.bond_posted_amount) AS lowest_bond_posted_amount,
    min(g.bond_posted_date) AS earliest_bond_posted_date
FROM stint_duplicates AS d
JOIN stint_groups AS g ON g.row_no = d.row_no
GROUP BY d.kept_row_no

-- table: kept_stints
-- One row a stint, of people with an id, numbered within the stay. The first row
-- of a stay stands for the stay (stay_no).
SELECT
    numbered.*,
    first_value(row_no) OVER (PARTITION BY person_no, stay_in ORDER BY stint_number) AS stay_no,
    -- Against a book-in given as a day, the days are compared.
    CASE
        WHEN book_in < CASE
            WHEN book_in = CAST(CAST(book_in AS DATE) AS TIMESTAMP)
            THEN CAST(CAST(max(stint_out) OVER (
                PARTITION BY person_no, stay_in
                ORDER BY stint_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS DATE) AS TIMESTAMP)
            ELSE max(stint_out) OVER (
                PARTITION BY person_no, stay_in
                ORDER BY stint_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            )
        END THEN 1
        WHEN max(CASE WHEN stint_out IS NULL THEN 1 ELSE 0 END) OVER (
            PARTITION BY person_no, stay_in
            ORDER BY stint_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) = 1 OR book_in IS NULL THEN NULL
        ELSE 0
    END AS overlaps_previous
FROM (
    SELECT
        kept.*,
        row_number() OVER (
            PARTITION BY person_no, stay_in
            ORDER BY book_in NULLS FIRST, stint_out NULLS LAST, row_no
        ) AS stint_number
    FROM (
        SELECT
            r.row_no, r.release, r.person_no, r.stay_in, r.book_in, r.superseded_by,
            coalesce(f.stint_reason, r.stint_reason) AS stint_reason,
            coalesce(f.stay_out, r.stay_out) AS stay_out,
            coalesce(f.stay_reason, r.stay_reason) AS stay_reason,
            coalesce(f.departed_date, r.departed_date) AS departed_date,
            coalesce(f.case_status, r.case_status) AS case_status,
            CASE WHEN f.row_no IS NULL THEN r.book_out ELSE f.stint_out END AS stint_out,
            CASE WHEN f.row_no IS NULL THEN r.initial_bond_set_amount
                 ELSE f.lowest_initial_bond_set_amount END AS lowest_initial_bond_set_amount,
            CASE WHEN f.row_no IS NULL THEN r.initial_bond_set_date
                 ELSE f.earliest_initial_bond_set_date END AS earliest_initial_bond_set_date,
            CASE WHEN f.row_no IS NULL THEN r.bond_posted_amount
                 ELSE f.lowest_bond_posted_amount END AS lowest_bond_posted_amount,
            CASE WHEN f.row_no IS NULL THEN r.bond_posted_date
                 ELSE f.earliest_bond_posted_date END AS earliest_bond_posted_date
        FROM stint_rows AS r
        LEFT JOIN stint_duplicates AS d ON d.row_no = r.row_no
        LEFT JOIN kept_facts AS f ON f.row_no = r.row_no
        WHERE r.person_no IS NOT NULL AND d.duplicate_kind IS NULL
    ) AS kept
) AS numbered

-- table: stint_marks
-- What the output adds to every row, by row number.
SELECT
    r.row_no,
    d.duplicate_kind,
    CASE WHEN d.duplicate_kind IS NOT NULL THEN d.kept_row_no END AS kept_row_no,
    k.stint_number,
    k.overlaps_previous,
    k.stint_out,
    k.lowest_initial_bond_set_amount,
    k.earliest_initial_bond_set_date,
    k.lowest_bond_posted_amount,
    k.earliest_bond_posted_date,
    coalesce(h.book_in, r.book_in) AS stint_in
FROM stint_rows AS r
LEFT JOIN stint_duplicates AS d ON d.row_no = r.row_no
LEFT JOIN kept_stints AS k ON k.row_no = r.row_no
LEFT JOIN kept_stints AS h ON h.row_no = d.kept_row_no
