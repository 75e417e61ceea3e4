-- How much each resource is assigned in which project is read from the index alone.
DROP INDEX assignment_by_resource;
CREATE INDEX assignment_by_resource ON assignment (resource_id, project_id);
