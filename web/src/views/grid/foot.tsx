import { type RefObject, useEffect, useState } from "react";
import type { Attribute } from "../../api/types";
import type { Totals } from "../../data/rows";
import type { Grid } from "../../engine/grid/grid";
import type { Column } from "../../engine/grid/model";
import { ordered, ROW_HEADER } from "../../engine/grid/scene";
import type { FieldContext } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import { ruleName } from "../rule-name";
import { shortTotal, totalText } from "../totals";
import type { ViewColumn } from "../view-state";
import styles from "./foot.module.css";

type Props = {
	grid: RefObject<Grid | null>;
	columns: readonly Column[];
	shown: readonly ViewColumn[];
	attributes: readonly Attribute[];
	totals: Totals;
	context: FieldContext;
	narrow: boolean;
};

// Foot is the line of totals under the grid, for the columns for which the view
// chooses one. It moves sideways with the columns.
export function Foot({ grid, columns, shown, attributes, totals, context: own, narrow }: Props) {
	const { t } = useLang();
	const context = { ...own, scale: "auto" as const };
	const left = useScrollLeft(grid, columns);
	const laid = ordered(columns);
	const pinned = laid.filter((c) => c.pinned);
	const loose = laid.filter((c) => !c.pinned);
	const cell = (column: Column) => {
		const attribute = attributes.find((a) => a.key === column.key);
		const total = totals[column.key];
		const chosen = shown.find((c) => c.key === column.key)?.total;
		const said = attribute && chosen && chosen !== "none" ? shortTotal(total, attribute, context) : "";
		return (
			<div key={column.key} className={styles.cell} style={{ width: column.width }} data-align={column.align}>
				{said && <span className={styles.name}>{column.title}</span>}
				<span className={styles.said} title={said && attribute ? totalText(total, attribute, context) : undefined}>
					{said && (
						<>
							<span className={styles.rule}>{ruleName(chosen ?? "", t)}</span>
							<strong>{said}</strong>
						</>
					)}
				</span>
			</div>
		);
	};
	return (
		<section className={styles.foot} aria-label={t("grid.column.foot")} data-no-print>
			<div className={styles.pinned} style={{ paddingInlineStart: narrow ? 0 : ROW_HEADER }}>
				{pinned.map(cell)}
			</div>
			<div className={styles.window}>
				<div className={styles.loose} style={{ transform: `translateX(${-left}px)` }}>
					{loose.map(cell)}
				</div>
			</div>
		</section>
	);
}

// useScrollLeft follows how far the grid is scrolled sideways.
function useScrollLeft(grid: RefObject<Grid | null>, columns: readonly Column[]): number {
	const [left, setLeft] = useState(0);
	const element = grid.current?.element;
	// biome-ignore lint/correctness/useExhaustiveDependencies: other columns may move it
	useEffect(() => {
		if (!element) return;
		const read = () => setLeft(element.scrollLeft);
		read();
		element.addEventListener("scroll", read, { passive: true });
		return () => element.removeEventListener("scroll", read);
	}, [element, columns]);
	return left;
}
