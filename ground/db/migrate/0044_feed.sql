-- Calendars of key dates that other programs read at an address: the token in it may do
-- nothing else. kind says what it shows: the key dates of a project, of a view, or one's
-- own; object is that project or view, 0 for none.
CREATE TABLE feed (
  token_id BIGINT PRIMARY KEY REFERENCES api_token (id) ON DELETE CASCADE,
  kind     TEXT NOT NULL,
  object   BIGINT NOT NULL
);
