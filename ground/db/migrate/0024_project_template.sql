-- Templates of projects. sections is JSON that names attributes, options, roles
-- and projects by their ids. proposed is 1 for the one that new projects of the
-- type and variant are offered first; retired for one that is offered no more.
CREATE TABLE project_template (
  id             BIGINT PRIMARY KEY,
  version        BIGINT NOT NULL,
  name_en        TEXT NOT NULL,
  name_fr        TEXT NOT NULL,
  description_en TEXT NOT NULL DEFAULT '',
  description_fr TEXT NOT NULL DEFAULT '',
  type_id        BIGINT,
  variant_id     BIGINT,
  owner_id       BIGINT,
  proposed       BIGINT NOT NULL DEFAULT 0,
  retired        BIGINT NOT NULL DEFAULT 0,
  sections       TEXT NOT NULL
);

-- What a template made of a project, when it was last applied to it: done is
-- JSON, by section and line, of what was made and with which values.
CREATE TABLE template_use (
  id          BIGINT PRIMARY KEY,
  version     BIGINT NOT NULL,
  project_id  BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  template_id BIGINT NOT NULL REFERENCES project_template (id),
  applied     BIGINT NOT NULL,
  lang        TEXT NOT NULL,
  made        BIGINT NOT NULL,
  done        TEXT NOT NULL,
  at          BIGINT NOT NULL,
  by_id       BIGINT,
  UNIQUE (project_id, template_id)
);
CREATE INDEX template_use_by_template ON template_use (template_id);
