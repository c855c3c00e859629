-- Arrest episodes: arrests of one person, each at most 24 hours after the one before.
-- From: arrests (with position).

-- step: ddp_states
SELECT code, name
FROM (VALUES
{states}
) AS states (code, name);

-- table: ddp_duty_sites
-- The State in the name of a duty site: its first code, else its first full name.
SELECT
    t.toa_current_duty_site,
    coalesce(c.name, n.name) AS state_name
FROM (
    SELECT
        toa_current_duty_site,
        regexp_extract(
            upper(toa_current_duty_site),
            '(?:^|[^0-9A-Z_À-ɏ])({state_codes})(?:$|[^0-9A-Z_À-ɏ])', 1
        ) AS code,
        regexp_extract(
            upper(toa_current_duty_site),
            '(?:^|[^0-9A-Z_À-ɏ])({state_names})(?:$|[^0-9A-Z_À-ɏ])', 1
        ) AS name
    FROM arrests
    WHERE toa_current_duty_site IS NOT NULL AND apprehension_state IS NULL
    GROUP BY toa_current_duty_site
) AS t
LEFT JOIN ddp_states AS c ON t.code = c.code
LEFT JOIN ddp_states AS n ON t.name = n.name;

-- table: ddp_arrest_starts
-- Arrests in order; a row starts an episode where no earlier one lies within 24 hours.
SELECT
    position,
    release,
    unique_identifier,
    apprehension_date,
    row_number() OVER in_order AS place,
    CASE
        WHEN unix_micros(apprehension_date) - unix_micros(lag(apprehension_date) OVER in_order) <= 86400000000
            THEN 0
        ELSE 1
    END AS starts
FROM arrests
WHERE unique_identifier IS NOT NULL
WINDOW in_order AS (
    PARTITION BY release, unique_identifier
    ORDER BY
        apprehension_date NULLS LAST,
        CASE apprehension_method WHEN 'ERO Reprocessed Arrest' THEN 1 ELSE 0 END
        + CASE WHEN apprehension_method IS NULL THEN 2 ELSE 0 END,
        file NULLS LAST,
        sheet NULLS LAST,
        row NULLS LAST,
        position
);

-- table: ddp_arrest_episodes
SELECT
    position,
    release,
    unique_identifier,
    apprehension_date,
    CAST(sum(starts) OVER (
        PARTITION BY release, unique_identifier ORDER BY place
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS episode,
    starts = 1 AS is_first,
    starts = 0 OR coalesce(lead(starts) OVER (
        PARTITION BY release, unique_identifier ORDER BY place
    ), 1) = 0 AS has_others
FROM ddp_arrest_starts;

-- step: ddp_arrests
SELECT
    a.position,
    {columns},
    coalesce(a.apprehension_state, d.state_name) AS apprehension_state_filled_in,
    a.apprehension_method = 'ERO Reprocessed Arrest' AS is_reprocessed,
    coalesce(e.episode, 1) AS duplicate_episode_id,
    coalesce(e.is_first, TRUE) AS duplicate_episode_first,
    e.has_others AS duplicate_likely,
    coalesce(NOT e.is_first, FALSE) AS duplicate_drop_row
FROM arrests AS a
LEFT JOIN ddp_arrest_episodes AS e ON a.position = e.position
LEFT JOIN ddp_duty_sites AS d ON a.toa_current_duty_site = d.toa_current_duty_site;
