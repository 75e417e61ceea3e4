import { useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { log } from "../../data/command-log";
import { type Back, type Reverted, revert, revertedKey, useRevert } from "../../data/conversation";
import { useToday } from "../../data/me";
import { edits, saveMonth, useWrite } from "../../data/projects";
import type { FieldContext } from "../../fields/kind";
import { dayFromISO, formatDay, formatMonth, isoOfDay, lastDay, monthFromISO, monthOf } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { DateField } from "../../ui/date-field";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { Skeleton } from "../../ui/states";
import { TextField } from "../../ui/text-field";
import { sayDone } from "../editing/undo-said";
import { words } from "../words";
import styles from "./revert.module.css";

type Props = {
	row: Row;
	attributes: readonly Attribute[];
	context: FieldContext;
	// after: the change to whose end one goes back; without it a date is asked for
	after?: number;
	onClose: () => void;
};

// RevertDialog shows what would change if the project were brought back to what
// it was, and brings back what one leaves ticked.
export function RevertDialog({ row, attributes, context, after, onClose }: Props) {
	const { t } = useLang();
	const today = useToday();
	const [day, setDay] = useState(lastDay(monthOf(today) - 1));
	const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
	const [why, setWhy] = useState("");
	const back: Back = after ? { after } : { as_of: isoOfDay(day) };
	const found = useRevert(row.id, back);
	const chosen = (found.data ?? []).filter((d) => !d.locked && !left.has(revertedKey(d))).map(revertedKey);
	const bring = useWrite(async () => {
		const was = found.data ?? [];
		const now = await revert(edits.latest(row), back, chosen, why);
		edits.meet(now);
		remember(row, was, chosen, back, t("project.revert.done", { name: String(row.name ?? "") }));
	});
	return (
		<Dialog
			title={t("project.revert.title")}
			isOpen
			onClose={onClose}
			wide
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button
						kind="primary"
						isDisabled={chosen.length === 0}
						isPending={bring.isPending}
						onPress={() => bring.mutate(undefined, { onSuccess: onClose })}
					>
						{t("project.revert.action", { count: chosen.length })}
					</Button>
				</>
			}
		>
			<div className={styles.form}>
				<FormError error={bring.error ?? found.error} />
				{!after && (
					<DateField
						label={t("project.revert.date")}
						help={t("project.revert.help")}
						value={day}
						today={today}
						max={today}
						onChange={setDay}
						autoFocus
					/>
				)}
				{found.data ? (
					<Differences
						found={found.data}
						{...{ attributes, context, left }}
						nothing={
							after
								? t("project.revert.same")
								: t("project.revert.sameOn", { date: formatDay(dayFromISO(isoOfDay(day))) })
						}
						onToggle={(key) => setLeft(toggled(left, key))}
					/>
				) : (
					!found.error && <Skeleton lines={4} />
				)}
				{chosen.length > 0 && (
					<TextField
						label={t("project.why")}
						help={t("project.whyHelp")}
						value={why}
						onChange={setWhy}
						maxLength={500}
					/>
				)}
			</div>
		</Dialog>
	);
}

// remember makes it undone by writing what was there before.
function remember(row: Row, was: Reverted[], chosen: string[], back: Back, what: string) {
	const before = was.filter((d) => chosen.includes(revertedKey(d)));
	const undo = async () => {
		for (const { month, attribute, now } of before) {
			if (month) edits.meet(await saveMonth(row.id, edits.latest(row).version, month, attribute, now));
		}
		const latest = edits.latest(row);
		for (const d of before) if (!d.month) edits.set(latest, d.attribute, d.now);
		return true;
	};
	const redo = async () => {
		edits.meet(await revert(edits.latest(row), back, chosen));
		return true;
	};
	log.add({ what, undo, redo });
	sayDone({ text: what, way: "undo" });
}

type DifferencesProps = {
	found: Reverted[];
	attributes: readonly Attribute[];
	context: FieldContext;
	left: ReadonlySet<string>;
	nothing: string;
	onToggle: (key: string) => void;
};

function Differences({ found, attributes, context, left, nothing, onToggle }: DifferencesProps) {
	const { t, lang } = useLang();
	if (found.length === 0) return <p className={styles.none}>{nothing}</p>;
	return (
		<table className={styles.table}>
			<thead>
				<tr>
					<th scope="col">{t("project.revert.attribute")}</th>
					<th scope="col">{t("project.revert.now")}</th>
					<th scope="col">{t("project.revert.then")}</th>
				</tr>
			</thead>
			<tbody>
				{found.map((d) => {
					const attribute = attributes.find((a) => a.key === d.attribute);
					if (!attribute) return null;
					const say = (v: unknown) => words(v, attribute, context) || t("portfolio.compare.nothing");
					return (
						<tr key={revertedKey(d)}>
							<th scope="row">
								<Checkbox
									isSelected={!d.locked && !left.has(revertedKey(d))}
									isDisabled={d.locked}
									onChange={() => onToggle(revertedKey(d))}
								>
									{pick(attribute.label, lang)}
									{d.month && <span className={styles.month}>{formatMonth(monthFromISO(d.month), "month-long")}</span>}
								</Checkbox>
								{d.locked && <p className={styles.locked}>{t("project.revert.locked")}</p>}
							</th>
							<td className={styles.now}>{say(d.now)}</td>
							<td className={styles.then}>{say(d.then)}</td>
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}

export function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
	const next = new Set(set);
	if (!next.delete(key)) next.add(key);
	return next;
}
