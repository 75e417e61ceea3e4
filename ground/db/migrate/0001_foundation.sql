-- Dates are day numbers (1 = 0001-01-01), months are year * 12 + month - 1,
-- instants are milliseconds since 1970 UTC, money and numbers are whole
-- ten-thousandths, yes/no is 1 or 0. BYTES and JSON stand for the engine's types.

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  n    BIGINT NOT NULL,
  hash TEXT NOT NULL DEFAULT ''
);
-- 'rights' counts the changes of who may do what: what was computed at one
-- number holds while the number stands, on every node.
INSERT INTO counter (name, n) VALUES ('change', 0), ('id', 1000), ('rights', 0);

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- One row per committed change, in the one order of the instance.
CREATE TABLE change (
  number     BIGINT PRIMARY KEY,
  at         BIGINT NOT NULL,
  actor      BIGINT,
  via        TEXT NOT NULL,
  note       TEXT NOT NULL DEFAULT '',
  change_set BIGINT,
  hash       TEXT NOT NULL
);
CREATE INDEX change_by_set ON change (change_set);

-- Every version of every object: effective in [from_day, until_day), recorded
-- by a change and, where it was corrected, superseded by a later one.
CREATE TABLE history (
  id         BIGINT PRIMARY KEY,
  entity     TEXT NOT NULL,
  object     BIGINT NOT NULL,
  version    BIGINT NOT NULL,
  from_day   BIGINT NOT NULL,
  until_day  BIGINT,
  change     BIGINT NOT NULL,
  superseded BIGINT,
  actor      BIGINT,
  data       TEXT,
  salt       TEXT NOT NULL,
  digest     TEXT NOT NULL
);
CREATE INDEX history_by_object ON history (entity, object, from_day);
CREATE INDEX history_by_day ON history (entity, from_day, until_day) WHERE superseded IS NULL;
CREATE INDEX history_by_change ON history (change);
CREATE INDEX history_by_superseded ON history (superseded) WHERE superseded IS NOT NULL;

CREATE TABLE event (
  change BIGINT NOT NULL,
  entity TEXT NOT NULL,
  object BIGINT NOT NULL,
  PRIMARY KEY (change, entity, object)
);

CREATE TABLE job (
  id       BIGINT PRIMARY KEY,
  kind     TEXT NOT NULL,
  payload  TEXT NOT NULL,
  state    TEXT NOT NULL,
  run_at   BIGINT NOT NULL,
  lease    BIGINT NOT NULL DEFAULT 0,
  attempts BIGINT NOT NULL DEFAULT 0,
  error    TEXT NOT NULL DEFAULT '',
  created  BIGINT NOT NULL
);
CREATE INDEX job_due ON job (state, run_at);

-- Who.
CREATE TABLE account (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  login        TEXT NOT NULL,
  login_folded TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  name_folded  TEXT NOT NULL,
  email        TEXT NOT NULL DEFAULT '',
  language     TEXT NOT NULL DEFAULT 'fr',
  theme        TEXT NOT NULL DEFAULT 'system',
  density      TEXT NOT NULL DEFAULT 'normal',
  password     TEXT NOT NULL DEFAULT '',
  disabled     BIGINT NOT NULL DEFAULT 0,
  created      BIGINT NOT NULL,
  created_by   BIGINT,
  last_sign_in BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE session (
  id         BIGINT PRIMARY KEY,
  digest     TEXT NOT NULL UNIQUE,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created    BIGINT NOT NULL,
  last_seen  BIGINT NOT NULL,
  expires    BIGINT NOT NULL,
  address    TEXT NOT NULL,
  agent      TEXT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);

CREATE TABLE api_token (
  id         BIGINT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  digest     TEXT NOT NULL UNIQUE,
  scope      TEXT NOT NULL,
  created    BIGINT NOT NULL,
  expires    BIGINT NOT NULL,
  last_used  BIGINT NOT NULL DEFAULT 0
);

-- One-time links: invitations and password resets.
CREATE TABLE one_time_link (
  digest     TEXT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL,
  created    BIGINT NOT NULL,
  expires    BIGINT NOT NULL
);

-- Answers already given, so that a request sent again is not carried out again.
-- status is 0 while the work runs, 1 once its change is written, then the HTTP
-- status of the answer.
CREATE TABLE idempotency (
  digest     TEXT PRIMARY KEY,
  request    TEXT NOT NULL,
  status     BIGINT NOT NULL DEFAULT 0,
  kind       TEXT NOT NULL DEFAULT '',
  body       BYTES,
  change     BIGINT NOT NULL DEFAULT 0,
  created    BIGINT NOT NULL
);
CREATE INDEX idempotency_by_age ON idempotency (created);

-- Failed sign-ins, by account and by address, with the instant before which the
-- next one is refused; and from where an account is known to sign in. The keys
-- are digests.
CREATE TABLE attempt (
  key      TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  last     BIGINT NOT NULL,
  until    BIGINT NOT NULL DEFAULT 0
);

-- Units in tree order: a unit's descendants are those numbered [place, place_end).
CREATE TABLE unit (
  id          BIGINT PRIMARY KEY,
  version     BIGINT NOT NULL,
  parent_id   BIGINT REFERENCES unit (id),
  code        TEXT NOT NULL DEFAULT '',
  name        TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  place       BIGINT NOT NULL DEFAULT 0,
  place_end   BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE account_group (
  id          BIGINT PRIMARY KEY,
  version     BIGINT NOT NULL,
  name        TEXT NOT NULL,
  name_folded TEXT NOT NULL UNIQUE,
  created_by  BIGINT
);

CREATE TABLE group_member (
  group_id   BIGINT NOT NULL REFERENCES account_group (id) ON DELETE CASCADE,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, account_id)
);
CREATE INDEX group_member_by_account ON group_member (account_id);

CREATE TABLE role (
  id          BIGINT PRIMARY KEY,
  version     BIGINT NOT NULL,
  key         TEXT NOT NULL UNIQUE,
  label_en    TEXT NOT NULL,
  label_fr    TEXT NOT NULL,
  permissions TEXT NOT NULL,
  builtin     BIGINT NOT NULL DEFAULT 0
);

-- A role given to a person or a group, on a unit and all below it, or on one project.
CREATE TABLE role_grant (
  id         BIGINT PRIMARY KEY,
  account_id BIGINT REFERENCES account (id) ON DELETE CASCADE,
  group_id   BIGINT REFERENCES account_group (id) ON DELETE CASCADE,
  role_id    BIGINT NOT NULL REFERENCES role (id),
  unit_id    BIGINT REFERENCES unit (id),
  project_id BIGINT
);
CREATE INDEX role_grant_by_account ON role_grant (account_id);
CREATE INDEX role_grant_by_group ON role_grant (group_id);

-- The catalogue.
CREATE TABLE field (
  id            BIGINT PRIMARY KEY,
  version       BIGINT NOT NULL,
  object        TEXT NOT NULL,
  key           TEXT NOT NULL,
  kind          TEXT NOT NULL,
  label_en      TEXT NOT NULL,
  label_fr      TEXT NOT NULL,
  help_en       TEXT NOT NULL DEFAULT '',
  help_fr       TEXT NOT NULL DEFAULT '',
  measure       TEXT NOT NULL DEFAULT '',
  required      BIGINT NOT NULL DEFAULT 0,
  initial       TEXT NOT NULL DEFAULT '',
  consolidation TEXT NOT NULL DEFAULT 'none',
  weight        TEXT NOT NULL DEFAULT '',
  core          BIGINT NOT NULL DEFAULT 0,
  per_month     BIGINT NOT NULL DEFAULT 0,
  read_only     BIGINT NOT NULL DEFAULT 0,
  formula       TEXT NOT NULL DEFAULT '',
  position      BIGINT NOT NULL,
  retired       BIGINT NOT NULL DEFAULT 0,
  UNIQUE (object, key)
);

CREATE TABLE choice (
  id       BIGINT PRIMARY KEY,
  field_id BIGINT NOT NULL REFERENCES field (id) ON DELETE CASCADE,
  key      TEXT NOT NULL,
  label_en TEXT NOT NULL,
  label_fr TEXT NOT NULL,
  colour   TEXT NOT NULL DEFAULT '',
  icon     TEXT NOT NULL DEFAULT '',
  position BIGINT NOT NULL,
  retired  BIGINT NOT NULL DEFAULT 0,
  UNIQUE (field_id, key)
);

-- Projects.
CREATE TABLE project (
  id                  BIGINT PRIMARY KEY,
  version             BIGINT NOT NULL,
  state               TEXT NOT NULL DEFAULT 'active',
  state_since         BIGINT NOT NULL DEFAULT 0,
  code                TEXT NOT NULL DEFAULT '',
  name                TEXT NOT NULL,
  name_folded         TEXT NOT NULL,
  description         TEXT NOT NULL DEFAULT '',
  manager_id          BIGINT,
  sponsor_id          BIGINT,
  unit_id             BIGINT NOT NULL,
  type_id             BIGINT,
  stage_id            BIGINT,
  priority_id         BIGINT,
  start_day           BIGINT,
  end_day             BIGINT,
  start_baseline      BIGINT,
  end_baseline        BIGINT,
  duration            BIGINT,
  total_cost          BIGINT,
  total_cost_baseline BIGINT,
  actual_cost         BIGINT,
  currency            TEXT NOT NULL DEFAULT '',
  progress            BIGINT,
  light               BIGINT,
  weather             BIGINT,
  weather_month       BIGINT,
  comment             TEXT NOT NULL DEFAULT '',
  comment_month       BIGINT,
  programme_id        BIGINT,
  custom              JSON NOT NULL,
  unread              JSON NOT NULL,
  created             BIGINT NOT NULL,
  updated             BIGINT NOT NULL,
  updated_by          BIGINT
);
CREATE INDEX project_by_unit ON project (unit_id);
CREATE INDEX project_by_programme ON project (programme_id);
CREATE UNIQUE INDEX project_code ON project (code) WHERE code <> '' AND state <> 'deleted';

-- Values kept per month (weather, comment): one row per project, attribute and month.
CREATE TABLE month_value (
  id         BIGINT PRIMARY KEY,
  version    BIGINT NOT NULL,
  project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  field      TEXT NOT NULL,
  month      BIGINT NOT NULL,
  value      TEXT NOT NULL,
  UNIQUE (project_id, field, month)
);
CREATE INDEX month_value_by_month ON month_value (month);

CREATE TABLE project_link (
  id      BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  kind    TEXT NOT NULL,
  from_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  to_id   BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  note    TEXT NOT NULL DEFAULT '',
  UNIQUE (kind, from_id, to_id)
);
CREATE INDEX project_link_by_to ON project_link (to_id);

CREATE TABLE portfolio (
  id          BIGINT PRIMARY KEY,
  version     BIGINT NOT NULL,
  name        TEXT NOT NULL,
  name_folded TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL DEFAULT '',
  kind        TEXT NOT NULL,
  filter      TEXT NOT NULL DEFAULT '',
  unit_id     BIGINT NOT NULL,
  owner_id    BIGINT
);

-- Which projects a portfolio picked by hand has (active), or once had.
CREATE TABLE portfolio_member (
  id           BIGINT PRIMARY KEY,
  active       BIGINT NOT NULL,
  portfolio_id BIGINT NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
  project_id   BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  UNIQUE (portfolio_id, project_id)
);
CREATE INDEX portfolio_member_by_project ON portfolio_member (project_id);

-- Imports: the file in parts, what was decided about it, and its staged rows.
-- owner is the process at work on it, until lease. made is what was created
-- beside the rows: units, attributes, options, the portfolio.
CREATE TABLE import (
  id             BIGINT PRIMARY KEY,
  version        BIGINT NOT NULL,
  object         TEXT NOT NULL,
  portfolio_id   BIGINT NOT NULL DEFAULT 0,
  portfolio_name TEXT NOT NULL DEFAULT '',
  unit_id        BIGINT NOT NULL,
  as_of_day      BIGINT NOT NULL,
  state          TEXT NOT NULL,
  file_name      TEXT NOT NULL,
  file_digest    TEXT NOT NULL,
  file_size      BIGINT NOT NULL,
  settings       TEXT NOT NULL,
  report         TEXT NOT NULL DEFAULT '',
  made           TEXT NOT NULL DEFAULT '',
  problem        TEXT NOT NULL DEFAULT '',
  done           BIGINT NOT NULL DEFAULT 0,
  total          BIGINT NOT NULL DEFAULT 0,
  owner          TEXT NOT NULL DEFAULT '',
  lease          BIGINT NOT NULL DEFAULT 0,
  created_by     BIGINT,
  created        BIGINT NOT NULL,
  applied        BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX import_at_work ON import (object, portfolio_id) WHERE state IN ('applying', 'retracting', 'undoing');

CREATE TABLE import_part (
  import_id BIGINT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  place     BIGINT NOT NULL,
  content   BYTES NOT NULL,
  PRIMARY KEY (import_id, place)
);

-- applied: 0 waits, 1 is written, 2 was taken back.
CREATE TABLE import_row (
  import_id   BIGINT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  place       BIGINT NOT NULL,
  line        BIGINT NOT NULL,
  object_id   BIGINT NOT NULL,
  name        TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  action      TEXT NOT NULL,
  flawed      BIGINT NOT NULL,
  applied     BIGINT NOT NULL DEFAULT 0,
  data        TEXT NOT NULL,
  PRIMARY KEY (import_id, place)
);
CREATE INDEX import_row_by_object ON import_row (object_id);

CREATE TABLE mapping (
  id        BIGINT PRIMARY KEY,
  version   BIGINT NOT NULL,
  object    TEXT NOT NULL,
  name      TEXT NOT NULL,
  signature TEXT NOT NULL,
  settings  TEXT NOT NULL,
  owner_id  BIGINT,
  created   BIGINT NOT NULL
);
CREATE INDEX mapping_by_signature ON mapping (object, signature);
