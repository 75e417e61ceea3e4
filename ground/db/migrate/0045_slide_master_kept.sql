-- digest is the SHA-256 of a slide master, by which a configuration names it; it is
-- empty until the next start has read the bytes. deleted is when it was deleted or
-- another presentation took its place, in milliseconds since 1970, 0 while it is in use:
-- its bytes stay, so that what was published can be taken back.
ALTER TABLE slide_master ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE slide_master ADD COLUMN deleted BIGINT NOT NULL DEFAULT 0;
