import { useEffect, useReducer } from "react";
import type { Attribute, Row } from "../../api/types";
import type { ProjectRows } from "../../data/project-rows";
import type { GridRow } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Skeleton } from "../../ui/states";
import styles from "./cards.module.css";

type Props = {
	rows: ProjectRows;
	attributes: readonly Attribute[];
	context: FieldContext;
	onOpen: (row: Row) => void;
};

const page = 40;

// Cards are the list on a phone: each project in a few lines, more on demand.
export function Cards({ rows, attributes, context, onOpen }: Props) {
	const { t } = useLang();
	const [shown, more] = useReducer((n: number) => n + page, page);
	const [, tick] = useReducer((n: number) => n + 1, 0);
	const { source } = rows;
	useEffect(() => {
		source.request(0, shown);
		return source.onChange(tick);
	}, [source, shown]);
	const lines = Array.from({ length: Math.min(shown, source.count) }, (_, i) => source.row(i));
	if (!lines.some(Boolean)) return <Skeleton lines={10} />;
	return (
		<div className={styles.scroll}>
			<ul className={styles.cards}>
				{lines.map((line) =>
					line ? (
						<CardLine key={line.id} line={line} attributes={attributes} context={context} onOpen={onOpen} />
					) : null,
				)}
			</ul>
			{source.count > shown && (
				<div className={styles.more}>
					<Button wide onPress={more}>
						{t("project.history.more")}
					</Button>
				</div>
			)}
		</div>
	);
}

type CardProps = Omit<Props, "rows"> & { line: GridRow };

function CardLine({ line, attributes, context, onOpen }: CardProps) {
	const { t } = useLang();
	if (line.kind === "group") {
		return (
			<li className={styles.group}>{t("portfolio.group.line", { name: line.label ?? "", count: line.count ?? 0 })}</li>
		);
	}
	const row = line.data as Row;
	const own = {
		...context,
		currency: typeof row.currency === "string" ? row.currency : context.currency,
		scale: "auto" as const,
	};
	const view = (key: string) => {
		const a = attributes.find((one) => one.key === key);
		return a && key in row ? fieldKind(a).view(row[key], a, own) : null;
	};
	return (
		<li className={styles.card} data-diff={row.diff}>
			<button type="button" className={styles.open} onClick={() => onOpen(row)}>
				<span className={styles.name}>{String(row.name ?? "")}</span>
				<span className={styles.about}>
					{typeof row.code === "string" && <span>{row.code}</span>}
					<span className={styles.unit}>{view("unit")}</span>
				</span>
				<span className={styles.figures}>
					{view("weather")}
					{view("light")}
					<span className={styles.cost}>{view("total_cost")}</span>
				</span>
			</button>
		</li>
	);
}
