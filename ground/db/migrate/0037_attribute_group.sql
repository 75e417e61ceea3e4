-- The groups of attributes: one row, or none while they are as shipped. body is JSON:
-- each with its key, its name in both languages and its place. What an attribute says
-- of its section is the key of a group.
CREATE TABLE attribute_group (
  id      BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  body    TEXT NOT NULL
);
-- The audit also reads what became of them.
DROP INDEX history_of_audit;
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary', 'hierarchy', 'node', 'campaign', 'campaign_line', 'constant', 'convention', 'attribute_group');
