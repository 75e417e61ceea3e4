-- Plans of projects. body is JSON: when the plan starts, until when progress is known,
-- the calendar and the rules. id is that of the project.
CREATE TABLE plan (
  id      BIGINT PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
  version BIGINT NOT NULL,
  body    TEXT NOT NULL
);
-- What a plan holds: phases, tasks, and the place of milestones, whose ids, names and
-- dates are those of the key dates. Times are minutes, local and without zone, and are
-- computed: they follow from the rest.
CREATE TABLE activity (
  id            BIGINT PRIMARY KEY,
  version       BIGINT NOT NULL,
  project_id    BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  parent_id     BIGINT,
  place         BIGINT NOT NULL,
  kind          TEXT NOT NULL,
  name          TEXT NOT NULL,
  start_minute  BIGINT NOT NULL,
  finish_minute BIGINT NOT NULL,
  body          TEXT NOT NULL
);
CREATE INDEX activity_by_project ON activity (project_id);
-- What waits for something of another project; of one project the items say it alone.
CREATE TABLE activity_link (
  successor_id        BIGINT NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
  predecessor_id      BIGINT NOT NULL,
  successor_project   BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  predecessor_project BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  PRIMARY KEY (successor_id, predecessor_id)
);
CREATE INDEX activity_link_by_predecessor ON activity_link (predecessor_project);
