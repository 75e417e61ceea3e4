import { formatCount } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { FormError } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import columnStyles from "./column.module.css";
import { Confidence } from "./column-line";
import { ColumnOptions } from "./column-options";
import { ColumnTarget } from "./column-target";
import { ColumnValues } from "./column-values";
import columnsStyles from "./columns.module.css";
import styles from "./import.module.css";
import { hasValues, namesNew } from "./logic";
import { NewAttributeFields } from "./new-attribute";
import { useChangeImport } from "./queries";
import type { ColumnChange, Import, ImportColumn } from "./types";

type Props = { i: Import; c: ImportColumn; onOpen: (number: number | null) => void };

// ColumnPanel holds everything about one column, beside the list of all.
export function ColumnPanel({ i, c, onOpen }: Props) {
	const t = useT();
	const change = useChangeImport(i.id);
	const save = (columns: ColumnChange[]) => change.mutate({ columns });
	const one = (more: Omit<ColumnChange, "number">) => save([{ number: c.number, ...more }]);
	const columns = i.columns ?? [];
	const at = columns.findIndex((x) => x.number === c.number);
	const before = columns[at - 1];
	const after = columns[at + 1];
	return (
		<SidePanel
			title={c.header || t("import.columns.untitled", { letter: c.letter })}
			onClose={() => onOpen(null)}
			onPrevious={before && (() => onOpen(before.number))}
			onNext={after && (() => onOpen(after.number))}
		>
			<div className={columnStyles.panel}>
				<FormError error={change.error} />
				<ColumnTarget i={i} c={c} onChange={save} hideLabel={false} />
				{c.action === "new" && c.new && <NewAttributeFields made={c.new} onChange={(made) => one({ new: made })} />}
				{c.action !== "ignore" && (
					<>
						<ColumnOptions i={i} c={c} onChange={(options) => one({ options: { ...c.options, ...options } })} />
						{(hasValues(c.kind) || namesNew(c)) && <ColumnValues i={i} c={c} onChange={(values) => one({ values })} />}
					</>
				)}
				<Guess c={c} />
			</div>
		</SidePanel>
	);
}

// Guess says why the column was read so, with its first values.
function Guess({ c }: { c: ImportColumn }) {
	const t = useT();
	const notes = c.notes ?? [];
	return (
		<section className={columnStyles.guess}>
			<header>
				<h3>{t("import.panel.found")}</h3>
				<Confidence c={c} />
			</header>
			<p className={styles.quiet}>
				{t("import.panel.filled", { count: c.filled })}
				{c.unread > 0 && ` · ${t("import.columns.unread", { count: c.unread })}`}
			</p>
			{notes.length > 0 && (
				<ul className={columnsStyles.noteList}>
					{notes.map((n) => (
						<li key={n}>{n}</li>
					))}
				</ul>
			)}
			<ol className={columnStyles.firsts} aria-label={t("import.columns.head.samples")}>
				{(c.samples ?? []).map((s, n) => (
					<li key={n}>
						<span className={columnsStyles.letter}>{formatCount(n + 1)}</span>
						<span>{s}</span>
					</li>
				))}
			</ol>
		</section>
	);
}
