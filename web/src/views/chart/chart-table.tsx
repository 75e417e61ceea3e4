import type { ChartSpec } from "../../engine/chart/spec";
import { tableOf } from "../../engine/chart/table";
import { Checkbox } from "../../fields/controls";
import { useT } from "../../i18n/use-lang";
import styles from "./chart.module.css";

type Props = {
	spec: ChartSpec;
	onOpen?: (id: string) => void;
	chosen?: ReadonlySet<string>;
	onChoose?: (ids: ReadonlySet<string>) => void;
};

// ChartTable is the chart in words. A line that is a point can be opened, and picked.
export function ChartTable({ spec, onOpen, chosen, onChoose }: Props) {
	const t = useT();
	const { head, rows } = tableOf(spec);
	const turn = (id: string, on: boolean) => {
		const next = new Set(chosen);
		if (on) next.add(id);
		else next.delete(id);
		onChoose?.(next);
	};
	return (
		<div className={styles.tabled}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
			<section className={styles.scroll} tabIndex={0} aria-label={spec.label}>
				<table className={styles.table}>
					<caption className="visually-hidden">{spec.label}</caption>
					<thead>
						<tr>
							{onChoose && <td />}
							{head.map((name, i) => (
								<th key={name} scope="col" data-end={i > 0 || undefined}>
									{name}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.map(({ id, cells }) => (
							<tr key={id || cells[0]}>
								{onChoose && (
									<td>
										<Checkbox
											aria-label={t("chart.choose", { name: cells[0] ?? "" })}
											isSelected={chosen?.has(id) ?? false}
											onChange={(on) => turn(id, on)}
										/>
									</td>
								)}
								{cells.map((cell, i) =>
									i === 0 ? (
										<th key={head[i]} scope="row">
											{id && onOpen ? (
												<button type="button" className={styles.open} data-print onClick={() => onOpen(id)}>
													{cell}
												</button>
											) : (
												cell
											)}
										</th>
									) : (
										<td key={head[i]} data-end>
											{cell}
										</td>
									),
								)}
							</tr>
						))}
					</tbody>
				</table>
			</section>
		</div>
	);
}
