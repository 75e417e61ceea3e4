-- Saved views: how a list is shown. state is JSON that names attributes by
-- their keys. A view without an owner came with the program, under the name in
-- origin. deleted is the instant at which it went to the bin.
CREATE TABLE view (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  object       TEXT NOT NULL,
  name_en      TEXT NOT NULL,
  name_fr      TEXT NOT NULL,
  owner_id     BIGINT,
  scope        TEXT NOT NULL,
  locked       BIGINT NOT NULL DEFAULT 0,
  position     BIGINT NOT NULL DEFAULT 0,
  portfolio_id BIGINT,
  state        TEXT NOT NULL,
  origin       TEXT NOT NULL DEFAULT '',
  created      BIGINT NOT NULL,
  updated      BIGINT NOT NULL,
  deleted      BIGINT
);
CREATE INDEX view_by_owner ON view (owner_id);

-- With whom a view is shared when it is not with everybody, and of which roles
-- it is the default.
CREATE TABLE view_audience (
  view_id   BIGINT NOT NULL REFERENCES view (id) ON DELETE CASCADE,
  kind      TEXT NOT NULL,
  target_id BIGINT NOT NULL,
  standard  BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (view_id, kind, target_id)
);

-- Who opened a view how often and when last, and where he put it among his.
CREATE TABLE view_use (
  view_id    BIGINT NOT NULL REFERENCES view (id) ON DELETE CASCADE,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  opens      BIGINT NOT NULL DEFAULT 0,
  last       BIGINT NOT NULL DEFAULT 0,
  place      BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (view_id, account_id)
);
CREATE INDEX view_use_by_account ON view_use (account_id);

-- Who runs the portfolio offers views to others.
UPDATE role SET permissions = permissions || ' view.share' WHERE key IN ('administrator', 'pmo');
