-- The screens that a role does not need, by their keys with spaces between. Who has
-- several roles sees what one of them shows.
ALTER TABLE role ADD COLUMN hidden TEXT NOT NULL DEFAULT '';
