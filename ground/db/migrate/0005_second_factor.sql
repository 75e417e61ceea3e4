-- Second factors: the codes that an application on a phone computes from a
-- secret, and ten codes for the day that it is lost. confirmed is 0 until the
-- first code was right; last_step is the last period whose code was used.
CREATE TABLE second_factor (
  account_id BIGINT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  secret     TEXT NOT NULL,
  created    BIGINT NOT NULL,
  confirmed  BIGINT NOT NULL DEFAULT 0,
  last_step  BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
  digest     TEXT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  used       BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX recovery_code_by_account ON recovery_code (account_id);

-- A role may ask a second factor of those who have it. A session that began
-- without one which is asked for is good for setting it up, and nothing else.
ALTER TABLE role ADD COLUMN second_factor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN bound BIGINT NOT NULL DEFAULT 0;

-- A list to which whoever fills it in may add.
ALTER TABLE field ADD COLUMN free BIGINT NOT NULL DEFAULT 0;

-- What the audit reads, newest first.
CREATE INDEX history_of_audit ON history (change, id)
  WHERE entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field');
