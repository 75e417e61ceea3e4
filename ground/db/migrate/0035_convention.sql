-- How the organisation counts and writes: one row, or none. body is JSON.
CREATE TABLE convention (
  id      BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  body    TEXT NOT NULL
);
-- The first month of the financial year was one of the settings.
INSERT INTO convention (id, version, body)
  SELECT 1, 1, '{"first_month":' || value || '}' FROM setting WHERE key = 'first_month' AND value IN ('2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12');
DELETE FROM setting WHERE key = 'first_month';
-- The audit also reads what became of it.
DROP INDEX history_of_audit;
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary', 'hierarchy', 'node', 'campaign', 'campaign_line', 'convention');
