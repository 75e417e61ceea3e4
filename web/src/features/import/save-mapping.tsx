import { useState } from "react";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { FormError, fieldErrors } from "../../ui/form";
import { TextField } from "../../ui/text-field";
import endStyles from "./end.module.css";
import styles from "./import.module.css";
import { nameFromFile } from "./logic";
import { useSaveMapping } from "./queries";
import type { Import } from "./types";

// SaveMapping keeps the corrections for the next edition of the same file.
export function SaveMapping({ i }: { i: Import }) {
	const t = useT();
	const [name, setName] = useState(i.mapping?.name || nameFromFile(i.file.name));
	const save = useSaveMapping(i.id);
	const wrong = fieldErrors(save.error).name;
	return (
		<form
			className={endStyles.keep}
			onSubmit={(e) => {
				e.preventDefault();
				save.mutate(name.trim());
			}}
		>
			<h3 className={styles.heading}>{t("import.keep.title")}</h3>
			<p className={styles.quiet}>{t("import.keep.text")}</p>
			{save.isSuccess ? (
				<Banner tone="good">{t("import.keep.saved", { name })}</Banner>
			) : (
				<>
					{!wrong && <FormError error={save.error} />}
					<div className={endStyles.keepLine}>
						<TextField hideLabel label={t("import.keep.name")} error={wrong} value={name} onChange={setName} />
						<Button type="submit" isPending={save.isPending} isDisabled={!name.trim()}>
							{t("action.save")}
						</Button>
					</div>
				</>
			)}
		</form>
	);
}
