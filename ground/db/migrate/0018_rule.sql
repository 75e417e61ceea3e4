-- Rules of attributes: when one is asked for, and what must hold where it is filled in.
ALTER TABLE field ADD COLUMN required_if TEXT NOT NULL DEFAULT '';
ALTER TABLE field ADD COLUMN rule TEXT NOT NULL DEFAULT '';
ALTER TABLE field ADD COLUMN message_en TEXT NOT NULL DEFAULT '';
ALTER TABLE field ADD COLUMN message_fr TEXT NOT NULL DEFAULT '';
