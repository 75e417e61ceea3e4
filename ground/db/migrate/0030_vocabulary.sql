-- What the organisation says otherwise than the program: one row, or none. body is
-- JSON: nouns by the key of their term, texts by their key.
CREATE TABLE vocabulary (
  id      BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  body    TEXT NOT NULL
);
-- The audit also reads what became of it.
DROP INDEX history_of_audit;
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary');
