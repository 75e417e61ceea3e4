-- An administrator may see Vigie as another person does, for a while, and read only.
ALTER TABLE session ADD COLUMN seeing BIGINT;
ALTER TABLE session ADD COLUMN seeing_until BIGINT;
