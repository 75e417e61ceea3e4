import { useState } from "react";
import { dayFromISO, isoOfDay } from "../../format/day";
import { formatBytes } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { fieldErrors } from "../../ui/form";
import { DestinationFields } from "./destination";
import frameStyles from "./frame.module.css";
import { nameFromFile } from "./logic";
import { useChangeImport, useObject } from "./queries";
import { StepBar } from "./step-bar";
import type { Import } from "./types";
import type { StepProps } from "./wizard";

// FileStep shows what was sent, and lets its portfolio and its date be corrected.
export function FileStep({ i, go }: StepProps) {
	const t = useT();
	const change = useChangeImport(i.id);
	const kind = useObject(i.object);
	const [naming, setNaming] = useState(i.portfolio?.new ?? false);
	const [name, setName] = useState(i.portfolio?.new ? i.portfolio.name : nameFromFile(i.file.name));
	const saveName = () => {
		if (name.trim() && name.trim() !== i.portfolio?.name) change.mutate({ portfolio_name: name.trim() });
	};
	return (
		<>
			<div className={frameStyles.narrow}>
				<Facts i={i} />
				{(kind.portfolio || kind.dated) && (
					<DestinationFields
						file={i.file.name}
						portfolio={kind.portfolio}
						value={{ portfolio: naming ? "new" : (i.portfolio?.id ?? ""), name, day: dayFromISO(i.as_of) }}
						errors={fieldErrors(change.error)}
						onName={saveName}
						onChange={(c) => {
							if (c.name !== undefined) setName(c.name);
							if (c.day) change.mutate({ as_of: isoOfDay(c.day) });
							if (c.portfolio !== undefined) setNaming(c.portfolio === "new");
							if (c.portfolio === "new") saveName();
							else if (c.portfolio !== undefined) change.mutate({ portfolio: c.portfolio });
						}}
					/>
				)}
			</div>
			<StepBar note={t("import.nothingYet")} error={change.error}>
				<Button kind="primary" onPress={() => go("columns")}>
					{t("import.next")}
				</Button>
			</StepBar>
		</>
	);
}

function Facts({ i }: { i: Import }) {
	const t = useT();
	const sheet = i.sheets?.find((s) => s.name === i.sheet);
	const facts: [string, string][] = [
		[t("import.facts.size"), formatBytes(i.file.size)],
		[t("import.facts.encoding"), i.file.encoding],
		[t("import.facts.separator"), i.file.separator === "\t" ? t("import.separator.tab") : i.file.separator],
		[t("import.facts.table"), sheet ? t("import.facts.rowsColumns", { rows: sheet.rows, columns: sheet.columns }) : ""],
	];
	return (
		<dl className={frameStyles.facts}>
			{facts
				.filter(([, value]) => value)
				.map(([name, value]) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{value}</dd>
					</div>
				))}
		</dl>
	);
}
