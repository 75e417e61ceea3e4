-- What a person has set for himself on the screen, by name: how a list is shown,
-- whether single letters are commands.
CREATE TABLE preference (
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (account_id, name)
);

-- The reason for a change that was given after it, by whoever made it.
CREATE TABLE reason (
  id      BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  change  BIGINT NOT NULL UNIQUE,
  note    TEXT NOT NULL
);

-- How long a session of those who have a role lasts, without use and at most;
-- minutes and hours, 0 for what the instance says. Of several the shortest holds.
ALTER TABLE role ADD COLUMN session_idle BIGINT NOT NULL DEFAULT 0;
ALTER TABLE role ADD COLUMN session_life BIGINT NOT NULL DEFAULT 0;
