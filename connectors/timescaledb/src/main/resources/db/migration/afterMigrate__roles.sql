-- After every migration: what is new is granted too. Tables from before version 15 have no roles.
DO $$
DECLARE
  missing text;
BEGIN
  IF to_regproc(format('%I.grant_roles', current_schema())) IS NOT NULL THEN
    SELECT string_agg(role || ': ' || state, '; ') INTO missing FROM grant_roles() WHERE state <> 'granted';
    IF missing IS NOT NULL THEN
      RAISE NOTICE 'roles were not granted: %', missing;
    END IF;
  END IF;
END $$;
