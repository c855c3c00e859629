-- How far past its marks each stay was: 0 by day 90, 1 after it, 2 after day 180, 3
-- after six months. The mark itself is not past (law: exceeded). A mark that nothing
-- bounds is not past either.
-- table: screen_past
SELECT
    s.stay_no,
    CASE WHEN s.held_to > d.day_90 THEN 1 ELSE 0 END
        + CASE WHEN s.held_to > d.day_180 THEN 1 ELSE 0 END
        + CASE WHEN s.held_to > d.six_months THEN 1 ELSE 0 END AS past,
    CASE WHEN s.held_to_low > k.day_90_latest THEN 1 ELSE 0 END
        + CASE WHEN s.held_to_low > k.day_180_latest THEN 1 ELSE 0 END
        + CASE WHEN s.held_to_low > k.six_months_latest THEN 1 ELSE 0 END AS past_low,
    CASE WHEN s.held_to_high > d.day_90_earliest THEN 1 ELSE 0 END
        + CASE WHEN s.held_to_high > d.day_180_earliest THEN 1 ELSE 0 END
        + CASE WHEN s.held_to_high > d.six_months_earliest THEN 1 ELSE 0 END AS past_high
FROM screen_stays AS s
JOIN screen_marks AS d ON d.stay_no = s.stay_no
JOIN screen_marks_latest AS k ON k.stay_no = s.stay_no

-- Stays by what stands in the way of a clock, or null.
-- step: screen_without
SELECT
    s.*,
    CASE
        WHEN no_order IS NOT NULL THEN no_order
        WHEN order_after_extract = 1 THEN 'ORDER_AFTER_EXTRACT'
        WHEN order_after_stay = 1 THEN 'ORDER_AFTER_STAY'
    END AS without
FROM screen_stays AS s

-- step: screen_states
SELECT
    s.stay_no,
    CASE
        WHEN without IS NOT NULL THEN without
        WHEN held_to IS NULL THEN 'UNKNOWN'
        WHEN held_to < order_day THEN 'ORDER_AFTER_STAY'
        ELSE concat(CASE WHEN held = 1 THEN 'HELD_' ELSE 'LEFT_' END, w.words)
    END AS state,
    CASE
        WHEN without IS NOT NULL THEN without
        WHEN held_to_low < order_day THEN 'ORDER_AFTER_STAY'
        ELSE concat(CASE WHEN held_low = 1 THEN 'HELD_' ELSE 'LEFT_' END, low.words)
    END AS state_low,
    CASE
        WHEN without IS NOT NULL THEN without
        WHEN held_to_high IS NULL THEN 'UNKNOWN'
        ELSE concat(CASE WHEN held_high = 1 THEN 'HELD_' ELSE 'LEFT_' END, high.words)
    END AS state_high
FROM screen_without AS s
LEFT JOIN screen_past AS p ON p.stay_no = s.stay_no
LEFT JOIN screen_words AS w ON w.past = p.past
LEFT JOIN screen_words AS low ON low.past = p.past_low
LEFT JOIN screen_words AS high ON high.past = p.past_high

-- step: screen_whys
SELECT
    s.stay_no,
    concat_ws(
        ';',
        CASE WHEN order_kind IS NULL AND in_doubt = 0 AND at_board = 0 THEN 'appeal_not_shown' END,
        CASE WHEN at_board = 1 THEN 'appeal_pending' END,
        CASE WHEN order_kind = 'voluntary_departure' THEN 'departure_term_not_shown' END,
        CASE WHEN order_kind = 'reinstated' THEN 'reinstated_when_not_shown' END,
        CASE WHEN in_doubt = 1 THEN 'expedited_order_in_doubt' END,
        'court_stay_not_shown;noncompliance_not_shown;prison_not_shown',
        CASE WHEN order_day < began THEN 'order_before_stay' END,
        CASE WHEN o.release IS NOT NULL THEN 'other_order_dates' END,
        CASE WHEN says_no = 1 THEN 'order_flag_no' END,
        CASE WHEN departed_before = 1 THEN 'order_after_departure' END,
        CASE WHEN held_to IS NOT NULL AND end_certain = 0 THEN 'end_not_certain' END,
        CASE WHEN held_to IS NULL THEN 'end_day_not_known' END,
        CASE WHEN a.others_uncertain = 1 THEN 'other_end_not_known' END,
        CASE WHEN conflicts = 1 THEN 'stay_contradicts_itself' END,
        CASE WHEN extract_day IS NULL THEN 'extract_not_known' END,
        CASE WHEN a.many > :most_stays THEN 'too_many_stays' END
    ) AS why_uncertain
FROM screen_without AS s
LEFT JOIN screen_orders AS o ON o.release = s.release AND o.unique_identifier = s.unique_identifier
LEFT JOIN (
    SELECT stay_no, max(uncertain) AS others_uncertain, max(many) AS many
    FROM screen_stretches
    GROUP BY stay_no
) AS a ON a.stay_no = s.stay_no
WHERE without IS NULL

-- table: screen_clocks
SELECT
    s.stay_no,
    s.extract_day,
    s.order_kind,
    s.held_to,
    s.held_to_low,
    s.held_to_high,
    st.state,
    st.state_low,
    st.state_high,
    w.why_uncertain,
    CASE WHEN w.stay_no IS NOT NULL THEN :readings END AS readings
FROM screen_without AS s
JOIN screen_states AS st ON st.stay_no = s.stay_no
LEFT JOIN screen_whys AS w ON w.stay_no = s.stay_no

-- step: clocks_out
SELECT
    r.*,
    c.extract_day,
    c.order_kind,
    c.held_to,
    c.held_to_low,
    c.held_to_high,
    d.counted_from,
    d.day_90,
    d.day_180,
    d.six_months,
    d.day_90_earliest,
    d.day_180_earliest,
    d.six_months_earliest,
    k.day_90_latest,
    k.day_180_latest,
    k.six_months_latest,
    d.days_held,
    d.days_held_low,
    d.days_held_high,
    a.day_180_all_stays,
    a.six_months_all_stays,
    a.days_held_all_stays,
    a.days_held_all_stays_low,
    a.days_held_all_stays_high,
    c.state,
    c.state_low,
    c.state_high,
    c.why_uncertain,
    c.readings
FROM read_stays AS r
JOIN screen_clocks AS c ON c.stay_no = r.stay_no
LEFT JOIN screen_marks AS d ON d.stay_no = r.stay_no
LEFT JOIN screen_marks_latest AS k ON k.stay_no = r.stay_no
LEFT JOIN screen_all AS a ON a.stay_no = r.stay_no
