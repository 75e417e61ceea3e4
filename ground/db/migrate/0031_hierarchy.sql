-- Trees that attributes draw their values from: strategy, geography, products...
CREATE TABLE hierarchy (
  id       BIGINT PRIMARY KEY,
  version  BIGINT NOT NULL,
  key      TEXT NOT NULL UNIQUE,
  label_en TEXT NOT NULL,
  label_fr TEXT NOT NULL,
  help_en  TEXT NOT NULL DEFAULT '',
  help_fr  TEXT NOT NULL DEFAULT ''
);

-- Nodes in tree order: a node and all below it are those of its hierarchy
-- numbered [place, place_end). from_day and until_day are the first and the last
-- day on which it is offered, if there is one.
CREATE TABLE node (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  hierarchy_id BIGINT NOT NULL REFERENCES hierarchy (id),
  parent_id    BIGINT REFERENCES node (id),
  key          TEXT NOT NULL,
  label_en     TEXT NOT NULL,
  label_fr     TEXT NOT NULL,
  colour       TEXT NOT NULL DEFAULT '',
  icon         TEXT NOT NULL DEFAULT '',
  position     BIGINT NOT NULL,
  place        BIGINT NOT NULL DEFAULT 0,
  place_end    BIGINT NOT NULL DEFAULT 0,
  retired      BIGINT NOT NULL DEFAULT 0,
  from_day     BIGINT,
  until_day    BIGINT,
  UNIQUE (hierarchy_id, key)
);
CREATE INDEX node_by_place ON node (hierarchy_id, place);
CREATE INDEX node_by_parent ON node (parent_id);

-- An attribute whose values are the nodes of a hierarchy; with grants, roles given
-- on a node hold for the projects attached there or below.
ALTER TABLE field ADD COLUMN hierarchy_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE field ADD COLUMN grants BIGINT NOT NULL DEFAULT 0;

-- The list of one attribute may be a tree too, and have dates.
ALTER TABLE choice ADD COLUMN parent_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE choice ADD COLUMN from_day BIGINT;
ALTER TABLE choice ADD COLUMN until_day BIGINT;

-- A role may also be given on a node.
ALTER TABLE role_grant ADD COLUMN node_id BIGINT;
CREATE INDEX role_grant_by_node ON role_grant (node_id);

-- Which nodes projects are attached to, by the attributes that draw from hierarchies.
CREATE TABLE project_node (
  project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  field_id   BIGINT NOT NULL REFERENCES field (id) ON DELETE CASCADE,
  node_id    BIGINT NOT NULL REFERENCES node (id),
  PRIMARY KEY (project_id, field_id, node_id)
);
CREATE INDEX project_node_by_node ON project_node (node_id);

DROP INDEX history_of_audit;
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary', 'hierarchy', 'node');
