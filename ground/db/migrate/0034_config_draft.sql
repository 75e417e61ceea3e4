-- Configurations that are worked on aside: a document as it was typed, which holds
-- nowhere until it is published. state is open, published or discarded; prune says
-- that what its sections leave out goes.
CREATE TABLE config_draft (
  id        BIGINT PRIMARY KEY,
  version   BIGINT NOT NULL,
  name      TEXT NOT NULL,
  document  TEXT NOT NULL,
  prune     BIGINT NOT NULL DEFAULT 0,
  state     TEXT NOT NULL,
  author_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
  created   BIGINT NOT NULL,
  updated   BIGINT NOT NULL
);
