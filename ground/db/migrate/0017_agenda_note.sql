-- What is noted beside a project of an agenda, for all to read.
ALTER TABLE review_item ADD COLUMN note TEXT NOT NULL DEFAULT '';
