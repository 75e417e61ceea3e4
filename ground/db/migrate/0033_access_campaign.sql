-- Campaigns in which people look through who may do what: units, roles and reviewers
-- are ids with spaces between, of everything and of the managers of units where none
-- are named. due is a day, state open or closed.
CREATE TABLE campaign (
  id         BIGINT PRIMARY KEY,
  version    BIGINT NOT NULL,
  name       TEXT NOT NULL,
  note       TEXT NOT NULL DEFAULT '',
  due        BIGINT NOT NULL,
  units      TEXT NOT NULL DEFAULT '',
  roles      TEXT NOT NULL DEFAULT '',
  reviewers  TEXT NOT NULL DEFAULT '',
  state      TEXT NOT NULL,
  created    BIGINT NOT NULL,
  created_by BIGINT,
  closed     BIGINT NOT NULL DEFAULT 0,
  closed_by  BIGINT
);

-- What is looked through, with the names of then: what auditors read stays when the
-- objects are gone. object is a grant, a delegation or a token; answer is keep,
-- withdraw or nothing yet; withdrawn is an instant, 0 for not, and was when a token
-- would have ended.
CREATE TABLE campaign_line (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  campaign_id  BIGINT NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  kind         TEXT NOT NULL,
  object       BIGINT NOT NULL,
  account_id   BIGINT,
  group_id     BIGINT,
  other_id     BIGINT,
  role_id      BIGINT,
  unit_id      BIGINT,
  project_id   BIGINT,
  node_id      BIGINT,
  ends         BIGINT NOT NULL DEFAULT 0,
  holder       TEXT NOT NULL,
  login        TEXT NOT NULL DEFAULT '',
  what_en      TEXT NOT NULL,
  what_fr      TEXT NOT NULL,
  where_en     TEXT NOT NULL DEFAULT '',
  where_fr     TEXT NOT NULL DEFAULT '',
  reviewers    TEXT NOT NULL DEFAULT '',
  answer       TEXT NOT NULL DEFAULT '',
  answered     BIGINT NOT NULL DEFAULT 0,
  answered_by  BIGINT,
  note         TEXT NOT NULL DEFAULT '',
  withdrawn    BIGINT NOT NULL DEFAULT 0,
  withdrawn_by BIGINT,
  was          BIGINT NOT NULL DEFAULT 0,
  stays_en     TEXT NOT NULL DEFAULT '',
  stays_fr     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX campaign_line_by_campaign ON campaign_line (campaign_id);

-- Who is asked in a campaign, and when he was reminded last.
CREATE TABLE campaign_reviewer (
  campaign_id BIGINT NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  account_id  BIGINT NOT NULL,
  reminded    BIGINT,
  reminders   BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, account_id)
);
CREATE INDEX campaign_reviewer_by_account ON campaign_reviewer (account_id);

DROP INDEX history_of_audit;
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary', 'hierarchy', 'node', 'campaign', 'campaign_line');
