-- Monthly rounds: a PMO asks the managers of the projects of a portfolio for the
-- values of a month, by a day. The unit decides who runs a round, also when its
-- portfolio is gone; without a portfolio it is about all projects. fields are the
-- keys of the attributes asked for, separated by spaces.
CREATE TABLE round (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  portfolio_id BIGINT,
  unit_id      BIGINT NOT NULL REFERENCES unit (id),
  month        BIGINT NOT NULL,
  due          BIGINT NOT NULL,
  fields       TEXT NOT NULL,
  note         TEXT NOT NULL DEFAULT '',
  state        TEXT NOT NULL,
  created      BIGINT NOT NULL,
  created_by   BIGINT,
  locked       BIGINT NOT NULL DEFAULT 0,
  locked_by    BIGINT
);
CREATE INDEX round_by_month ON round (month);

-- What is asked for each project, and of whom. answered is an instant, 0 for not
-- yet; reminded the day of the last reminder.
CREATE TABLE round_ask (
  round_id    BIGINT NOT NULL REFERENCES round (id) ON DELETE CASCADE,
  project_id  BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  account_id  BIGINT,
  answered    BIGINT NOT NULL DEFAULT 0,
  answered_by BIGINT,
  reminded    BIGINT,
  reminders   BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (round_id, project_id)
);
CREATE INDEX round_ask_by_account ON round_ask (account_id);
CREATE INDEX round_ask_by_project ON round_ask (project_id);

-- Months that are locked for a project, and by which round. A month is open again
-- when no row is left.
CREATE TABLE period_lock (
  project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  month      BIGINT NOT NULL,
  round_id   BIGINT NOT NULL,
  PRIMARY KEY (project_id, month, round_id)
);
CREATE INDEX period_lock_by_round ON period_lock (round_id);

UPDATE role SET permissions = permissions || ' month.reopen' WHERE key IN ('administrator', 'pmo') AND permissions NOT LIKE '%month.reopen%';
