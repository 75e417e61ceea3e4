import { useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import type { Doubt, Question, Reply } from "../../data/questions";
import type { FieldContext } from "../../fields/kind";
import { useFieldContext } from "../../fields/use-context";
import { type MessageKey, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Segmented } from "../../ui/segmented";
import { words } from "../words";
import styles from "./question-dialog.module.css";
import { Reason } from "./reason";
import { Who } from "./who";

type Props = { question: Question; onAnswer: (reply: Reply) => void };

const most = 200;

const rest: Record<Question["kind"], MessageKey> = {
	paste: "editing.pasteRest",
	write: "editing.writeRest",
	undo: "editing.undoRest",
};
const nothing: Record<Question["kind"], MessageKey> = {
	paste: "editing.pasteNothing",
	write: "editing.writeNothing",
	undo: "editing.undoNothing",
};

// QuestionDialog shows cell by cell what would be written and what not, with the
// reason of each, and lets one decide before anything is written.
export function QuestionDialog({ question, onAnswer }: Props) {
	const { t } = useLang();
	const { kind, doubts, accepted, what } = question;
	const [shown, setShown] = useState("doubts");
	const moved = doubts.filter((d) => d.theirs !== undefined).length;
	const asksOver = moved > 0;
	return (
		<Dialog
			wide
			isOpen
			title={t(kind === "undo" ? "editing.undo.title" : `editing.${kind}.title`, { count: doubts.length })}
			onClose={() => onAnswer("none")}
			actions={
				<>
					<Button onPress={() => onAnswer("none")}>{t(nothing[kind])}</Button>
					{asksOver && <Button onPress={() => onAnswer("all")}>{t("editing.overwrite", { count: moved })}</Button>}
					{accepted.length > 0 && (
						<Button kind="primary" onPress={() => onAnswer("rest")}>
							{t(rest[kind], { count: accepted.length })}
						</Button>
					)}
				</>
			}
		>
			<div className={styles.body}>
				<p>
					<strong>{what}</strong>
					<br />
					{kind === "undo" ? t("editing.undoing", { what }) : t("editing.nothingYet")}
				</p>
				{accepted.length > 0 && (
					<Segmented
						label={t("editing.show")}
						value={shown}
						onChange={setShown}
						options={[
							{
								id: "doubts",
								name: t(kind === "undo" ? "editing.changedSince" : "editing.refused", { count: doubts.length }),
							},
							{
								id: "accepted",
								name: t(kind === "undo" ? "editing.unchanged" : "editing.accepted", { count: accepted.length }),
							},
						]}
					/>
				)}
				{question.reason && accepted.length > 0 && (
					<Reason
						onChange={(text) => {
							if (question.reason) question.reason.text = text;
						}}
					/>
				)}
				<Cells
					cells={shown === "doubts" ? doubts : accepted.map((c) => ({ ...c, why: "" }))}
					undo={kind === "undo"}
					label={t("editing.show")}
					reasons={shown === "doubts"}
				/>
			</div>
		</Dialog>
	);
}

type CellsProps = { cells: readonly Doubt[]; undo: boolean; label: string; reasons: boolean };

function Cells({ cells, undo, label, reasons }: CellsProps) {
	const { t } = useLang();
	const attributes = useAttributes().data ?? [];
	const context = useFieldContext();
	const both = reasons && cells.some((c) => c.theirs !== undefined);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a long table is scrolled by keys
		<section className={styles.scroller} tabIndex={0} aria-label={label}>
			<table className={styles.table} aria-label={label}>
				<thead>
					<tr>
						<th scope="col">{t("editing.column.project")}</th>
						<th scope="col">{t("editing.column.attribute")}</th>
						{both && <th scope="col">{t("editing.column.now")}</th>}
						<th scope="col">{t(undo ? "editing.column.back" : "editing.column.value")}</th>
						{reasons && <th scope="col">{t("editing.column.why")}</th>}
					</tr>
				</thead>
				<tbody>
					{cells.slice(0, most).map((cell, i) => (
						<Line
							key={`${cell.row.id} ${cell.key} ${i}`}
							cell={cell}
							attribute={attributes.find((a) => a.key === cell.key)}
							context={context}
							both={both}
							reasons={reasons}
							ask={i < 20}
						/>
					))}
				</tbody>
			</table>
			{cells.length > most && <p className={styles.more}>{t("editing.more", { count: cells.length - most })}</p>}
		</section>
	);
}

type LineProps = {
	cell: Doubt;
	attribute: Attribute | undefined;
	context: FieldContext;
	both: boolean;
	reasons: boolean;
	ask: boolean;
};

function Line({ cell, attribute, context, both, reasons, ask }: LineProps) {
	const { t, lang } = useLang();
	const said = (value: unknown) => (attribute && words(value, attribute, context)) || t("editing.empty");
	return (
		<tr>
			<th scope="row">{nameOf(cell.row)}</th>
			<td>{attribute ? pick(attribute.label, lang) : cell.key}</td>
			{both && <td className={styles.value}>{cell.theirs === undefined ? "" : said(cell.theirs)}</td>}
			<td className={styles.value}>{cell.text ?? said(cell.value)}</td>
			{reasons && <td>{cell.theirs === undefined ? cell.why : <Who id={cell.row.id} of={cell.key} on={ask} />}</td>}
		</tr>
	);
}

function nameOf(row: Row): string {
	return String(row.name ?? row.code ?? "");
}
