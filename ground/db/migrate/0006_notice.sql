-- What people are told of, what they marked to find again, and how they want to
-- hear of it. read_at is the instant at which a notice was read; 0 for not yet.
CREATE TABLE notice (
  id         BIGINT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL,
  project_id BIGINT REFERENCES project (id) ON DELETE CASCADE,
  object     BIGINT NOT NULL DEFAULT 0,
  actor_id   BIGINT,
  created    BIGINT NOT NULL,
  read_at    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX notice_by_account ON notice (account_id, id);
CREATE INDEX notice_by_project ON notice (project_id);

CREATE TABLE favourite (
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL,
  object     BIGINT NOT NULL,
  created    BIGINT NOT NULL,
  PRIMARY KEY (account_id, kind, object)
);

-- How often a summary is mailed: never, daily or weekly; sent is the day of the
-- last one.
CREATE TABLE digest (
  account_id BIGINT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  rhythm     TEXT NOT NULL,
  sent       BIGINT NOT NULL DEFAULT 0
);
