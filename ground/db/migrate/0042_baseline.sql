-- Baselines of plans: what was planned at a date, to compare with. One of a project may
-- be its reference. taken is in milliseconds; finish_minute is when all was to be done,
-- 0 without a plan. content_id names a row of baseline_content.
CREATE TABLE baseline (
  id            BIGINT PRIMARY KEY,
  version       BIGINT NOT NULL,
  project_id    BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  name          TEXT NOT NULL,
  on_day        BIGINT NOT NULL,
  reference     BIGINT NOT NULL,
  content_id    BIGINT NOT NULL,
  items         BIGINT NOT NULL,
  finish_minute BIGINT NOT NULL,
  taken         BIGINT NOT NULL,
  account_id    BIGINT
);
CREATE INDEX baseline_by_project ON baseline (project_id);
-- What baselines hold, as JSON; written once and never changed, so that a version of a
-- baseline in the history need only name it. It stays when the baseline is deleted, which
-- may be taken back.
CREATE TABLE baseline_content (
  id         BIGINT PRIMARY KEY,
  project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  body       TEXT NOT NULL
);
CREATE INDEX baseline_content_by_project ON baseline_content (project_id);
