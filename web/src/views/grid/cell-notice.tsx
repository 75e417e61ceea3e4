import { type RefObject, useEffect, useState } from "react";
import type { Attribute } from "../../api/types";
import { edits } from "../../data/projects";
import type { Grid } from "../../engine/grid/grid";
import type { FieldContext } from "../../fields/kind";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Who } from "../editing/who";
import { words } from "../words";
import styles from "./cell-notice.module.css";
import { Floating } from "./floating";

type Props = { grid: RefObject<Grid | null>; attributes: readonly Attribute[]; context: FieldContext };

// CellNotice stands under the active cell when its change was refused, or when
// someone else saved another value first, and lets one decide. Esc puts it away.
export function CellNotice({ grid, attributes, context }: Props) {
	const at = activeCell(grid.current);
	const [shown, setShown] = useState<Element | null>(null);
	const edit = at && edits.cell(at.id, at.key);
	const wants = edit?.state === "failed" || edit?.state === "conflict";
	// The engine paints the active cell after it has told of the selection.
	useEffect(() => {
		const cell = wants ? (grid.current?.element.querySelector(".vg-body .vg-active") ?? null) : null;
		if (cell !== shown) setShown(cell);
	});
	const attribute = attributes.find((a) => a.key === at?.key);
	const place = at ? `${at.id} ${at.key} ${edit?.state}` : "";
	const [put, setPut] = useState("");
	useEffect(() => {
		if (!wants) return;
		const onKey = (e: KeyboardEvent) => e.key === "Escape" && setPut(place);
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [wants, place]);
	if (!at || !edit || !wants || !shown || !attribute || put === place) return null;
	const done = () => grid.current?.focus();
	return (
		<Floating anchor={shown}>
			<NoticeBody
				id={at.id}
				attribute={attribute}
				context={context}
				onDone={done}
				onCorrect={() => {
					done();
					grid.current?.edit();
				}}
			/>
		</Floating>
	);
}

type BodyProps = {
	id: string;
	attribute: Attribute;
	context: FieldContext;
	onDone?: () => void;
	// onCorrect opens the editor on what was typed
	onCorrect?: () => void;
};

// NoticeBody says what is wrong with a change, and what can be done about it.
export function NoticeBody({ id, attribute, context, onDone, onCorrect }: BodyProps) {
	const t = useT();
	const edit = edits.cell(id, attribute.key);
	if (!edit) return null;
	const said = (v: unknown) => words(v, attribute, context) || t("portfolio.compare.nothing");
	const act = (run: () => void) => () => {
		run();
		onDone?.();
	};
	if (edit.state === "failed") {
		return (
			<div className={styles.notice} role="region" aria-label={t("portfolio.cell.failedTitle")}>
				<strong>{t("portfolio.cell.failedTitle")}</strong>
				<p className={styles.why}>{edit.why}</p>
				<div className={styles.actions}>
					{onCorrect && (
						<Button small kind={edit.typed === undefined ? undefined : "primary"} onPress={onCorrect}>
							{t("editing.reopen")}
						</Button>
					)}
					{edit.typed === undefined && (
						<Button small kind="primary" onPress={act(() => edits.retry(id, attribute.key))}>
							{t("action.retry")}
						</Button>
					)}
					<Button small onPress={act(() => edits.discard(id, attribute.key))}>
						{t("portfolio.cell.discard")}
					</Button>
				</div>
			</div>
		);
	}
	return (
		<div className={styles.notice} role="region" aria-label={t("portfolio.cell.conflict")}>
			<strong>{t("portfolio.cell.conflict")}</strong>
			<p className={styles.why}>
				<Who id={id} of={attribute.key} />
			</p>
			<dl className={styles.both}>
				<dt>{t("portfolio.cell.theirs")}</dt>
				<dd>{said(edit.theirs)}</dd>
				<dt>{t("portfolio.cell.mine")}</dt>
				<dd>{said(edit.value)}</dd>
			</dl>
			<div className={styles.actions}>
				<Button small kind="primary" onPress={act(() => edits.discard(id, attribute.key))}>
					{t("portfolio.cell.takeTheirs")}
				</Button>
				<Button small onPress={act(() => edits.keepMine(id, attribute.key))}>
					{t("portfolio.cell.keepMine")}
				</Button>
			</div>
		</div>
	);
}

export function activeCell(grid: Grid | null): { id: string; key: string; row: number; col: number } | null {
	if (!grid) return null;
	const { row, col } = grid.selection.active;
	const column = grid.shownColumns[col];
	const id = grid.rowAt(row)?.id;
	return column && id ? { id, key: column.key, row, col } : null;
}
