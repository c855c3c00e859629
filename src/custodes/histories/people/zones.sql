-- step: zones
-- Hours from UTC of each State's clocks, its westernmost and its easternmost zone,
-- all in standard time. Places that keep no summer time count an hour to the west
-- as well, since the others move away from them in summer.
SELECT state, west, east
FROM (VALUES
    ('AL', -6, -6), ('AK', -10, -9), ('AZ', -8, -7), ('AR', -6, -6), ('CA', -8, -8),
    ('CO', -7, -7), ('CT', -5, -5), ('DE', -5, -5), ('DC', -5, -5), ('FL', -6, -5),
    ('GA', -5, -5), ('HI', -11, -10), ('ID', -8, -7), ('IL', -6, -6), ('IN', -6, -5),
    ('IA', -6, -6), ('KS', -7, -6), ('KY', -6, -5), ('LA', -6, -6), ('ME', -5, -5),
    ('MD', -5, -5), ('MA', -5, -5), ('MI', -6, -5), ('MN', -6, -6), ('MS', -6, -6),
    ('MO', -6, -6), ('MT', -7, -7), ('NE', -7, -6), ('NV', -8, -7), ('NH', -5, -5),
    ('NJ', -5, -5), ('NM', -7, -7), ('NY', -5, -5), ('NC', -5, -5), ('ND', -7, -6),
    ('OH', -5, -5), ('OK', -6, -6), ('OR', -8, -7), ('PA', -5, -5), ('RI', -5, -5),
    ('SC', -5, -5), ('SD', -7, -6), ('TN', -6, -5), ('TX', -7, -6), ('UT', -7, -7),
    ('VT', -5, -5), ('VA', -5, -5), ('WA', -8, -8), ('WV', -5, -5), ('WI', -6, -6),
    ('WY', -7, -7), ('PR', -5, -4), ('VI', -5, -4), ('GU', 9, 10), ('MP', 9, 10),
    ('AS', -12, -11)
) AS clocks (state, west, east)

-- table: facility_zones
SELECT f.detention_facility_code AS code, min(z.west) AS west, max(z.east) AS east
FROM read_facilities AS f
JOIN zones AS z ON z.state = f.state
WHERE f.detention_facility_code IS NOT NULL
GROUP BY f.detention_facility_code
