-- Guides on the page of the method, in Markdown. type_id and stage_id are values of
-- the lists of projects, role_id the role whose work it is about, 0 for none; roles
-- are ids, as JSON, of those who are shown it, and empty for everybody.
CREATE TABLE guide (
  id       BIGINT PRIMARY KEY,
  version  BIGINT NOT NULL,
  key      TEXT NOT NULL UNIQUE,
  position BIGINT NOT NULL,
  title_en TEXT NOT NULL,
  title_fr TEXT NOT NULL,
  text_en  TEXT NOT NULL,
  text_fr  TEXT NOT NULL,
  type_id  BIGINT NOT NULL DEFAULT 0,
  stage_id BIGINT NOT NULL DEFAULT 0,
  role_id  BIGINT NOT NULL DEFAULT 0,
  roles    TEXT NOT NULL
);
-- The audit also reads what became of them, and of the set-up.
DROP INDEX history_of_audit;
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary', 'hierarchy', 'node', 'campaign', 'campaign_line', 'constant', 'convention', 'attribute_group', 'guide', 'onboarding');
