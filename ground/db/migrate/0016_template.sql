-- PowerPoint templates of the customer: kind is the report that they are for;
-- keys are those that were found in it, one a line.
CREATE TABLE template (
  id         BIGINT PRIMARY KEY,
  version    BIGINT NOT NULL,
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  size       BIGINT NOT NULL,
  slides     BIGINT NOT NULL,
  keys       TEXT NOT NULL,
  created    BIGINT NOT NULL,
  created_by BIGINT
);

CREATE TABLE template_part (
  template_id BIGINT NOT NULL REFERENCES template (id) ON DELETE CASCADE,
  place       BIGINT NOT NULL,
  content     BYTES NOT NULL,
  PRIMARY KEY (template_id, place)
);
