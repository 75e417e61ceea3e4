-- Forms: which attributes the page of an object shows, in which sections. Of
-- those whose conditions fit, the first in order counts. layout is JSON that names
-- attributes by their ids; types, stages and variants are JSON lists of options of
-- the attributes of these names, roles one of roles; an empty list is any.
CREATE TABLE form (
  id       BIGINT PRIMARY KEY,
  version  BIGINT NOT NULL,
  object   TEXT NOT NULL,
  position BIGINT NOT NULL,
  name_en  TEXT NOT NULL,
  name_fr  TEXT NOT NULL,
  whole    BIGINT NOT NULL DEFAULT 0,
  types    TEXT NOT NULL DEFAULT '[]',
  stages   TEXT NOT NULL DEFAULT '[]',
  variants TEXT NOT NULL DEFAULT '[]',
  roles    TEXT NOT NULL DEFAULT '[]',
  layout   TEXT NOT NULL
);
