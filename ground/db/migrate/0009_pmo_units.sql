-- The spreadsheets that a PMO imports name units that are new.
UPDATE role SET permissions = permissions || ' unit.manage' WHERE key = 'pmo' AND permissions NOT LIKE '%unit.manage%';
