-- Resources: who and what does the work of plans, and what it takes. kind is person,
-- generic, equipment, material or cost. units is how much of it there is at most, in
-- hundredths of a percent. name_folded is how it is looked for, and unique.
CREATE TABLE resource (
  id          BIGINT PRIMARY KEY,
  version     BIGINT NOT NULL,
  name        TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  kind        TEXT NOT NULL,
  account_id  BIGINT,
  unit_id     BIGINT REFERENCES unit (id),
  calendar_id BIGINT,
  units       BIGINT NOT NULL,
  email       TEXT NOT NULL,
  inactive    BIGINT NOT NULL
);
CREATE UNIQUE INDEX resource_by_name ON resource (name_folded);
CREATE UNIQUE INDEX resource_by_account ON resource (account_id);
CREATE INDEX resource_by_unit ON resource (unit_id);
-- Who is assigned to what; the items of plans say it, and this is where it is found.
-- work is in minutes; units are hundredths of a percent, of material its amount × 10,000.
CREATE TABLE assignment (
  activity_id BIGINT NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
  resource_id BIGINT NOT NULL REFERENCES resource (id),
  project_id  BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  units       BIGINT NOT NULL,
  work        BIGINT NOT NULL,
  PRIMARY KEY (activity_id, resource_id)
);
CREATE INDEX assignment_by_resource ON assignment (resource_id);
CREATE INDEX assignment_by_project ON assignment (project_id);
-- The audit also reads what became of resources.
DROP INDEX history_of_audit;
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary', 'hierarchy', 'node', 'campaign', 'campaign_line', 'constant', 'convention', 'attribute_group', 'guide', 'onboarding', 'calendar', 'resource');
