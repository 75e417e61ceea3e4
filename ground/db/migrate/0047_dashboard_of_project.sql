-- Summaries of projects are laid out too. place is then 'mine:ACCOUNT:project:PROJECT',
-- 'project:PROJECT', 'variant:OPTION', 'type:OPTION' or 'projects', for all projects.
ALTER TABLE dashboard ADD COLUMN project_id BIGINT REFERENCES project (id) ON DELETE CASCADE;
ALTER TABLE dashboard ADD COLUMN option_id BIGINT;
CREATE INDEX dashboard_by_project ON dashboard (project_id);
