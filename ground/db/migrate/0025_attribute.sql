-- Under which name the values of an attribute are stored, where that is not its key;
-- how those are read that stand there from when it was of another kind (JSON); and
-- the keys that it had before, which still answer (separated by spaces).
ALTER TABLE field ADD COLUMN slot TEXT NOT NULL DEFAULT '';
ALTER TABLE field ADD COLUMN former TEXT NOT NULL DEFAULT '';
ALTER TABLE field ADD COLUMN aliases TEXT NOT NULL DEFAULT '';
-- Within what no two objects have the same value: '', 'all', or the attribute of the
-- project by which they are told apart.
ALTER TABLE field ADD COLUMN unique_in TEXT NOT NULL DEFAULT '';
-- How the program writes a value of its own where nobody gives one: {type}-{yyyy}-{000}.
ALTER TABLE field ADD COLUMN pattern TEXT NOT NULL DEFAULT '';
-- The condition under which it is shown at all, as a stored tree; '' for always.
ALTER TABLE field ADD COLUMN shown_if TEXT NOT NULL DEFAULT '';
-- Whether the search over everything reads it.
ALTER TABLE field ADD COLUMN searchable BIGINT NOT NULL DEFAULT 0;

-- The last number that a pattern gave out after each beginning. It never goes back.
CREATE TABLE code_counter (
  id       BIGINT PRIMARY KEY,
  field_id BIGINT NOT NULL REFERENCES field (id) ON DELETE CASCADE,
  prefix   TEXT NOT NULL,
  last     BIGINT NOT NULL,
  UNIQUE (field_id, prefix)
);

-- Headings of one's own, under which attributes stand on the page of their object.
CREATE TABLE heading (
  id       BIGINT PRIMARY KEY,
  version  BIGINT NOT NULL,
  object   TEXT NOT NULL,
  key      TEXT NOT NULL,
  label_en TEXT NOT NULL,
  label_fr TEXT NOT NULL,
  position BIGINT NOT NULL,
  retired  BIGINT NOT NULL DEFAULT 0,
  UNIQUE (object, key)
);
