-- Reviews of portfolios: dated meetings of the committee. The unit decides who may
-- see one, also when its portfolio is gone. frozen is the number of the last change
-- that a frozen review knows, closed that of a closed one; place is where whoever
-- leads it stands: a project, 0 for the opening, -1 for the end.
CREATE TABLE review (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  portfolio_id BIGINT NOT NULL,
  unit_id      BIGINT NOT NULL,
  name         TEXT NOT NULL,
  day          BIGINT NOT NULL,
  state        TEXT NOT NULL,
  rule         TEXT NOT NULL DEFAULT '',
  filter       TEXT NOT NULL DEFAULT '',
  minutes      BIGINT NOT NULL DEFAULT 0,
  previous_id  BIGINT,
  frozen       BIGINT NOT NULL DEFAULT 0,
  frozen_at    BIGINT NOT NULL DEFAULT 0,
  frozen_day   BIGINT,
  closed       BIGINT NOT NULL DEFAULT 0,
  closed_at    BIGINT NOT NULL DEFAULT 0,
  closed_day   BIGINT,
  conclusion   TEXT NOT NULL DEFAULT '',
  place        BIGINT NOT NULL DEFAULT 0,
  leader_id    BIGINT,
  created      BIGINT NOT NULL,
  updated      BIGINT NOT NULL,
  updated_by   BIGINT
);
CREATE INDEX review_by_portfolio ON review (portfolio_id, day);

-- The agenda. reason is the rule by which a project is on it, "hand" when somebody
-- put it there. A project that is gone stays on the agenda of the past.
CREATE TABLE review_item (
  id         BIGINT PRIMARY KEY,
  review_id  BIGINT NOT NULL REFERENCES review (id) ON DELETE CASCADE,
  project_id BIGINT NOT NULL,
  position   BIGINT NOT NULL,
  minutes    BIGINT NOT NULL DEFAULT 0,
  reason     TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX review_item_by_project ON review_item (review_id, project_id);

CREATE TABLE review_participant (
  review_id  BIGINT NOT NULL REFERENCES review (id) ON DELETE CASCADE,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  PRIMARY KEY (review_id, account_id)
);
CREATE INDEX review_participant_by_account ON review_participant (account_id);

-- What somebody notes during a review, for nobody else. project_id is 0 for the
-- review as a whole.
CREATE TABLE review_note (
  review_id  BIGINT NOT NULL REFERENCES review (id) ON DELETE CASCADE,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  project_id BIGINT NOT NULL DEFAULT 0,
  body       TEXT NOT NULL,
  updated    BIGINT NOT NULL,
  PRIMARY KEY (review_id, account_id, project_id)
);
CREATE INDEX review_note_by_account ON review_note (account_id);
