-- A subscription is of the summary of a portfolio, or of a view: its rows as they are
-- on the day, as their reader may see them.
ALTER TABLE subscription ADD COLUMN view_id BIGINT REFERENCES view (id) ON DELETE CASCADE;
CREATE INDEX subscription_by_view ON subscription (view_id);
