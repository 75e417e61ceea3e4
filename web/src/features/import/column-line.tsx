import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Badge, type BadgeTone } from "../../ui/tag";
import { ColumnTarget } from "./column-target";
import columnsStyles from "./columns.module.css";
import styles from "./import.module.css";
import { doubtOf, untaken } from "./logic";
import type { ColumnChange, Import, ImportColumn } from "./types";
import { useReading } from "./use-reading";

type Props = { i: Import; c: ImportColumn; onChange: (changes: ColumnChange[]) => void; onOpen: () => void };

// ColumnLine is one column of the file: what it holds, what it becomes, how its
// cells are read, and how sure the guess is.
export function ColumnLine({ i, c, onChange, onOpen }: Props) {
	const t = useT();
	const reading = useReading(i, c);
	const name = c.header || t("import.columns.untitled", { letter: c.letter });
	return (
		<tr data-action={c.action}>
			<th scope="row" className={columnsStyles.fromFile}>
				<div>
					<span className={columnsStyles.letter}>{c.letter}</span>
					<span className={columnsStyles.header} title={name.length > 60 ? name : undefined}>
						{name}
					</span>
				</div>
			</th>
			<td className={columnsStyles.samples}>
				{[...new Set(c.samples ?? [])].slice(0, 3).map((s, n) => (
					<span key={n} title={s.length > 40 ? s : undefined}>
						{s}
					</span>
				))}
			</td>
			<td className={columnsStyles.target}>
				<ColumnTarget i={i} c={c} onChange={onChange} onNew={onOpen} />
			</td>
			<td className={columnsStyles.reading}>
				{c.action !== "ignore" && (
					<Button kind="quiet" small icon="edit" onPress={onOpen}>
						<span className={columnsStyles.readingText}>{reading}</span>
						<span className="visually-hidden">{t("import.columns.options", { name })}</span>
					</Button>
				)}
				<Warnings c={c} />
			</td>
			<td className={columnsStyles.confidence}>
				<Confidence c={c} />
			</td>
		</tr>
	);
}

function Warnings({ c }: { c: ImportColumn }) {
	const t = useT();
	const left = untaken(c);
	return (
		<>
			{c.unread > 0 && (
				<Badge tone="warn" icon="warning">
					{t("import.columns.unread", { count: c.unread })}
				</Badge>
			)}
			{left > 0 && c.action !== "ignore" && (
				<Badge tone="warn" icon="warning">
					{t("import.columns.untaken", { count: left })}
				</Badge>
			)}
		</>
	);
}

const tones: Record<string, BadgeTone> = { sure: "good", likely: "warn", unsure: "bad" };
const icons = { sure: "check", likely: "help", unsure: "warning" } as const;

// Confidence is a word with its figure; the colour only repeats it.
export function Confidence({ c }: { c: ImportColumn }) {
	const t = useT();
	if (c.action === "ignore") return <span className={styles.quiet}>{t("import.columns.ignored")}</span>;
	const doubt = doubtOf(c);
	return (
		<Badge tone={tones[doubt]} icon={icons[doubt]}>
			{t("import.columns.confidence", { doubt, share: Math.min(100, c.confidence) })}
		</Badge>
	);
}
