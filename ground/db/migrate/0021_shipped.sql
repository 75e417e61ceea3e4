-- What the program last shipped of its own configuration, by the stable key of
-- each object: what differs from it was changed by hand, and an upgrade leaves it
-- alone. object is the row that was made of it, 0 when there is none any more;
-- parts is JSON, the text of each property.
CREATE TABLE shipped (
  kind   TEXT NOT NULL,
  key    TEXT NOT NULL,
  object BIGINT NOT NULL,
  parts  TEXT NOT NULL,
  PRIMARY KEY (kind, key)
);
