-- Comments, attachments, and what each person has seen.

-- A reply names the comment that it answers; a comment that was taken back
-- keeps its place, without its text, as long as others answer it.
CREATE TABLE comment (
  id          BIGINT PRIMARY KEY,
  version     BIGINT NOT NULL,
  project_id  BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  parent_id   BIGINT REFERENCES comment (id) ON DELETE CASCADE,
  author_id   BIGINT,
  body        TEXT NOT NULL,
  created     BIGINT NOT NULL,
  edited      BIGINT NOT NULL DEFAULT 0,
  resolved    BIGINT NOT NULL DEFAULT 0,
  resolved_by BIGINT,
  deleted     BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX comment_by_project ON comment (project_id, id);
CREATE INDEX comment_by_parent ON comment (parent_id);

-- Who was named in a comment, and since when.
CREATE TABLE mention (
  comment_id BIGINT NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created    BIGINT NOT NULL,
  PRIMARY KEY (comment_id, account_id)
);
CREATE INDEX mention_by_account ON mention (account_id, created);

-- What is attached, once for each content: kind is what the bytes are, found in
-- the bytes; scan is none, waiting, clean or infected. The bytes are in parts
-- here, or under the digest in the folder or the bucket of the settings.
CREATE TABLE content (
  digest  TEXT PRIMARY KEY,
  size    BIGINT NOT NULL,
  kind    TEXT NOT NULL,
  width   BIGINT NOT NULL DEFAULT 0,
  height  BIGINT NOT NULL DEFAULT 0,
  preview BYTES,
  scan    TEXT NOT NULL DEFAULT 'none',
  finding TEXT NOT NULL DEFAULT '',
  used    BIGINT NOT NULL
);

CREATE TABLE content_part (
  digest  TEXT NOT NULL REFERENCES content (digest) ON DELETE CASCADE,
  place   BIGINT NOT NULL,
  content BYTES NOT NULL,
  PRIMARY KEY (digest, place)
);

CREATE TABLE attachment (
  id         BIGINT PRIMARY KEY,
  version    BIGINT NOT NULL,
  project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  comment_id BIGINT REFERENCES comment (id) ON DELETE SET NULL,
  digest     TEXT NOT NULL REFERENCES content (digest),
  name       TEXT NOT NULL,
  size       BIGINT NOT NULL,
  added_by   BIGINT,
  created    BIGINT NOT NULL,
  deleted    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX attachment_by_project ON attachment (project_id, id);
CREATE INDEX attachment_by_digest ON attachment (digest);
CREATE INDEX attachment_by_account ON attachment (added_by);

-- When a person last looked at a project, and the last change there was then.
CREATE TABLE visit (
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  change     BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  PRIMARY KEY (account_id, project_id)
);
CREATE INDEX visit_by_project ON visit (project_id);

-- The heading under which an attribute stands on the page of its object; empty
-- for the usual one.
ALTER TABLE field ADD COLUMN section TEXT NOT NULL DEFAULT '';

-- Who could work on projects may also talk about them.
UPDATE role SET permissions = permissions || ' project.comment' WHERE builtin = 1 AND key <> 'reader';
