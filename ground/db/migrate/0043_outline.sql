-- Roadmaps read the phases and milestones of many plans at once, and no tasks.
CREATE INDEX activity_outline ON activity (project_id) WHERE kind <> 'task';
