-- Of each stay: its order, and on which day custody ended: as the release has it, and
-- the first and the last day on which it can have. Null: not known.
-- step: screen_read
SELECT
    s.stay_no,
    s.release,
    s.unique_identifier,
    s.final_order_date AS order_day,
    CASE
        WHEN s.final_order_date IS NOT NULL THEN NULL
        WHEN concat(';', s.redacted, ';') LIKE '%;final_order_date;%' THEN 'ORDER_DATE_WITHHELD'
        WHEN concat(';', s.unreadable, ';') LIKE '%;final_order_date;%' THEN 'ORDER_DATE_UNREADABLE'
        WHEN upper(s.final_order_yes_no) = 'YES' THEN 'ORDER_WITHOUT_DATE'
        ELSE 'NO_ORDER'
    END AS no_order,
    CASE WHEN upper(s.final_order_yes_no) = 'NO' THEN 1 ELSE 0 END AS says_no,
    CASE WHEN s.departed_date < s.final_order_date THEN 1 ELSE 0 END AS departed_before,
    CASE WHEN s.end_conflicts IS NOT NULL THEN 1 ELSE 0 END AS conflicts,
    lower(substr(s.case_category, 1, 4)) AS category,
    CASE WHEN s.end_status = 'held' THEN 1 ELSE 0 END AS held,
    CASE WHEN s.end_status = 'ended' OR s.ended_at_kind = 'no_later_than' THEN 1 ELSE 0 END AS left_for_sure,
    CASE WHEN s.end_confidence IN ('certain', 'strong') THEN 1 ELSE 0 END AS end_certain,
    CASE WHEN s.ended_at_kind = 'no_later_than' THEN 1 ELSE 0 END AS end_by_then,
    CAST(s.stay_book_in_date_time AS DATE) AS began,
    CAST(s.ended_at AS DATE) AS ended,
    CASE
        WHEN datediff(e.extract_end, s.stay_book_in_date_time) >= 0 THEN CAST(e.extract_end AS DATE)
    END AS extract_day,
    CAST(s.last_book_in_date_time AS DATE) AS last_in,
    CAST(s.last_stint_book_out_date_time AS DATE) AS last_out
FROM read_stays AS s
LEFT JOIN extracts AS e ON e.release = s.release

-- The last day on which the rows show the person there. Passed over where it lies
-- after the extract or after the day by which custody had ended.
-- step: screen_seen
SELECT
    r.*,
    greatest(
        began,
        coalesce(CASE WHEN last_in <= extract_day AND last_in <= coalesce(ended, last_in) THEN last_in END, began),
        coalesce(CASE WHEN last_out <= extract_day AND last_out <= coalesce(ended, last_out) THEN last_out END, began)
    ) AS seen
FROM screen_read AS r

-- table: screen_stays
SELECT
    s.stay_no,
    s.release,
    s.unique_identifier,
    s.order_day,
    s.no_order,
    s.says_no,
    s.departed_before,
    s.conflicts,
    s.held,
    s.end_certain,
    s.began,
    s.extract_day,
    CASE WHEN held = 1 AND end_certain = 1 THEN extract_day
         WHEN held = 1 OR end_by_then = 1 OR ended IS NULL THEN seen
         ELSE ended END AS held_to_low,
    CASE WHEN held = 1 THEN extract_day
         WHEN end_by_then = 0 THEN ended END AS held_to,
    CASE WHEN left_for_sure = 1 THEN ended ELSE extract_day END AS held_to_high,
    CASE WHEN held = 1 AND (end_certain = 1 OR last_out IS NULL) THEN 1 ELSE 0 END AS held_low,
    1 - left_for_sure AS held_high,
    CASE WHEN order_day > extract_day THEN 1 ELSE 0 END AS order_after_extract,
    CASE WHEN left_for_sure = 1 AND order_day > ended THEN 1 ELSE 0 END AS order_after_stay,
    CASE WHEN category IN ('[8f]', '[8i]') THEN 'expedited'
         WHEN category = '[11]' THEN 'administrative'
         WHEN category = '[16]' THEN 'reinstated'
         WHEN category IN ('[1a]', '[1b]', '[1c]') THEN 'voluntary_departure' END AS order_kind,
    CASE WHEN category IN ('[8g]', '[8h]', '[8k]') THEN 1 ELSE 0 END AS in_doubt,
    CASE WHEN category IN ('[2b]', '[8d]') THEN 1 ELSE 0 END AS at_board
FROM screen_seen AS s

-- The facts that the law's rules read, in their own names: an order final on its
-- recorded day. What no release shows (review, a court's stay) is taken not to be.
-- step: screen_by_date
SELECT
    stay_no,
    'final' AS order_kind,
    order_day AS order_on,
    FALSE AS petitioned,
    FALSE AS court_stayed,
    held_to AS as_of,
    held_to_low,
    held_to_high,
    began AS ice_custody_1_from,
    CAST(NULL AS DATE) AS ice_custody_1_to
FROM screen_stays
WHERE order_day IS NOT NULL AND order_after_extract = 0 AND order_after_stay = 0

-- The same by the kind of the order. One that the category does not tell is taken to
-- be of the kind that becomes final last: open to appeal, and not appealed. In doubt,
-- no kind.
-- step: screen_by_kind
SELECT
    d.stay_no,
    CASE WHEN s.in_doubt = 0 THEN coalesce(s.order_kind, 'immigration_judge') END AS order_kind,
    d.order_on,
    FALSE AS appeal_waived,
    s.at_board = 1 AS appealed,
    FALSE AS board_decided,
    FALSE AS petitioned,
    FALSE AS court_stayed,
    d.ice_custody_1_from,
    d.ice_custody_1_to
FROM screen_by_date AS d
JOIN screen_stays AS s ON s.stay_no = d.stay_no

-- Every stay of the person that lasted beyond the day of the order of one of them.
-- table: screen_stretches
SELECT
    o.stay_no,
    s.began AS from_day,
    CASE WHEN s.held = 0 THEN s.held_to END AS to_day,
    s.held_to_low AS low_day,
    s.held_to_high AS high_day,
    CASE WHEN s.held = 1 OR s.held_to IS NOT NULL THEN 1 ELSE 0 END AS known_to,
    CASE WHEN s.stay_no <> o.stay_no AND (s.held_to IS NULL OR s.end_certain = 0) THEN 1 ELSE 0 END AS uncertain,
    row_number() OVER (PARTITION BY o.stay_no ORDER BY s.began, s.stay_no) AS nth,
    count(*) OVER (PARTITION BY o.stay_no) AS many
FROM screen_stays AS o
JOIN screen_stays AS s ON s.release = o.release AND s.unique_identifier = o.unique_identifier
WHERE o.order_day IS NOT NULL
    AND o.order_after_extract = 0
    AND (s.held_to_high IS NULL OR s.held_to_high > o.order_day)

-- table: screen_orders
-- Persons of whom stays name more than one day of an order.
SELECT release, unique_identifier
FROM screen_stays
GROUP BY release, unique_identifier
HAVING min(order_day) < max(order_day)
