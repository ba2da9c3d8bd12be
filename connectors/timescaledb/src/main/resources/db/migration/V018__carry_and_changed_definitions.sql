-- A definition that the configuration changed or took away is not the newest of its statistic any more.
CREATE OR REPLACE VIEW statistic_newest AS
SELECT DISTINCT ON (name, instrument)
       name, definition_version, instrument, venue_time, numbers, samples, samples_wanted,
       CASE WHEN samples < samples_wanted THEN 'WARMING_UP' ELSE 'READY' END AS state,
       round(100.0 * least(samples, samples_wanted) / nullif(samples_wanted, 0), 1) AS percent_warm
FROM statistic
ORDER BY name, instrument, venue_time DESC, part, "offset" DESC;
COMMENT ON VIEW statistic_newest IS 'The newest figures of each statistic, by the definition that told them, and how far it has warmed up.';

CREATE VIEW carry_history AS
SELECT venue_time, name, definition_version, instrument AS pair,
       split_part(instrument, '|', 1) AS instrument, split_part(instrument, '|', 2) AS against,
       (numbers ->> 'basis')::double precision AS basis, (numbers ->> 'years')::double precision AS years,
       (numbers ->> 'annualised')::double precision AS annualised,
       (numbers ->> 'continuous')::double precision AS continuous,
       (numbers ->> 'executable')::double precision AS executable,
       (numbers ->> 'funding')::double precision AS funding, (numbers ->> 'net')::double precision AS net,
       (numbers ->> 'mean')::double precision AS mean, (numbers ->> 'deviation')::double precision AS deviation,
       (numbers ->> 'zScore')::double precision AS z_score, samples, samples_wanted
FROM statistic
WHERE instrument LIKE '%|%' AND numbers ? 'net' AND numbers ? 'basis';
COMMENT ON VIEW carry_history IS 'What being short of an instrument and long of another brings a year, over time: statistics of kind carry.';
COMMENT ON COLUMN carry_history.venue_time IS 'To which the window reaches, by the venue''s clock.';
COMMENT ON COLUMN carry_history.name IS 'Of the statistic, in the configuration.';
COMMENT ON COLUMN carry_history.definition_version IS 'Hash of the statistic''s kind and parameters.';
COMMENT ON COLUMN carry_history.pair IS 'instrument|against.';
COMMENT ON COLUMN carry_history.instrument IS 'Sold, VENUE:SYMBOL.';
COMMENT ON COLUMN carry_history.against IS 'Bought, VENUE:SYMBOL.';
COMMENT ON COLUMN carry_history.basis IS 'Mid over the mid of against, less 1: a fraction.';
COMMENT ON COLUMN carry_history.years IS 'Until the instrument is settled, of 365 days. Null: it never is.';
COMMENT ON COLUMN carry_history.annualised IS 'basis / years: a fraction a year, not compounded. Null: it is never settled.';
COMMENT ON COLUMN carry_history.continuous IS 'ln(1 + basis) / years: a fraction a year, compounded continuously. Null: it is never settled.';
COMMENT ON COLUMN carry_history.executable IS 'annualised of the bid over the ask of against: a fraction a year, without fees. Null: it is never settled.';
COMMENT ON COLUMN carry_history.funding IS 'What the short side gets less what the long side pays at the last rates, a fraction a year. Null: neither is perpetual.';
COMMENT ON COLUMN carry_history.net IS 'annualised + funding, a fraction a year. Mean and deviation are of it.';
COMMENT ON COLUMN carry_history.mean IS 'Of net in the window. Null: it is not full.';
COMMENT ON COLUMN carry_history.deviation IS 'Standard deviation of net in the window, n - 1. Null: it is not full.';
COMMENT ON COLUMN carry_history.z_score IS '(net - mean) / deviation. Null: the window is not full.';
COMMENT ON COLUMN carry_history.samples IS 'How many the window has.';
COMMENT ON COLUMN carry_history.samples_wanted IS 'How many fill it.';
