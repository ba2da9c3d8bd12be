-- What the store remembers so that no row is missing and none is there twice; what it could not have is written down.

ALTER TABLE store_offset ADD COLUMN fresh boolean NOT NULL DEFAULT false;
ALTER TABLE store_offset ADD COLUMN first_offset bigint;
ALTER TABLE store_offset ADD COLUMN first_digest bytea;
ALTER TABLE store_offset ADD COLUMN last_digest bytea;
COMMENT ON COLUMN store_offset.fresh IS 'Nothing of this partition was ever stored, nor of its topic when the row was made: a topic whose records expire may begin where Kafka begins.';
COMMENT ON COLUMN store_offset.first_digest IS 'SHA-256 of the record at first_offset: another log under the same name is refused, not skipped.';
COMMENT ON COLUMN store_offset.last_digest IS 'SHA-256 of the record before next: a log that was cut and written anew is refused, not skipped.';
UPDATE store_offset o SET first_offset = 0, first_digest = sha256(j.bytes)
FROM journal j WHERE o.topic = 'journal' AND j.part = o.part AND j."offset" = 0;

CREATE TABLE store_scope (
  topic          text NOT NULL,
  part           integer NOT NULL,
  grp            text NOT NULL,
  config_version bigint NOT NULL,
  identities     bigint NOT NULL,
  PRIMARY KEY (topic, part, grp)
);
COMMENT ON TABLE store_scope IS 'What the store remembers of a hedge group in the journal, and of a partition of another topic (grp is empty).';
COMMENT ON COLUMN store_scope.config_version IS 'The configuration in force; 0 before the first, when no entry counts.';
COMMENT ON COLUMN store_scope.identities IS 'How many identities were ever taken; the next one has this number.';

-- Bounded: the newest 20,000 of a group in the journal, as many as the engine keeps; the newest 100,000 of a partition elsewhere.
ALTER TABLE store_identity ADD COLUMN grp text NOT NULL DEFAULT '';
ALTER TABLE store_identity ADD COLUMN number bigint;
UPDATE store_identity SET grp = split_part(identity, '/', 1) WHERE topic = 'journal' AND identity NOT LIKE 'sha256:%';
UPDATE store_identity i SET number = n.number
FROM (SELECT topic, part, identity, row_number() OVER (PARTITION BY topic, part, grp) - 1 AS number FROM store_identity) n
WHERE n.topic = i.topic AND n.part = i.part AND n.identity = i.identity;
ALTER TABLE store_identity ALTER COLUMN number SET NOT NULL;
ALTER TABLE store_identity ALTER COLUMN grp DROP DEFAULT;
CREATE INDEX ON store_identity (topic, part, grp, number);
COMMENT ON TABLE store_identity IS 'Business identities stored: fills, reports, orders, decisions, alerts. The newest of each group or partition.';
INSERT INTO store_scope (topic, part, grp, config_version, identities)
SELECT topic, part, grp, 0, count(*) FROM store_identity GROUP BY topic, part, grp;

CREATE TABLE store_gap (
  topic       text NOT NULL,
  part        integer NOT NULL,
  from_offset bigint NOT NULL,
  to_offset   bigint NOT NULL,
  reason      text NOT NULL,
  noted       timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE store_gap IS 'Kafka offsets (to_offset not included) that were never stored, and why. Empty where nothing is missing.';

CREATE FUNCTION store_skip(skip_topic text, skip_part integer, skip_from bigint, skip_to bigint, who_and_why text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF skip_to <= skip_from OR coalesce(trim(who_and_why), '') = '' THEN
    RAISE EXCEPTION 'the end must lie above the start, and a name and a reason must be given';
  END IF;
  UPDATE store_offset SET next = skip_to, last_digest = NULL
  WHERE topic = skip_topic AND part = skip_part AND next = skip_from;
  IF NOT FOUND THEN
    RAISE EXCEPTION '%/%: the store does not expect offset %', skip_topic, skip_part, skip_from;
  END IF;
  INSERT INTO store_gap (topic, part, from_offset, to_offset, reason)
  VALUES (skip_topic, skip_part, skip_from, skip_to, who_and_why);
END $$;
COMMENT ON FUNCTION store_skip IS 'Gives up records that are gone for good, and writes down which, who and why. Stop the store job first.';

CREATE TABLE alert (
  raised          timestamptz NOT NULL,
  alert_id        text NOT NULL,
  severity        text NOT NULL,
  scope           text NOT NULL,
  code            text NOT NULL,
  text            text NOT NULL,
  client_order_id text,
  cause_part      integer,
  cause_offset    bigint,
  part            integer NOT NULL,
  "offset"        bigint NOT NULL
);
COMMENT ON TABLE alert IS 'What a person should know.';
SELECT create_hypertable('alert', 'raised', chunk_time_interval => interval '7 days');
CREATE INDEX ON alert (client_order_id) WHERE client_order_id IS NOT NULL;

-- What a chain from an order to its cause needs besides.
ALTER TABLE orders ADD COLUMN reduce_only boolean;
ALTER TABLE orders ADD COLUMN parent_order_id text;
ALTER TABLE decision ADD COLUMN working numeric;
ALTER TABLE decision ADD COLUMN cause_id text;
ALTER TABLE execution ADD COLUMN inferred boolean;
ALTER TABLE execution ADD COLUMN reconciliation boolean;
-- An order and its decision have the same decided, on which there is an index already: no GIN of client_order_ids is needed.
CREATE INDEX ON decision (grp, decided DESC);
CREATE INDEX ON balance (account, received DESC);
CREATE INDEX ON position (account, received DESC);
