-- Risks of projects; actions and decisions of projects, or of portfolios where
-- they concern no project in particular. Attributes that people add to them are
-- in custom, by key. The reviews are of a later step, and are named by id alone.
CREATE TABLE risk (
  id          BIGINT PRIMARY KEY,
  version     BIGINT NOT NULL,
  project_id  BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  owner_id    BIGINT,
  probability BIGINT,
  impact      BIGINT,
  status_id   BIGINT,
  response    TEXT NOT NULL DEFAULT '',
  custom      JSON NOT NULL,
  created     BIGINT NOT NULL,
  updated     BIGINT NOT NULL,
  updated_by  BIGINT
);
CREATE INDEX risk_by_project ON risk (project_id);

CREATE TABLE decision (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  project_id   BIGINT REFERENCES project (id) ON DELETE CASCADE,
  portfolio_id BIGINT REFERENCES portfolio (id),
  review_id    BIGINT,
  name         TEXT NOT NULL,
  name_folded  TEXT NOT NULL,
  kind_id      BIGINT,
  made_day     BIGINT,
  owner_id     BIGINT,
  due_day      BIGINT,
  status_id    BIGINT,
  done_day     BIGINT,
  note         TEXT NOT NULL DEFAULT '',
  custom       JSON NOT NULL,
  created      BIGINT NOT NULL,
  updated      BIGINT NOT NULL,
  updated_by   BIGINT
);
CREATE INDEX decision_by_project ON decision (project_id);
CREATE INDEX decision_by_portfolio ON decision (portfolio_id);
CREATE INDEX decision_by_review ON decision (review_id);

CREATE TABLE action (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  project_id   BIGINT REFERENCES project (id) ON DELETE CASCADE,
  portfolio_id BIGINT REFERENCES portfolio (id),
  review_id    BIGINT,
  decision_id  BIGINT,
  name         TEXT NOT NULL,
  name_folded  TEXT NOT NULL,
  owner_id     BIGINT,
  due_day      BIGINT,
  status_id    BIGINT,
  done_day     BIGINT,
  note         TEXT NOT NULL DEFAULT '',
  custom       JSON NOT NULL,
  created      BIGINT NOT NULL,
  updated      BIGINT NOT NULL,
  updated_by   BIGINT
);
CREATE INDEX action_by_project ON action (project_id);
CREATE INDEX action_by_portfolio ON action (portfolio_id);
CREATE INDEX action_by_review ON action (review_id);
