-- The life of each type of project: as it holds, and as it is being drawn.
CREATE TABLE lifecycle (
  id      BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  type_id BIGINT NOT NULL UNIQUE REFERENCES choice (id),
  holds   TEXT NOT NULL DEFAULT '',
  draft   TEXT NOT NULL DEFAULT ''
);

-- What a stage means, whatever it is called.
ALTER TABLE choice ADD COLUMN meaning TEXT NOT NULL DEFAULT '';
