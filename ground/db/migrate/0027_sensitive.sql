-- Sensitive attributes: who may read their values, and who may write them, as ids
-- of roles with spaces between; empty for whoever may read or edit the object.
ALTER TABLE field ADD COLUMN readers TEXT NOT NULL DEFAULT '';
ALTER TABLE field ADD COLUMN writers TEXT NOT NULL DEFAULT '';
-- A role that attributes name has a mark of its own, from 1 to 40, by which it is
-- known in what a person holds at a place; 0 for none.
ALTER TABLE role ADD COLUMN mark BIGINT NOT NULL DEFAULT 0;
