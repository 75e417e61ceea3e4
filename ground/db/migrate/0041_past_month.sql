-- Of an attribute kept by month: who of its readers may read past months, and who may
-- write them, as ids of roles with spaces between; empty for whoever reads or writes it.
ALTER TABLE field ADD COLUMN past_readers TEXT NOT NULL DEFAULT '';
ALTER TABLE field ADD COLUMN past_writers TEXT NOT NULL DEFAULT '';
