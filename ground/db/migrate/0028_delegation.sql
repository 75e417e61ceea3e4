-- Somebody acts for another for a while: what the other is given counts for him
-- too, from begins until ends, in milliseconds. roles and units narrow it, as ids
-- with spaces between; empty for all. ended is when it was given up before its end.
CREATE TABLE delegation (
  id         BIGINT PRIMARY KEY,
  version    BIGINT NOT NULL,
  from_id    BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  to_id      BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  begins     BIGINT NOT NULL,
  ends       BIGINT NOT NULL,
  roles      TEXT NOT NULL DEFAULT '',
  units      TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  created    BIGINT NOT NULL,
  created_by BIGINT,
  ended      BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX delegation_by_to ON delegation (to_id, ends);
CREATE INDEX delegation_by_from ON delegation (from_id, ends);
