-- Key dates of projects: the milestones that planning will put into a tree.
-- Attributes that people add to them are in custom, by key.
CREATE TABLE milestone (
  id          BIGINT PRIMARY KEY,
  version     BIGINT NOT NULL,
  project_id  BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  type_id     BIGINT,
  date_day    BIGINT,
  baseline    BIGINT,
  status_id   BIGINT,
  done_day    BIGINT,
  contractual BIGINT,
  comment     TEXT NOT NULL DEFAULT '',
  custom      JSON NOT NULL,
  created     BIGINT NOT NULL,
  updated     BIGINT NOT NULL,
  updated_by  BIGINT
);
CREATE INDEX milestone_by_project ON milestone (project_id);
