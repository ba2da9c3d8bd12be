-- Why a target, a band and an instrument, beside the numbers.

ALTER TABLE decision ADD COLUMN band text NOT NULL DEFAULT 'fixed';
ALTER TABLE decision ADD COLUMN reasons text[] NOT NULL DEFAULT '{}';
ALTER TABLE decision ADD COLUMN legs jsonb NOT NULL DEFAULT '[]';
ALTER TABLE decision ADD COLUMN alternatives jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN decision.band IS 'The method of the no-trade band.';
COMMENT ON COLUMN decision.reasons IS 'Why this target, this band and this instrument, a sentence each.';
COMMENT ON COLUMN decision.legs IS 'Each leg in units of the underlying, where the strategy has a target for each; else empty.';
COMMENT ON COLUMN decision.alternatives IS 'The instruments that were weighed, their expected costs in parts as fractions of the notional; empty where legs have fixed shares.';
