-- PowerPoint templates of reports are slide masters from here on: templates are
-- those of projects.
ALTER TABLE template RENAME TO slide_master;
ALTER TABLE template_part RENAME TO slide_master_part;
ALTER TABLE slide_master_part RENAME COLUMN template_id TO master_id;
