-- Working calendars: of the organisation, of a unit or of a project. body is JSON: the
-- week, the public holidays, days off and days of other work. The calendar of the whole
-- organisation has the id 1, and is as shipped while there is no such row.
CREATE TABLE calendar (
  id         BIGINT PRIMARY KEY,
  version    BIGINT NOT NULL,
  unit_id    BIGINT REFERENCES unit (id),
  project_id BIGINT REFERENCES project (id) ON DELETE CASCADE,
  parent_id  BIGINT,
  body       TEXT NOT NULL
);
CREATE INDEX calendar_by_project ON calendar (project_id);
-- The audit also reads what became of them.
DROP INDEX history_of_audit;
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary', 'hierarchy', 'node', 'campaign', 'campaign_line', 'constant', 'convention', 'attribute_group', 'guide', 'onboarding', 'calendar');
