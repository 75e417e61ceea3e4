-- Exchange rates with their days: what one unit of a currency is worth in the one
-- beside it, in 1/1,000,000,000,000, or, when inverse is 1, what one unit of the
-- other is worth in it.
CREATE TABLE rate (
  id         BIGINT PRIMARY KEY,
  version    BIGINT NOT NULL,
  currency   TEXT NOT NULL,
  against    TEXT NOT NULL,
  day        BIGINT NOT NULL,
  value      BIGINT NOT NULL,
  inverse    BIGINT NOT NULL,
  source     TEXT NOT NULL DEFAULT '',
  created    BIGINT NOT NULL,
  updated    BIGINT NOT NULL,
  updated_by BIGINT
);
CREATE UNIQUE INDEX rate_by_day ON rate (against, currency, day);
UPDATE role SET permissions = permissions || ' rate.edit' WHERE key IN ('administrator', 'pmo', 'finance') AND permissions NOT LIKE '%rate.edit%';
