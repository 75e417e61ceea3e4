import { useState } from "react";
import type { Attribute } from "../../api/types";
import { useLineFit } from "../../data/forms";
import { useCan } from "../../data/me";
import { type RecordKind, type RecordRow, useRecordHistory } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { useT } from "../../i18n/use-lang";
import { Drawer } from "../../ui/drawer";
import { TextLink } from "../../ui/link";
import { Loaded } from "../../ui/states";
import { useAsOf } from "../../url/use-search";
import { HistoryEntries } from "../record/history";
import { addressOfHome, homeOf } from "./columns";
import styles from "./details.module.css";
import { LineSections } from "./line-sections";

type Props = { kind: RecordKind; row: RecordRow; attributes: readonly Attribute[]; onClose: () => void };

// RecordDrawer shows one record as the form of its reader says, changed in place, and
// what happened to it.
export function RecordDrawer({ kind, row: listed, attributes, onClose }: Props) {
	const t = useT();
	const context = useFieldContext();
	const present = !useAsOf();
	// saved is the record as it is since it was changed here
	const [saved, setSaved] = useState<RecordRow | null>(null);
	const row = saved && saved.version > listed.version ? saved : listed;
	const fit = useLineFit(kind, row.id, row.version);
	const mayRead = useCan("history.read");
	const history = useRecordHistory(kind, row.id, mayRead);
	const home = addressOfHome(row);
	return (
		<Drawer title={row.name ?? ""} isOpen onClose={onClose}>
			<div className={styles.details}>
				{home && <TextLink href={home}>{homeOf(row)}</TextLink>}
				<LineSections
					{...{ kind, row, attributes }}
					fit={present ? fit.data : undefined}
					onSaved={present ? setSaved : undefined}
				/>
				{mayRead && (
					<section aria-labelledby="record-history">
						<h3 id="record-history" className={styles.heading}>
							{t("register.history")}
						</h3>
						<Loaded query={history} lines={4}>
							{(entries) => <HistoryEntries entries={entries} attributes={attributes} context={context} />}
						</Loaded>
					</section>
				)}
			</div>
		</Drawer>
	);
}

// latestOf is a record as a list has it now; as it was where it is not there any more.
export function latestOf(rows: readonly RecordRow[], m: RecordRow): RecordRow {
	return rows.find((r) => r.id === m.id) ?? m;
}
