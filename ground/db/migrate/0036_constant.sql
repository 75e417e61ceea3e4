-- The constants of the platform, which formulas name: one row, or none. body is JSON:
-- each with its id, its key, its kind, and its values by the day from which they hold.
CREATE TABLE constant (
  id      BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  body    TEXT NOT NULL
);
-- The audit also reads what became of them.
DROP INDEX history_of_audit;
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary', 'hierarchy', 'node', 'campaign', 'campaign_line', 'constant');
