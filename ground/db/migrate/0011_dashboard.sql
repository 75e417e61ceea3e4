-- How the summary of a portfolio is laid out: by whom, and for what. place is
-- 'mine:ACCOUNT:PORTFOLIO', 'portfolio:PORTFOLIO' or 'instance', with 0 for all
-- projects. blocks is JSON; a layout that was given up has none.
CREATE TABLE dashboard (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  place        TEXT NOT NULL UNIQUE,
  account_id   BIGINT REFERENCES account (id) ON DELETE CASCADE,
  portfolio_id BIGINT REFERENCES portfolio (id) ON DELETE CASCADE,
  blocks       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX dashboard_by_account ON dashboard (account_id);
CREATE INDEX dashboard_by_portfolio ON dashboard (portfolio_id);

-- Who gets which summary by mail, and when. last is the day of the last letter.
CREATE TABLE subscription (
  id           BIGINT PRIMARY KEY,
  version      BIGINT NOT NULL,
  account_id   BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  portfolio_id BIGINT REFERENCES portfolio (id) ON DELETE CASCADE,
  every        TEXT NOT NULL,
  day          BIGINT NOT NULL,
  hour         BIGINT NOT NULL,
  format       TEXT NOT NULL,
  last         BIGINT,
  created      BIGINT NOT NULL
);
CREATE INDEX subscription_by_account ON subscription (account_id);
CREATE INDEX subscription_by_portfolio ON subscription (portfolio_id);

-- What the trust score of a project is made from: one row, or none for the rules
-- that came with the program. settings is JSON.
CREATE TABLE trust (
  id       BIGINT PRIMARY KEY,
  version  BIGINT NOT NULL,
  settings TEXT NOT NULL
);
